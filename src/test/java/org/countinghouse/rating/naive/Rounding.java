package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;

/** How a plan rounds: its mode for lines, half up for everything after them. */
record Rounding(int decimals, String mode, boolean perTier) {
    static Rounding of(JsonNode plan) {
        JsonNode rounding = plan.path("rounding");
        try {
            int places = CurrencyUnit.of(plan.path("currency").asText()).getDecimalPlaces();
            return new Rounding(
                    places,
                    rounding.path("mode").asText("half_up"),
                    rounding.path("per").asText("line").equals("tier"));
        } catch (IllegalCurrencyException problem) {
            throw new Refusal("unknown currency");
        }
    }

    Fraction line(Fraction exact) {
        return exact.rounded(mode, decimals);
    }

    Fraction tier(Fraction exact) {
        return perTier ? line(exact) : exact;
    }

    Fraction halfUp(Fraction exact) {
        return exact.rounded("half_up", decimals);
    }
}
