package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.countinghouse.money.Decimals;

/**
 * A price as the source lists it.
 *
 * @param field where it stands in its entry
 * @param value exactly the digits of the source's text
 */
record Listed(String field, BigDecimal value) {
    private static final int STEP = 3;

    /** Per trillion times as many units is as fine as it gets. */
    private static final int FINEST = 12;

    /** Prices from here on are no unit prices. */
    private static final BigDecimal ABSURD = BigDecimal.TEN.pow(12);

    /** The price, or nothing with the reason in the findings. */
    static Optional<Listed> read(String key, String field, JsonNode node, Findings findings) {
        if (!node.isNumber()) {
            findings.leave(key, field, Reason.NOT_A_NUMBER, "The price is no number: " + excerpt(node) + ".");
            return Optional.empty();
        }
        BigDecimal value = node.decimalValue();
        if (value.signum() < 0) {
            findings.leave(key, field, Reason.NEGATIVE, "The price is below zero: " + excerpt(node) + ".");
            return Optional.empty();
        }
        if (value.compareTo(ABSURD) >= 0 || value.stripTrailingZeros().scale() > Decimals.MAX_DECIMALS + FINEST) {
            findings.leave(
                    key,
                    field,
                    Reason.TOO_LONG,
                    "The price has more digits than can be kept exactly: " + excerpt(node) + ".");
            return Optional.empty();
        }
        return Optional.of(new Listed(field, plain(value)));
    }

    /** The same number without an exponent; a zero with a million decimals is a zero. */
    private static BigDecimal plain(BigDecimal value) {
        BigDecimal digits = value.scale() > Decimals.MAX_DECIMALS + FINEST ? value.stripTrailingZeros() : value;
        return digits.setScale(Math.max(0, digits.scale()));
    }

    /**
     * By which power of ten the price, and the units it is for, must be multiplied so that it has no more than twelve
     * decimals: 0 for almost all.
     */
    int shift() {
        int tooMany = value.stripTrailingZeros().scale() - Decimals.MAX_DECIMALS;
        return Math.ceilDiv(Math.max(0, tooMany), STEP) * STEP;
    }

    private static String excerpt(JsonNode node) {
        String text = node.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
