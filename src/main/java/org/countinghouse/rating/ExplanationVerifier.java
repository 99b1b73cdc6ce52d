package org.countinghouse.rating;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.money.Decimals;
import org.joda.money.CurrencyUnit;

/**
 * Works a line out again from its explanation alone: not from the plan, not from the usage. Every step must follow
 * from the figures of the steps before it and from its own, and the last ones must be the line's.
 */
public final class ExplanationVerifier {
    private static final String EXPLANATION = "explanation";
    private static final String TAX_EXPLANATION = "tax_explanation";

    private ExplanationVerifier() {}

    /**
     * The first figure that does not follow.
     *
     * @param path of the figure, for example {@code explanation[3].steps[0].amount}, or of the line's own figure
     * @param step the step's name; empty for the line's own figures
     * @param expected what follows from the steps before; a number, or words where no one number does
     * @param found what stands there
     */
    public record Mismatch(String path, String step, String expected, String found) {}

    /** What a line says was priced, and what it comes to. */
    public record Claim(
            BigDecimal quantity,
            BigDecimal exact,
            BigDecimal amount,
            BigDecimal discount,
            BigDecimal credit,
            BigDecimal net) {}

    /** @return empty when every step follows and gives the line's figures */
    public static Optional<Mismatch> verify(RatedLine line, CurrencyUnit currency) {
        Claim claim =
                new Claim(line.quantity(), line.exact(), line.amount(), line.discount(), line.credit(), line.net());
        return verify(line.explanation(), claim, currency);
    }

    /** As above, for a line as {@link RatingJson#line} writes it. */
    public static Optional<Mismatch> verify(JsonNode line, CurrencyUnit currency) {
        try {
            List<ExplanationStep> steps = ExplanationJson.read(line.path(EXPLANATION), EXPLANATION);
            List<ExplanationStep> all = new ArrayList<>(steps);
            all.addAll(ExplanationJson.read(line.path(TAX_EXPLANATION), TAX_EXPLANATION));
            return verify(all, claim(line), currency).map(mismatch -> inJson(mismatch, steps.size()));
        } catch (CatalogFailure unreadable) {
            return Optional.of(new Mismatch(unreadable.path(), "", "a step", unreadable.summary()));
        }
    }

    /** @param steps all of a line, the tax on top of it last */
    public static Optional<Mismatch> verify(List<ExplanationStep> steps, Claim claim, CurrencyUnit currency) {
        try {
            check(CheckedStep.of(steps, EXPLANATION, new CheckedStep.Magnitude()), claim, currency);
            return Optional.empty();
        } catch (CheckedStep.Broken broken) {
            return Optional.of(broken.mismatch());
        }
    }

    /**
     * A line up to its amount.
     *
     * @param steps how many of the line's steps lead there
     */
    record Billed(BigDecimal quantity, BigDecimal exact, BigDecimal amount, int steps) {}

    private static void check(List<CheckedStep> steps, Claim claim, CurrencyUnit currency) {
        int scale = currency.getDecimalPlaces();
        boolean settled = !steps.isEmpty() && SettledCheck.isOne(steps.getFirst());
        CheckedStep exchange = ExchangeCheck.find(steps);
        int priced = exchange == null ? scale : ExchangeCheck.decimals(exchange);
        Billed billed = settled ? SettledCheck.billed(steps.getFirst(), priced) : billed(steps, priced);
        // Anywhere else the step is none that may follow.
        if (exchange != null && steps.indexOf(exchange) == billed.steps()) {
            billed = ExchangeCheck.exchanged(exchange, billed, currency);
        }
        ReductionCheck reductions = new ReductionCheck(billed.amount(), scale);
        steps.subList(billed.steps(), steps.size()).forEach(reductions::step);
        if (!steps.getFirst().close(billed.quantity(), claim.quantity())) {
            claimed("quantity", billed.quantity(), claim.quantity());
        }
        claimed("exact", billed.exact(), claim.exact());
        claimed("amount", billed.amount().subtract(reductions.containedTax()), claim.amount());
        claimed("discount", reductions.discount(), claim.discount());
        claimed("credit", reductions.credit(), claim.credit());
        claimed("net", reductions.left(), claim.net());
    }

    private static Billed billed(List<CheckedStep> steps, int scale) {
        int round = roundingOf(steps);
        ScopeCheck scope = ScopeCheck.of(steps.subList(0, round), scale);
        CheckedStep rounding = steps.get(round);
        BigDecimal exact = rounding.require("from", scope.amount());
        BigDecimal amount = rounding.require("value", exact.setScale(scale, rounding.mode()));
        rounding.done();
        return new Billed(scope.pricedQuantity(), exact, amount, round + 1);
    }

    private static int roundingOf(List<CheckedStep> steps) {
        for (int index = 0; index < steps.size(); index++) {
            if (steps.get(index).name().equals("round")) {
                return index;
            }
        }
        throw new CheckedStep.Broken(new Mismatch(EXPLANATION, "", "a step that rounds", "none"));
    }

    private static void claimed(String figure, BigDecimal expected, BigDecimal found) {
        if (expected.compareTo(found) != 0) {
            throw new CheckedStep.Broken(new Mismatch(figure, "", Decimals.plain(expected), Decimals.plain(found)));
        }
    }

    private static Claim claim(JsonNode line) {
        return new Claim(
                figure(line, "quantity"),
                figure(line, "exact"),
                figure(line, "amount"),
                figure(line, "discount"),
                figure(line, "credit"),
                figure(line, "net"));
    }

    private static BigDecimal figure(JsonNode line, String name) {
        return ExplanationJson.figure(line.path(name).asText(), name);
    }

    /** The taxes on top stand in a list of their own. */
    private static Mismatch inJson(Mismatch mismatch, int steps) {
        String path = mismatch.path();
        int end = path.indexOf(']');
        if (!path.startsWith(EXPLANATION + "[")) {
            return mismatch;
        }
        int index = Integer.parseInt(path.substring(EXPLANATION.length() + 1, end));
        return index < steps
                ? mismatch
                : new Mismatch(
                        TAX_EXPLANATION + "[" + (index - steps) + path.substring(end),
                        mismatch.step(),
                        mismatch.expected(),
                        mismatch.found());
    }
}
