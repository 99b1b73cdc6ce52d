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
 * @param plan code of the plan moved to, or of the add-on; of a quantity or price the plan or add-on that has the item,
 *     null = the only one that has it
 * @param version its number; null = the latest published one in force on the day
 * @param item code of the fee whose quantity changes, or of the fee or charge whose price does
 * @param price a fee's amount, or a charge's price as a plan document has it (JSON); null = the plan's own again
 * @param credit of a cancellation: fees end with it; else they run to the period's end
 * @param beside another subscription of the customer may price the same meters
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
        boolean beside,
        String reason) {
    /** From which day a change holds. */
    public enum When {
        /**
         * Today, in the subscription's time zone; a cancellation at the end of today, so that what was used today is
         * billed. Of a plan billed by the hour the first day of which no hour is billed.
         */
        NOW,
        /** With the first period that begins after today. */
        PERIOD_END,
        /** To a plan of higher yearly value now, to another one at the period's end; all else now. */
        USUAL,
        ON_DAY
    }

    private static WantedChange of(Kind kind, String reason) {
        return new WantedChange(kind, When.USUAL, null, null, null, null, null, null, true, false, reason);
    }

    /** @param version null = the latest */
    public static WantedChange plan(String plan, @Nullable Integer version, String reason) {
        return new WantedChange(Kind.PLAN, When.USUAL, null, plan, version, null, null, null, true, false, reason);
    }

    /** A further plan beside the first, or its end. */
    public static WantedChange addOn(String plan, boolean added, String reason) {
        Kind kind = added ? Kind.ADD_ON : Kind.REMOVE_ADD_ON;
        return new WantedChange(kind, When.USUAL, null, plan, null, null, null, null, true, false, reason);
    }

    public static WantedChange quantity(String fee, BigDecimal quantity, String reason) {
        return new WantedChange(Kind.QUANTITY, When.USUAL, null, null, null, fee, quantity, null, true, false, reason);
    }

    /** A price of the customer's own, from the next period on. */
    public static WantedChange price(String item, @Nullable String price, String reason) {
        return new WantedChange(Kind.PRICE, When.PERIOD_END, null, null, null, item, null, price, true, false, reason);
    }

    public static WantedChange pause(String reason) {
        return of(Kind.PAUSE, reason);
    }

    public static WantedChange resume(String reason) {
        return of(Kind.RESUME, reason);
    }

    /** @param credit fees end with it; else they run to the period's end */
    public static WantedChange cancel(boolean credit, String reason) {
        return new WantedChange(Kind.CANCEL, When.USUAL, null, null, null, null, null, null, credit, false, reason);
    }

    /** The same of the plan or add-on that has the item, where several have one of that code. */
    public WantedChange ofPlan(@Nullable String owner) {
        return new WantedChange(kind, when, day, owner, version, item, quantity, price, credit, beside, reason);
    }

    /** The same, though another subscription of the customer prices the same meter. */
    public WantedChange besideOthers() {
        return new WantedChange(kind, when, day, plan, version, item, quantity, price, credit, true, reason);
    }

    /** The same on a day. */
    public WantedChange on(LocalDate other) {
        return new WantedChange(kind, When.ON_DAY, other, plan, version, item, quantity, price, credit, beside, reason);
    }

    /** The same at another time. */
    public WantedChange at(When other) {
        return new WantedChange(kind, other, null, plan, version, item, quantity, price, credit, beside, reason);
    }
}
