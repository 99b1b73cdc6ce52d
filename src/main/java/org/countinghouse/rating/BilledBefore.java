package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The line that takes back what an invoice inside the period has billed of its usage, because all of it is billed now. */
public final class BilledBefore {
    private BilledBefore() {}

    /**
     * What was billed of a charge.
     *
     * @param charge its code
     * @param meter code of its meter
     * @param billed rounded, with its tax where prices contain it
     * @param credited of it by credit notes, as far as it is not to be given back once more
     */
    public record Taken(
            String charge, @Nullable String meter, BigDecimal billed, BigDecimal credited, String taxCategory) {}

    /** @param where it was billed, in words */
    public static RatedLine line(Taken taken, String name, String where) {
        BigDecimal amount = taken.credited().subtract(taken.billed());
        BigDecimal nothing = BigDecimal.ZERO.setScale(amount.scale());
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        figures.put("billed", taken.billed());
        if (taken.credited().signum() != 0) {
            figures.put("credited", taken.credited());
        }
        figures.put("amount", amount);
        return new RatedLine(
                RatedLine.Kind.ADJUSTMENT,
                taken.charge(),
                taken.meter(),
                name,
                Map.of(),
                BigDecimal.ONE,
                null,
                amount,
                amount,
                nothing,
                nothing,
                amount,
                taken.taxCategory(),
                List.of(new ExplanationStep(SettledCheck.BILLED_BEFORE, where, Map.of(), figures, List.of())));
    }
}
