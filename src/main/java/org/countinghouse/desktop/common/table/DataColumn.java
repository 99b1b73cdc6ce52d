package org.countinghouse.desktop.common.table;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import org.countinghouse.desktop.common.Share;
import org.countinghouse.desktop.common.Status;
import org.joda.money.BigMoneyProvider;
import org.jspecify.annotations.Nullable;

/**
 * How a column of a {@link org.countinghouse.storage.list.RowSource} is shown.
 *
 * @param name name of the source's column, which sorts and filters
 * @param titleKey its heading in the message bundle
 * @param width preferred width in pixels at 100 % font size
 * @param kind how its value is laid out
 * @param value of a row; its type goes with the kind
 * @param filterText what "filter by this value" compares with; null when the column cannot be filtered so
 */
public record DataColumn<R>(
        String name,
        String titleKey,
        double width,
        Kind kind,
        Function<R, @Nullable Object> value,
        @Nullable Function<R, @Nullable String> filterText) {
    /** How a value is laid out. */
    public enum Kind {
        TEXT,
        /** Identifiers and codes, in the fixed-width face. */
        CODE,
        NUMBER,
        /** A number that is not added up below the table, such as a rate, or one that names something. */
        RATE,
        MONEY,
        DATE,
        INSTANT,
        STATUS,
        /** A bar below its words. */
        SHARE;

        boolean isRightAligned() {
            return this == NUMBER || this == RATE || this == MONEY;
        }
    }

    public static <R> DataColumn<R> text(
            String name, String titleKey, double width, Function<R, @Nullable String> value) {
        return new DataColumn<>(name, titleKey, width, Kind.TEXT, value::apply, value);
    }

    public static <R> DataColumn<R> code(
            String name, String titleKey, double width, Function<R, @Nullable String> value) {
        return new DataColumn<>(name, titleKey, width, Kind.CODE, value::apply, value);
    }

    public static <R> DataColumn<R> number(
            String name, String titleKey, double width, Function<R, @Nullable BigDecimal> value) {
        return new DataColumn<>(name, titleKey, width, Kind.NUMBER, value::apply, row -> plain(value.apply(row)));
    }

    /** A number that has no sum. */
    public static <R> DataColumn<R> rate(
            String name, String titleKey, double width, Function<R, @Nullable BigDecimal> value) {
        return new DataColumn<>(name, titleKey, width, Kind.RATE, value::apply, row -> plain(value.apply(row)));
    }

    public static <R> DataColumn<R> money(
            String name, String titleKey, double width, Function<R, @Nullable BigMoneyProvider> value) {
        return new DataColumn<>(name, titleKey, width, Kind.MONEY, value::apply, row -> {
            BigMoneyProvider amount = value.apply(row);
            return amount == null ? null : plain(amount.toBigMoney().getAmount());
        });
    }

    public static <R> DataColumn<R> date(
            String name, String titleKey, double width, Function<R, @Nullable LocalDate> value) {
        return new DataColumn<>(name, titleKey, width, Kind.DATE, value::apply, row -> plain(value.apply(row)));
    }

    public static <R> DataColumn<R> instant(
            String name, String titleKey, double width, Function<R, @Nullable Instant> value) {
        return new DataColumn<>(name, titleKey, width, Kind.INSTANT, value::apply, row -> plain(value.apply(row)));
    }

    /** @param code the state's value in the source's column, for filtering */
    public static <R> DataColumn<R> status(
            String name, String titleKey, double width, Function<R, Status> value, Function<R, @Nullable String> code) {
        return new DataColumn<>(name, titleKey, width, Kind.STATUS, value::apply, code);
    }

    /** A column that cannot be filtered by a value; there are too many. */
    public static <R> DataColumn<R> share(String name, String titleKey, double width, Function<R, Share> value) {
        return new DataColumn<>(name, titleKey, width, Kind.SHARE, value::apply, null);
    }

    private static @Nullable String plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }
}
