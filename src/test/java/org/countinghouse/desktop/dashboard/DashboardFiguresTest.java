package org.countinghouse.desktop.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.countinghouse.billing.InvoiceFilters;
import org.countinghouse.billing.InvoiceList;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.OpenInvoices;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.insight.DashboardFigures;
import org.countinghouse.insight.DashboardSnapshot;
import org.countinghouse.insight.InvoiceSum;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Progress;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DashboardFiguresTest {
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 2);

    private TestBooks books;
    private InvoiceList list;
    private DashboardFigures figures;

    @BeforeEach
    void open() throws IOException {
        books = TestBooks.open();
        list = new InvoiceList(books.workspace().database());
        figures = new DashboardFigures(books.workspace().database(), list);
    }

    @AfterEach
    void close() throws IOException {
        books.close();
    }

    @Test
    void beforeBillingEverythingIsUnbilledAsTheDryRunSays() {
        var snapshot = figures.of(OCTOBER, TODAY);
        var dryRun = books.workspace().billingRuns().run(TestBooks.OCTOBER, true, Progress.NONE);

        assertThat(snapshot.unbilled().subscriptions())
                .isEqualTo(dryRun.drafted() + dryRun.failures().size())
                .isEqualTo(TestBooks.SUBSCRIPTIONS);
        assertThat(snapshot.unbilled().events()).isEqualTo(TestBooks.EVENTS);
        assertThat(snapshot.revenue().invoices()).isZero();
        assertThat(figures.periods()).containsExactly(OCTOBER);
    }

    @Test
    void eachSumIsThatOfTheListItOpens() {
        books.bill();
        var some = rows(InvoiceFilters.revenue(OCTOBER)).stream()
                .filter(row -> row.problems() == 0)
                .limit(2)
                .map(InvoiceRow::id)
                .toList();
        books.workspace().finalising().finalise(some);
        var snapshot = figures.of(OCTOBER, TODAY);

        for (InvoiceSum sum : List.of(
                snapshot.revenue(),
                snapshot.toReview(),
                snapshot.withProblems(),
                snapshot.receivable(),
                snapshot.overdue())) {
            var rows = rows(sum.filter());
            assertThat(sum.invoices()).isEqualTo(rows.size());
            assertThat(sum.amounts()).isEqualTo(totals(rows));
        }
        assertThat(snapshot.revenue().invoices()).isEqualTo(TestBooks.SUBSCRIPTIONS);
        assertThat(snapshot.revenue().amounts()).containsOnlyKeys(CurrencyUnit.EUR, CurrencyUnit.USD);
        assertThat(snapshot.toReview().invoices()).isEqualTo(3);
        assertThat(snapshot.withProblems().invoices()).isEqualTo(1);
        assertThat(snapshot.receivable().invoices()).isEqualTo(2);
        assertThat(snapshot.overdue().invoices()).isZero();
        assertThat(snapshot.unbilled().subscriptions()).isZero();
    }

    @Test
    void whatIsNotPaidIsOverdueFromTheDayAfterItsDueDay() {
        books.bill();
        long id = rows(InvoiceFilters.revenue(OCTOBER)).getFirst().id();
        books.workspace().finalising().finalise(List.of(id));
        LocalDate due = TODAY.plusDays(14);

        assertThat(figures.of(OCTOBER, due).overdue().invoices()).isZero();
        assertThat(figures.of(OCTOBER, due.plusDays(1)).overdue().invoices()).isEqualTo(1);
    }

    @Test
    void chartsAddUpToTheFiguresBesideThem() {
        books.bill();
        var snapshot = figures.of(OCTOBER, TODAY);
        var details = snapshot.details();

        assertThat(snapshot.currency()).isEqualTo(CurrencyUnit.USD);
        assertThat(details.history().getLast().revenue())
                .isEqualTo(snapshot.revenue().in(CurrencyUnit.USD));
        assertThat(details.customers().stream()
                        .map(DashboardSnapshot.CustomerRevenue::revenue)
                        .reduce(Money.zero(CurrencyUnit.USD), Money::plus))
                .isEqualTo(snapshot.revenue().in(CurrencyUnit.USD));
        assertThat(details.customers())
                .extracting(DashboardSnapshot.CustomerRevenue::customer)
                .containsExactly("boston", "austin", "dallas");
        assertThat(details.usage().events()).isEqualTo(TestBooks.EVENTS);
        assertThat(details.usage().points()).hasSize(31);
        assertThat(details.usage().points().stream()
                        .mapToLong(DashboardSnapshot.UsageCurve.Point::events)
                        .sum())
                .isEqualTo(TestBooks.EVENTS);
        assertThat(details.plans().stream()
                        .mapToLong(DashboardSnapshot.PlanShare::subscriptions)
                        .sum())
                .isEqualTo(snapshot.unbilled().subscriptionsInAll());
        assertThat(details.imports()).singleElement().satisfies(batch -> {
            assertThat(batch.accepted()).isEqualTo(TestBooks.EVENTS);
            assertThat(batch.finishedAt()).isNotNull();
        });
    }

    @Test
    void draftsWithProblemsAreLeftOutOfFinalising() {
        books.bill();
        var everything = OpenInvoices.matching(list, Filter.ALL, java.util.Set.of());
        assertThat(everything.ids()).hasSize(4);
        assertThat(everything.withProblems()).isEqualTo(1);
        assertThat(everything.totals())
                .isEqualTo(totals(rows(InvoiceFilters.revenue(OCTOBER)).stream()
                        .filter(row -> row.problems() == 0)
                        .toList()));

        assertThat(books.workspace().finalising().finalise(everything.ids())).isEqualTo(4);
        assertThat(OpenInvoices.matching(list, Filter.ALL, java.util.Set.of()).ids())
                .isEmpty();
    }

    private List<InvoiceRow> rows(Filter filter) {
        return new ArrayList<>(list.page(filter, List.of(), null, 0, 1_000).rows());
    }

    private static Map<CurrencyUnit, Money> totals(List<InvoiceRow> rows) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> row.total().getCurrencyUnit(), InvoiceRow::total, Money::plus, TreeMap::new));
    }
}
