package org.countinghouse.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import org.countinghouse.catalog.Meter;
import org.countinghouse.metering.PeriodUsage;
import org.countinghouse.metering.UsageReadings.Question;
import org.jspecify.annotations.Nullable;

/**
 * The usage that a part of a period asks for. Inside the subscription all of it; before and after, what no other
 * subscription of the customer prices: that is nobody's, and a problem of this one. The days inside are read by
 * themselves, so that no sum of hours crosses the subscription's bounds.
 */
final class UsageWindows {
    private final RatingTask task;
    private final OtherSubscriptions others;
    private final Instant start;
    private final @Nullable Instant end;

    UsageWindows(RatingTask task, OtherSubscriptions others) {
        this.task = task;
        this.others = others;
        this.start = instant(task, task.due().startsOn());
        LocalDate day = task.history().end();
        this.end = day == null ? null : instant(task, day);
    }

    private static Instant instant(RatingTask task, LocalDate day) {
        return day.atStartOfDay(task.due().timeZone()).toInstant();
    }

    /** Whether some of the task's usage lies outside its subscription. */
    boolean outside() {
        return task.parts().stream().anyMatch(part -> before(part) || after(part));
    }

    private boolean before(BillingPart part) {
        return part.usageFrom().isBefore(part.usageTo()) && part.usageFrom().isBefore(start);
    }

    private boolean after(BillingPart part) {
        return end != null && part.usageFrom().isBefore(part.usageTo()) && end.isBefore(part.usageTo());
    }

    /** In the order of time; one at least. */
    List<Question> questions(BillingPart part, List<Meter> meters, PlanNeeds needs) {
        // A level that is carried over is read from its beginning: once, and sorted out afterwards.
        boolean carried = meters.stream().anyMatch(Meter::carryOver);
        if (carried || (!before(part) && !after(part))) {
            return List.of(question(part.usageFrom(), part.usageTo(), meters, needs));
        }
        var questions = new ArrayList<Question>();
        if (before(part)) {
            unpriced(part.usageFrom(), earlier(start, part.usageTo()), meters, needs, questions);
        }
        Instant from = later(part.usageFrom(), start);
        Instant to = end == null ? part.usageTo() : earlier(end, part.usageTo());
        if (from.isBefore(to)) {
            questions.add(question(from, to, meters, needs));
        }
        if (end != null && after(part)) {
            unpriced(later(end, part.usageFrom()), part.usageTo(), meters, needs, questions);
        }
        return questions;
    }

    private void unpriced(Instant from, Instant to, List<Meter> meters, PlanNeeds needs, List<Question> questions) {
        NavigableSet<Instant> bounds = others.bounds(task.due(), from, to);
        for (Instant at : bounds) {
            Set<String> priced = others.meters(task.due(), at);
            Instant next = bounds.higher(at);
            List<Meter> left = meters.stream()
                    .filter(meter -> !priced.contains(meter.code()))
                    .toList();
            questions.add(question(at, next == null ? to : next, left, needs));
        }
    }

    private Question question(Instant from, Instant to, List<Meter> meters, PlanNeeds needs) {
        return new Question(task.due().customerId(), meters, needs.properties(), from, to, needs.totals());
    }

    /** The answers to {@link #questions} as one; without what another subscription prices. */
    PeriodUsage together(BillingPart part, List<Meter> meters, List<PeriodUsage> answers) {
        if (answers.size() == 1 && after(part) && meters.stream().anyMatch(Meter::carryOver)) {
            return sorted(meters, answers.getFirst());
        }
        return answers.size() == 1
                ? answers.getFirst()
                : new PeriodUsage(
                        answers.stream()
                                .flatMap(each -> each.readings().stream())
                                .toList(),
                        answers.stream().flatMap(each -> each.events().stream()).toList());
    }

    /** An event goes when all meters that listen to it are priced elsewhere. */
    private PeriodUsage sorted(List<Meter> meters, PeriodUsage usage) {
        return new PeriodUsage(
                usage.readings().stream()
                        .filter(reading -> !elsewhere(reading.from(), List.of(reading.meter())))
                        .toList(),
                usage.events().stream()
                        .filter(event -> !elsewhere(
                                event.time(),
                                meters.stream()
                                        .filter(meter -> meter.eventType().equals(event.event()))
                                        .map(Meter::code)
                                        .toList()))
                        .toList());
    }

    private boolean elsewhere(Instant time, List<String> meters) {
        return end != null
                && !time.isBefore(end)
                && others.meters(task.due(), time).containsAll(meters);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
