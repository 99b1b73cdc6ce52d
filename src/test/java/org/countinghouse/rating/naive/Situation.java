package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The times of one request: its zone, its whole period and when the subscription begins and ends. */
record Situation(
        ZoneId zone,
        Instant from,
        Instant to,
        @Nullable Instant start,
        @Nullable Instant end) {
    static Situation of(JsonNode request) {
        JsonNode subscription = request.path("subscription");
        ZoneId zone = zone(subscription.path("timezone").asText("UTC"));
        JsonNode period = request.path("period");
        Situation situation = new Situation(
                zone,
                instant(period.path("from").asText(), zone),
                instant(period.path("to").asText(), zone),
                subscription.hasNonNull("start")
                        ? instant(subscription.get("start").asText(), zone)
                        : null,
                subscription.hasNonNull("end") ? instant(subscription.get("end").asText(), zone) : null);
        if (!situation.from.isBefore(situation.to)) {
            throw new Refusal("the period is empty");
        }
        return situation;
    }

    static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException problem) {
            throw new Refusal("unknown zone " + name);
        }
    }

    /** A local date means local midnight. */
    static Instant instant(String text, ZoneId zone) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException problem) {
            throw new Refusal("no time: " + text);
        }
    }

    LocalDate day(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /** Where the subscribed part of the period begins. */
    Instant usedFrom() {
        return start != null && start.isAfter(from) ? start : from;
    }

    /** Where the subscribed part of the period ends; never before it begins. */
    Instant usedTo() {
        Instant last = end != null && end.isBefore(to) ? end : to;
        return last.isBefore(usedFrom()) ? usedFrom() : last;
    }

    boolean subscribed() {
        return usedFrom().isBefore(usedTo());
    }

    boolean subscribed(Instant time) {
        return !time.isBefore(usedFrom()) && time.isBefore(usedTo());
    }

    /** Local days of a part over those of the whole period. */
    Fraction dayShare(Instant partFrom, Instant partTo) {
        long whole = ChronoUnit.DAYS.between(day(from), day(to));
        long part = Math.max(0, ChronoUnit.DAYS.between(day(partFrom), day(partTo)));
        if (whole == 0) {
            // A period inside one day is whole as soon as it is entered.
            return partFrom.isBefore(partTo) ? Fraction.ONE : Fraction.ZERO;
        }
        return Fraction.of(part).over(Fraction.of(whole));
    }

    Fraction secondShare(Instant partFrom, Instant partTo) {
        return seconds(partFrom, partTo).larger(Fraction.ZERO).over(seconds(from, to));
    }

    static Fraction seconds(Instant first, Instant last) {
        Duration duration = Duration.between(first, last);
        return Fraction.of(duration.getSeconds())
                .plus(Fraction.of(duration.getNano()).times(Fraction.powerOfTen(-9)));
    }
}
