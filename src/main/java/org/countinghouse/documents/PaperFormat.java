package org.countinghouse.documents;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/** Writes numbers, dates and texts the way people of one language expect them on paper. Not thread-safe. */
public final class PaperFormat {
    private final DecimalFormat number;
    private final DateTimeFormatter date;
    private final DateTimeFormatter shortDate;
    private final int currencyDecimals;

    public PaperFormat(Locale language, String currency) {
        number = new DecimalFormat("#,##0.#", DecimalFormatSymbols.getInstance(language));
        number.setParseBigDecimal(true);
        boolean german = language.getLanguage().equals("de");
        date = DateTimeFormatter.ofPattern(german ? "d. MMMM uuuu" : "d MMMM uuuu", language);
        shortDate = DateTimeFormatter.ofPattern(german ? "dd.MM.uuuu" : "d MMM uuuu", language);
        currencyDecimals = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    /** At least the decimals of the currency, and never fewer than the amount has. */
    public String amount(BigDecimal amount) {
        return decimal(amount, currencyDecimals);
    }

    /** An amount that is taken off: shown with a minus unless it is zero. */
    String deduction(BigDecimal amount) {
        return amount(amount.negate());
    }

    /** Every digit that matters, without trailing zeros. */
    public String quantity(BigDecimal quantity) {
        return decimal(quantity, 0);
    }

    /** For example {@code 19 %}; the space does not break. */
    String percent(BigDecimal percent) {
        return decimal(percent, 0) + "\u00a0%";
    }

    /** A day in words. */
    public String date(LocalDate day) {
        return date.format(day);
    }

    /** From the first to the last day, both billed. */
    public String days(LocalDate first, LocalDate last) {
        return shortDate.format(first) + " \u2013 " + shortDate.format(last);
    }

    private String decimal(BigDecimal value, int minimumDecimals) {
        BigDecimal shortest = value.stripTrailingZeros();
        number.setMinimumFractionDigits(minimumDecimals);
        number.setMaximumFractionDigits(Math.max(minimumDecimals, shortest.scale()));
        return number.format(shortest);
    }

    /**
     * Text without what cannot stand in XML (control characters, halves of surrogate pairs) or would turn the
     * reading direction of what follows it. Markup is escaped later, by the template.
     */
    public static String text(String raw) {
        StringBuilder clean = new StringBuilder(raw.length());
        raw.codePoints()
                .map(character -> Character.isWhitespace(character) ? ' ' : character)
                .filter(PaperFormat::printable)
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    private static boolean printable(int character) {
        int type = Character.getType(character);
        boolean joiner = character == 0x200C || character == 0x200D;
        return type != Character.CONTROL
                && type != Character.SURROGATE
                && (type != Character.FORMAT || joiner)
                && (character & 0xFFFE) != 0xFFFE;
    }
}
