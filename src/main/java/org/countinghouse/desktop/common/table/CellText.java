package org.countinghouse.desktop.common.table;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Share;
import org.countinghouse.desktop.common.Status;
import org.joda.money.BigMoneyProvider;
import org.jspecify.annotations.Nullable;

/** A cell's value as people read it, and as other programs do. */
final class CellText {
    private CellText() {}

    static String shown(@Nullable Object value, Formats formats) {
        return switch (value) {
            case null -> "";
            case BigMoneyProvider money -> formats.money(money);
            case BigDecimal number -> formats.number(number);
            case LocalDate date -> formats.date(date);
            case Instant instant -> formats.instant(instant);
            case Status status -> status.text();
            case Share share -> share.text();
            default -> value.toString();
        };
    }

    /** Plain decimals, ISO dates, amounts with their currency code after them. */
    static String exported(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigMoneyProvider money ->
                money.toBigMoney().getAmount().toPlainString() + " "
                        + money.toBigMoney().getCurrencyUnit().getCode();
            case BigDecimal number -> number.toPlainString();
            case Status status -> status.text();
            case Share share -> share.text();
            default -> value.toString();
        };
    }
}
