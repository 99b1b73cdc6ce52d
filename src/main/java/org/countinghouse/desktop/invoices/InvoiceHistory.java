package org.countinghouse.desktop.invoices;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.billing.CreditNote;
import org.countinghouse.billing.InvoiceLife;
import org.countinghouse.billing.LateFeeDecisions;
import org.countinghouse.billing.Payments;
import org.countinghouse.mail.MailMessage;

/**
 * What happened to an invoice.
 *
 * @param open what is still to be paid, in the invoice's currency
 * @param numberless it is taxed by reverse charge, and no tax number of the customer is known
 * @param payable the most that a payment may settle: what is open, or was written off and has not come in
 */
record InvoiceHistory(
        List<InvoiceLife.Step> steps,
        List<CreditNote> creditNotes,
        BigDecimal open,
        BigDecimal payable,
        List<Payments.Payment> payments,
        List<MailMessage> messages,
        LateFeeDecisions.Lateness lateness,
        boolean numberless) {

    InvoiceHistory {
        steps = List.copyOf(steps);
        payments = List.copyOf(payments);
        creditNotes = List.copyOf(creditNotes);
        messages = List.copyOf(messages);
    }
}
