package org.countinghouse.billing.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
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
            "with q as (select ?::date as since, ?::date as until, ?::text as account, ?::text as customer,"
                    + " ?::bigint as entity) ";

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
     * @param entity code of a billing entity; null: all
     */
    public record Scope(
            LocalDate since,
            LocalDate until,
            @Nullable Account account,
            @Nullable String customer,
            @Nullable String entity) {
        /** @throws Failure {@code report.period} when it ends before it begins */
        public Scope {
            if (until.isBefore(since)) {
                throw new Failure(
                        "report.period", "The last day " + until + " is before the first, " + since + ".", "");
            }
        }

        /** Of all billing entities. */
        public Scope(LocalDate since, LocalDate until, @Nullable Account account, @Nullable String customer) {
            this(since, until, account, customer, null);
        }

        /** Of a customer and no account: what it owes. Accounts of one customer added up mean nothing. */
        @Nullable
        Account accountOf(ReportKind report) {
            return account == null && customer != null && report == ReportKind.STATEMENT
                    ? Account.RECEIVABLES
                    : account;
        }
    }

    /** Codes of those who bill, in their order. */
    public List<String> entities() {
        return database.read(connection -> {
            var codes = new ArrayList<String>();
            try (var statement = connection.prepareStatement("select code from billing_entity order by id");
                    var row = statement.executeQuery()) {
                while (row.next()) {
                    codes.add(row.getString(1));
                }
            }
            return codes;
        });
    }

    private static @Nullable Long entity(Connection connection, @Nullable String code) throws SQLException {
        if (code == null) {
            return null;
        }
        try (var statement = connection.prepareStatement("select id from billing_entity where code = ?")) {
            statement.setString(1, code);
            try (var row = statement.executeQuery()) {
                if (row.next()) {
                    return row.getLong(1);
                }
            }
        }
        throw new Failure("report.entity", "There is no billing entity \"" + code + "\".", "Name another one.");
    }

    /**
     * Passes each row; false ends the report.
     *
     * @throws Failure {@code report.entity} when there is no such billing entity
     */
    public void each(ReportKind report, Scope scope, Predicate<ReportRow> rows) {
        database.read(connection -> {
            try (var statement = connection.prepareStatement(CHOSEN + report.sql())) {
                statement.setFetchSize(FETCH);
                statement.setObject(1, scope.since());
                statement.setObject(2, scope.until());
                Account account = scope.accountOf(report);
                statement.setString(3, account == null ? null : account.code());
                statement.setString(4, scope.customer());
                statement.setObject(5, entity(connection, scope.entity()), Types.BIGINT);
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
        int scale = 0;
        int booksScale = 0;
        for (int index = 0; index < columns.size(); index++) {
            switch (columns.get(index).code()) {
                case "currency" -> scale = scale(row.getString(index + 1));
                case "books-currency" -> booksScale = scale(row.getString(index + 1));
                default -> {}
            }
        }
        var cells = new ArrayList<@Nullable Object>();
        for (int index = 0; index < columns.size(); index++) {
            var kind = columns.get(index).kind();
            cells.add(cell(row, index + 1, kind, kind == ReportColumn.Kind.BOOKS_MONEY ? booksScale : scale));
        }
        return new ReportRow(cells, row.getObject(columns.size() + 1, Long.class));
    }

    private static int scale(@Nullable String currency) {
        return currency == null ? 0 : CurrencyUnit.of(currency).getDecimalPlaces();
    }

    private static @Nullable Object cell(ResultSet row, int column, ReportColumn.Kind kind, int scale)
            throws SQLException {
        return switch (kind) {
            case TEXT, ACCOUNT, POSTING -> row.getString(column);
            case DATE, MONTH -> row.getObject(column, LocalDate.class);
            case NUMBER -> row.getBigDecimal(column);
            case MONEY, BOOKS_MONEY -> {
                BigDecimal amount = row.getBigDecimal(column);
                yield amount == null ? null : amount.setScale(scale, RoundingMode.UNNECESSARY);
            }
        };
    }
}
