package org.countinghouse.billing.tax;

import java.util.Locale;

/** How a customer is taxed. */
public enum TaxTreatment {
    /** By the rates of the customer's country; reverse charge where a business of another EU country has a tax number. */
    AUTOMATIC,
    /** By the rates of the customer's country, whatever its tax number. */
    DOMESTIC,
    /** The customer owes the tax (Directive 2006/112/EC, Article 196). */
    REVERSE_CHARGE,
    /** No tax, for a reason that stands on the invoice. */
    EXEMPT;

    /** As stored and on the command line, for example {@code reverse_charge}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The treatment of a {@link #code}. */
    public static TaxTreatment of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
