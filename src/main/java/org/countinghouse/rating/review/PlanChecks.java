package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Commitment;
import org.countinghouse.catalog.MetersUsed;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.Quota;

/** Meters, quotas, the commitment and the order of price versions. */
final class PlanChecks {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Reviewed reviewed;
    private final PlanDocument plan;

    private PlanChecks(Reviewed reviewed) {
        this.reviewed = reviewed;
        this.plan = reviewed.plan();
    }

    static void check(Reviewed reviewed) {
        var checks = new PlanChecks(reviewed);
        checks.meters();
        checks.versions();
        checks.quotas();
        checks.commitment();
    }

    private void meters() {
        MetersUsed.by(plan).forEach((meter, path) -> {
            if (reviewed.isUnknownMeter(meter)) {
                reviewed.add(Check.UNKNOWN_METER, path, Fact.of(meter));
            }
        });
    }

    private void versions() {
        for (int index = 0; index < plan.charges().size(); index++) {
            Charge charge = plan.charges().get(index);
            String path = "$.charges[" + index + "].price.versions";
            Price before = charge.price();
            Price.Version previous = null;
            for (int number = 0; number < charge.price().versions().size(); number++) {
                Price.Version version = charge.price().versions().get(number);
                String place = path + "[" + number + "]";
                if (previous != null && !begin(version).isAfter(begin(previous))) {
                    reviewed.add(
                            Check.VERSIONS_ORDER,
                            place + ".from",
                            Fact.of(version.from().toString()),
                            Fact.of(previous.from().toString()));
                } else if (version.price().model().equals(before.model())
                        && version.price().flatAtZero() == before.flatAtZero()) {
                    reviewed.add(
                            Check.VERSIONS_SAME, place, Fact.of(version.from().toString()));
                }
                previous = version;
                before = version.price();
            }
        }
    }

    /** Dates are local to each subscription; between dates and instants UTC decides. */
    private static Instant begin(Price.Version version) {
        return version.from().at(ZoneOffset.UTC);
    }

    private void quotas() {
        List<Quota> quotas = plan.quotas();
        for (int index = 0; index < quotas.size(); index++) {
            Quota quota = quotas.get(index);
            String path = "$.quotas[" + index + "]";
            boolean hard = quota.kind() == Quota.Kind.HARD;
            boolean charged =
                    plan.charges().stream().anyMatch(charge -> charge.meter().equals(quota.meter()));
            if (hard && quota.limit().signum() == 0 && charged) {
                reviewed.add(Check.QUOTA_ZERO, path + ".limit", Fact.of(quota.meter()));
            }
            hidden(quotas, index, path);
            for (int warning = 0; hard && warning < quota.warnAt().size(); warning++) {
                if (quota.warnAt().get(warning).compareTo(HUNDRED) > 0) {
                    reviewed.add(
                            Check.QUOTA_WARNING,
                            path + ".warn_at[" + warning + "]",
                            new Fact.Percent(quota.warnAt().get(warning)));
                }
            }
        }
    }

    /** A lower hard quota on the same meter, or an earlier equal one, ends usage first. */
    private void hidden(List<Quota> quotas, int index, String path) {
        Quota quota = quotas.get(index);
        for (int other = 0; other < quotas.size(); other++) {
            Quota lower = quotas.get(other);
            int order = lower.limit().compareTo(quota.limit());
            boolean ends = other != index
                    && lower.kind() == Quota.Kind.HARD
                    && lower.sameScope(quota)
                    && (order < 0 || (order == 0 && other < index && quota.kind() == Quota.Kind.HARD));
            if (ends) {
                reviewed.add(
                        Check.QUOTA_HIDDEN,
                        path + ".limit",
                        Fact.of(quota.meter()),
                        Fact.of(lower.limit()),
                        Fact.of(quota.limit()));
                return;
            }
        }
    }

    private void commitment() {
        Commitment commitment = plan.commitment();
        if (commitment != null && commitment.overageFactor().signum() == 0) {
            reviewed.add(
                    Check.COMMITMENT_FREE_OVERAGE, "$.commitment.overage_factor", reviewed.money(commitment.minimum()));
        }
    }
}
