package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.countinghouse.billing.SubscriptionHistory.Stretch;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Fee;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PriceJson;
import org.countinghouse.catalog.Timing;
import org.jspecify.annotations.Nullable;

/**
 * Lays a period out in parts. Usage is priced by the plan of its day; a change of quantity or a pause divides fees only,
 * never usage. A fee that is not prorated counts as it is on the part's first day.
 */
final class BillingParts {
    private final DueSubscription due;
    private final SubscriptionHistory history;
    private final DuePeriod period;
    private final ZoneId zone;
    private final Share share;
    private final List<Stretch> inside;
    private final List<BillingPart> parts = new ArrayList<>();

    /** Which fees and charges are laid out. */
    private enum Share {
        /** All, as if everything were billed at the period's end. */
        WHOLE,
        /** What is billed at the period's end: charges, and fees in arrears. */
        ARREARS,
        /** Fees in advance alone. */
        AHEAD
    }

    private BillingParts(DueSubscription due, SubscriptionHistory history, DuePeriod period, Share share) {
        this.due = due;
        this.share = share;
        this.history = history;
        this.period = period;
        this.zone = due.timeZone();
        this.inside = history.stretches().stream().filter(this::touches).toList();
    }

    /** What is billed at the period's end. At least one, in the order of time, add-ons last. */
    static List<BillingPart> of(DueSubscription due, SubscriptionHistory history, DuePeriod period) {
        return of(due, history, period, Share.ARREARS);
    }

    /** With fees in advance too: what the period is worth, whichever invoices bill it. */
    static List<BillingPart> whole(DueSubscription due, SubscriptionHistory history, DuePeriod period) {
        return of(due, history, period, Share.WHOLE);
    }

    /** Fees in advance, named without their days; those without any are left out. */
    static List<BillingPart> ahead(DueSubscription due, SubscriptionHistory history, DuePeriod period) {
        return of(due, history, period, Share.AHEAD).stream()
                .filter(part -> !part.plan().fees().isEmpty())
                .toList();
    }

    private static List<BillingPart> of(
            DueSubscription due, SubscriptionHistory history, DuePeriod period, Share share) {
        var parts = new BillingParts(due, history, period, share);
        parts.lay();
        return parts.parts;
    }

    private PlanDocument shared(PlanDocument plan) {
        boolean ahead = plan.fees().stream().anyMatch(fee -> fee.timing() == Timing.ADVANCE);
        return switch (share) {
            case WHOLE -> plan;
            case ARREARS ->
                ahead
                        ? plan.with(fees(plan, Timing.ARREARS), plan.charges(), plan.commitment(), plan.trialDays())
                        : plan;
            case AHEAD -> plan.with(fees(plan, Timing.ADVANCE), List.of(), null, plan.trialDays());
        };
    }

    private static List<Fee> fees(PlanDocument plan, Timing timing) {
        return plan.fees().stream().filter(fee -> fee.timing() == timing).toList();
    }

    /** Neighbouring stretches in which something is the same. */
    private record Run(List<Stretch> stretches) {
        Stretch first() {
            return stretches.getFirst();
        }

        LocalDate from() {
            return first().from();
        }

        @Nullable
        LocalDate to() {
            return stretches.getLast().to();
        }
    }

    private interface Same {
        boolean between(Stretch one, Stretch other);
    }

    private static List<Run> runs(List<Stretch> stretches, Same same) {
        var runs = new ArrayList<Run>();
        for (Stretch stretch : stretches) {
            if (!runs.isEmpty() && same.between(runs.getLast().first(), stretch)) {
                var longer = new ArrayList<>(runs.getLast().stretches());
                longer.add(stretch);
                runs.set(runs.size() - 1, new Run(longer));
            } else {
                runs.add(new Run(List.of(stretch)));
            }
        }
        return runs;
    }

    private boolean touches(Stretch stretch) {
        return instant(stretch.from()).isBefore(period.endsAt())
                && (stretch.to() == null || instant(stretch.to()).isAfter(period.startsAt()));
    }

    private void lay() {
        List<Run> plans = runs(
                inside,
                (one, other) -> one.version() == other.version() && one.prices().equals(other.prices()));
        for (int index = 0; index < plans.size(); index++) {
            Run run = plans.get(index);
            boolean last = index == plans.size() - 1;
            // What was used outside the subscription is read with the first and the last part, and named as a problem.
            Instant usageFrom = index == 0 ? period.startsAt() : instant(run.from());
            Instant usageTo = last || run.to() == null ? period.endsAt() : instant(run.to());
            plan(run, plans.size() > 1, last, usageFrom, usageTo);
        }
        var addOns = new TreeSet<Long>();
        inside.forEach(stretch -> addOns.addAll(stretch.addOns()));
        addOns.forEach(this::addOn);
    }

    private void plan(Run run, boolean several, boolean last, Instant usageFrom, Instant usageTo) {
        PlanDocument plan =
                shared(priced(due.plan(run.first().version()), run.first().prices()));
        var whole = new ArrayList<Fee>();
        var apart = new ArrayList<BillingPart>();
        boolean beyond = last && history.feesToPeriodEnd();
        for (Fee fee : plan.fees()) {
            List<Run> same = fee.proration() == Fee.Proration.NONE
                    ? List.of(run)
                    : runs(
                            run.stretches(),
                            (one, other) -> one.paused() == other.paused()
                                    && quantity(fee, one).compareTo(quantity(fee, other)) == 0);
            if (same.size() == 1 && !beyond && !run.first().paused()) {
                whole.add(several ? fee.with(named(fee.name(), run), fee.amount()) : fee);
            } else {
                for (int index = 0; index < same.size(); index++) {
                    Run part = same.get(index);
                    if (!part.first().paused()) {
                        boolean on = beyond && index == same.size() - 1;
                        apart.add(fee(plan, fee, part, same.size() > 1 || several, on));
                    }
                }
            }
        }
        List<Charge> charges = several
                ? plan.charges().stream()
                        .map(charge -> charge.with(named(charge.name(), run), charge.price()))
                        .toList()
                : plan.charges();
        LocalDate start = start(run);
        int trial = trial(start);
        boolean asItIs = whole.size() == plan.fees().size() && !several && trial == plan.trialDays();
        parts.add(new BillingPart(
                asItIs ? plan : plan.with(whole, charges, plan.commitment(), trial),
                Moment.of(start),
                run.to() == null ? null : Moment.of(run.to()),
                run.first().quantities(),
                usageFrom,
                usageTo));
        parts.addAll(apart);
    }

    private BillingPart fee(PlanDocument plan, Fee fee, Run run, boolean named, boolean beyond) {
        Fee one = named ? fee.with(named(fee.name(), run), fee.amount()) : fee;
        LocalDate start = start(run);
        return new BillingPart(
                plan.with(List.of(one), List.of(), null, trial(start)),
                Moment.of(start),
                beyond || run.to() == null ? null : Moment.of(run.to()),
                run.first().quantities(),
                period.startsAt(),
                period.startsAt());
    }

    /** A pause and another price divide an add-on, another quantity only its fee. */
    private void addOn(long version) {
        String code = due.plan(version).code();
        List<Run> runs = runs(
                inside,
                (one, other) -> one.paused() == other.paused()
                        && one.addOns().contains(version) == other.addOns().contains(version)
                        && one.own(code).prices().equals(other.own(code).prices()));
        for (Run run : runs) {
            if (run.first().addOns().contains(version)) {
                addOn(priced(due.plan(version), run.first().own(code).prices()), run);
            }
        }
    }

    private void addOn(PlanDocument document, Run run) {
        PlanDocument plan = shared(document);
        var whole = new ArrayList<Fee>();
        var apart = new ArrayList<BillingPart>();
        for (Fee fee : run.first().paused() ? List.<Fee>of() : plan.fees()) {
            Fee named = fee.with(plan.name() + ": " + fee.name(), fee.amount());
            List<Run> same = fee.proration() == Fee.Proration.NONE
                    ? List.of(run)
                    : runs(
                            run.stretches(),
                            (one, other) ->
                                    quantity(fee, one.own(plan.code())).compareTo(quantity(fee, other.own(plan.code())))
                                            == 0);
            if (same.size() == 1) {
                whole.add(named);
            } else {
                same.forEach(part -> apart.add(addOn(
                        plan.with(List.of(named.with(named(named.name(), part), fee.amount())), List.of(), null, 0),
                        part,
                        period.startsAt(),
                        period.startsAt())));
            }
        }
        parts.add(addOn(
                plan.with(whole, plan.charges(), plan.commitment(), 0),
                run,
                later(instant(run.from()), period.startsAt()),
                run.to() == null ? period.endsAt() : earlier(instant(run.to()), period.endsAt())));
        parts.addAll(apart);
    }

    private static BillingPart addOn(PlanDocument plan, Run run, Instant usageFrom, Instant usageTo) {
        return new BillingPart(
                plan,
                Moment.of(run.from()),
                run.to() == null ? null : Moment.of(run.to()),
                run.first().own(plan.code()).quantities(),
                usageFrom,
                usageTo);
    }

    private static BigDecimal quantity(Fee fee, SubscriptionHistory.Own own) {
        return own.quantities().getOrDefault(fee.code(), fee.quantity());
    }

    /** Before the period, where the version began: what is billed once at a start is not billed again. */
    private LocalDate start(Run run) {
        if (instant(run.from()).isAfter(period.startsAt())) {
            return run.from();
        }
        LocalDate start = run.from();
        List<Stretch> all = history.stretches();
        for (int index = all.indexOf(run.first()) - 1;
                index >= 0 && all.get(index).version() == run.first().version();
                index--) {
            start = all.get(index).from();
        }
        return start;
    }

    /** Days of the trial that are left on a day. It is the first plan's, and a change begins no other. */
    private int trial(LocalDate start) {
        LocalDate end = due.startsOn().plusDays(due.plan(due.planVersionId()).trialDays());
        return (int) Math.max(0, ChronoUnit.DAYS.between(start, end));
    }

    private static PlanDocument priced(PlanDocument plan, Map<String, String> prices) {
        if (prices.isEmpty()) {
            return plan;
        }
        List<Fee> fees = plan.fees().stream()
                .map(fee -> {
                    String own = prices.get(fee.code());
                    return own == null
                            ? fee
                            : fee.with(
                                    fee.name(), new BigDecimal(Json.parse(own).asText()));
                })
                .toList();
        List<Charge> charges = plan.charges().stream()
                .map(charge -> {
                    String own = prices.get(charge.code());
                    return own == null ? charge : charge.with(charge.name(), PriceJson.read(Json.parse(own)));
                })
                .toList();
        return plan.with(fees, charges, plan.commitment(), plan.trialDays());
    }

    private static BigDecimal quantity(Fee fee, Stretch stretch) {
        return stretch.quantities().getOrDefault(fee.code(), fee.quantity());
    }

    /** With the days it is about, the last one included. */
    private String named(String name, Run run) {
        if (share == Share.AHEAD) {
            return name;
        }
        BillingPeriod days = period.days();
        LocalDate from = run.from().isAfter(days.from()) ? run.from() : days.from();
        LocalDate to = run.to() != null && run.to().isBefore(days.to()) ? run.to() : days.to();
        return name + ", " + from + " to " + to.minusDays(1);
    }

    private Instant instant(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
