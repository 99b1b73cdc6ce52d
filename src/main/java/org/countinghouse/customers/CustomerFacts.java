package org.countinghouse.customers;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a customer.
 *
 * @param country ISO 3166-1 alpha-2; null when not known
 * @param address lines separated by line breaks
 * @param status {@code active}, {@code paused} or {@code closed}
 * @param seller name of the billing entity on its invoices
 * @param paymentTermsDays days to pay invoices of its usage: of who pays, else the seller's
 * @param ownTermsDays its own; null: as the seller has it
 * @param since start of its first subscription; null when it has none
 */
public record CustomerFacts(
        long id,
        String externalId,
        String name,
        String email,
        String address,
        @Nullable String country,
        String taxId,
        String currency,
        String language,
        String timeZone,
        String status,
        String seller,
        int paymentTermsDays,
        @Nullable Integer ownTermsDays,
        int sellerTermsDays,
        @Nullable LocalDate since) {}
