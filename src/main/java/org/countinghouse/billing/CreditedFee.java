package org.countinghouse.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What credit notes have given back of a line with a fee.
 *
 * @param fee its code
 * @param days of the line
 * @param amount above zero, in the invoice's currency, with its tax where prices contain it; not rounded
 */
record CreditedFee(String fee, BillingPeriod days, BigDecimal amount) {
    /**
     * Amount of an invoice's line {@code m} with the tax that its price contains: stored lines are without it, what is
     * settled later is with it.
     */
    static final String WITH_TAX = """
            (m.amount + coalesce((select sum((s ->> 'tax')::numeric) from json_array_elements(m.explanation) s
                where s ->> 'step' = 'tax'), 0))""";

    /** @param json null: nothing */
    static List<CreditedFee> read(@Nullable String json) {
        var credited = new ArrayList<CreditedFee>();
        if (json != null) {
            for (JsonNode node : BillingJson.read(json)) {
                credited.add(new CreditedFee(
                        node.path("fee").asText(),
                        new BillingPeriod(
                                LocalDate.parse(node.path("from").asText()),
                                LocalDate.parse(node.path("to").asText())),
                        new BigDecimal(node.path("amount").asText())));
            }
        }
        return credited;
    }

    /**
     * What was given back of a fee.
     *
     * @param priced in the plan's currency
     * @param billed in the invoice's
     */
    record Share(BigDecimal priced, BigDecimal billed) {}

    /** Hands out what was credited to the fees of an invoice, each cent once. */
    static final class Rest {
        private final List<CreditedFee> credited;
        private final List<BigDecimal> left = new ArrayList<>();

        Rest(List<CreditedFee> credited) {
            this.credited = credited;
            credited.forEach(each -> left.add(each.amount()));
        }

        /**
         * At most what was billed of it.
         *
         * @param billed for the item, in the invoice's currency
         */
        Share of(FeeItem item, BigDecimal billed, BillingPeriod days) {
            BigDecimal found = BigDecimal.ZERO.setScale(billed.scale());
            for (int index = 0; index < credited.size(); index++) {
                CreditedFee each = credited.get(index);
                if (each.fee().equals(item.fee()) && each.days().equals(days)) {
                    BigDecimal taken = left.get(index)
                            .setScale(billed.scale(), RoundingMode.HALF_UP)
                            .min(billed.subtract(found))
                            .max(BigDecimal.ZERO);
                    left.set(index, left.get(index).subtract(taken));
                    found = found.add(taken);
                }
            }
            return new Share(priced(item, billed, found), found);
        }

        private static BigDecimal priced(FeeItem item, BigDecimal billed, BigDecimal found) {
            int scale = item.amount().scale();
            return found.signum() == 0
                    ? BigDecimal.ZERO.setScale(scale)
                    : found.multiply(item.amount()).divide(billed, scale, RoundingMode.HALF_UP);
        }
    }
}
