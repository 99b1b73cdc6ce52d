package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.catalog.PriceModel.Matrix.Row;
import org.countinghouse.catalog.PriceModel.TimeOfUse;

/** Compares the totals of what two plans have in common. */
final class PlanComparisons {
    /** Of a matrix of thousands of rows the first changed ones are compared. */
    private static final int MOST_ROWS = 10;

    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 12);

    private final PlanDocument before;
    private final PlanDocument after;
    private final Map<String, Meter> meters;
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<String> notCompared = new ArrayList<>();

    PlanComparisons(PlanDocument before, PlanDocument after, Map<String, Meter> meters) {
        this.before = before;
        this.after = after;
        this.meters = meters;
    }

    List<Comparison> comparisons() {
        return comparisons;
    }

    List<String> notCompared() {
        return notCompared;
    }

    /** Amounts of different currencies do not compare. */
    void compare() {
        if (!before.currency().equals(after.currency())) {
            return;
        }
        for (Charge charge : after.charges()) {
            before.charges().stream()
                    .filter(old -> old.code().equals(charge.code()))
                    .findFirst()
                    .filter(old -> !old.equals(charge) || !before.rounding().equals(after.rounding()))
                    .ifPresent(old -> charge(old, charge));
        }
        boolean feesDiffer =
                !before.fees().equals(after.fees()) && before.interval().equals(after.interval());
        if (feesDiffer) {
            after.charges().stream().map(Charge::meter).distinct().forEach(this::everything);
        }
    }

    private Meter meter(Charge charge) {
        Meter known = meters.get(charge.meter());
        return known == null ? Meter.of(charge.meter(), Aggregation.SUM, null, null) : known;
    }

    private void charge(Charge old, Charge now) {
        boolean compared = old.meter().equals(now.meter())
                && switch (now.price().model()) {
                    case PriceModel.Matrix matrix
                    when old.price().model() instanceof PriceModel.Matrix previous -> rows(old, previous, now, matrix);
                    case TimeOfUse bands
                    when old.price().model() instanceof TimeOfUse previous -> bands(old, previous, now, bands);
                    default -> isByQuantity(old.price()) && isByQuantity(now.price()) && compare(old, now);
                };
        if (!compared) {
            notCompared.add(now.name());
        }
    }

    /** The price of one moment, or of usage without properties, says nothing about the others. */
    private static boolean isByQuantity(Price price) {
        return switch (price.model()) {
            case PriceModel.Matrix _, TimeOfUse _ -> false;
            case PriceModel.Allowance allowance -> isByQuantity(allowance.overage());
            case PriceModel.Reserved reserved -> isByQuantity(reserved.onDemand());
            default -> true;
        };
    }

    private boolean compare(Charge old, Charge now) {
        return compare(old, now, "", UnaryOperator.identity());
    }

    private boolean compare(Charge old, Charge now, String of, UnaryOperator<ChargePricer> usage) {
        var previous = ChargeTotals.of(usage.apply(ChargePricer.adjusted(before, meter(old), old)), meter(old));
        var current = ChargeTotals.of(usage.apply(ChargePricer.adjusted(after, meter(now), now)), meter(now));
        if (previous.isEmpty() || current.isEmpty()) {
            return false;
        }
        comparisons.add(Crossings.compare(previous.get(), current.get(), now.name(), of));
        return true;
    }

    /** Rows that both have and that changed; one for all when only what is around them changed. */
    private boolean rows(Charge old, PriceModel.Matrix previous, Charge now, PriceModel.Matrix matrix) {
        Map<Map<String, String>, Row> rows = previous.rows().stream()
                .collect(Collectors.toMap(Row::match, row -> row, (first, _) -> first, LinkedHashMap::new));
        List<Row> common = matrix.rows().stream()
                .filter(row -> rows.containsKey(row.match()))
                .toList();
        List<Row> changed = common.stream()
                .filter(row -> unitAmount(rows, row).compareTo(row.unitAmount()) != 0)
                .limit(MOST_ROWS)
                .toList();
        boolean compared = false;
        for (Row row : changed.isEmpty() ? common.stream().limit(1).toList() : changed) {
            String of = row.match().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(", "));
            compared |= compare(old, now, of, pricer -> pricer.with(row.match()));
        }
        return compared;
    }

    private static BigDecimal unitAmount(Map<Map<String, String>, Row> rows, Row like) {
        return Objects.requireNonNull(rows.get(like.match())).unitAmount();
    }

    /** The time at which each band of either plan begins. */
    private boolean bands(Charge old, TimeOfUse previous, Charge now, TimeOfUse price) {
        Map<Instant, String> times = new LinkedHashMap<>();
        collect(price, times);
        collect(previous, times);
        boolean compared = false;
        for (Map.Entry<Instant, String> time : times.entrySet()) {
            compared |= compare(old, now, time.getValue(), pricer -> pricer.at(time.getKey()));
        }
        return compared;
    }

    private static void collect(TimeOfUse price, Map<Instant, String> times) {
        ZoneId zone = price.timezone() == null ? ZoneOffset.UTC : price.timezone();
        for (TimeOfUse.Band band : price.bands()) {
            band.days().stream().sorted().findFirst().ifPresent(day -> {
                Instant time = MONDAY.plusDays(day.getValue() - 1L)
                        .atStartOfDay()
                        .plusMinutes(band.fromMinute())
                        .atZone(zone)
                        .toInstant();
                times.putIfAbsent(time, band.code());
            });
        }
    }

    /** Fees and the one charge of a meter together: a higher fee may pay off from some quantity on. */
    private void everything(String meter) {
        Optional<Charge> old = only(before, meter).filter(charge -> isByQuantity(charge.price()));
        Optional<Charge> now = only(after, meter).filter(charge -> isByQuantity(charge.price()));
        if (old.isEmpty() || now.isEmpty()) {
            return;
        }
        var previous = ChargeTotals.of(ChargePricer.withFees(before, meter(old.get()), old.get()), meter(old.get()));
        var current = ChargeTotals.of(ChargePricer.withFees(after, meter(now.get()), now.get()), meter(now.get()));
        if (previous.isPresent() && current.isPresent()) {
            comparisons.add(
                    Crossings.compare(previous.get(), current.get(), now.get().name(), Comparison.WITH_FEES));
        }
    }

    private static Optional<Charge> only(PlanDocument plan, String meter) {
        List<Charge> charges = plan.charges().stream()
                .filter(charge -> charge.meter().equals(meter))
                .toList();
        return charges.size() == 1 ? Optional.of(charges.getFirst()) : Optional.empty();
    }
}
