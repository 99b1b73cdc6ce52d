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
    UNCOLLECTIBLE,
    /** A part of an invoice for several subscriptions: no invoice for itself, and shown nowhere. */
    COLLECTED;

    /** As stored and printed, for example {@code in_review}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static InvoiceStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** Whether an invoice may go from this state to another one; the database keeps the same rule. */
    public boolean mayBecome(InvoiceStatus next) {
        return switch (this) {
            case DRAFT -> next == IN_REVIEW || next == APPROVED || next == FINAL || next == VOID;
            case IN_REVIEW -> next == DRAFT || next == APPROVED || next == VOID;
            case APPROVED -> next == DRAFT || next == IN_REVIEW || next == FINAL || next == VOID;
            case FINAL -> next == SENT || next == PAID || next == OVERDUE || next == VOID || next == UNCOLLECTIBLE;
            case SENT -> next == PAID || next == OVERDUE || next == VOID || next == UNCOLLECTIBLE;
            case OVERDUE -> next == PAID || next == VOID || next == UNCOLLECTIBLE;
            // Of paid ones only those that asked for no payment.
            case PAID, COLLECTED -> next == VOID;
            case VOID, UNCOLLECTIBLE -> false;
        };
    }

    /** Whether a credit note may correct it. */
    public boolean creditable() {
        return this == FINAL || this == SENT || this == OVERDUE || this == PAID;
    }

    /** True before the invoice has its number. */
    public boolean open() {
        return this == DRAFT || this == IN_REVIEW || this == APPROVED;
    }

    /** True when the invoice may get its number now: open, and not held in review. */
    public boolean finalisable() {
        return this == DRAFT || this == APPROVED;
    }
}
