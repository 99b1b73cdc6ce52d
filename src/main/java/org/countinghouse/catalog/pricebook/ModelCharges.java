package org.countinghouse.catalog.pricebook;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * The charges for one measure over all models of a provider: one matrix by model. Models whose price depends on the
 * time of day, or has too many decimals for the unit of the others, get charges of their own; then each charge is
 * confined to its models.
 */
final class ModelCharges {
    static final String MODEL = "model";

    private final Measure measure;
    private final Codes codes;

    ModelCharges(Measure measure, Codes codes) {
        this.measure = measure;
        this.codes = codes;
    }

    /** A charge and the prices that are in it. */
    record Made(Charge charge, List<ModelPrice> prices) {}

    List<Made> of(List<ModelPrice> prices) {
        Map<Integer, List<ModelPrice>> matrices = new TreeMap<>();
        prices.stream()
                .filter(price -> !price.timed())
                .forEach(price -> matrices.computeIfAbsent(price.shift(), shift -> new ArrayList<>())
                        .add(price));
        List<ModelPrice> timed = prices.stream().filter(ModelPrice::timed).toList();
        boolean split = matrices.size() + timed.size() > 1;
        List<Made> charges = new ArrayList<>();
        matrices.forEach((shift, rows) -> {
            String suffix = shift == 0 ? "" : "_per_" + per(shift).toPlainString();
            charges.add(made(
                    measure.meter() + suffix,
                    measure.name(),
                    shift,
                    split,
                    rows,
                    versions(rows, time -> matrix(rows, time, shift))));
        });
        timed.forEach(price -> charges.add(made(
                measure.meter() + "_" + Codes.slug(price.model()),
                measure.name() + ", " + price.model(),
                price.shift(),
                split,
                List.of(price),
                versions(List.of(price), time -> timeOfUse(price.at(time), price.shift())))));
        return charges;
    }

    private Made made(String code, String name, int shift, boolean split, List<ModelPrice> prices, Price price) {
        BigDecimal per = per(shift);
        Charge plain = Charge.of(codes.unique(code), name, measure.meter(), price);
        Map<String, List<String>> filter =
                split ? Map.of(MODEL, prices.stream().map(ModelPrice::model).toList()) : Map.of();
        Charge charge = new Charge(
                plain.code(),
                plain.name(),
                plain.meter(),
                plain.timing(),
                filter,
                plain.groupBy(),
                null,
                per.compareTo(BigDecimal.ONE) == 0 ? null : new Charge.UnitConversion(per, null),
                plain.freeUnits(),
                plain.price(),
                plain.discountPercent(),
                null,
                null,
                plain.prorate(),
                plain.taxCategory());
        return new Made(charge, prices);
    }

    private BigDecimal per(int shift) {
        return measure.per().multiply(BigDecimal.TEN.pow(shift));
    }

    private static Price versions(List<ModelPrice> prices, Function<@Nullable Instant, PriceModel> at) {
        TreeSet<Instant> changes = new TreeSet<>();
        prices.stream()
                .flatMap(price -> price.stages().stream())
                .map(ModelPrice.Stage::from)
                .filter(Objects::nonNull)
                .forEach(changes::add);
        return new Price(
                at.apply(null),
                true,
                changes.stream()
                        .map(change -> new Price.Version(Moment.of(change), Price.of(at.apply(change))))
                        .toList(),
                List.of());
    }

    private static PriceModel matrix(List<ModelPrice> prices, @Nullable Instant time, int shift) {
        List<PriceModel.Matrix.Row> rows = new ArrayList<>();
        for (ModelPrice price : prices) {
            for (ModelPrice.Cell cell : price.at(time).cells()) {
                Map<String, String> match = new LinkedHashMap<>();
                match.put(MODEL, price.model());
                match.putAll(cell.match());
                rows.add(new PriceModel.Matrix.Row(match, amount(cell.listed(), shift)));
            }
        }
        return new PriceModel.Matrix(dimensions(prices), rows, null);
    }

    /** The model and what else any of its prices looks at, at any time. */
    static List<String> dimensions(List<ModelPrice> prices) {
        Stream<String> further = prices.stream()
                .flatMap(price -> price.stages().stream())
                .flatMap(stage -> stage.cells().stream())
                .flatMap(cell -> cell.match().keySet().stream());
        return Stream.concat(Stream.of(MODEL), further.sorted()).distinct().toList();
    }

    private static PriceModel timeOfUse(ModelPrice.Stage stage, int shift) {
        List<PriceModel.TimeOfUse.Band> bands = new ArrayList<>();
        for (ModelPrice.Window window : stage.windows()) {
            bands.add(new PriceModel.TimeOfUse.Band(
                    "window " + (bands.size() + 1),
                    EnumSet.allOf(DayOfWeek.class),
                    window.fromMinute(),
                    window.toMinute(),
                    amount(window.listed(), shift)));
        }
        return new PriceModel.TimeOfUse(
                stage.windows().isEmpty() ? null : stage.windows().getFirst().zone(),
                bands,
                stage.cells().isEmpty() ? null : amount(stage.cells().getFirst().listed(), shift));
    }

    private static BigDecimal amount(Listed listed, int shift) {
        BigDecimal amount = listed.value().movePointRight(shift);
        return amount.setScale(Math.min(amount.scale(), Decimals.MAX_DECIMALS));
    }
}
