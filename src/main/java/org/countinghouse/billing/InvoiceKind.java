package org.countinghouse.billing;

import java.util.Locale;

/** What an invoice of a subscription is made for. */
enum InvoiceKind {
    /** A period that is over, and the fees in advance of the next one. */
    REGULAR,
    /** Fees in advance of the period in which they begin, at the subscription's start or its trial's end. */
    ADVANCE,
    /** Gives back fees in advance of a period that never came, and bills late usage when no period follows. */
    CLOSING,
    /** Usage of a period that goes on, because it passed a threshold. */
    PROGRESSIVE,
    /** Several of them together. */
    CONSOLIDATED;

    /** As stored. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static InvoiceKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
