package org.countinghouse.billing.ledger;

import java.util.Locale;

/** The chart of accounts, in the order of reports. A debit is above zero, a credit below. */
public enum Account {
    CASH(Nature.ASSET),
    RECEIVABLES(Nature.ASSET),
    /** Owed in one currency, received in another: zero at the invoice's rate. */
    EXCHANGE_POSITION(Nature.ASSET),
    TAX(Nature.LIABILITY),
    /** Money that customers paid ahead. */
    PREPAID_WALLET(Nature.LIABILITY),
    /** What is left of granted credits. */
    CUSTOMER_CREDIT(Nature.LIABILITY),
    /** Usage that wallet or credits paid and no invoice shows yet. */
    CHARGED_USAGE(Nature.LIABILITY),
    /** Fees whose service is still to come. */
    DEFERRED_REVENUE(Nature.LIABILITY),
    REVENUE(Nature.INCOME),
    /** Fees and interest of customers who pay late. */
    LATE_FEES(Nature.INCOME),
    CREDITS_GRANTED(Nature.EXPENSE),
    WRITE_OFF(Nature.EXPENSE),
    ROUNDING(Nature.EXPENSE),
    EXCHANGE_DIFFERENCE(Nature.EXPENSE);

    private final Nature nature;

    Account(Nature nature) {
        this.nature = nature;
    }

    /** On which side of the balance an account stands. */
    public enum Nature {
        ASSET,
        LIABILITY,
        INCOME,
        EXPENSE
    }

    public Nature nature() {
        return nature;
    }

    /** As stored and printed, for example {@code deferred_revenue}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The account of a stored code. */
    public static Account of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
