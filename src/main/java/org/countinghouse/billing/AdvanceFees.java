package org.countinghouse.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countinghouse.catalog.Fee;
import org.countinghouse.catalog.Timing;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.rating.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Which invoice bills fees in advance. A period's own invoice settles what is owed of them, and bills those of the next
 * period. Where no period comes before, they have an invoice of their own.
 */
final class AdvanceFees {
    private AdvanceFees() {}

    /** How invoices get into their currency: {@link SubscriptionRating#exchange}. */
    interface Exchanges {
        /** Null: the invoice is in its plan's currency. */
        @Nullable
        Exchange of(RatingTask task);
    }

    /** Whether there are any, now or billed before. */
    static boolean concern(DueSubscription due) {
        return !due.fees().isEmpty()
                || due.plans().values().stream()
                        .flatMap(plan -> plan.fees().stream())
                        .map(Fee::timing)
                        .anyMatch(Timing.ADVANCE::equals);
    }

    /**
     * What a period's own invoice settles and bills.
     *
     * @param billed begins of periods that have an invoice
     * @param due begins of periods that are billed together with it: those bill their fees themselves
     */
    static List<FeeWindow> windows(
            DueSubscription due,
            SubscriptionHistory history,
            DuePeriod period,
            Set<Instant> billed,
            Set<Instant> together) {
        if (!concern(due)) {
            return List.of();
        }
        var windows = new ArrayList<FeeWindow>();
        windows.add(FeeWindow.of(due, period));
        history.after(period)
                .filter(next -> !together.contains(next.startsAt())
                        && !begin(due).isAfter(next.startsAt())
                        && !billedInArrears(due, next, billed))
                .ifPresent(next -> windows.add(FeeWindow.of(due, next)));
        return windows;
    }

    /** Its invoice is older than billing in advance, and has its fees. */
    private static boolean billedInArrears(DueSubscription due, DuePeriod period, Set<Instant> billed) {
        Instant startsAt = FeeWindow.of(due, period).startsAt();
        return billed.contains(period.startsAt())
                && due.fees().stream().noneMatch(each -> each.startsAt().equals(startsAt));
    }

    /** When fees begin: with the subscription, or at the end of its trial. */
    private static Instant begin(DueSubscription due) {
        int trial = due.plan(due.planVersionId()).trialDays();
        return due.startsOn().plusDays(trial).atStartOfDay(due.timeZone()).toInstant();
    }

    /**
     * A period whose fees begin, or have become more, when no other invoice bills them ahead.
     *
     * @param dueAt when they are owed
     */
    record Opening(DuePeriod period, FeeWindow window, Instant dueAt) {
        /** From the day on which they begin. */
        BillingPeriod days(ZoneId zone) {
            return new BillingPeriod(
                    LocalDate.ofInstant(dueAt, zone), period.days().to());
        }
    }

    /** Empty when they are billed, when nothing is owed, or when an invoice before has them. */
    static Optional<Opening> opening(DueSubscription due, SubscriptionHistory history, Set<Instant> billed) {
        return first(due, history, billed).or(() -> grown(due, history, billed));
    }

    /** A period that became longer after it was billed ahead, for example of a plan by the year: its own end is far. */
    private static Optional<Opening> grown(DueSubscription due, SubscriptionHistory history, Set<Instant> billed) {
        var ends = new TreeMap<Instant, Instant>();
        due.fees().stream()
                .filter(BilledFees::standing)
                .forEach(each -> ends.merge(each.startsAt(), each.endsAt(), AdvanceFees::later));
        return ends.descendingMap().entrySet().stream()
                .flatMap(each -> history.at(each.getKey()).stream()
                        .filter(period -> !billed.contains(period.startsAt()))
                        .map(period -> new Opening(period, FeeWindow.of(due, period), again(due, each.getKey())))
                        .filter(opening -> opening.window().startsAt().equals(each.getKey())
                                && opening.window().endsAt().isAfter(each.getValue())
                                && opening.dueAt().isBefore(opening.period().dueAt())))
                .filter(opening ->
                        FeeSettlement.of(due, history, opening.window()).sum().signum() > 0)
                .findFirst();
    }

    /**
     * When more is owed of a period: from the begin of the day on which it was changed, so that it is billed at once. Where
     * an invoice of that moment stands, from the moment of the change, so that each growth of a day has its own.
     */
    private static Instant again(DueSubscription due, Instant startsAt) {
        Instant changed = due.changes().stream()
                .map(SubscriptionChange::at)
                .max(Comparator.naturalOrder())
                .orElse(startsAt);
        Set<Instant> taken = due.fees().stream()
                .filter(each -> each.standing() && each.kind() == InvoiceKind.ADVANCE)
                .flatMap(each -> Stream.ofNullable(each.dueAt()))
                .collect(Collectors.toSet());
        Instant day = later(
                startsAt,
                LocalDate.ofInstant(changed, due.timeZone())
                        .atStartOfDay(due.timeZone())
                        .toInstant());
        Instant owed = taken.contains(day) ? later(day, changed) : day;
        while (taken.contains(owed)) {
            owed = owed.plus(1, ChronoUnit.MICROS);
        }
        return owed;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Optional<Opening> first(DueSubscription due, SubscriptionHistory history, Set<Instant> billed) {
        Instant begin = begin(due);
        LocalDate end = history.end();
        boolean never =
                end != null && !end.atStartOfDay(due.timeZone()).toInstant().isAfter(begin);
        // A run has looked at it before.
        boolean past = due.dueFrom() != null && begin.isBefore(due.dueFrom());
        if (never || past || !concern(due)) {
            return Optional.empty();
        }
        Instant start = due.startsOn().atStartOfDay(due.timeZone()).toInstant();
        return history.at(begin)
                .filter(period -> begin.equals(start) || begin.isAfter(period.startsAt()))
                .filter(period -> !billedInArrears(due, period, billed))
                .map(period -> new Opening(period, FeeWindow.of(due, period), begin))
                .filter(opening -> due.fees().stream()
                        .noneMatch(each -> each.standing()
                                && each.kind() == InvoiceKind.ADVANCE
                                && each.startsAt().equals(opening.window().startsAt())))
                .filter(opening ->
                        !FeeSettlement.of(due, history, opening.window()).isEmpty());
    }

    /** The subscription as it is after a run has billed the fees that begin by then, in the invoice's currency. */
    static DueSubscription opened(DueSubscription due, Instant by, Exchanges exchanges) {
        SubscriptionHistory history = due.history();
        return opening(due, history, Set.of())
                .filter(opening -> !opening.dueAt().isAfter(by))
                .map(opening -> billed(
                        due,
                        opening.window(),
                        InvoiceKind.ADVANCE,
                        opening.dueAt(),
                        exchanges.of(RatingTask.of(due, history, opening))))
                .orElse(due);
    }

    /** The subscription as it is after the invoice before a period has billed its fees ahead, in that one's currency. */
    static DueSubscription ahead(DueSubscription due, DuePeriod period, Exchanges exchanges) {
        SubscriptionHistory history = due.history();
        Optional<DuePeriod> there = history.at(period.startsAt());
        if (!concern(due) || there.isEmpty()) {
            return due;
        }
        Exchange exchange = history.at(period.startsAt().minusNanos(1))
                .map(before -> exchanges.of(RatingTask.of(due, before)))
                .orElse(null);
        return billed(due, FeeWindow.of(due, there.get()), InvoiceKind.REGULAR, null, exchange);
    }

    private static DueSubscription billed(
            DueSubscription due,
            FeeWindow window,
            InvoiceKind kind,
            @Nullable Instant dueAt,
            @Nullable Exchange exchange) {
        return due.billed(
                List.of(FeeSettlement.of(due, due.history(), window, exchange).billed(kind, dueAt, exchange)));
    }

    /** Periods that were billed ahead and do not come: the subscription ended with the one before, or was laid out anew. */
    static List<FeeWindow> orphans(DueSubscription due, SubscriptionHistory history) {
        var starts = new LinkedHashSet<Instant>();
        due.fees().stream()
                .filter(BilledFees::standing)
                .map(BilledFees::startsAt)
                .forEach(starts::add);
        LocalDate end = history.end();
        var orphans = new ArrayList<FeeWindow>();
        for (Instant startsAt : starts) {
            boolean ended =
                    end != null && !end.atStartOfDay(due.timeZone()).toInstant().isAfter(startsAt);
            boolean kept = ended && history.feesToPeriodEnd();
            boolean there = !ended
                    && history.at(startsAt)
                            .filter(period ->
                                    FeeWindow.of(due, period).startsAt().equals(startsAt))
                            .isPresent();
            if (kept || there) {
                continue;
            }
            Instant endsAt = due.fees().stream()
                    .filter(each -> each.startsAt().equals(startsAt))
                    .map(BilledFees::endsAt)
                    .findFirst()
                    .orElseThrow();
            var window = new FeeWindow(startsAt, endsAt, null);
            if (!FeeSettlement.of(due, history, window).isEmpty()) {
                orphans.add(window);
            }
        }
        return orphans;
    }
}
