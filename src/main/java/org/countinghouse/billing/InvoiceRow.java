package org.countinghouse.billing;

import java.time.LocalDate;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as a list shows it.
 *
 * @param number null until final
 * @param customer the customer's external id
 * @param plan code and version of the plan, for example {@code pro v2}; empty of an invoice of lines by hand only
 * @param due what is still to be paid after the prepaid wallet
 * @param dueOn null until final
 * @param problems kinds of usage that no price covers and that nobody accepted so; such a draft cannot become final
 * @param revision changes with every change of the invoice
 * @param progressive it bills usage of a period that goes on, because it passed a threshold
 * @param stale usage was corrected or refunded after it was rated; such a draft is rated again before it becomes final
 */
public record InvoiceRow(
        long id,
        @Nullable String number,
        long customerId,
        String customer,
        String customerName,
        InvoiceStatus status,
        BillingPeriod period,
        String plan,
        Money total,
        Money due,
        @Nullable LocalDate issuedOn,
        @Nullable LocalDate dueOn,
        int problems,
        int revision,
        boolean progressive,
        boolean stale) {}
