package org.countinghouse.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.countinghouse.billing.BillingPeriod;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Figures that are no sum over the list of invoices. */
final class DashboardQueries {
    /** Steps from month to month through the index, so that its cost is the number of months and not of rollups. */
    private static final String PERIODS = """
            with recursive used (month) as (
                select date_trunc('month', min(hour) at time zone 'UTC') from usage_rollup
                union all
                select (select date_trunc('month', min(hour) at time zone 'UTC') from usage_rollup
                    where hour >= (used.month + interval '1 month') at time zone 'UTC')
                from used where used.month is not null
            )
            select month::date from used where month is not null
            union
            select distinct date_trunc('month', period_from)::date from invoice
            order by 1 desc""";

    private DashboardQueries() {}

    static List<YearMonth> periods(Connection connection) throws SQLException {
        var months = new ArrayList<YearMonth>();
        try (var statement = connection.prepareStatement(PERIODS);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                months.add(YearMonth.from(rows.getObject(1, LocalDate.class)));
            }
        }
        return months;
    }

    static CurrencyUnit mainCurrency(Connection connection, YearMonth month) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select currency from (
                    select i.currency, 0 as place, count(*) as uses from invoice i
                    where i.period_from between ? and ? and i.status <> 'void' and i.collected_by is null group by 1
                    union all
                    select c.currency, 1, count(*) from customer c group by 1) known
                order by place, uses desc, currency limit 1""")) {
            statement.setObject(1, month.atDay(1));
            statement.setObject(2, month.atEndOfMonth());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? CurrencyUnit.of(rows.getString(1)) : CurrencyUnit.USD;
            }
        }
    }

    static List<DashboardSnapshot.MonthRevenue> revenueByMonth(
            Connection connection, YearMonth last, int months, CurrencyUnit currency) throws SQLException {
        var known = new HashMap<YearMonth, BigDecimal>();
        YearMonth first = last.minusMonths(months - 1L);
        try (var statement = connection.prepareStatement("""
                select date_trunc('month', period_from)::date, sum(total) from invoice
                where period_from between ? and ? and currency = ? and status <> 'void'
                    and collected_by is null group by 1""")) {
            statement.setObject(1, first.atDay(1));
            statement.setObject(2, last.atEndOfMonth());
            statement.setString(3, currency.getCode());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.put(YearMonth.from(rows.getObject(1, LocalDate.class)), rows.getBigDecimal(2));
                }
            }
        }
        var history = new ArrayList<DashboardSnapshot.MonthRevenue>();
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            history.add(new DashboardSnapshot.MonthRevenue(
                    month, Money.of(currency, known.getOrDefault(month, BigDecimal.ZERO), RoundingMode.UNNECESSARY)));
        }
        return history;
    }

    static List<DashboardSnapshot.CustomerRevenue> topCustomers(
            Connection connection, YearMonth month, CurrencyUnit currency, int limit) throws SQLException {
        var customers = new ArrayList<DashboardSnapshot.CustomerRevenue>();
        try (var statement = connection.prepareStatement("""
                select c.id, c.external_id, c.name, sum(i.total), count(*)
                from invoice i join customer c on c.id = i.customer_id
                where i.period_from between ? and ? and i.currency = ? and i.status <> 'void'
                    and i.collected_by is null
                group by c.id order by 4 desc, c.id limit ?""")) {
            statement.setObject(1, month.atDay(1));
            statement.setObject(2, month.atEndOfMonth());
            statement.setString(3, currency.getCode());
            statement.setInt(4, limit);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    customers.add(new DashboardSnapshot.CustomerRevenue(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            Money.of(currency, rows.getBigDecimal(4), RoundingMode.UNNECESSARY),
                            rows.getLong(5)));
                }
            }
        }
        return customers;
    }

    static List<DashboardSnapshot.ImportBatch> imports(Connection connection, int limit) throws SQLException {
        var batches = new ArrayList<DashboardSnapshot.ImportBatch>();
        try (var statement = connection.prepareStatement("""
                select id, file_name, accepted, duplicates, rejected, started_at, finished_at
                from import_batch order by id desc limit ?""")) {
            statement.setInt(1, limit);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    Timestamp finished = rows.getTimestamp(7);
                    batches.add(new DashboardSnapshot.ImportBatch(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getLong(3),
                            rows.getLong(4),
                            rows.getLong(5),
                            rows.getTimestamp(6).toInstant(),
                            finished == null ? null : finished.toInstant()));
                }
            }
        }
        return batches;
    }

    static List<DashboardSnapshot.PlanShare> plans(Connection connection, BillingPeriod period) throws SQLException {
        var shares = new ArrayList<DashboardSnapshot.PlanShare>();
        try (var statement = connection.prepareStatement("""
                select p.code, p.name, count(*)
                from subscription_current s join plan_version v on v.id = s.plan_version_id join plan p on p.id = v.plan_id
                    join customer c on c.id = s.customer_id
                where s.starts_on < ? and (s.ends_on is null or s.ends_on > ?) and c.status <> 'closed'
                group by p.id order by 3 desc, p.code""")) {
            statement.setObject(1, period.to());
            statement.setObject(2, period.from());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    shares.add(new DashboardSnapshot.PlanShare(rows.getString(1), rows.getString(2), rows.getLong(3)));
                }
            }
        }
        return shares;
    }
}
