package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Commitment;
import org.countinghouse.money.Fraction;

/** Below the committed minimum what is missing to it; above it what the overage costs more. */
final class CommitmentRating {
    private CommitmentRating() {}

    static DraftLine line(
            Commitment commitment, List<DraftLine> lines, RatingRequest request, Timeline timeline, boolean explained) {
        BigDecimal used = lines.stream()
                .filter(line -> line.kind() != RatedLine.Kind.FEE)
                .map(DraftLine::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Fraction share = timeline.dayShare(timeline.part());
        Fraction minimum = commitment.prorate()
                ? Fraction.of(commitment.minimum()).times(share.numerator()).dividedBy(share.denominator())
                : Fraction.of(commitment.minimum());
        Fraction missing = minimum.minus(used);
        boolean below = missing.signum() > 0;
        BigDecimal factor = commitment.overageFactor().subtract(BigDecimal.ONE);
        Fraction amount = below ? missing : missing.negate().times(factor);
        Explanation explain = new Explanation(explained);
        explain.step("commitment", step -> {
            step.text(below ? "missing to the commitment" : "overage at its factor");
            if (commitment.prorate()) {
                step.figure("full", commitment.minimum())
                        .figure("part", share.numerator())
                        .figure("whole", share.denominator());
            }
            step.figure("usage", used).figure("minimum", minimum);
            if (!below) {
                step.figure("overage", missing.negate()).figure("overage_factor", commitment.overageFactor());
            }
            step.figure("amount", amount);
        });
        DraftLine.Subject subject = new DraftLine.Subject(
                RatedLine.Kind.COMMITMENT,
                "commitment",
                null,
                "Commitment",
                Map.of(),
                BigDecimal.ONE,
                null,
                commitment.taxCategory());
        return new DraftLine(
                subject,
                amount,
                request.plan().currency().getDecimalPlaces(),
                request.plan().rounding().mode().mode(),
                explain);
    }
}
