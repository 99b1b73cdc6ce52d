package org.countinghouse.customers;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something open that an erasure would lose.
 *
 * @param subject which one: a number, an id, or words, by the kind
 * @param amount in {@code currency}; null where it is not about money
 */
public record ErasureObstacle(
        Kind kind,
        String subject,
        @Nullable BigDecimal amount,
        @Nullable String currency) {
    /** What is in the way. */
    public enum Kind {
        /** It was erased before; the subject is who did it. */
        ERASED,
        /** A subscription that runs, or will. */
        SUBSCRIPTION,
        DRAFT,
        /** An invoice that is to be paid, or paid too much of. */
        OPEN,
        WALLET,
        /** A subscription that ended and was not billed to its end. */
        UNBILLED,
        /** Usage that came after the invoice of this number. */
        LATE_USAGE,
        /** A message that is on its way, or may have gone out. */
        MAIL,
        /** Another customer, whose invoices it pays. */
        PAYS_FOR,
        /** A legal hold; the subject is its reason. */
        HOLD;

        /** As interfaces write it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        /** Whether a person may decide to leave it as it is for ever. */
        public boolean leavable() {
            return this == UNBILLED || this == LATE_USAGE;
        }
    }

    /** What it is, in a few words. */
    public String words() {
        return switch (kind) {
            case ERASED -> "it was erased by " + subject;
            case SUBSCRIPTION -> "subscription " + subject + " runs";
            case DRAFT -> "draft " + subject + " over " + money();
            case OPEN -> money() + " are open of invoice " + subject;
            case WALLET -> money() + " in its wallet";
            case UNBILLED -> "subscription " + subject + " is not billed to its end";
            case LATE_USAGE -> "late usage of invoice " + subject + " is not billed";
            case MAIL -> "message " + subject + " is on its way";
            case PAYS_FOR -> "it pays for " + subject;
            case HOLD -> "a legal hold: " + subject;
        };
    }

    /** What to do about it. */
    public String remedy() {
        return switch (kind) {
            case ERASED -> "There is nothing left to erase.";
            case SUBSCRIPTION -> "Cancel the subscription and wait for its last day.";
            case DRAFT -> "Make the draft final, or discard it.";
            case OPEN -> "Book the payment, credit the invoice, or write it off.";
            case WALLET -> "Use what is in the wallet up; it is the customer's money.";
            case UNBILLED, LATE_USAGE -> "Bill what is due, or say that it is left unbilled.";
            case MAIL -> "Wait for the message, settle it, or call it back.";
            case PAYS_FOR -> "Let that customer pay itself.";
            case HOLD -> "Release the hold when it is over.";
        };
    }

    private String money() {
        return currency + " "
                + (amount == null ? "" : amount.stripTrailingZeros().toPlainString());
    }
}
