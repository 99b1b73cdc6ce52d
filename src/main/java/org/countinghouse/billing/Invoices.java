package org.countinghouse.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Reads invoices. */
public final class Invoices {
    private static final int FETCH = 200;
    /** Number of columns that {@link #select} reads itself. */
    static final int COLUMNS = 38;

    private static final String SELECT = select("");

    private final Database database;

    public Invoices(Database database) {
        this.database = database;
    }

    /** Passes every invoice in the order of ids, all or those that end in a span of days, without holding them all in memory. */
    public void each(@Nullable BillingPeriod period, boolean withLines, Consumer<Invoice> consumer) {
        database.read(connection -> {
            try (var statement = connection.prepareStatement(SELECT
                    + " where i.collected_by is null"
                    + (period == null ? "" : " and i.period_to > ? and i.period_to <= ?")
                    + " order by i.id")) {
                statement.setFetchSize(FETCH);
                if (period != null) {
                    statement.setObject(1, period.from());
                    statement.setObject(2, period.to());
                }
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        consumer.accept(invoice(connection, rows, withLines));
                    }
                }
            }
            return true;
        });
    }

    /**
     * The invoice of this id or number, with its lines.
     *
     * @throws Failure {@code invoice.missing}, {@code invoice.ambiguous} when two sellers have given that number
     */
    public Invoice find(String idOrNumber) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(SELECT
                    + " where (i.number = ? or i.id::text = ?) and i.collected_by is null order by i.id limit 2")) {
                statement.setString(1, idOrNumber);
                statement.setString(2, idOrNumber);
                try (var rows = statement.executeQuery()) {
                    if (!rows.next()) {
                        throw new Failure(
                                "invoice.missing",
                                "There is no invoice \"" + idOrNumber + "\".",
                                "List them with: countinghouse invoices");
                    }
                    Invoice found = invoice(connection, rows, true);
                    if (rows.next()) {
                        throw SeveralSellers.of("invoice", idOrNumber, found.id(), rows.getLong(1));
                    }
                    return found;
                }
            }
        });
    }

    /** Ids of invoices that end in these days, have no number yet and are not held in review, in order. */
    public List<Long> draftsOf(BillingPeriod period) {
        return database.read(connection -> {
            var ids = new ArrayList<Long>();
            try (var statement = connection.prepareStatement("""
                    select id from invoice where period_to > ? and period_to <= ?
                        and status in ('draft', 'approved') order by id""")) {
                statement.setObject(1, period.from());
                statement.setObject(2, period.to());
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getLong(1));
                    }
                }
            }
            return ids;
        });
    }

    /** @param more further columns, each with a comma before it */
    static String select(String more) {
        return """
                select i.id, i.number, coalesce(c.external_id, u.external_id), coalesce(c.name, u.name), i.status, i.period_from, i.period_to, i.currency,
                    i.subtotal, i.discounts, i.credits, i.net, i.tax, i.total, i.prepaid, i.due, p.code, v.number,
                    i.subscription_id, i.created_at, i.issued_on, i.due_on, i.problems,
                    i.customer_id, i.purchase_order, i.note,
                    i.books_currency, i.exchange_rate, i.exchange_rate_day, i.exchange_rate_source,
                    i.revision, i.used_by, coalesce(u.external_id, c.external_id), coalesce(u.name, c.name),
                    i.priced_in, i.price_rate, i.price_rate_day, i.price_rate_source""" + more + """
                    , i.kind as invoice_kind, i.problems is not distinct from i.accepted_problems as problems_accepted
                from invoice i left join customer c on c.id = i.customer_id left join customer u on u.id = i.used_by
                    left join plan_version v on v.id = i.plan_version_id left join plan p on p.id = v.plan_id
                """;
    }

    /**
     * A rate that an invoice keeps.
     *
     * @param base null: there is none; as quote
     * @param column of the rate; its day and source follow
     */
    static @Nullable ExchangeRate rate(ResultSet row, @Nullable String base, @Nullable String quote, int column)
            throws SQLException {
        return base == null || quote == null
                ? null
                : new ExchangeRate(
                        base,
                        quote,
                        row.getObject(column + 1, LocalDate.class),
                        row.getBigDecimal(column),
                        row.getString(column + 2));
    }

    static Invoice invoice(Connection connection, ResultSet row, boolean withLines) throws SQLException {
        long id = row.getLong(1);
        boolean ofPlan = row.getString(17) != null;
        String currency = row.getString(8);
        int scale = CurrencyUnit.of(currency).getDecimalPlaces();
        List<Invoice.Line> lines = withLines ? lines(connection, id, scale) : List.of();
        return new Invoice(
                id,
                row.getString(2),
                row.getLong(24),
                row.getString(3),
                row.getString(4),
                new Invoice.User(row.getLong(32), row.getString(33), row.getString(34)),
                InvoiceStatus.of(row.getString(5)),
                new BillingPeriod(row.getObject(6, LocalDate.class), row.getObject(7, LocalDate.class)),
                currency,
                amount(row, 9, scale),
                amount(row, 10, scale),
                amount(row, 11, scale),
                amount(row, 12, scale),
                amount(row, 13, scale),
                amount(row, 14, scale),
                amount(row, 15, scale),
                amount(row, 16, scale),
                row.getString(17),
                row.getInt(18),
                row.getObject(19, Long.class),
                row.getString("invoice_kind"),
                row.getTimestamp(20).toInstant(),
                row.getObject(21, LocalDate.class),
                row.getObject(22, LocalDate.class),
                rate(row, currency, row.getString(27), 28),
                rate(row, row.getString(35), currency, 36),
                row.getString(25),
                row.getString(26),
                row.getInt(31),
                problems(row.getString(23), row.getBoolean("problems_accepted")),
                lines,
                withLines ? taxes(connection, id, scale) : List.of(),
                withLines && !ofPlan ? InvoiceSections.of(connection, id, lines) : List.of());
    }

    static List<Invoice.Line> lines(Connection connection, long id, int scale) throws SQLException {
        var lines = new ArrayList<Invoice.Line>();
        try (var statement = connection.prepareStatement("""
                        select position, kind, charge, meter, name, grouping, quantity, unit, exact, amount, discount,
                            credit, net, explanation, service_from, service_to
                        from invoice_line where invoice_id = ? order by position""");
                var rows = rows(statement, id)) {
            while (rows.next()) {
                lines.add(new Invoice.Line(
                        rows.getInt(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        BillingJson.read(rows.getString(6)),
                        rows.getBigDecimal(7),
                        rows.getString(8),
                        rows.getBigDecimal(9),
                        amount(rows, 10, scale),
                        amount(rows, 11, scale),
                        amount(rows, 12, scale),
                        amount(rows, 13, scale),
                        BillingJson.read(rows.getString(14)),
                        service(rows)));
            }
        }
        return lines;
    }

    private static @Nullable BillingPeriod service(ResultSet row) throws SQLException {
        LocalDate from = row.getObject(15, LocalDate.class);
        return from == null ? null : new BillingPeriod(from, row.getObject(16, LocalDate.class));
    }

    private static List<Invoice.Tax> taxes(Connection connection, long id, int scale) throws SQLException {
        var taxes = new ArrayList<Invoice.Tax>();
        try (var statement = connection.prepareStatement(
                        "select code, rate, base, amount, reason from invoice_tax where invoice_id = ? order by position");
                var rows = rows(statement, id)) {
            while (rows.next()) {
                taxes.add(new Invoice.Tax(
                        rows.getString(1),
                        rows.getBigDecimal(2),
                        amount(rows, 3, scale),
                        amount(rows, 4, scale),
                        rows.getString(5)));
            }
        }
        return taxes;
    }

    private static ResultSet rows(PreparedStatement statement, long id) throws SQLException {
        statement.setLong(1, id);
        return statement.executeQuery();
    }

    private static List<Invoice.Problem> problems(String text, boolean accepted) {
        var problems = new ArrayList<Invoice.Problem>();
        for (JsonNode node : BillingJson.read(text)) {
            problems.add(new Invoice.Problem(
                    node.path("code").asText(),
                    node.path("message").asText(),
                    node.path("events").asLong(),
                    accepted));
        }
        return problems;
    }

    private static BigDecimal amount(ResultSet row, int column, int scale) throws SQLException {
        return row.getBigDecimal(column).setScale(scale, RoundingMode.UNNECESSARY);
    }
}
