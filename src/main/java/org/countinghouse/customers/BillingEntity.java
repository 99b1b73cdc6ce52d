package org.countinghouse.customers;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The seller named on invoices, with its number series and tax rates.
 *
 * @param code stable name, for example {@code main}
 * @param address lines separated by line breaks
 * @param country ISO 3166-1 alpha-2
 * @param paymentTermsDays days from issue to due date, 0 to 365
 * @param invoicePrefix text before the number of an invoice
 * @param timeZone in which the days of its books begin, a name such as {@code Europe/Berlin}; null: as it is, of a new one UTC
 * @param taxes rates charged to customers of the named country since ever; later ones are set by date, see
 *     {@code org.countinghouse.billing.tax}
 */
public record BillingEntity(
        String code,
        String name,
        String address,
        String country,
        String taxId,
        String email,
        String bankDetails,
        int paymentTermsDays,
        String invoicePrefix,
        @Nullable String timeZone,
        List<TaxRate> taxes) {

    /** In the time zone that it has; in UTC when it is new. */
    public BillingEntity(
            String code,
            String name,
            String address,
            String country,
            String taxId,
            String email,
            String bankDetails,
            int paymentTermsDays,
            String invoicePrefix,
            List<TaxRate> taxes) {
        this(code, name, address, country, taxId, email, bankDetails, paymentTermsDays, invoicePrefix, null, taxes);
    }

    public BillingEntity {
        taxes = List.copyOf(taxes);
    }

    /**
     * A tax rate in percent.
     *
     * @param category tax category of charges it applies to; null = all
     * @param country customers of this country pay it
     */
    public record TaxRate(
            String code, BigDecimal rate, @Nullable String category, String country) {}
}
