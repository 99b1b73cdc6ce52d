package org.countinghouse.customers;

import org.jspecify.annotations.Nullable;

/**
 * An organisation that is billed.
 *
 * @param externalId the customer's own id, by which usage names it; never changes
 * @param address lines separated by line breaks
 * @param country ISO 3166-1 alpha-2; null when not known
 * @param currency ISO 4217
 * @param language language of documents, {@code en} or {@code de}
 * @param timeZone IANA zone in which billing periods begin
 * @param billingEntity code of the seller
 */
public record Customer(
        String externalId,
        String name,
        String email,
        String address,
        @Nullable String country,
        String taxId,
        String currency,
        String language,
        String timeZone,
        String billingEntity) {}
