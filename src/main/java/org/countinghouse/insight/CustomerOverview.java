package org.countinghouse.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.money.Decimals;
import org.countinghouse.storage.Database;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** What a customer was billed, and what it used in its latest month of usage. */
public final class CustomerOverview {
    private static final String INVOICES = """
            select id, number, status, problems <> '[]'::jsonb and problems is distinct from accepted_problems as problems, period_from, period_to, currency,
                total, due, issued_on, due_on
            from invoice
            where (customer_id = ? or used_by = ?) and collected_by is null
            order by period_from desc, id desc
            limit ?
            """;

    private static final String LAST_HOUR =
            "select max(hour at time zone ?)::date from usage_rollup where customer_id = ?";

    /** Days are the customer's own; the hours they consist of are found through the index. */
    private static final String USAGE = """
            select u.meter_code, m.document, (u.hour at time zone ?)::date as day,
                sum(u.quantity) as quantity, sum(u.events) as events
            from usage_rollup u
            join meter m on m.code = u.meter_code and m.aggregation in ('count', 'sum')
            where u.customer_id = ?
                and u.hour >= (?::date)::timestamp at time zone ?
                and u.hour < (?::date)::timestamp at time zone ?
            group by u.meter_code, m.document, day
            order by u.meter_code, day
            """;

    /**
     * An invoice in short.
     *
     * @param number null until it is final
     * @param problems some of its usage was not priced
     * @param periodTo exclusive
     */
    public record InvoiceFacts(
            long id,
            @Nullable String number,
            InvoiceStatus status,
            boolean problems,
            LocalDate periodFrom,
            LocalDate periodTo,
            BigMoney total,
            BigMoney due,
            @Nullable LocalDate issuedOn,
            @Nullable LocalDate dueOn) {}

    /** @param meters those with usage, by code; empty when there is no usage at all */
    public record Usage(YearMonth month, List<UsedMeter> meters) {
        public Usage {
            meters = List.copyOf(meters);
        }
    }

    /**
     * @param unit empty when the meter names none
     * @param days one quantity for each day of the month
     */
    public record UsedMeter(
            String meter, String name, String unit, BigDecimal quantity, BigDecimal events, List<BigDecimal> days) {
        public UsedMeter {
            days = List.copyOf(days);
        }
    }

    private final Database database;

    public CustomerOverview(Database database) {
        this.database = database;
    }

    /** The newest invoices, at most {@code limit}. */
    public List<InvoiceFacts> invoices(long customer, int limit) {
        return database.read(connection -> {
            var found = new ArrayList<InvoiceFacts>();
            try (var statement = connection.prepareStatement(INVOICES)) {
                statement.setLong(1, customer);
                statement.setLong(2, customer);
                statement.setInt(3, limit);
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(invoice(row));
                    }
                }
            }
            return found;
        });
    }

    private static InvoiceFacts invoice(ResultSet row) throws SQLException {
        CurrencyUnit currency = CurrencyUnit.of(row.getString("currency"));
        return new InvoiceFacts(
                row.getLong("id"),
                row.getString("number"),
                InvoiceStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getBoolean("problems"),
                row.getObject("period_from", LocalDate.class),
                row.getObject("period_to", LocalDate.class),
                money(currency, row.getBigDecimal("total")),
                money(currency, row.getBigDecimal("due")),
                row.getObject("issued_on", LocalDate.class),
                row.getObject("due_on", LocalDate.class));
    }

    /** The column keeps twelve decimals; what is billed has the currency's own. */
    private static BigMoney money(CurrencyUnit currency, BigDecimal stored) {
        return BigMoney.of(currency, new BigDecimal(Decimals.plain(stored)));
    }

    /**
     * Usage by meter and day of the newest month in which the customer used anything.
     *
     * @param zone the customer's, in which days and months begin
     * @param thisMonth what is told when there is no usage at all
     */
    public Usage latestUsage(long customer, ZoneId zone, YearMonth thisMonth) {
        return database.read(connection -> {
            LocalDate last = lastDay(connection, customer, zone);
            return last == null
                    ? new Usage(thisMonth, List.of())
                    : usage(connection, customer, zone, YearMonth.from(last));
        });
    }

    private static @Nullable LocalDate lastDay(Connection connection, long customer, ZoneId zone) throws SQLException {
        try (var statement = connection.prepareStatement(LAST_HOUR)) {
            statement.setString(1, zone.getId());
            statement.setLong(2, customer);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, LocalDate.class);
            }
        }
    }

    private static Usage usage(Connection connection, long customer, ZoneId zone, YearMonth month) throws SQLException {
        Map<String, Sums> byMeter = new LinkedHashMap<>();
        try (var statement = connection.prepareStatement(USAGE)) {
            statement.setString(1, zone.getId());
            statement.setLong(2, customer);
            statement.setObject(3, month.atDay(1));
            statement.setString(4, zone.getId());
            statement.setObject(5, month.plusMonths(1).atDay(1));
            statement.setString(6, zone.getId());
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    Meter meter = MeterJson.read(row.getString("document"));
                    byMeter.computeIfAbsent(meter.code(), _ -> new Sums(meter, month))
                            .add(row);
                }
            }
        }
        return new Usage(month, byMeter.values().stream().map(Sums::result).toList());
    }

    /** Adds up the days of one meter. */
    private static final class Sums {
        private final Meter meter;
        private final BigDecimal[] days;
        private BigDecimal quantity = BigDecimal.ZERO;
        private BigDecimal events = BigDecimal.ZERO;

        Sums(Meter meter, YearMonth month) {
            this.meter = meter;
            this.days = new BigDecimal[month.lengthOfMonth()];
            java.util.Arrays.fill(days, BigDecimal.ZERO);
        }

        void add(ResultSet row) throws SQLException {
            BigDecimal sum = row.getBigDecimal("quantity");
            int day = row.getObject("day", LocalDate.class).getDayOfMonth();
            days[day - 1] = days[day - 1].add(sum);
            quantity = quantity.add(sum);
            events = events.add(row.getBigDecimal("events"));
        }

        UsedMeter result() {
            return new UsedMeter(
                    meter.code(),
                    meter.name(),
                    meter.unit() == null ? "" : meter.unit(),
                    converted(quantity),
                    events,
                    List.of(days).stream().map(this::converted).toList());
        }

        /** Rollups keep a derived quantity before its divisor, so that nothing is lost. */
        private BigDecimal converted(BigDecimal sum) {
            return meter.quantity() == null
                    ? sum
                    : Decimals.divide(sum, meter.quantity().divideBy());
        }
    }
}
