package org.countinghouse.metering;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.countinghouse.catalog.Meter;

/** Works out what an event adds to the hourly reading of a meter. Not for use by several threads. */
final class Contributions {
    private final Hashes hashes = new Hashes();

    /** Empty when the event is outside the meter's filters, or a property that the meter counts is missing. */
    Optional<CheckedEvent.Contribution> of(long customerId, UsageEvent event, Meter meter) {
        if (!MeterQuantity.matches(meter, event.properties()::text)) {
            return Optional.empty();
        }
        Instant hour = event.time().truncatedTo(ChronoUnit.HOURS);
        String dimensions = dimensions(meter, event.properties());
        return MeterQuantity.of(meter, event.quantity(), event.properties()::text)
                .map(quantity -> new CheckedEvent.Contribution(
                        new CheckedEvent.Reading(customerId, meter.code(), hour, hashes.of(dimensions), dimensions),
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

    private static String dimensions(Meter meter, EventProperties properties) {
        if (meter.dimensions().isEmpty()) {
            return "{}";
        }
        var texts = new HashMap<String, String>();
        for (String dimension : meter.dimensions()) {
            properties.text(dimension).ifPresent(value -> texts.put(dimension, value));
        }
        try {
            return EventProperties.of(texts).canonical();
        } catch (UnfitJson e) {
            throw new IllegalStateException("properties were checked when they were read", e);
        }
    }
}
