package org.countinghouse.billing.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.countinghouse.money.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * A row of a report.
 *
 * @param cells in the order of the report's columns, of the types that {@link ReportColumn.Kind} names
 * @param invoiceId the invoice that the row leads to
 */
public record ReportRow(
        List<@Nullable Object> cells, @Nullable Long invoiceId) {
    public ReportRow {
        cells = Collections.unmodifiableList(new ArrayList<>(cells));
    }

    /** A cell as files and terminals show it: no grouping, days as {@code 2026-11-02}, nothing as empty text. */
    public String text(int column, ReportColumn.Kind kind) {
        return switch (cells.get(column)) {
            case null -> "";
            case BigDecimal number when kind == ReportColumn.Kind.NUMBER -> Decimals.plain(number);
            case BigDecimal amount -> amount.toPlainString();
            case LocalDate day
            when kind == ReportColumn.Kind.MONTH -> YearMonth.from(day).toString();
            case Object other -> other.toString();
        };
    }
}
