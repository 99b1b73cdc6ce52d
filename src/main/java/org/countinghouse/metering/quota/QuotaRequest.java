package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Somebody wants to use something.
 *
 * @param customer the customer's external id
 * @param feature name of a limit, or a meter's code
 * @param amount in the meter's unit, zero or more
 * @param properties what limits per property need, for example {@code user_id}
 */
public record QuotaRequest(String customer, String feature, BigDecimal amount, Map<String, String> properties) {
    public QuotaRequest {
        properties = Map.copyOf(properties);
    }

    /** A request for the customer as a whole. */
    public static QuotaRequest of(String customer, String feature, BigDecimal amount) {
        return new QuotaRequest(customer, feature, amount, Map.of());
    }
}
