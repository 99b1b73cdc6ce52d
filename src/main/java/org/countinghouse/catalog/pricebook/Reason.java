package org.countinghouse.catalog.pricebook;

import java.util.Locale;

/** Why something of a price list is in no plan. */
public enum Reason {
    /** The entry names no price. */
    NO_PRICE,
    /** The entry lacks what every entry of its source has, or has it in another form. */
    BAD_ENTRY,
    /** A price that is no number. */
    NOT_A_NUMBER,
    /** A price below zero: credits come from credit notes only. */
    NEGATIVE,
    /** More digits than a price can hold even per trillion units. */
    TOO_LONG,
    /** A price in credits or points, not in a currency. */
    NOT_MONEY,
    /** A price that this program does not know, so that nobody can say what it is for. */
    UNKNOWN_PRICE,
    /** A price under a condition that usage cannot tell or that no price model has. */
    CONDITION,
    /** The same price under a second name. */
    REPEATED,
    /** Two prices for the same thing. */
    CONTRADICTION,
    /** Later entries take precedence at every time. */
    NEVER_IN_FORCE,
    /** The currency is not in ISO 4217. */
    UNKNOWN_CURRENCY,
    /** A price for other terms than pay as you go. */
    OTHER_TERMS,
    /** Ranges with a gap, an overlap or an end, so that some quantity has no price or two. */
    BROKEN_RANGES,
    /** A rate that no part of the schedule uses. */
    NOT_SCHEDULED,
    /** Hours without a rate. */
    SCHEDULE_GAP,
    /** Hours with two rates. */
    SCHEDULE_OVERLAP,
    /** Rates that change with the season, every year again. */
    SEASONAL,
    /** Money for energy that is fed in: a credit, not a charge. */
    EXPORT,
    /** A price for the highest load. */
    DEMAND;

    /** The stable code in reports. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
