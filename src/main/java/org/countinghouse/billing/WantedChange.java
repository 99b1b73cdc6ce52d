package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.countinghouse.customers.SubscriptionChange.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A change to a subscription as somebody asks for it.
 *
 * @param when from which day it holds
 * @param day with {@link When#ON_DAY}
 * @param plan code of the plan moved to, or of the add-on
 * @param version its number; null = the latest published one in force on the day
 * @param item code of the fee whose quantity changes, or of the fee or charge whose price does
 * @param price a fee's amount, or a charge's price as a plan document has it (JSON); null = the plan's own again
 * @param credit of a cancellation: fees end with it; else they run to the period's end
 */
public record WantedChange(
        Kind kind,
        When when,
        @Nullable LocalDate day,
        @Nullable String plan,
        @Nullable Integer version,
        @Nullable String item,
        @Nullable BigDecimal quantity,
        @Nullable String price,
        boolean credit,
        String reason) {
    /** From which day a change holds. */
    public enum When {
        /** Today, in the subscription's time zone. */
        NOW,
        /** With the first period that begins after today. */
        PERIOD_END,
        /** To a plan of higher yearly value today, to another one at the period's end; all else today. */
        USUAL,
        ON_DAY
    }

    private static WantedChange of(Kind kind, String reason) {
        return new WantedChange(kind, When.USUAL, null, null, null, null, null, null, true, reason);
    }

    /** @param version null = the latest */
    public static WantedChange plan(String plan, @Nullable Integer version, String reason) {
        return new WantedChange(Kind.PLAN, When.USUAL, null, plan, version, null, null, null, true, reason);
    }

    /** A further plan beside the first, or its end. */
    public static WantedChange addOn(String plan, boolean added, String reason) {
        Kind kind = added ? Kind.ADD_ON : Kind.REMOVE_ADD_ON;
        return new WantedChange(kind, When.USUAL, null, plan, null, null, null, null, true, reason);
    }

    public static WantedChange quantity(String fee, BigDecimal quantity, String reason) {
        return new WantedChange(Kind.QUANTITY, When.USUAL, null, null, null, fee, quantity, null, true, reason);
    }

    /** A price of the customer's own, from the next period on. */
    public static WantedChange price(String item, @Nullable String price, String reason) {
        return new WantedChange(Kind.PRICE, When.PERIOD_END, null, null, null, item, null, price, true, reason);
    }

    public static WantedChange pause(String reason) {
        return of(Kind.PAUSE, reason);
    }

    public static WantedChange resume(String reason) {
        return of(Kind.RESUME, reason);
    }

    /** @param credit fees end with it; else they run to the period's end */
    public static WantedChange cancel(boolean credit, String reason) {
        return new WantedChange(Kind.CANCEL, When.USUAL, null, null, null, null, null, null, credit, reason);
    }

    /** The same on a day. */
    public WantedChange on(LocalDate other) {
        return new WantedChange(kind, When.ON_DAY, other, plan, version, item, quantity, price, credit, reason);
    }

    /** The same at another time. */
    public WantedChange at(When other) {
        return new WantedChange(kind, other, null, plan, version, item, quantity, price, credit, reason);
    }
}
