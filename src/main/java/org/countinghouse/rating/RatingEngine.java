package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.countinghouse.catalog.Commitment;
import org.countinghouse.catalog.PlanDocument;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * Prices a period. The only engine there is: the live estimate, the invoice, the simulation and the replay of an old
 * invoice all come here. Same input, same output, to the last digit.
 */
public final class RatingEngine {
    private RatingEngine() {}

    /**
     * @param explain whether lines carry their explanation
     * @throws RatingFailure when the request cannot be rated; never a wrong figure instead
     */
    public static RatingResult rate(RatingRequest request, boolean explain) {
        return rate(List.of(request), List.of(), explain);
    }

    /**
     * Prices one invoice of several parts: stretches of a period with other terms, add-ons beside them, and lines that
     * settle what was billed before. Every part is priced on its own; coupons, credits, taxes, the wallet and the exchange
     * into another currency are those of the first and work on all lines together.
     *
     * @param parts at least one, of one currency and one way of taxing
     * @param settled rounded already, in the invoice's currency; with tax-inclusive prices with their tax
     * @throws RatingFailure when a part cannot be rated, or the parts do not fit together
     */
    public static RatingResult rate(List<RatingRequest> parts, List<RatedLine> settled, boolean explain) {
        RatingRequest first = parts.getFirst();
        List<Problem> problems = new ArrayList<>();
        List<DraftLine> lines = new ArrayList<>();
        for (RatingRequest part : parts) {
            requireSame(first.plan(), part.plan());
            RequestCheck.check(part);
            Problems found = new Problems();
            Timeline timeline = Timeline.of(part);
            UsageBook book = new UsageBook(part, timeline, found);
            lines.addAll(lines(part, timeline, book, found, explain));
            book.close();
            problems.addAll(found.list());
        }
        RatingResult.Priced priced = exchange(first, lines);
        settled.forEach(line -> lines.add(DraftLine.settled(line, explain)));
        Reductions reductions = new Reductions(first, Timeline.of(first), lines);
        List<RatingResult.Use> coupons = reductions.applyCoupons();
        List<RatingResult.Use> credits = reductions.applyCredits();
        List<RatingResult.TaxAmount> taxes = new Taxes(first, lines).apply();
        return result(first, lines, taxes, coupons, credits, problems, priced);
    }

    /** The lines in the invoice's currency; what they came to before, where that is another one. */
    private static RatingResult.@Nullable Priced exchange(RatingRequest request, List<DraftLine> lines) {
        Exchange exchange = request.exchange();
        if (exchange == null) {
            return null;
        }
        CurrencyUnit from = request.plan().currency();
        BigDecimal subtotal = lines.stream()
                .map(DraftLine::amount)
                .reduce(BigDecimal.ZERO.setScale(from.getDecimalPlaces()), BigDecimal::add);
        lines.forEach(line -> line.exchange(exchange, from));
        return new RatingResult.Priced(from, subtotal, exchange);
    }

    private static void requireSame(PlanDocument one, PlanDocument other) {
        if (!one.currency().equals(other.currency()) || one.taxInclusive() != other.taxInclusive()) {
            throw new RatingFailure(
                    "rating.parts",
                    "The plans " + one.code() + " and " + other.code()
                            + " differ in currency or in whether prices contain their tax.",
                    "$.plan");
        }
    }

    private static List<DraftLine> lines(
            RatingRequest request, Timeline timeline, UsageBook book, Problems problems, boolean explain) {
        PlanDocument plan = request.plan();
        List<DraftLine> lines = new ArrayList<>();
        plan.fees().forEach(fee -> lines.add(FeeRating.line(fee, request, timeline, explain)));
        for (int index = 0; index < plan.charges().size(); index++) {
            PricingContext context = new PricingContext(
                    request, timeline, book, problems, plan.charges().get(index), "$.plan.charges[" + index + "]");
            lines.addAll(ChargeRating.lines(context, explain));
        }
        Commitment commitment = plan.commitment();
        if (commitment != null && timeline.subscribed()) {
            lines.add(CommitmentRating.line(commitment, lines, request, timeline, explain));
        }
        return lines;
    }

    private static RatingResult result(
            RatingRequest request,
            List<DraftLine> drafts,
            List<RatingResult.TaxAmount> taxes,
            List<RatingResult.Use> coupons,
            List<RatingResult.Use> credits,
            List<Problem> problems,
            RatingResult.@Nullable Priced priced) {
        int scale = request.currency().getDecimalPlaces();
        List<RatedLine> lines = drafts.stream().map(draft -> draft.rated(scale)).toList();
        BigDecimal net = sum(lines, RatedLine::net, scale);
        BigDecimal tax = sum(taxes, RatingResult.TaxAmount::amount, scale);
        BigDecimal total = net.add(tax);
        BigDecimal wallet = request.prepaid().setScale(scale, RoundingMode.DOWN);
        BigDecimal prepaid = wallet.min(total).max(BigDecimal.ZERO).setScale(scale);
        return new RatingResult(
                request.currency(),
                lines,
                sum(lines, RatedLine::amount, scale),
                sum(lines, RatedLine::discount, scale),
                sum(lines, RatedLine::credit, scale),
                net,
                taxes,
                tax,
                total,
                prepaid,
                total.subtract(prepaid),
                coupons,
                credits,
                problems,
                priced);
    }

    private static <T> BigDecimal sum(List<T> parts, Function<T, BigDecimal> amount, int scale) {
        return parts.stream()
                .map(amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(scale);
    }
}
