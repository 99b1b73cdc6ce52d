package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.countinghouse.catalog.Moment;
import org.countinghouse.money.Fraction;
import org.countinghouse.money.LargestRemainder;
import org.jspecify.annotations.Nullable;

/** Coupons in the order given, then credits; both spread over the lines by what is left of each. */
final class Reductions {
    private final RatingRequest request;
    private final Timeline timeline;
    private final List<DraftLine> lines;
    private final int scale;

    Reductions(RatingRequest request, Timeline timeline, List<DraftLine> lines) {
        this.request = request;
        this.timeline = timeline;
        this.lines = lines;
        this.scale = request.currency().getDecimalPlaces();
    }

    List<RatingResult.Use> applyCoupons() {
        List<RatingResult.Use> uses = new ArrayList<>();
        for (Coupon coupon : request.coupons()) {
            List<DraftLine> covered = covered(coupon.charges());
            BigDecimal left = left(covered);
            BigDecimal percent = coupon.percent();
            BigDecimal amount = coupon.amount();
            BigDecimal wanted = percent != null
                    ? left.multiply(percent).movePointLeft(2)
                    : amount != null ? inInvoice(amount) : BigDecimal.ZERO;
            Taking taking = new Taking("coupon", coupon.code(), percent, wanted, DraftLine::discount);
            uses.add(new RatingResult.Use(coupon.code(), take(taking, covered)));
        }
        return uses;
    }

    private BigDecimal inInvoice(BigDecimal amount) {
        Exchange exchange = request.exchange();
        return exchange == null ? amount : exchange.of(amount);
    }

    List<RatingResult.Use> applyCredits() {
        Instant asOf = request.asOf() == null ? timeline.whole().to() : request.asOf();
        List<RatingResult.Use> uses = new ArrayList<>();
        request.credits().stream()
                .filter(credit -> expiry(credit).isAfter(asOf))
                .sorted(Comparator.comparingInt(Credit::priority).thenComparing(this::expiry))
                .forEach(credit -> {
                    Taking taking = new Taking("credit", credit.id(), null, credit.amount(), DraftLine::credit);
                    BigDecimal used = take(taking, covered(credit.charges()));
                    if (used.signum() > 0) {
                        uses.add(new RatingResult.Use(credit.id(), used));
                    }
                });
        return uses;
    }

    /** Credits that never expire come last. */
    private Instant expiry(Credit credit) {
        Moment expires = credit.expires();
        return expires == null ? Instant.MAX : expires.at(timeline.zone());
    }

    private List<DraftLine> covered(List<String> charges) {
        return charges.isEmpty()
                ? lines
                : lines.stream().filter(line -> charges.contains(line.charge())).toList();
    }

    private static BigDecimal left(List<DraftLine> covered) {
        return covered.stream().map(DraftLine::left).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * What is taken off lines.
     *
     * @param step what the lines' explanations call it
     * @param percent of what is left, when that is how much is wanted
     */
    private record Taking(
            String step,
            String code,
            @Nullable BigDecimal percent,
            BigDecimal wanted,
            BiConsumer<DraftLine, BigDecimal> reduce) {}

    /** Takes at most what is left and says how much it was. */
    private BigDecimal take(Taking taking, List<DraftLine> covered) {
        BigDecimal left = left(covered);
        BigDecimal taken = taking.wanted().setScale(scale, RoundingMode.HALF_UP).min(left.max(BigDecimal.ZERO));
        if (taken.signum() <= 0) {
            return BigDecimal.ZERO.setScale(scale);
        }
        List<BigDecimal> shares = LargestRemainder.spread(
                taken, covered.stream().map(DraftLine::left).toList(), scale);
        for (int index = 0; index < shares.size(); index++) {
            explain(taking, covered.get(index), shares.get(index), taken, left);
            taking.reduce().accept(covered.get(index), shares.get(index));
        }
        return taken.setScale(scale);
    }

    /** The line's share: by what was left of it, rounded down, with a unit more where the remainder was large. */
    private void explain(Taking taking, DraftLine line, BigDecimal share, BigDecimal taken, BigDecimal left) {
        if (share.signum() == 0) {
            return;
        }
        BigDecimal from = line.left();
        line.explain().step(taking.step(), step -> {
            Fraction exact = new Fraction(taken.multiply(from), left);
            step.text(taking.code()).figure("from", from);
            if (taking.percent() != null) {
                step.figure("percent", taking.percent());
            }
            step.figure("covered", left)
                    .figure("wanted", taking.wanted())
                    .figureUnlessZero("rest", Fraction.of(taking.wanted().subtract(taken)))
                    .figure("taken", taken)
                    .figure("exact", exact)
                    .figureUnlessZero("extra", Fraction.of(share.subtract(exact.round(scale, RoundingMode.FLOOR))))
                    .figure("share", share)
                    .figure("value", from.subtract(share));
        });
    }
}
