package org.countinghouse.billing;

import java.util.Locale;

/** The life of an invoice. From {@code FINAL} on it has a number and its figures never change. */
public enum InvoiceStatus {
    DRAFT,
    IN_REVIEW,
    APPROVED,
    FINAL,
    SENT,
    PAID,
    OVERDUE,
    VOID,
    UNCOLLECTIBLE;

    /** As stored and printed, for example {@code in_review}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static InvoiceStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** True before the invoice has its number. */
    public boolean open() {
        return this == DRAFT || this == IN_REVIEW || this == APPROVED;
    }
}
