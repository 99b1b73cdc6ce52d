package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription is on every day, laid end to end: its start and its changes. Billing periods follow the plan's
 * interval and anchor; where a change brings another schedule, the old one's last period ends that day and the new one's
 * begins.
 */
final class SubscriptionHistory {
    private final DueSubscription due;
    private final List<Stretch> stretches;
    private final @Nullable LocalDate end;
    private final boolean feesToPeriodEnd;

    /**
     * Days on which nothing changes.
     *
     * @param to first day of the next stretch, or after the last one; null = open
     * @param version id of the plan version
     * @param quantities by fee code of the plan
     * @param prices own prices by fee or charge code of the plan
     * @param addOns ids of plan versions billed beside it
     * @param ofAddOns what is the customer's own of them, by code of their plan
     */
    record Stretch(
            LocalDate from,
            @Nullable LocalDate to,
            long version,
            Map<String, BigDecimal> quantities,
            boolean paused,
            Map<String, String> prices,
            Set<Long> addOns,
            Map<String, Own> ofAddOns) {
        /** What is the customer's own of an add-on. */
        Own own(String addOn) {
            return ofAddOns.getOrDefault(addOn, Own.NOTHING);
        }
    }

    /** Quantities by fee code, and prices by fee or charge code, that stand in place of a plan's. */
    record Own(Map<String, BigDecimal> quantities, Map<String, String> prices) {
        static final Own NOTHING = new Own(Map.of(), Map.of());

        Own with(SubscriptionChange change) {
            var many = new HashMap<>(quantities);
            var amounts = new HashMap<>(prices);
            String item = change.item();
            if (item != null && change.quantity() != null) {
                many.put(item, change.quantity());
            } else if (item != null && change.price() != null) {
                amounts.put(item, change.price());
            } else if (item != null) {
                amounts.remove(item);
            }
            return new Own(Map.copyOf(many), Map.copyOf(amounts));
        }
    }

    /** Days of one schedule. */
    private record Segment(
            Schedule schedule, LocalDate from, @Nullable LocalDate to) {}

    private SubscriptionHistory(
            DueSubscription due, List<Stretch> stretches, @Nullable LocalDate end, boolean feesToPeriodEnd) {
        this.due = due;
        this.stretches = List.copyOf(stretches);
        this.end = end;
        this.feesToPeriodEnd = feesToPeriodEnd;
    }

    static SubscriptionHistory of(DueSubscription due) {
        LocalDate end = due.endsOn();
        boolean feesToPeriodEnd = false;
        for (SubscriptionChange change : due.changes()) {
            if (change.kind() == SubscriptionChange.Kind.CANCEL
                    && (end == null || change.effectiveOn().isBefore(end))) {
                end = change.effectiveOn();
                feesToPeriodEnd = !change.credit();
            }
        }
        return new SubscriptionHistory(due, stretches(due, end), end, feesToPeriodEnd);
    }

    private static List<Stretch> stretches(DueSubscription due, @Nullable LocalDate end) {
        var stretches = new ArrayList<Stretch>();
        var state = new State(due);
        LocalDate from = due.startsOn();
        for (SubscriptionChange change : due.changes()) {
            boolean afterEnd = end != null && !change.effectiveOn().isBefore(end);
            if (change.kind() == SubscriptionChange.Kind.CANCEL || afterEnd) {
                continue;
            }
            if (change.effectiveOn().isAfter(from)) {
                stretches.add(state.stretch(from, change.effectiveOn()));
                from = change.effectiveOn();
            }
            state.apply(change);
        }
        stretches.add(state.stretch(from, end));
        return stretches;
    }

    /** What holds while changes are gone through. */
    private static final class State {
        private final DueSubscription due;
        private long version;
        private boolean paused;
        private Own own;
        private final Set<Long> addOns = new TreeSet<>();
        private final Map<String, Own> ofAddOns = new HashMap<>();

        State(DueSubscription due) {
            this.due = due;
            version = due.planVersionId();
            own = new Own(Map.copyOf(due.quantities()), Map.of());
        }

        void apply(SubscriptionChange change) {
            Long other = change.planVersionId();
            switch (change.kind()) {
                case PLAN -> {
                    if (other != null) {
                        move(other);
                    }
                }
                case ADD_ON -> {
                    if (other != null) {
                        addOns.add(other);
                    }
                }
                case REMOVE_ADD_ON -> {
                    if (other != null && addOns.remove(other)) {
                        ofAddOns.remove(due.plan(other).code());
                    }
                }
                case QUANTITY, PRICE -> {
                    if (other == null) {
                        own = own.with(change);
                    } else {
                        String addOn = due.plan(other).code();
                        ofAddOns.put(
                                addOn, ofAddOns.getOrDefault(addOn, Own.NOTHING).with(change));
                    }
                }
                case PAUSE -> paused = true;
                case RESUME -> paused = false;
                case CANCEL -> {}
            }
        }

        /** A price is of a plan: it stays with the plan's versions and ends with the plan. How many stays. */
        private void move(long other) {
            if (!due.plan(version).code().equals(due.plan(other).code())) {
                own = new Own(own.quantities(), Map.of());
            }
            version = other;
        }

        Stretch stretch(LocalDate from, @Nullable LocalDate to) {
            return new Stretch(
                    from,
                    to,
                    version,
                    own.quantities(),
                    paused,
                    own.prices(),
                    Set.copyOf(addOns),
                    Map.copyOf(ofAddOns));
        }
    }

    List<Stretch> stretches() {
        return stretches;
    }

    /** First day that the subscription no longer covers; null = open. */
    @Nullable
    LocalDate end() {
        return end;
    }

    /** True when fees of the last period are not ended by the cancellation. */
    boolean feesToPeriodEnd() {
        return feesToPeriodEnd;
    }

    /** What holds on a day; of a day outside the subscription what is nearest. */
    Stretch on(LocalDate day) {
        Stretch found = stretches.getFirst();
        for (Stretch stretch : stretches) {
            if (!stretch.from().isAfter(day)) {
                found = stretch;
            }
        }
        return found;
    }

    /** Schedules one after the other; versions of one interval and anchor share one. */
    private List<Segment> segments() {
        var segments = new ArrayList<Segment>();
        for (Stretch stretch : stretches) {
            PlanDocument plan = due.plan(stretch.version());
            Segment last = segments.isEmpty() ? null : segments.getLast();
            boolean same = last != null
                    && last.schedule().interval().equals(plan.interval())
                    && last.schedule().anchor() == plan.anchor();
            if (last != null && same) {
                segments.set(segments.size() - 1, new Segment(last.schedule(), last.from(), stretch.to()));
            } else {
                segments.add(new Segment(
                        Schedule.of(plan, Moment.of(stretch.from()), due.timeZone()), stretch.from(), stretch.to()));
            }
        }
        return segments;
    }

    /** The periods that can be billed after {@code since} and at {@code until} at the latest, in order. */
    List<DuePeriod> due(@Nullable Instant since, Instant until) {
        var found = new ArrayList<DuePeriod>();
        if (end != null && !end.isAfter(due.startsOn())) {
            return found;
        }
        Optional<DuePeriod> period = since == null ? Optional.of(first()) : at(since);
        while (period.isPresent() && !period.get().dueAt().isAfter(until)) {
            if (since == null || period.get().dueAt().isAfter(since)) {
                found.add(period.get());
            }
            period = after(period.get());
        }
        return found;
    }

    private DuePeriod first() {
        Segment segment = segments().getFirst();
        return period(segment, segment.schedule().containing(start(segment)), true);
    }

    /** The period that holds a moment, the first one when it is before; empty after the end. */
    Optional<DuePeriod> at(Instant time) {
        List<Segment> segments = segments();
        for (int index = 0; index < segments.size(); index++) {
            Segment segment = segments.get(index);
            if (segment.to() == null || time.isBefore(instant(segment.to()))) {
                Instant inside = time.isBefore(start(segment)) ? start(segment) : time;
                return Optional.of(period(segment, segment.schedule().containing(inside), index == 0));
            }
        }
        return Optional.empty();
    }

    /** The period after one; empty at the end. */
    Optional<DuePeriod> after(DuePeriod period) {
        return end != null && !period.endsAt().isBefore(instant(end)) ? Optional.empty() : at(period.endsAt());
    }

    private DuePeriod period(Segment segment, RatingRequest.Period whole, boolean firstSegment) {
        ZoneId zone = due.timeZone();
        Instant begin = whole.from().at(zone);
        Instant starts = firstSegment || begin.isAfter(start(segment)) ? begin : start(segment);
        Instant ends = whole.to().at(zone);
        boolean cutShort = segment.to() != null
                && !segment.to().equals(end)
                && instant(segment.to()).isBefore(ends);
        if (cutShort && segment.to() != null) {
            ends = instant(segment.to());
        }
        Instant dueAt = end != null && instant(end).isBefore(ends) ? instant(end) : ends;
        return new DuePeriod(whole, starts, ends, dueAt, zone);
    }

    private Instant start(Segment segment) {
        return instant(segment.from());
    }

    private Instant instant(LocalDate day) {
        return day.atStartOfDay(due.timeZone()).toInstant();
    }
}
