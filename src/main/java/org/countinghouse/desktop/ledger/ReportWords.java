package org.countinghouse.desktop.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.countinghouse.billing.ledger.LedgerReports;
import org.countinghouse.billing.ledger.ReportColumn;
import org.countinghouse.billing.ledger.ReportKind;
import org.countinghouse.billing.ledger.ReportRow;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Says reports in the person's language. */
record ReportWords(Texts texts, Formats formats) {
    /** The columns that add up to something, by report. */
    private static final Map<ReportKind, String> SUMMED = Map.of(
            ReportKind.TRIAL_BALANCE, "balance",
            ReportKind.AGEING, "total",
            ReportKind.REVENUE, "revenue",
            ReportKind.DEFERRED, "open");

    String report(ReportKind report) {
        return texts.get("ledger.report." + report.code());
    }

    String column(ReportColumn column) {
        return texts.get("ledger.column." + column.code());
    }

    /** A cell of a row. */
    String cell(ReportKind report, ReportRow row, int index) {
        ReportColumn column = report.columns().get(index);
        return switch (row.cells().get(index)) {
            case null -> "";
            case BigDecimal amount
            when column.kind() == ReportColumn.Kind.MONEY -> money(amount, currency(report, row));
            case BigDecimal amount
            when column.kind() == ReportColumn.Kind.BOOKS_MONEY ->
                money(amount, String.valueOf(row.cells().get(index(report, "books-currency"))));
            case BigDecimal number -> formats.number(number);
            case LocalDate day when column.kind() == ReportColumn.Kind.MONTH -> formats.month(YearMonth.from(day));
            case LocalDate day -> formats.date(day);
            case Object code when column.kind() == ReportColumn.Kind.ACCOUNT -> texts.get("ledger.account." + code);
            case Object code when column.kind() == ReportColumn.Kind.POSTING -> texts.get("ledger.kind." + code);
            case Object text -> text.toString();
        };
    }

    private String money(BigDecimal amount, String currency) {
        return formats.money(BigMoney.of(CurrencyUnit.of(currency), amount));
    }

    private static String currency(ReportKind report, ReportRow row) {
        int index = index(report, "currency");
        return String.valueOf(row.cells().get(index));
    }

    private static int index(ReportKind report, String code) {
        return report.columns().stream().map(ReportColumn::code).toList().indexOf(code);
    }

    /** The days that a report is about. */
    String days(ReportKind report, LedgerReports.Scope scope) {
        return LedgerViewModel.usesLastDayOnly(report)
                ? texts.get("ledger.as-of-day", formats.date(scope.until()))
                : texts.get("ledger.days", formats.date(scope.since()), formats.date(scope.until()));
    }

    /** What stands below the table. */
    String summary(LedgerViewModel.Content.Shown shown) {
        var parts = new ArrayList<String>();
        parts.add(
                shown.more()
                        ? texts.get(
                                "ledger.rows.first", formats.count(shown.rows().size()))
                        : texts.get("ledger.rows", formats.count(shown.rows().size())));
        parts.add(days(shown.report(), shown.scope()));
        String sums = sums(shown);
        if (sums != null && !shown.more()) {
            parts.add(texts.get("ledger.sum." + shown.report().code(), sums));
        }
        return String.join("  ·  ", parts);
    }

    private @Nullable String sums(LedgerViewModel.Content.Shown shown) {
        String column = SUMMED.get(shown.report());
        if (column == null || shown.rows().isEmpty()) {
            return null;
        }
        int index = index(shown.report(), column);
        var sums = new TreeMap<String, BigDecimal>();
        for (ReportRow row : shown.rows()) {
            if (row.cells().get(index) instanceof BigDecimal amount) {
                sums.merge(currency(shown.report(), row), amount, BigDecimal::add);
            }
        }
        return sums.entrySet().stream()
                .map(entry -> money(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining("  +  "));
    }

    /** Columns on the screen: amounts name their currency themselves. */
    List<Integer> shownColumns(ReportKind report) {
        var shown = new ArrayList<Integer>();
        for (int index = 0; index < report.columns().size(); index++) {
            if (!report.columns().get(index).code().endsWith("currency")) {
                shown.add(index);
            }
        }
        return shown;
    }
}
