package org.countinghouse.billing;

import java.time.LocalDate;
import org.joda.money.Money;

/**
 * A credit note as a list shows it. {@code net + tax = total = toReceivable + toWallet}.
 *
 * @param customer the customer's external id
 * @param toReceivable what the customer does not have to pay any more
 * @param toWallet what was paid already and went to the customer's wallet
 * @param by who issued it
 */
public record CreditNoteRow(
        long id,
        String number,
        long invoiceId,
        String invoiceNumber,
        long customerId,
        String customer,
        String customerName,
        LocalDate issuedOn,
        Money net,
        Money tax,
        Money total,
        Money toReceivable,
        Money toWallet,
        String reason,
        String by) {}
