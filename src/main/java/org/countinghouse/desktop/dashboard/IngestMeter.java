package org.countinghouse.desktop.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.countinghouse.insight.IngestReading;
import org.jspecify.annotations.Nullable;

/** Makes speeds of readings that follow each other. What happened while nobody read is never shown as a burst. */
final class IngestMeter {
    static final int STRETCHES = 60;
    static final Duration STRETCH = Duration.ofSeconds(5);
    private static final Duration SPEED_OVER = Duration.ofSeconds(10);
    private static final Duration RECENT = Duration.ofMinutes(1);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(15);

    private record Sample(Instant at, long stored) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private @Nullable Instant seenArriving;

    IngestFigures add(IngestReading reading, Instant at) {
        Sample before = samples.peekLast();
        if (before != null && (at.isAfter(before.at().plus(LONGEST_GAP)) || reading.stored() < before.stored())) {
            samples.clear();
        } else if (before != null && reading.stored() > before.stored()) {
            seenArriving = at;
        }
        samples.addLast(new Sample(at, reading.stored()));
        Instant oldest = at.minus(STRETCH.multipliedBy(STRETCHES));
        while (samples.size() > 1 && samples.getFirst().at().isBefore(oldest)) {
            samples.removeFirst();
        }
        Sample minute = firstSince(at.minus(RECENT));
        return new IngestFigures(
                reading,
                at,
                speed(at, reading.stored()),
                reading.stored() - minute.stored(),
                minute.at(),
                curve(at),
                last(reading));
    }

    private Sample firstSince(Instant from) {
        return samples.stream()
                .filter(sample -> !sample.at().isBefore(from))
                .findFirst()
                .orElseThrow();
    }

    private double speed(Instant now, long stored) {
        Sample from = firstSince(now.minus(SPEED_OVER));
        long millis = Duration.between(from.at(), now).toMillis();
        return millis == 0 ? 0 : (stored - from.stored()) * 1_000.0 / millis;
    }

    /** Stretches before watching began are empty. */
    private List<Long> curve(Instant now) {
        var curve = new ArrayList<Long>();
        for (int stretch = STRETCHES; stretch > 0; stretch--) {
            Instant begins = now.minus(STRETCH.multipliedBy(stretch));
            curve.add(storedAt(begins.plus(STRETCH)) - storedAt(begins));
        }
        return curve;
    }

    private long storedAt(Instant time) {
        long stored = samples.getFirst().stored();
        for (Sample sample : samples) {
            if (sample.at().isAfter(time)) {
                break;
            }
            stored = sample.stored();
        }
        return stored;
    }

    private @Nullable Instant last(IngestReading reading) {
        Instant told = reading.last();
        Instant seen = seenArriving;
        return told == null || (seen != null && seen.isAfter(told)) ? seen : told;
    }
}
