package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The line that settles a fee that was billed ahead, after a change made it another amount. */
public final class FeeDifference {
    private FeeDifference() {}

    /**
     * A fee, as it was billed and as it is owed.
     *
     * @param charge the fee's code
     * @param quantity how many of it were billed
     * @param billed rounded, with its tax where prices contain it
     * @param owed rounded likewise
     */
    public record Settled(String charge, BigDecimal quantity, BigDecimal billed, BigDecimal owed, String taxCategory) {}

    /** @param days the days that were billed too much or too little, in words */
    public static RatedLine line(Settled fee, String name, String days) {
        BigDecimal amount = fee.owed().subtract(fee.billed());
        BigDecimal nothing = BigDecimal.ZERO.setScale(amount.scale());
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        figures.put("quantity", fee.quantity());
        figures.put("billed", fee.billed());
        figures.put("owed", fee.owed());
        figures.put("amount", amount);
        return new RatedLine(
                RatedLine.Kind.PRORATION,
                fee.charge(),
                null,
                name,
                Map.of(),
                fee.quantity(),
                null,
                amount,
                amount,
                nothing,
                nothing,
                amount,
                fee.taxCategory(),
                List.of(new ExplanationStep(SettledCheck.BILLED_AHEAD, days, Map.of(), figures, List.of())));
    }
}
