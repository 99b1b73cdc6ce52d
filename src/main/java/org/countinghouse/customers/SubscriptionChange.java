package org.countinghouse.customers;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens to a subscription after its start. It holds from a day on until another one of its kind; it can
 * be undone until a period that it affects is billed.
 *
 * @param effectiveOn first day on which it holds, in the subscription's time zone
 * @param planVersionId the version moved to, or of the add-on
 * @param plan its plan's code
 * @param planVersion its number
 * @param item the fee whose quantity changes, or the fee or charge whose price does
 * @param quantity how many of the fee
 * @param price a fee's amount, or a charge's price as JSON; null: the plan's own again
 * @param credit of a cancellation: fees end with it; else they run to the period's end
 * @param by who asked for it
 * @param undone by whom, when and why; null = it holds
 */
public record SubscriptionChange(
        long id,
        long subscriptionId,
        Kind kind,
        LocalDate effectiveOn,
        @Nullable Long planVersionId,
        @Nullable String plan,
        @Nullable Integer planVersion,
        @Nullable String item,
        @Nullable BigDecimal quantity,
        @Nullable String price,
        boolean credit,
        String reason,
        Instant at,
        String by,
        @Nullable Undone undone) {
    /** What changes. */
    public enum Kind {
        /** To another plan, or to another version of it. */
        PLAN,
        QUANTITY,
        /** A price of the customer's own in place of the plan's. */
        PRICE,
        /** A further plan, billed beside the first. */
        ADD_ON,
        REMOVE_ADD_ON,
        /** Fees rest; usage is billed as before. */
        PAUSE,
        RESUME,
        CANCEL;

        /** As it is stored and written on the command line. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads a {@link #code}. */
        public static Kind parse(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** Who undid a change, when and why. */
    public record Undone(Instant at, String by, String reason) {}

    public boolean holds() {
        return undone == null;
    }
}
