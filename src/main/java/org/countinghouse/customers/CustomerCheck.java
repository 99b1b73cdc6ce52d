package org.countinghouse.customers;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.countinghouse.money.Currencies;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Refuses what no invoice could be made of, before anything is stored; every failure names the field. */
final class CustomerCheck {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final int LONGEST_TERMS = 365;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal LARGEST = BigDecimal.TEN.pow(12);

    private CustomerCheck() {}

    static void check(BillingEntity seller) {
        String place = "billing entity \"" + seller.code() + "\"";
        requireText("seller", "code", seller.code(), place);
        requireText("seller", "name", seller.name(), place);
        requireCountry("seller", seller.country(), place);
        int terms = seller.paymentTermsDays();
        if (terms < 0 || terms > LONGEST_TERMS) {
            throw refused(
                    "seller.terms",
                    "The payment terms of " + place + " are " + terms + " days.",
                    "Give 0 to " + LONGEST_TERMS + " days.");
        }
        String zone = seller.timeZone();
        if (zone != null && !regional(zone)) {
            throw refused(
                    "seller.time-zone",
                    "\"" + zone + "\" is not the name of a time zone (" + place + ").",
                    "Use a name such as Europe/Berlin, or UTC.");
        }
        for (var tax : seller.taxes()) {
            if (tax.rate().signum() < 0 || tax.rate().compareTo(HUNDRED) > 0) {
                throw refused(
                        "seller.tax",
                        "The tax rate " + tax.code() + " of " + place + " is " + tax.rate() + " percent.",
                        "Give a percentage from 0 to 100.");
            }
        }
    }

    static void check(Customer customer) {
        String place = "customer \"" + customer.externalId() + "\"";
        requireText("customer", "id", customer.externalId(), place);
        requireText("customer", "name", customer.name(), place);
        if (customer.country() != null) {
            requireCountry("customer", customer.country(), place);
        }
        if (Currencies.find(customer.currency()).isEmpty()) {
            throw refused(
                    "customer.currency",
                    "\"" + customer.currency() + "\" is not a currency (" + place + ").",
                    "Use a code of ISO 4217 such as EUR or USD.");
        }
        requireZone(customer.timeZone(), place);
    }

    static void check(CustomerAddresses.Address address, String place) {
        requireText("customer", "name", address.name(), place);
        String country = address.country();
        if (country != null) {
            requireCountry("customer", country, place);
        }
    }

    static void check(Subscription subscription) {
        String place = "subscription of \"" + subscription.customer() + "\"";
        requireZone(subscription.timeZone(), place);
        LocalDate end = subscription.endsOn();
        if (end != null && !end.isAfter(subscription.startsOn())) {
            throw refused(
                    "subscription.end",
                    "The " + place + " would end on " + end + ", not after its start on " + subscription.startsOn()
                            + ".",
                    "The end is the first day no longer covered.");
        }
        subscription.quantities().forEach((fee, quantity) -> {
            if (quantity.signum() < 0 || quantity.compareTo(LARGEST) > 0) {
                throw refused(
                        "subscription.quantity",
                        "The quantity of the fee \"" + fee + "\" is " + quantity + " (" + place + ").",
                        "Give a number from 0 to " + LARGEST.toPlainString() + ".");
            }
        });
    }

    /** Offsets mean the opposite to the database, and know no daylight saving. */
    private static boolean regional(String zone) {
        return zone.equals("UTC")
                || (zone.contains("/")
                        && !zone.startsWith("SystemV/")
                        && ZoneId.getAvailableZoneIds().contains(zone));
    }

    private static void requireText(String what, String field, @Nullable String text, String place) {
        if (text == null || text.isBlank()) {
            throw refused(what + "." + field, "The " + field + " of " + place + " is empty.", "Give one.");
        }
    }

    private static void requireCountry(String what, String country, String place) {
        if (!COUNTRY.matcher(country).matches()) {
            throw refused(
                    what + ".country",
                    "\"" + country + "\" is not a country (" + place + ").",
                    "Use the two capital letters of ISO 3166 such as DE.");
        }
    }

    private static void requireZone(String zone, String place) {
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw refused(
                    "customer.time-zone",
                    "\"" + zone + "\" is not a time zone (" + place + ").",
                    "Use a name such as Europe/Berlin or UTC.");
        }
    }

    private static Failure refused(String code, String message, String remedy) {
        return new Failure(code, message, remedy + " Nothing was stored.");
    }
}
