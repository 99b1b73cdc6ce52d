package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.countinghouse.catalog.Meter;
import org.countinghouse.customers.SubscriptionChange;

/** What a change of a subscription does in money: its next invoices without it and with it, by the code that bills them. */
final class ChangeEffects {
    private final SubscriptionRating rating;
    private final Instant now;

    ChangeEffects(SubscriptionRating rating, Instant now) {
        this.rating = rating;
        this.now = now;
    }

    /** @param next the first period without an invoice; empty: none follows */
    ChangePreview of(PreparedChange prepared, Optional<DuePeriod> next) {
        Map<String, Meter> catalogue = rating.catalogue();
        var effects = new ArrayList<ChangePreview.Effect>();
        Instant begins = prepared.change()
                .effectiveOn()
                .atStartOfDay(prepared.now().timeZone())
                .toInstant();
        Optional<DuePeriod> touched = prepared.now().history().at(begins);
        PreparedChange opened = opening(prepared, next, catalogue, effects);
        next.ifPresent(period -> effects.add(effect(opened, period, catalogue)));
        boolean later = touched.isPresent()
                && next.isPresent()
                && touched.get().startsAt().isAfter(next.get().startsAt());
        if (later) {
            var before = new PreparedChange(
                    AdvanceFees.ahead(opened.now(), touched.get(), rating::exchange),
                    opened.change(),
                    AdvanceFees.ahead(opened.then(), touched.get(), rating::exchange));
            effects.add(effect(before, touched.get(), catalogue));
        }
        return new ChangePreview(prepared.change().effectiveOn(), effects, ending(prepared));
    }

    /** Own prices that hold before the change and not with it, though it is not about them. */
    private static List<String> ending(PreparedChange prepared) {
        if (prepared.change().kind() == SubscriptionChange.Kind.PRICE) {
            return List.of();
        }
        LocalDate day = prepared.change().effectiveOn();
        SubscriptionHistory.Stretch before = prepared.now().history().on(day);
        SubscriptionHistory.Stretch after = prepared.then().history().on(day);
        var ending = new TreeSet<>(before.prices().keySet());
        ending.removeAll(after.prices().keySet());
        before.ofAddOns()
                .forEach((addOn, own) -> own.prices().keySet().stream()
                        .filter(code -> !after.own(addOn).prices().containsKey(code))
                        .forEach(code -> ending.add(addOn + ": " + code)));
        return List.copyOf(ending);
    }

    /** Fees in advance that no invoice has billed come first, on one of their own. */
    private PreparedChange opening(
            PreparedChange prepared,
            Optional<DuePeriod> next,
            Map<String, Meter> catalogue,
            List<ChangePreview.Effect> effects) {
        Optional<AdvanceFees.Opening> opening = opening(prepared.now(), next, now);
        Optional<AdvanceFees.Opening> then = opening(prepared.then(), next, now);
        if (opening.isEmpty() && then.isEmpty()) {
            return prepared;
        }
        Optional<RatedSubscription> without = opening.map(
                each -> rating.rate(RatingTask.of(prepared.now(), prepared.now().history(), each), catalogue));
        Optional<RatedSubscription> with = then.map(each ->
                rating.rate(RatingTask.of(prepared.then(), prepared.then().history(), each), catalogue));
        effects.add(effect(
                without,
                with,
                then.or(() -> opening).orElseThrow().days(prepared.now().timeZone())));
        return new PreparedChange(
                without.map(rated -> prepared.now().billed(billed(rated))).orElse(prepared.now()),
                prepared.change(),
                with.map(rated -> prepared.then().billed(billed(rated))).orElse(prepared.then()));
    }

    private static Optional<AdvanceFees.Opening> opening(DueSubscription due, Optional<DuePeriod> next, Instant now) {
        return AdvanceFees.opening(due, due.history(), Set.of())
                .filter(opening -> now.isBefore(opening.period().dueAt())
                        && next.isPresent()
                        && opening.dueAt().isBefore(next.get().dueAt()));
    }

    private static List<BilledFees> billed(RatedSubscription rated) {
        return rated.fees().stream()
                .map(each -> each.billed(
                        rated.kind(),
                        rated.period().startsAt(),
                        rated.input().parts().getFirst().exchange()))
                .toList();
    }

    private static ChangePreview.Effect effect(
            Optional<RatedSubscription> without, Optional<RatedSubscription> with, BillingPeriod days) {
        return new ChangePreview.Effect(
                days,
                with.or(() -> without).orElseThrow().result().currency().getCode(),
                total(without.or(() -> with), without.isPresent()),
                total(with.or(() -> without), with.isPresent()),
                without.map(ChangeEffects::lines).orElse(List.of()),
                with.map(ChangeEffects::lines).orElse(List.of()));
    }

    /** Nothing at the scale of the other one where there is no such invoice. */
    private static BigDecimal total(Optional<RatedSubscription> rated, boolean there) {
        BigDecimal total = rated.orElseThrow().result().total();
        return there ? total : BigDecimal.ZERO.setScale(total.scale());
    }

    private ChangePreview.Effect effect(PreparedChange prepared, DuePeriod period, Map<String, Meter> catalogue) {
        Optional<RatedSubscription> without = prepared.now()
                .history()
                .at(period.startsAt())
                .map(same -> rating.rate(RatingTask.of(prepared.now(), same), catalogue));
        SubscriptionHistory then = prepared.then().history();
        Optional<RatedSubscription> with = then.at(period.startsAt())
                .map(same -> RatingTask.of(prepared.then(), same))
                .or(() -> AdvanceFees.orphans(prepared.then(), then).stream()
                        .findFirst()
                        .map(window -> RatingTask.closing(prepared.then(), then, window)))
                .map(task -> rating.rate(task, catalogue));
        BillingPeriod days = with.map(rated -> rated.period().days()).orElse(period.days());
        return effect(without, with, days);
    }

    private static List<ChangePreview.Line> lines(RatedSubscription rated) {
        return rated.result().lines().stream()
                .map(line -> new ChangePreview.Line(line.name(), line.quantity(), line.amount()))
                .toList();
    }
}
