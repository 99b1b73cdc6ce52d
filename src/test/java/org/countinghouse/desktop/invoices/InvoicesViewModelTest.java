package org.countinghouse.desktop.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.InvoiceFilters;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.billing.OpenInvoices;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.TestContext;
import org.countinghouse.storage.list.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvoicesViewModelTest {
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 2);

    private final TestContext shell = new TestContext();
    private final List<Long> documentsSet = new ArrayList<>();
    private TestBooks books;
    private InvoicesViewModel model;

    @BeforeEach
    void open() throws IOException {
        books = TestBooks.open();
        var real = InvoicesServices.of(books.workspace(), books.connection());
        var services = new InvoicesServices(
                real.list(),
                real.invoices(),
                real.parties(),
                real.finalising(),
                real.reverseCharges(),
                real.billingRuns(),
                real.life(),
                real.problems(),
                real.creditNotes(),
                real.lines(),
                real.reissue(),
                id -> {
                    documentsSet.add(id);
                    return real.pdf().apply(id);
                },
                real.notePdf(),
                real.mail(),
                real.late(),
                real.periods(),
                _ -> () -> {});
        model = new InvoicesViewModel(services, shell.context());
    }

    @AfterEach
    void close() throws IOException {
        model.deactivate();
        books.close();
    }

    @Test
    void billsAPeriodAfterWorkingItOut() {
        model.activate();
        var reports = new ArrayList<BillingRunReport>();
        model.bill(OCTOBER, true, reports::add, shell::failure);
        assertThat(model.list().totals().get().rows()).isZero();
        model.bill(OCTOBER, false, reports::add, shell::failure);

        assertThat(reports).extracting(BillingRunReport::drafted).containsExactly(5, 5);
        assertThat(reports.getLast().totals()).isEqualTo(reports.getFirst().totals());
        assertThat(model.list().totals().get().rows()).isEqualTo(5);
        assertThat(model.periods()).containsExactly(OCTOBER);
    }

    @Test
    void showsTheInvoiceAndItsDocumentAndSetsTheNextTwoAhead() {
        books.bill();
        model.activate();
        InvoiceRow first = model.list().rows().getFirst();
        model.select(first);

        assertThat(model.detail().get()).isInstanceOfSatisfying(InvoicesViewModel.Detail.Shown.class, shown -> {
            assertThat(shown.invoice().id()).isEqualTo(first.id());
            assertThat(shown.invoice().lines()).isNotEmpty();
        });
        assertThat(model.preview().state().get()).isInstanceOfSatisfying(PreviewModel.State.Page.class, page -> {
            assertThat(page.page()).isZero();
            assertThat(page.count()).isEqualTo(1);
            assertThat(page.image().getWidth()).isBetween(780, 820);
        });
        assertThat(documentsSet)
                .containsExactly(
                        first.id(),
                        model.list().rows().get(1).id(),
                        model.list().rows().get(2).id());

        model.select(model.list().rows().get(1));
        assertThat(documentsSet).as("set ahead already, one more ahead").hasSize(4);
        assertThat(documentsSet.getLast()).isEqualTo(model.list().rows().get(3).id());
    }

    @Test
    void zoomKeepsItsBoundsAndComesBackToFit() {
        books.bill();
        model.activate();
        model.select(model.list().rows().getFirst());
        for (int step = 0; step < 20; step++) {
            model.preview().zoomIn();
        }
        assertThat(model.preview().zoom().get()).isEqualTo(3);
        model.preview().zoomToFit();
        model.preview().zoomIn();
        model.preview().zoomOut();
        assertThat(model.preview().zoom().get()).isEqualTo(1);
        model.preview().turn(5);
        assertThat(((PreviewModel.State.Page) model.preview().state().get()).page())
                .isZero();
    }

    @Test
    void finalisesTheInvoiceShownOrThosePickedOrAllListed() {
        books.bill();
        model.activate();
        var asked = new ArrayList<OpenInvoices>();
        InvoiceRow shown = withoutProblems().getFirst();
        model.select(shown);
        assertThat(model.canFinalise().get()).isTrue();
        model.prepareFinalising(asked::add);
        assertThat(asked.getLast().ids()).containsExactly(shown.id());
        assertThat(asked.getLast().totals().values()).containsExactly(shown.total());

        model.list().picks().add(model.list().rows());
        model.prepareFinalising(asked::add);
        assertThat(asked.getLast().ids()).hasSize(4);
        assertThat(asked.getLast().withProblems()).isEqualTo(1);

        model.choose(OCTOBER);
        model.prepareFinalisingAll(asked::add);
        assertThat(asked.getLast().ids()).hasSize(4);
        model.finalise(asked.getLast());

        assertThat(shell.failures).isEmpty();
        assertThat(shell.said).containsExactly("4 invoices are final");
        assertThat(model.list().rows())
                .filteredOn(row -> row.status() == InvoiceStatus.FINAL)
                .hasSize(4)
                .allMatch(row -> row.number() != null);
    }

    @Test
    void savesTheDocumentOrSaysWhereItCouldNot(@TempDir Path folder) throws IOException {
        books.bill();
        model.activate();
        model.select(model.list().rows().getFirst());
        model.savePdf(folder.resolve("invoice.pdf"));
        assertThat(Files.readString(folder.resolve("invoice.pdf"), java.nio.charset.StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-");

        model.savePdf(folder.resolve("missing").resolve("invoice.pdf"));
        assertThat(shell.failures).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("invoice.unwritable");
            assertThat(failure.summary()).contains("missing");
        });
    }

    @Test
    void placesNameAFilterAnInvoiceOrNothing() {
        books.bill();
        var overdue = InvoiceFilters.overdue(TODAY);
        assertThat(InvoiceFilter.of(InvoiceFilter.location(overdue))).isEqualTo(overdue);
        assertThat(InvoiceFilter.choice(overdue, TODAY)).isEqualTo(InvoiceFilter.Choice.OVERDUE);
        assertThat(InvoiceFilter.choice(Filter.ALL, TODAY)).isEqualTo(InvoiceFilter.Choice.ALL);
        assertThat(InvoiceFilter.choice(InvoiceFilters.revenue(OCTOBER), TODAY)).isNull();
        assertThat(InvoiceFilter.month(InvoiceFilters.revenue(OCTOBER))).isEqualTo(OCTOBER);

        model.activate();
        InvoiceRow third = model.list().rows().get(2);
        model.show(InvoiceFilter.location(third.id()));
        assertThat(model.list().rows()).containsExactly(third);
        model.choose(InvoiceFilter.Choice.REVIEW);
        assertThat(InvoiceFilter.choice(model.list().filter().get(), TODAY)).isEqualTo(InvoiceFilter.Choice.REVIEW);
    }

    private List<InvoiceRow> withoutProblems() {
        return model.list().rows().stream().filter(row -> row.problems() == 0).toList();
    }
}
