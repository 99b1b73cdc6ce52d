package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.DerivedQuantity;
import org.countinghouse.catalog.Meter;
import org.countinghouse.money.Decimals;
import org.countinghouse.money.Fraction;
import org.jspecify.annotations.Nullable;

/** The usage of a request by meter, and the account of which of it was priced. */
final class UsageBook {
    private final RatingRequest request;
    private final Timeline timeline;
    private final Problems problems;
    private final Map<String, Meter> meters = new HashMap<>();
    private final Map<String, List<Integer>> eventsByType = new HashMap<>();
    private final Map<String, List<Integer>> readingsByMeter = new HashMap<>();
    private final Map<String, MeterUsage> usageByMeter = new HashMap<>();
    private final BitSet accounted = new BitSet();

    UsageBook(RatingRequest request, Timeline timeline, Problems problems) {
        this.request = request;
        this.timeline = timeline;
        this.problems = problems;
        request.meters().forEach(meter -> meters.put(meter.code(), meter));
        indexEvents();
        indexReadings();
        request.quantities().keySet().forEach(this::checkQuantity);
    }

    private void indexEvents() {
        Set<String> ids = new HashSet<>();
        for (int index = 0; index < request.usage().size(); index++) {
            UsageEvent event = request.usage().get(index);
            if (event.id() != null && !ids.add(event.id())) {
                accounted.set(index);
                continue;
            }
            eventsByType
                    .computeIfAbsent(event.event(), type -> new ArrayList<>())
                    .add(index);
        }
    }

    private void indexReadings() {
        for (int index = 0; index < request.readings().size(); index++) {
            Reading reading = request.readings().get(index);
            Meter meter = meters.get(reading.meter());
            if (meter == null) {
                accounted.set(request.usage().size() + index);
                problems.add(
                        "meter.unknown",
                        "Readings name the unknown meter \"" + reading.meter() + "\".",
                        null,
                        reading.count());
                continue;
            }
            if (!meter.aggregation().additive()) {
                throw new RatingFailure(
                        "rating.needs_usage",
                        "The meter \"" + meter.code() + "\" needs raw usage: readings serve sum and count only.",
                        "$.readings[" + index + "]");
            }
            readingsByMeter
                    .computeIfAbsent(reading.meter(), code -> new ArrayList<>())
                    .add(index);
        }
    }

    private void checkQuantity(String code) {
        if (!meters.containsKey(code)) {
            problems.add(
                    "meter.unknown", "A quantity names the unknown meter \"" + code + "\".", null, BigDecimal.ZERO);
        }
    }

    Optional<MeterUsage> usage(String meterCode) {
        Meter meter = meters.get(meterCode);
        return meter == null
                ? Optional.empty()
                : Optional.of(usageByMeter.computeIfAbsent(meterCode, code -> collect(meter)));
    }

    /** The reading of a whole meter over the subscribed part, whatever charges filter or group. */
    Fraction wholeReading(String meterCode, String path) {
        MeterUsage usage = usage(meterCode)
                .orElseThrow(() ->
                        new RatingFailure("rating.unknown_meter", "There is no meter \"" + meterCode + "\".", path));
        usage.items().forEach(this::account);
        Fraction aggregate = usage.total() != null
                ? Fraction.of(usage.total())
                : Aggregates.of(
                        usage.meter(),
                        usage.items(),
                        timeline.part().from(),
                        timeline.part().to(),
                        timeline.wholeSeconds());
        return Aggregates.rounded(usage.meter(), aggregate);
    }

    /** How {@link #wholeReading} came about. */
    void explainReading(String meterCode, Explanation explain) {
        usage(meterCode).ifPresent(usage -> {
            BigDecimal total = usage.total();
            if (total != null) {
                explain.step("aggregate", step -> step.text("given directly").figure("value", total));
                AggregateWording.rounding(usage.meter(), Fraction.of(total), explain);
            } else {
                AggregateWording.measured(
                        new Conversion(usage.meter(), null, timeline.wholeSeconds()),
                        usage.items(),
                        timeline.part().from(),
                        timeline.part().to(),
                        explain);
            }
        });
    }

    void account(Item item) {
        accounted.set(item.source());
    }

    private MeterUsage collect(Meter meter) {
        BigDecimal total = request.quantities().get(meter.code());
        List<Item> items = new ArrayList<>();
        BigDecimal unreadable = BigDecimal.ZERO;
        for (int index : eventsByType.getOrDefault(meter.eventType(), List.of())) {
            UsageEvent event = request.usage().get(index);
            if (!Item.matches(meter.filters(), event.properties())) {
                continue;
            }
            if (total != null) {
                accounted.set(index);
            } else if (belongs(meter, event.time())) {
                Optional<Item> item = item(meter, event, index);
                item.ifPresent(items::add);
                if (item.isEmpty()) {
                    accounted.set(index);
                    unreadable = unreadable.add(BigDecimal.ONE);
                }
            }
        }
        if (unreadable.signum() > 0) {
            problems.add(
                    "usage.bad_property",
                    "Events of the meter \"" + meter.code() + "\" lack " + wanted(meter) + " and do not count.",
                    null,
                    unreadable);
        }
        addReadings(meter, total, items);
        items.sort(Comparator.comparing(Item::time));
        return new MeterUsage(meter, total, items);
    }

    private void addReadings(Meter meter, @Nullable BigDecimal total, List<Item> items) {
        for (int index : readingsByMeter.getOrDefault(meter.code(), List.of())) {
            Reading reading = request.readings().get(index);
            int source = request.usage().size() + index;
            if (total != null) {
                accounted.set(source);
            } else if (belongs(meter, reading.from())) {
                BigDecimal value = meter.aggregation() == Aggregation.COUNT ? reading.count() : reading.quantity();
                items.add(new Item(
                        source,
                        reading.from(),
                        reading.properties(),
                        value,
                        null,
                        reading.quantity(),
                        reading.count(),
                        true,
                        reading.hours()));
            }
        }
    }

    /** Inside the subscribed part, or before it when the meter carries its level over. */
    private boolean belongs(Meter meter, Instant time) {
        return timeline.part().contains(time)
                || (meter.carryOver() && time.isBefore(timeline.part().from()) && timeline.subscribed());
    }

    private static Optional<Item> item(Meter meter, UsageEvent event, int source) {
        BigDecimal own = event.quantity() == null ? BigDecimal.ONE : event.quantity();
        boolean unique = meter.aggregation() == Aggregation.UNIQUE_COUNT;
        String property = meter.property();
        String text = unique && property != null ? event.properties().get(property) : null;
        if (unique && text == null) {
            return Optional.empty();
        }
        return value(meter, event, own)
                .map(value ->
                        new Item(source, event.time(), event.properties(), value, text, own, BigDecimal.ONE, false, 0));
    }

    private static Optional<BigDecimal> value(Meter meter, UsageEvent event, BigDecimal own) {
        if (meter.aggregation() == Aggregation.COUNT || meter.aggregation() == Aggregation.UNIQUE_COUNT) {
            return Optional.of(BigDecimal.ONE);
        }
        DerivedQuantity derived = meter.quantity();
        if (derived != null) {
            return product(derived, event);
        }
        String property = meter.property();
        return property == null ? Optional.of(own) : number(event, property);
    }

    private static Optional<BigDecimal> product(DerivedQuantity derived, UsageEvent event) {
        BigDecimal product = BigDecimal.ONE;
        for (String property : derived.multiply()) {
            Optional<BigDecimal> factor = number(event, property);
            if (factor.isEmpty()) {
                return factor;
            }
            product = product.multiply(factor.get());
        }
        return Optional.of(product);
    }

    private static Optional<BigDecimal> number(UsageEvent event, String property) {
        return Optional.ofNullable(event.properties().get(property)).flatMap(Decimals::parse);
    }

    private static String wanted(Meter meter) {
        DerivedQuantity derived = meter.quantity();
        return derived == null
                ? "the property \"" + meter.property() + "\""
                : "one of the numbers " + String.join(", ", derived.multiply());
    }

    /** Turns everything that no charge took into problems. */
    void close() {
        for (int index = 0; index < request.usage().size(); index++) {
            UsageEvent event = request.usage().get(index);
            if (!accounted.get(index)) {
                unpriced("Usage of \"" + event.event() + "\"", event.time(), BigDecimal.ONE);
            }
        }
        for (int index = 0; index < request.readings().size(); index++) {
            Reading reading = request.readings().get(index);
            if (!accounted.get(request.usage().size() + index)) {
                unpriced("Usage of the meter \"" + reading.meter() + "\"", reading.from(), reading.count());
            }
        }
    }

    private void unpriced(String what, Instant time, BigDecimal events) {
        if (timeline.part().contains(time)) {
            problems.add("usage.unpriced", what + " is priced by no charge.", null, events);
        } else {
            problems.add(
                    "usage.outside_period", what + " lies outside the subscribed part of the period.", null, events);
        }
    }
}
