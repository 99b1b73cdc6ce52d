package org.countinghouse.billing.ledger;

import java.util.Locale;

/** What a ledger transaction posts; each single thing is posted once. */
public enum PostingKind {
    INVOICE,
    /** Takes back all that was posted for an invoice. */
    VOID,
    CREDIT_NOTE,
    PAYMENT,
    /** Takes back what a payment booked. */
    PAYMENT_REVERSAL,
    WRITE_OFF,
    WALLET,
    CREDIT_GRANT,
    CREDIT_USE,
    /** A month of a fee paid in advance is over. */
    RECOGNITION;

    /** As stored and printed, for example {@code credit_note}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a stored code. */
    public static PostingKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
