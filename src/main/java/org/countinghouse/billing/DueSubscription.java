package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.rating.Tax;
import org.jspecify.annotations.Nullable;

/**
 * A subscription whose period is to be billed, with what rating needs to know of it. Read in one query, so that all of
 * it is of one moment.
 *
 * @param customer the customer's external id
 * @param taxes the tax rates that apply to this customer
 * @param plan the plan document of the version the subscription is pinned to
 */
record DueSubscription(
        long id,
        long customerId,
        String customer,
        long planVersionId,
        long billingEntityId,
        String currency,
        LocalDate startsOn,
        @Nullable LocalDate endsOn,
        ZoneId timeZone,
        Map<String, BigDecimal> quantities,
        List<Tax> taxes,
        PlanDocument plan) {

    /** The first instant of the period in the subscription's time zone. */
    Instant from(BillingPeriod period) {
        return period.from().atStartOfDay(timeZone).toInstant();
    }

    /** The first instant after the period in the subscription's time zone. */
    Instant to(BillingPeriod period) {
        return period.to().atStartOfDay(timeZone).toInstant();
    }
}
