package org.countinghouse.desktop.dashboard;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.countinghouse.billing.InvoiceList;
import org.countinghouse.insight.DashboardFigures;
import org.countinghouse.insight.DashboardSnapshot;
import org.countinghouse.insight.IngestReading;
import org.countinghouse.insight.IngestWatch;
import org.countinghouse.workspace.Workspace;

/**
 * What the screen needs of an open workspace.
 *
 * @param periods months with usage or invoices, newest first
 * @param figures of a month, as of a day
 * @param ingest what has come in, today being a day
 * @param listenInvoices hears of changed invoices; closes to stop
 * @param listenUsage hears of imported usage; closes to stop
 */
public record DashboardServices(
        Supplier<List<YearMonth>> periods,
        BiFunction<YearMonth, LocalDate, DashboardSnapshot> figures,
        Function<LocalDate, IngestReading> ingest,
        Function<Consumer<String>, AutoCloseable> listenInvoices,
        Function<Consumer<String>, AutoCloseable> listenUsage) {
    public static DashboardServices of(Workspace workspace) {
        var database = workspace.database();
        var figures = new DashboardFigures(database, new InvoiceList(database));
        return new DashboardServices(
                figures::periods,
                figures::of,
                new IngestWatch(database)::read,
                heard -> database.listen("invoice", heard),
                heard -> database.listen("usage", heard));
    }
}
