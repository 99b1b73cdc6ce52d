package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What happens to the lines of an invoice before tax: commitment, coupons, credits; section 3, rule 5. */
record Invoice(JsonNode request, Situation situation, Rounding rounding, List<Line> lines) {
    /** Below the committed amount the rest of it, at or above it the overage's surcharge or rebate. */
    void commit() {
        JsonNode commitment = request.path("plan").path("commitment");
        if (!commitment.isObject() || !situation.subscribed()) {
            return;
        }
        Fraction used = Fraction.sum(
                lines.stream().filter(line -> !line.kind.equals("fee")).toList(), line -> line.amount);
        Fraction minimum = Pricing.number(commitment, "minimum");
        if (commitment.path("prorate").asBoolean()) {
            minimum = minimum.times(situation.dayShare(situation.usedFrom(), situation.usedTo()));
        }
        Fraction factor = Pricing.number(commitment, "overage_factor", Fraction.ONE);
        boolean below = minimum.above(used);
        Fraction exact = below ? minimum.minus(used) : used.minus(minimum).times(factor.minus(Fraction.ONE));
        String category = Line.category(commitment);
        lines.add(new Line("commitment", "commitment", Map.of(), category, Fraction.ONE, exact).rounded(rounding));
    }

    void discount() {
        for (JsonNode coupon : request.path("coupons")) {
            List<Line> covered = covered(coupon);
            Fraction left = Fraction.sum(covered, Line::left);
            Fraction wanted = coupon.hasNonNull("percent")
                    ? left.times(Pricing.number(coupon, "percent").percent())
                    : Pricing.number(coupon, "amount");
            List<Fraction> shares = spread(covered, rounding.halfUp(wanted).smaller(left));
            for (int index = 0; index < covered.size(); index++) {
                Line line = covered.get(index);
                line.discount = line.discount.plus(shares.get(index));
            }
        }
    }

    /** Lower priority first, then the earlier expiry, then the order given. */
    void credit() {
        List<JsonNode> credits = new ArrayList<>();
        request.path("credits").forEach(credits::add);
        credits.removeIf(credit -> !usable(credit));
        credits.sort(Comparator.<JsonNode>comparingInt(
                        credit -> credit.path("priority").asInt(0))
                .thenComparing(credit -> expiry(credit).orElse(Instant.MAX)));
        for (JsonNode credit : credits) {
            List<Line> covered = covered(credit);
            Fraction left = Fraction.sum(covered, Line::left);
            List<Fraction> shares = spread(
                    covered, rounding.halfUp(Pricing.number(credit, "amount")).smaller(left));
            for (int index = 0; index < covered.size(); index++) {
                Line line = covered.get(index);
                line.credit = line.credit.plus(shares.get(index));
            }
        }
    }

    private boolean usable(JsonNode credit) {
        Instant asOf = request.hasNonNull("as_of")
                ? Situation.instant(request.get("as_of").asText(), situation.zone())
                : situation.to();
        return expiry(credit).map(expiry -> expiry.isAfter(asOf)).orElse(true);
    }

    private Optional<Instant> expiry(JsonNode credit) {
        return credit.hasNonNull("expires")
                ? Optional.of(Situation.instant(credit.get("expires").asText(), situation.zone()))
                : Optional.empty();
    }

    private List<Line> covered(JsonNode reduction) {
        Set<String> charges = new HashSet<>();
        reduction.path("charges").forEach(charge -> charges.add(charge.asText()));
        return lines.stream()
                .filter(line -> charges.isEmpty() || charges.contains(line.charge))
                .toList();
    }

    private List<Fraction> spread(List<Line> covered, Fraction total) {
        return shares(covered.stream().map(Line::left).toList(), total.larger(Fraction.ZERO), rounding.decimals());
    }

    /** Shares of a total in proportion to weights. */
    static List<Fraction> shares(List<Fraction> weights, Fraction total, int decimals) {
        Fraction all = Fraction.sum(weights, weight -> weight);
        List<Fraction> ideal = weights.stream()
                .map(weight ->
                        all.signum() == 0 ? Fraction.ZERO : total.times(weight).over(all))
                .toList();
        return settled(ideal, total, decimals);
    }

    /** Rounds down and gives what is missing to the total to the largest remainders, ties in order. */
    static List<Fraction> settled(List<Fraction> ideal, Fraction total, int decimals) {
        List<Fraction> shares = new ArrayList<>();
        List<Fraction> remainders = new ArrayList<>();
        for (Fraction part : ideal) {
            shares.add(part.rounded("floor", decimals));
            remainders.add(part.minus(shares.getLast()));
        }
        Fraction unit = Fraction.powerOfTen(-decimals);
        Fraction rest = total.minus(Fraction.sum(shares, share -> share));
        while (rest.signum() > 0 && !shares.isEmpty()) {
            int best = 0;
            for (int index = 1; index < shares.size(); index++) {
                best = remainders.get(index).above(remainders.get(best)) ? index : best;
            }
            shares.set(best, shares.get(best).plus(unit));
            remainders.set(best, Fraction.of(-1));
            rest = rest.minus(unit);
        }
        return shares;
    }
}
