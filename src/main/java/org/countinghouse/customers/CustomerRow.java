package org.countinghouse.customers;

import java.time.LocalDate;
import org.joda.money.BigMoney;
import org.jspecify.annotations.Nullable;

/**
 * A customer in the list.
 *
 * @param country ISO 3166-1 alpha-2; null when not known
 * @param plan name of the plan of its newest subscription; null without one
 * @param status {@code active}, {@code paused} or {@code closed}
 * @param lastInvoice total of the newest invoice that is not void, a draft too; null without one
 * @param lastPeriod first day of that invoice's period
 * @param since start of its first subscription; null when it has none
 */
public record CustomerRow(
        long id,
        String name,
        String externalId,
        @Nullable String country,
        String currency,
        @Nullable String plan,
        String status,
        @Nullable BigMoney lastInvoice,
        @Nullable LocalDate lastPeriod,
        @Nullable LocalDate since) {}
