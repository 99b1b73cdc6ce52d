package org.countinghouse.desktop.common;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.time.format.ResolverStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.BigMoney;
import org.joda.money.BigMoneyProvider;

/** Numbers, amounts and times as the person writes them. Times name their zone. */
public record Formats(Locale locale, ZoneId zone) {
    private static final int MOST_DECIMALS = 12;

    /** A whole number with grouping. */
    public String count(long value) {
        return NumberFormat.getIntegerInstance(locale).format(value);
    }

    /** A quantity, to its own scale. */
    public String number(BigDecimal value) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(MOST_DECIMALS);
        return format.format(value);
    }

    /**
     * A number as the person writes numbers, with or without grouping; empty for anything else, also for grouping in odd
     * places, which is more often a decimal mark of another language.
     */
    public Optional<BigDecimal> read(String typed) {
        var format = (DecimalFormat) NumberFormat.getNumberInstance(locale);
        format.setParseBigDecimal(true);
        format.setStrict(true);
        String stripped = typed.strip();
        String text = stripped.startsWith("+") ? stripped.substring(1) : stripped.replace('\u2212', '-');
        char grouping = format.getDecimalFormatSymbols().getGroupingSeparator();
        format.setGroupingUsed(text.indexOf(grouping) >= 0);
        var place = new ParsePosition(0);
        var number = format.parse(text, place);
        return number == null || place.getIndex() < text.length() ? Optional.empty() : Optional.of((BigDecimal) number);
    }

    /** An amount with its currency; never fewer decimals than the currency has, never fewer than the amount has. */
    public String money(BigMoneyProvider amount) {
        BigMoney money = amount.toBigMoney();
        var format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(Currency.getInstance(money.getCurrencyUnit().getCode()));
        format.setMinimumFractionDigits(money.getCurrencyUnit().getDecimalPlaces());
        format.setMaximumFractionDigits(
                Math.max(money.getScale(), money.getCurrencyUnit().getDecimalPlaces()));
        return format.format(money.getAmount());
    }

    /** @param fraction 0.25 for a quarter */
    public String percent(BigDecimal fraction) {
        var format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(1);
        return format.format(fraction);
    }

    /** @param fraction how far something is; the screen needs no decimals of it */
    public String wholePercent(double fraction) {
        return NumberFormat.getPercentInstance(locale).format(fraction);
    }

    public String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(date);
    }

    /**
     * A day as the person writes it: as {@link #date} shows it, in the short way of the language with a year of two or
     * four digits, or as in ISO 8601. Empty for anything else, also for days that no month has.
     */
    public Optional<LocalDate> readDate(String typed) {
        String text = typed.strip();
        return Stream.concat(
                        Stream.of(DateTimeFormatter.ISO_LOCAL_DATE),
                        Stream.of(FormatStyle.SHORT, FormatStyle.MEDIUM).flatMap(this::readers))
                .map(reader -> read(reader, text))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** With the year in full, then with two digits of this century. */
    private Stream<DateTimeFormatter> readers(FormatStyle style) {
        String pattern = DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                        style, null, IsoChronology.INSTANCE, locale)
                .replaceAll("y+", "u")
                .replaceAll("MM?(?!M)(?<!MMM)", "M")
                .replace("dd", "d");
        return Stream.of(pattern.replace("u", "uuuu"), pattern.replace("u", "uu"))
                .map(each -> new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern(each)
                        .toFormatter(locale)
                        .withResolverStyle(ResolverStyle.STRICT));
    }

    private static Optional<LocalDate> read(DateTimeFormatter reader, String text) {
        try {
            return Optional.of(LocalDate.parse(text, reader));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }

    public String month(YearMonth month) {
        return DateTimeFormatter.ofPattern("LLLL yyyy", locale).format(month);
    }

    /** A month where there is little room. */
    public String shortMonth(YearMonth month) {
        return DateTimeFormatter.ofPattern("LLL yyyy", locale).format(month);
    }

    /** Date, time and zone. */
    public String instant(Instant instant) {
        var local = instant.atZone(zone);
        return plainSpaces(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale)
                        .format(local))
                + " "
                + DateTimeFormatter.ofPattern("zzz", locale).format(local);
    }

    /** Time of day alone, for "as of". */
    public String time(Instant instant) {
        return plainSpaces(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(locale)
                .format(instant.atZone(zone)));
    }

    /** Time of day to the second, for what changes while one looks at it. */
    public String second(Instant instant) {
        return plainSpaces(DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(instant.atZone(zone)));
    }

    /** The narrow space before AM and PM is missing from many faces; a usual unbreakable one is in all. */
    private static String plainSpaces(String text) {
        return text.replace('\u202f', '\u00a0');
    }
}
