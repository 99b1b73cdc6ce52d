package org.countinghouse.desktop.invoices;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.billing.CreditNote;
import org.countinghouse.billing.InvoiceLife;
import org.countinghouse.billing.LateFeeDecisions;
import org.countinghouse.mail.MailMessage;

/**
 * What happened to an invoice.
 *
 * @param open what is still to be paid, in the invoice's currency
 */
record InvoiceHistory(
        List<InvoiceLife.Step> steps,
        List<CreditNote> creditNotes,
        BigDecimal open,
        List<MailMessage> messages,
        LateFeeDecisions.Lateness lateness) {

    InvoiceHistory {
        steps = List.copyOf(steps);
        creditNotes = List.copyOf(creditNotes);
        messages = List.copyOf(messages);
    }
}
