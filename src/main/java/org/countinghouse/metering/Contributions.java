package org.countinghouse.metering;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countinghouse.catalog.Meter;
import org.jspecify.annotations.Nullable;

/** Works out what an event adds to the hourly reading of a meter. Not for use by several threads. */
final class Contributions {
    private static final int MOST_KEYS = 10_000;
    private static final int RECENT = 256;

    private final Hashes hashes = new Hashes();
    private final Map<String, Dimensions> known = new HashMap<>();
    private final Map<List<String>, List<String>> inOrder = new HashMap<>();
    /** Of properties that many events share, as those of one file often do. */
    private final @Nullable Found[] recent = new Found[RECENT];

    private Instant hour = Instant.EPOCH;

    /** What of an event's properties a reading keeps, and 16 bytes that stand for it. */
    private record Dimensions(String text, UUID key) {}

    /** What was found for a meter and properties. */
    private record Found(Meter meter, EventProperties properties, Dimensions dimensions) {}

    /** Empty when the event is outside the meter's filters, or a property that the meter counts is missing. */
    Optional<CheckedEvent.Contribution> of(long customerId, UsageEvent event, Meter meter) {
        return MeterQuantity.matches(meter, event.properties()::text)
                ? ofMatching(customerId, event, meter)
                : Optional.empty();
    }

    /** As {@link #of} for an event that is known to pass the meter's filters. */
    Optional<CheckedEvent.Contribution> ofMatching(long customerId, UsageEvent event, Meter meter) {
        Instant beginning = hour(event.time());
        Dimensions dimensions = dimensions(meter, event.properties());
        return MeterQuantity.of(meter, event.quantity(), event.properties()::text)
                .map(quantity -> new CheckedEvent.Contribution(
                        new CheckedEvent.Reading(
                                customerId, meter.code(), beginning, dimensions.key(), dimensions.text()),
                        quantity));
    }

    /** What a stored event adds to the readings of all meters that keep hourly ones. */
    List<CheckedEvent.Contribution> all(long customerId, UsageEvent event, Collection<Meter> meters) {
        var all = new ArrayList<CheckedEvent.Contribution>();
        for (Meter meter : meters) {
            if (meter.eventType().equals(event.event()) && meter.aggregation().additive()) {
                of(customerId, event, meter).ifPresent(all::add);
            }
        }
        return all;
    }

    @SuppressWarnings("ReferenceEquality") // quick where both are the same objects, and right in any case
    private Dimensions dimensions(Meter meter, EventProperties properties) {
        int slot = (31 * meter.code().hashCode() + properties.canonical().hashCode()) & (RECENT - 1);
        Found found = recent[slot];
        if (found == null || found.meter() != meter || found.properties() != properties) {
            found = new Found(meter, properties, known(text(meter, properties)));
            recent[slot] = found;
        }
        return found.dimensions();
    }

    /** The same few combinations come again and again. */
    private Dimensions known(String text) {
        Dimensions dimensions = known.get(text);
        if (dimensions == null) {
            if (known.size() == MOST_KEYS) {
                known.clear();
            }
            dimensions = new Dimensions(text, hashes.of(text));
            known.put(text, dimensions);
        }
        return dimensions;
    }

    /** Neighbours mostly fall into the same hour: then it is the same object, which costs no memory and compares fast. */
    private Instant hour(Instant time) {
        long past = time.getEpochSecond() - hour.getEpochSecond();
        if (past < 0 || past >= 3_600) {
            hour = time.truncatedTo(ChronoUnit.HOURS);
        }
        return hour;
    }

    /** The meter's dimensions that the event has, as {@link CanonicalJson}. */
    private String text(Meter meter, EventProperties properties) {
        if (meter.dimensions().isEmpty()) {
            return "{}";
        }
        var out = new StringBuilder("{");
        try {
            for (String dimension : inOrder.computeIfAbsent(meter.dimensions(), Contributions::sorted)) {
                Optional<String> value = properties.text(dimension);
                if (value.isPresent()) {
                    if (out.length() > 1) {
                        out.append(',');
                    }
                    CanonicalJson.text(out, dimension);
                    out.append(':');
                    CanonicalJson.text(out, value.get());
                }
            }
            return out.append('}').toString();
        } catch (UnfitJson e) {
            throw new IllegalStateException("properties were checked when they were read", e);
        }
    }

    private static List<String> sorted(List<String> dimensions) {
        return dimensions.stream().sorted().distinct().toList();
    }
}
