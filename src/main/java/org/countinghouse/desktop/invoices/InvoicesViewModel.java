package org.countinghouse.desktop.invoices;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.OpenInvoices;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.table.Picked;
import org.countinghouse.desktop.common.table.TableModel;
import org.countinghouse.desktop.latefees.LateFeeModel;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** State and commands of the invoices screen. */
public final class InvoicesViewModel {
    /** Other people's changes come in bursts; the list is read once for all of them. */
    private static final Duration BURST = Duration.ofMillis(300);

    /** The invoice beside the list. */
    public sealed interface Detail {
        record Nothing() implements Detail {}

        /** Known from the list; its lines are on their way. */
        record Loading(InvoiceRow row) implements Detail {}

        /** @param termsDays days from its issue to the day on which it is due */
        record Shown(InvoiceRow row, Invoice invoice, InvoiceHistory history, int termsDays) implements Detail {}

        record Broken(Failure failure) implements Detail {}
    }

    private final InvoicesServices services;
    private final ScreenContext context;
    private final TableModel<InvoiceRow> list;
    private final PreviewModel preview;
    private final LatestTask reading;
    private final LatestTask hearing;
    private final ReadOnlyObjectWrapper<@Nullable InvoiceRow> current = new ReadOnlyObjectWrapper<>();
    private final ObservableList<YearMonth> periods = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Detail> detail = new ReadOnlyObjectWrapper<>(new Detail.Nothing());
    private final BooleanBinding canFinalise;
    private final InvoiceSteps steps;
    private final LineSteps lines;
    private final DocumentFiles files;
    private @Nullable AutoCloseable listening;
    /** The list is being read already, with the filter of the place gone to. */
    private boolean filtered;

    public InvoicesViewModel(InvoicesServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
        list = new TableModel<>(services.list(), context.tasks(), context.clock());
        preview = new PreviewModel(
                services.pdf(), context.tasks(), context.texts().get("invoices.task.preview"));
        reading = context.tasks().latest();
        hearing = context.tasks().latest();
        steps = new InvoiceSteps(services, context, this);
        lines = new LineSteps(services, context, this);
        files = new DocumentFiles(context);
        canFinalise = Bindings.createBooleanBinding(
                () -> !list.picks().isEmpty()
                        || (current.get() != null && current.get().status().finalisable()),
                list.picks().count(),
                current);
    }

    /** What changes the figures of the draft beside the list. */
    LineSteps lines() {
        return lines;
    }

    void activate() {
        if (listening == null) {
            listening = services.listen().apply(_ -> context.tasks().onScreen(this::changedElsewhere));
        }
        if (!filtered) {
            list.reload();
        }
        filtered = false;
        readPeriods();
    }

    private void readPeriods() {
        context.tasks()
                .<List<YearMonth>>run(
                        context.texts().get("invoices.task.periods"),
                        _ -> services.periods().get(),
                        found -> {
                            if (!found.equals(periods)) {
                                periods.setAll(found);
                            }
                        },
                        context.notices()::failure);
    }

    void deactivate() {
        hearing.cancel();
        preview.rest();
        AutoCloseable open = listening;
        listening = null;
        if (open != null) {
            close(open);
        }
    }

    private void close(AutoCloseable open) {
        context.tasks()
                .<Boolean>run(
                        "listen",
                        _ -> {
                            open.close();
                            return true;
                        },
                        _ -> {},
                        context.notices()::failure);
    }

    private void changedElsewhere() {
        hearing.<Boolean>run("list", BURST, _ -> true, _ -> refresh(), context.notices()::failure);
    }

    /** Late fees of invoices. */
    LateFeeModel late() {
        return new LateFeeModel(services.late(), context, this::refresh);
    }

    /** Reads the list and the invoice beside it again; what is shown stays meanwhile. */
    public void refresh() {
        list.reload();
        InvoiceRow row = current.get();
        if (row != null) {
            read(row);
        }
    }

    /** Shows what a place names. A place without arguments leaves the list as it is, unless that is one invoice. */
    void show(Location location) {
        Filter filter = InvoiceFilter.of(location);
        if (!filter.equals(Filter.ALL)
                || InvoiceFilter.isOneInvoice(list.filter().get())) {
            filtered = true;
            list.filter(filter);
        }
    }

    /** Shows the invoice beside the list; null, a row still on its way, changes nothing. */
    public void select(@Nullable InvoiceRow row) {
        InvoiceRow before = current.get();
        if (row == null || row.equals(before)) {
            return;
        }
        current.set(row);
        if (before == null || before.id() != row.id()) {
            detail.set(new Detail.Loading(row));
        }
        preview.show(key(row), following(row));
        read(row);
    }

    /** The list is empty: nothing stands beside it. */
    void selectNothing() {
        reading.cancel();
        current.set(null);
        detail.set(new Detail.Nothing());
        preview.showNothing();
    }

    private void read(InvoiceRow row) {
        reading.<Detail>run(
                context.texts().get("invoices.task.read"),
                _ -> new Detail.Shown(
                        row,
                        services.invoices().find(Long.toString(row.id())),
                        services.history(row.id()),
                        services.parties().of(row.id()).paymentTermsDays()),
                detail::set,
                failure -> detail.set(new Detail.Broken(failure)));
    }

    private static PreviewDocuments.Key key(InvoiceRow row) {
        return new PreviewDocuments.Key(row.id(), row.revision());
    }

    /** The next rows of the list, as far as they are here. */
    private List<PreviewDocuments.Key> following(InvoiceRow row) {
        int index = list.rows().indexOf(row);
        var keys = new ArrayList<PreviewDocuments.Key>();
        for (int next = index + 1;
                index >= 0 && next <= index + 2 && next < list.rows().size();
                next++) {
            InvoiceRow after = list.rows().get(next);
            if (after != null) {
                keys.add(key(after));
            }
        }
        return keys;
    }

    /** Works out what would become final: the picked invoices, or else the one beside the list. */
    public void prepareFinalising(Consumer<OpenInvoices> confirm) {
        InvoiceRow row = current.get();
        boolean one = list.picks().isEmpty();
        Picked picked = list.picks().picked(list.filter().get());
        var rows = one && row != null ? List.of(row) : List.copyOf(list.picks().rows());
        context.tasks()
                .<OpenInvoices>run(
                        context.texts().get("invoices.task.count"),
                        _ -> told(
                                picked instanceof Picked.AllMatching all
                                        ? OpenInvoices.matching(services.list(), all.filter(), all.except())
                                        : OpenInvoices.of(rows)),
                        confirm,
                        context.notices()::failure);
    }

    /** Works out what would become final of everything the filter matches. */
    public void prepareFinalisingAll(Consumer<OpenInvoices> confirm) {
        Filter filter = list.filter().get();
        context.tasks()
                .<OpenInvoices>run(
                        context.texts().get("invoices.task.count"),
                        _ -> told(OpenInvoices.matching(services.list(), filter, java.util.Set.of())),
                        confirm,
                        context.notices()::failure);
    }

    private OpenInvoices told(OpenInvoices invoices) {
        return invoices.told(
                services.finalising().untaxed(invoices.ids()),
                services.reverseCharges().withoutTaxNumber(invoices.ids()).size());
    }

    /** Makes them final; cannot be undone. */
    public void finalise(OpenInvoices invoices) {
        String count = context.formats().count(invoices.ids().size());
        context.tasks()
                .<Integer>run(
                        context.texts().get("invoices.task.finalise", count),
                        progress -> services.finalising().finalise(invoices.ids(), progress),
                        number -> {
                            list.picks().clear();
                            context.notices()
                                    .success(context.texts()
                                            .get(
                                                    "invoices.finalised",
                                                    context.formats().count(number)));
                            refresh();
                        },
                        context.notices()::failure);
    }

    /** Saves the document of the invoice beside the list. */
    public void savePdf(Path file) {
        long id = Objects.requireNonNull(current.get()).id();
        files.save(() -> services.pdf().apply(id), file);
    }

    /** Sets the document of a credit note by its id. */
    LongFunction<byte[]> notePdf() {
        return services.notePdf();
    }

    /** Bills a period, or only works out what would be billed. */
    void bill(YearMonth month, boolean dryRun, Consumer<BillingRunReport> done, Consumer<Failure> failed) {
        String period = context.formats().month(month);
        context.tasks()
                .<BillingRunReport>run(
                        context.texts().get(dryRun ? "invoices.task.dryrun" : "invoices.task.bill", period),
                        progress -> services.billingRuns().run(BillingPeriod.month(month), dryRun, progress),
                        report -> {
                            done.accept(report);
                            if (!dryRun) {
                                refresh();
                                readPeriods();
                            }
                        },
                        failed);
    }

    void choose(InvoiceFilter.Choice choice) {
        list.filter(InvoiceFilter.with(list.filter().get(), choice, today()));
    }

    void choose(@Nullable YearMonth month) {
        list.filter(InvoiceFilter.with(list.filter().get(), month));
    }

    /** The day by which invoices are dated and due. */
    LocalDate today() {
        return LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
    }

    public TableModel<InvoiceRow> list() {
        return list;
    }

    public PreviewModel preview() {
        return preview;
    }

    public ReadOnlyObjectProperty<@Nullable InvoiceRow> current() {
        return current.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Detail> detail() {
        return detail.getReadOnlyProperty();
    }

    /** Months with usage or invoices, newest first. */
    public ObservableList<YearMonth> periods() {
        return periods;
    }

    /** What the invoice beside the list may do next. */
    InvoiceSteps steps() {
        return steps;
    }

    /** Something that is picked or shown can become final. */
    BooleanBinding canFinalise() {
        return canFinalise;
    }
}
