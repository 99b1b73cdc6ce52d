package org.countinghouse.billing.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Reports of the ledger, read row by row so that their length does not matter. */
public final class LedgerReports {
    private static final int FETCH = 500;
    private static final String CHOSEN =
            "with q as (select ?::date as since, ?::date as until, ?::text as account, ?::text as customer) ";

    private final Database database;

    public LedgerReports(Database database) {
        this.database = database;
    }

    /**
     * What a report is of; each report looks at what concerns it.
     *
     * @param since first day
     * @param until last day
     * @param account null: all
     * @param customer external id; null: all
     */
    public record Scope(
            LocalDate since,
            LocalDate until,
            @Nullable Account account,
            @Nullable String customer) {
        /** @throws Failure {@code report.period} when it ends before it begins */
        public Scope {
            if (until.isBefore(since)) {
                throw new Failure(
                        "report.period", "The last day " + until + " is before the first, " + since + ".", "");
            }
        }
    }

    /** Passes each row; false ends the report. */
    public void each(ReportKind report, Scope scope, Predicate<ReportRow> rows) {
        database.read(connection -> {
            try (var statement = connection.prepareStatement(CHOSEN + report.sql())) {
                statement.setFetchSize(FETCH);
                statement.setObject(1, scope.since());
                statement.setObject(2, scope.until());
                statement.setString(
                        3, scope.account() == null ? null : scope.account().code());
                statement.setString(4, scope.customer());
                try (var row = statement.executeQuery()) {
                    while (row.next() && rows.test(row(report.columns(), row))) {
                        // Each row is passed on as it is read.
                    }
                }
            }
            return true;
        });
    }

    /** The first rows. */
    public List<ReportRow> first(ReportKind report, Scope scope, int most) {
        var rows = new ArrayList<ReportRow>();
        each(report, scope, row -> {
            rows.add(row);
            return rows.size() < most;
        });
        return rows;
    }

    private static ReportRow row(List<ReportColumn> columns, ResultSet row) throws SQLException {
        String currency = "";
        for (int index = 0; index < columns.size(); index++) {
            if (columns.get(index).code().equals("currency")) {
                currency = row.getString(index + 1);
            }
        }
        int scale = CurrencyUnit.of(currency).getDecimalPlaces();
        var cells = new ArrayList<@Nullable Object>();
        for (int index = 0; index < columns.size(); index++) {
            cells.add(cell(row, index + 1, columns.get(index).kind(), scale));
        }
        return new ReportRow(cells, row.getObject(columns.size() + 1, Long.class));
    }

    private static @Nullable Object cell(ResultSet row, int column, ReportColumn.Kind kind, int scale)
            throws SQLException {
        return switch (kind) {
            case TEXT, ACCOUNT, POSTING -> row.getString(column);
            case DATE, MONTH -> row.getObject(column, LocalDate.class);
            case NUMBER -> row.getBigDecimal(column);
            case MONEY -> {
                BigDecimal amount = row.getBigDecimal(column);
                yield amount == null ? null : amount.setScale(scale, RoundingMode.UNNECESSARY);
            }
        };
    }
}
