package org.countinghouse.insight;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.InvoiceFilters;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.UnbilledUsage;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.RowSource;
import org.joda.money.CurrencyUnit;

/** Works out what the dashboard shows; every figure can be followed to the list behind it. */
public final class DashboardFigures {
    private static final int TOP_CUSTOMERS = 5;
    private static final int HISTORY_MONTHS = 12;
    private static final int IMPORTS = 4;

    private final Database database;
    private final RowSource<InvoiceRow> invoices;

    public DashboardFigures(Database database, RowSource<InvoiceRow> invoices) {
        this.database = database;
        this.invoices = invoices;
    }

    /** Months with usage or invoices, newest first. */
    public List<YearMonth> periods() {
        return database.read(DashboardQueries::periods);
    }

    /**
     * All figures of a month.
     *
     * @param today decides what is overdue
     */
    public DashboardSnapshot of(YearMonth month, LocalDate today) {
        CurrencyUnit currency = database.read(connection -> DashboardQueries.mainCurrency(connection, month));
        return new DashboardSnapshot(
                month,
                currency,
                sum(InvoiceFilters.revenue(month), "total"),
                sum(InvoiceFilters.revenue(month.minusMonths(1)), "total"),
                sum(reviewOf(month), "total"),
                sum(reviewOf(month).and("problems", Filter.Operator.AT_LEAST, "1"), "total"),
                sum(InvoiceFilters.stage(InvoiceFilters.Stage.RECEIVABLE), "due"),
                sum(InvoiceFilters.overdue(today), "due"),
                database.read(connection -> UnbilledUsage.count(connection, BillingPeriod.month(month))),
                database.read(connection -> rest(connection, month, currency)));
    }

    private InvoiceSum sum(Filter filter, String column) {
        return InvoiceSum.of(invoices, filter, column);
    }

    private static Filter reviewOf(YearMonth month) {
        return InvoiceFilters.of(month).and("stage", Filter.Operator.EQUALS, InvoiceFilters.Stage.REVIEW.code());
    }

    private static DashboardSnapshot.Details rest(Connection connection, YearMonth month, CurrencyUnit currency)
            throws SQLException {
        return new DashboardSnapshot.Details(
                DashboardQueries.revenueByMonth(connection, month, HISTORY_MONTHS, currency),
                DashboardQueries.topCustomers(connection, month, currency, TOP_CUSTOMERS),
                DashboardUsage.of(connection, month),
                DashboardQueries.imports(connection, IMPORTS),
                DashboardQueries.plans(connection, BillingPeriod.month(month)));
    }
}
