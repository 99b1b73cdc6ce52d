package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.Quota;

/**
 * How limits follow from facts. The limits of all running subscriptions on one thing add up; an override replaces what
 * the plans say; active grants come on top. A limit on a meter that does not exist is none.
 */
final class LimitRules {
    private final LimitFacts facts;
    private final Instant now;
    private final Map<Place, EffectiveLimit> limits = new LinkedHashMap<>();

    private LimitRules(LimitFacts facts, Instant now) {
        this.facts = facts;
        this.now = now;
    }

    /** One counter: the same thing in the same division of time. */
    private record Place(LimitScope scope, String frame) {}

    static List<EffectiveLimit> limits(LimitFacts facts, Instant now) {
        var rules = new LimitRules(facts, now);
        rules.running().forEach(rules::plan);
        facts.overrides().forEach(rules::override);
        facts.grants().stream().filter(grant -> grant.activeAt(now)).forEach(rules::grant);
        return List.copyOf(rules.limits.values());
    }

    private List<LimitFacts.Subscribed> running() {
        return facts.subscriptions().stream().filter(one -> one.runsAt(now)).toList();
    }

    private void plan(LimitFacts.Subscribed subscribed) {
        for (Quota quota : subscribed.plan().quotas()) {
            Meter meter = facts.meters().get(quota.meter());
            if (meter != null) {
                Frame frame = frame(LimitScope.of(quota), meter, Optional.of(subscribed));
                var limit = new EffectiveLimit(
                        LimitScope.of(quota),
                        meter,
                        frame,
                        quota.feature() == null ? quota.meter() : quota.feature(),
                        quota.kind(),
                        quota.overage(),
                        quota.warnAt(),
                        quota.limit(),
                        BigDecimal.ZERO,
                        null,
                        LimitSource.PLAN,
                        subscribed.plan().name(),
                        quota.limit());
                limits.merge(new Place(limit.scope(), frame.code()), limit, EffectiveLimit::plus);
            }
        }
    }

    private void override(QuotaOverride override) {
        Meter meter = facts.meters().get(override.scope().meter());
        List<Place> replaced = places(override.scope());
        if (!replaced.isEmpty()) {
            EffectiveLimit first = java.util.Objects.requireNonNull(limits.get(replaced.getFirst()));
            replaced.forEach(limits::remove);
            limits.put(replaced.getFirst(), first.overriddenBy(override));
        } else if (meter != null) {
            Frame frame = frame(override.scope(), meter, running().stream().findFirst());
            limits.put(
                    new Place(override.scope(), frame.code()),
                    new EffectiveLimit(
                            override.scope(),
                            meter,
                            frame,
                            override.feature(),
                            override.kind(),
                            override.overage(),
                            override.warnAt(),
                            override.limit(),
                            BigDecimal.ZERO,
                            null,
                            LimitSource.OVERRIDE,
                            "",
                            null));
        }
    }

    private void grant(QuotaGrant grant) {
        places(grant.scope()).stream()
                .findFirst()
                .ifPresent(place -> limits.computeIfPresent(place, (_, limit) -> limit.plus(grant)));
    }

    private List<Place> places(LimitScope scope) {
        return new ArrayList<>(limits.keySet())
                .stream().filter(place -> place.scope().equals(scope)).toList();
    }

    /** Without a subscription a billing period is the calendar month. */
    private Frame frame(LimitScope scope, Meter meter, Optional<LimitFacts.Subscribed> subscribed) {
        if (meter.carryOver()) {
            return new Frame.Level();
        }
        if (scope.rolling()) {
            return new Frame.Rolling(scope.window());
        }
        if (scope.window() != Quota.Window.BILLING_PERIOD) {
            return new Frame.Calendar(scope.window(), facts.zone());
        }
        return subscribed
                .<Frame>map(one -> Frame.BillingPeriod.of(one.plan(), one.startsOn(), one.zone()))
                .orElseGet(() -> new Frame.Calendar(Quota.Window.MONTH, facts.zone()));
    }
}
