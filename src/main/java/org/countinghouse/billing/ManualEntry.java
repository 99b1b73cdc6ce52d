package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.countinghouse.rating.ManualLine;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants a line to say.
 *
 * @param text one line
 * @param quantity not zero; below zero gives something back
 * @param unitPrice in the invoice's currency; with its tax where the plan's prices contain theirs
 * @param taxCategory as charges have it; {@code standard} is the usual one
 * @param service days for which it is owed; null: the invoice's own
 */
public record ManualEntry(
        String text,
        BigDecimal quantity,
        BigDecimal unitPrice,
        String taxCategory,
        @Nullable BillingPeriod service) {
    /** What the codes of lines by hand begin with; a number follows. */
    static final String CODE = "manual-";

    private static final int LONGEST_TEXT = 200;
    private static final int MOST_DECIMALS = 12;
    private static final BigDecimal LARGEST = BigDecimal.TEN.pow(12);
    private static final int LONGEST_SERVICE_YEARS = 20;

    public ManualEntry {
        text = text.strip();
        taxCategory = taxCategory.strip();
    }

    /** What a line says already. */
    public static ManualEntry of(ManualLine line) {
        var service = line.from() == null || line.to() == null ? null : new BillingPeriod(line.from(), line.to());
        return new ManualEntry(line.name(), line.quantity(), line.unitPrice(), line.taxCategory(), service);
    }

    /**
     * @param categories that the seller knows
     * @throws Failure {@code invoice.line} naming what no line can be made of
     */
    void check(Set<String> categories) {
        if (text.isEmpty() || text.length() > LONGEST_TEXT || text.lines().count() > 1 || text.indexOf('\0') >= 0) {
            throw refused("A line has a text of one line with up to " + LONGEST_TEXT + " characters.");
        }
        if (quantity.signum() == 0 || tooLarge(quantity)) {
            throw refused("The quantity " + plain(quantity) + " of \"" + text + "\" is zero, or too large or fine.");
        }
        if (tooLarge(unitPrice)) {
            throw refused("The price " + plain(unitPrice) + " of \"" + text + "\" is too large or too fine.");
        }
        if (!categories.contains(taxCategory)) {
            throw refused("There is no tax category \"" + taxCategory + "\"; there are " + String.join(", ", categories)
                    + ".");
        }
        if (service != null && service.from().plusYears(LONGEST_SERVICE_YEARS).isBefore(service.to())) {
            throw refused("A service of more than " + LONGEST_SERVICE_YEARS + " years is not billed with one line.");
        }
    }

    ManualLine by(String who, Instant at, String code) {
        return new ManualLine(
                code,
                text,
                quantity,
                unitPrice,
                taxCategory,
                service == null ? null : service.from(),
                service == null ? null : service.to(),
                who,
                at);
    }

    private static boolean tooLarge(BigDecimal figure) {
        return figure.abs().compareTo(LARGEST) >= 0
                || figure.stripTrailingZeros().scale() > MOST_DECIMALS;
    }

    private static String plain(BigDecimal figure) {
        return figure.precision() > 40 ? "given" : figure.toString();
    }

    private static Failure refused(String message) {
        return new Failure("invoice.line", message, "Nothing was changed.");
    }
}
