package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Formula;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Decimals;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.work.Failure;

/**
 * What a charge comes to by quantity, every figure worked out by the engine. Quantities go in steps: whole numbers, or
 * smaller where the plan's own bounds are.
 */
final class ChargeTotals {
    /** Decimals of a step at most; finer bounds are told apart no better by anyone who pays. */
    private static final int FINEST = 6;

    private static final int DECADES = 7;
    private static final BigDecimal TWO = BigDecimal.TWO;

    private final ChargePricer pricer;
    private final PriceBreaks breaks;
    private final boolean whole;
    private final BigDecimal step;
    private final Map<BigDecimal, ChargePricer.Priced> known = new HashMap<>();

    private ChargeTotals(ChargePricer pricer, Meter meter) {
        this.pricer = pricer;
        this.breaks = PriceBreaks.of(pricer.charge());
        boolean counted = meter.aggregation() == Aggregation.COUNT || meter.aggregation() == Aggregation.UNIQUE_COUNT;
        Charge.UnitConversion unit = pricer.charge().unit();
        this.whole = counted || (unit != null && unit.round() != null);
        int decimals = breaks.breaks().stream()
                .mapToInt(one -> one.quantity().scale())
                .max()
                .orElse(0);
        this.step = counted ? BigDecimal.ONE : BigDecimal.ONE.movePointLeft(Math.clamp(decimals, 0, FINEST));
    }

    /** Empty when the price cannot be told from a quantity alone. */
    static Optional<ChargeTotals> of(PlanDocument plan, Meter meter, Charge charge) {
        return of(ChargePricer.adjusted(plan, meter, charge), meter);
    }

    static Optional<ChargeTotals> of(ChargePricer pricer, Meter meter) {
        var totals = new ChargeTotals(pricer, meter);
        try {
            totals.amount(BigDecimal.ONE);
            return Optional.of(totals);
        } catch (Failure notByQuantity) {
            return Optional.empty();
        }
    }

    Charge charge() {
        return pricer.charge();
    }

    /** As it would be billed. */
    BigDecimal amount(BigDecimal quantity) {
        return priced(quantity).amount();
    }

    /** Before rounding; where the minimum is billed, the minimum. */
    BigDecimal exact(BigDecimal quantity) {
        ChargePricer.Priced priced = priced(quantity);
        return isMinimum(quantity) ? priced.amount() : priced.exact();
    }

    boolean isMinimum(BigDecimal quantity) {
        return priced(quantity).lines().stream().anyMatch(line -> line.kind() == RatedLine.Kind.MINIMUM);
    }

    boolean isMaximum(BigDecimal quantity) {
        BigDecimal maximum = charge().maximum();
        return maximum != null && withoutFees(quantity).compareTo(maximum) >= 0;
    }

    private BigDecimal withoutFees(BigDecimal quantity) {
        return priced(quantity).lines().stream()
                .filter(line -> line.kind() != RatedLine.Kind.FEE)
                .map(RatedLine::exact)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Total total(BigDecimal quantity) {
        return new Total(quantity, amount(quantity));
    }

    private ChargePricer.Priced priced(BigDecimal quantity) {
        return known.computeIfAbsent(quantity.stripTrailingZeros(), pricer::price);
    }

    List<PriceBreaks.Break> breaks() {
        return breaks.breaks();
    }

    BigDecimal step() {
        return step;
    }

    /** Only whole numbers are priced: of events counted, or of units rounded to. */
    boolean isWhole() {
        return whole;
    }

    /** Quantities a step apart from each other or further, between which totals run evenly; ascending from zero. */
    NavigableSet<BigDecimal> stops() {
        var stops = new TreeSet<BigDecimal>();
        stops.add(BigDecimal.ZERO);
        stops.add(step);
        BigDecimal unit = charge().unit() == null ? step : charge().unit().divideBy();
        BigDecimal last = BigDecimal.ZERO;
        for (BigDecimal quantity : breaks.quantities()) {
            stops.add(onStep(last.add(quantity).divide(TWO)));
            addAround(stops, quantity);
            stops.add(onStep(quantity.add(unit)));
            last = quantity;
        }
        if (charge().price().model() instanceof PriceModel.FormulaPrice formula) {
            addOfFormula(stops, formula);
        }
        BigDecimal end = last.max(step).max(unit);
        for (int decade = 0; decade < DECADES; decade++) {
            stops.add(onStep(end.multiply(TWO)));
            end = end.multiply(BigDecimal.TEN);
            stops.add(onStep(end));
        }
        stops.removeIf(quantity -> quantity.signum() < 0 || !Decimals.fits(quantity));
        return stops;
    }

    private void addAround(Set<BigDecimal> stops, BigDecimal quantity) {
        BigDecimal stop = onStep(quantity);
        stops.add(stop.subtract(step));
        stops.add(stop);
        stops.add(stop.add(step));
    }

    /** A formula may bend where one of its constants stands, or anywhere: it is also looked at one by one. */
    private void addOfFormula(Set<BigDecimal> stops, PriceModel.FormulaPrice price) {
        for (int quantity = 2; quantity <= 50; quantity++) {
            stops.add(BigDecimal.valueOf(quantity));
        }
        BigDecimal factor =
                charge().unit() == null ? BigDecimal.ONE : charge().unit().divideBy();
        Formula formula = Formula.parse(price.expression(), price.variables().keySet(), "$");
        var constants = new TreeSet<BigDecimal>();
        collect(formula, constants);
        price.variables().values().forEach(value -> Decimals.parse(value).ifPresent(constants::add));
        for (BigDecimal constant : constants) {
            BigDecimal quantity = constant.add(charge().freeUnits()).multiply(factor);
            if (Decimals.fits(quantity)) {
                addAround(stops, quantity);
            }
        }
    }

    private static void collect(Formula formula, Set<BigDecimal> constants) {
        switch (formula) {
            case Formula.Constant constant -> constants.add(constant.value());
            case Formula.Variable _ -> {}
            case Formula.Negative negative -> collect(negative.operand(), constants);
            case Formula.Binary binary -> {
                collect(binary.left(), constants);
                collect(binary.right(), constants);
            }
            case Formula.Call call -> call.arguments().forEach(argument -> collect(argument, constants));
        }
    }

    /** The quantity, or the step below it. */
    BigDecimal onStep(BigDecimal quantity) {
        return Steps.down(quantity, step);
    }
}
