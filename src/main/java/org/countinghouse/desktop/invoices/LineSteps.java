package org.countinghouse.desktop.invoices;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.billing.LineChange;
import org.countinghouse.billing.LineEffect;
import org.countinghouse.billing.ManualEntry;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.rating.ManualLine;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** What changes the figures of the draft beside the list; knows no nodes. */
final class LineSteps {
    private static final Duration TYPING = Duration.ofMillis(200);

    private final LineServices services;
    private final InvoicesServices invoices;
    private final ScreenContext context;
    private final InvoicesViewModel model;
    private final LatestTask previewing;
    private final ReadOnlyObjectWrapper<Invoice.@Nullable Line> selected = new ReadOnlyObjectWrapper<>();

    LineSteps(InvoicesServices invoices, ScreenContext context, InvoicesViewModel model) {
        this.services = invoices.lines();
        this.invoices = invoices;
        this.context = context;
        this.model = model;
        this.previewing = context.tasks().latest();
    }

    /**
     * A draft with its lines by hand.
     *
     * @param categories of taxes that a line may have
     */
    record Draft(InvoiceRow row, int revision, List<ManualLine> lines, Set<String> categories) {}

    RowSource<CustomerRow> customers() {
        return services.customers();
    }

    void select(Invoice.@Nullable Line line) {
        selected.set(line);
    }

    Invoice.@Nullable Line selected() {
        return selected.get();
    }

    /** The invoice beside the list is a draft. */
    BooleanBinding mayAdd() {
        return Bindings.createBooleanBinding(this::draft, model.current());
    }

    /** The chosen line of it was written by hand. */
    BooleanBinding mayChange() {
        return Bindings.createBooleanBinding(
                () -> {
                    Invoice.Line line = selected.get();
                    return draft() && line != null && line.byHand();
                },
                model.current(),
                selected);
    }

    private boolean draft() {
        InvoiceRow row = model.current().get();
        return row != null && row.status() == InvoiceStatus.DRAFT;
    }

    /** Reads a draft anew: what is decided next is decided of this revision. */
    void read(InvoiceRow row, Consumer<Draft> found) {
        context.tasks()
                .<Draft>run(
                        context.texts().get("invoices.task.read"),
                        _ -> new Draft(
                                row,
                                invoices.invoices()
                                        .find(Long.toString(row.id()))
                                        .revision(),
                                services.lines().of(row.id()),
                                services.lines().categories()),
                        found,
                        context.notices()::failure);
    }

    void categories(Consumer<Set<String>> found) {
        context.tasks()
                .<Set<String>>run(
                        context.texts().get("invoices.task.read"),
                        _ -> services.lines().categories(),
                        found,
                        context.notices()::failure);
    }

    void preview(InvoiceRow row, LineChange change, Consumer<LineEffect> shown, Consumer<Failure> refused) {
        previewing.<LineEffect>run(
                context.texts().get("invoices.task.step"),
                TYPING,
                _ -> services.lines().preview(row.id(), change),
                shown,
                refused);
    }

    void preview(String customer, ManualEntry entry, Consumer<LineEffect> shown, Consumer<Failure> refused) {
        previewing.<LineEffect>run(
                context.texts().get("invoices.task.step"),
                TYPING,
                _ -> services.oneOff().preview(customer, List.of(entry)),
                shown,
                refused);
    }

    void change(Draft draft, LineChange change) {
        context.tasks()
                .<LineEffect>run(
                        context.texts().get("invoices.task.step"),
                        _ -> services.lines().change(draft.row().id(), draft.revision(), change),
                        effect -> done("invoices.line.done", draft.row(), effect),
                        context.notices()::failure);
    }

    /** What rating a draft again would make of it. */
    void previewRefresh(InvoiceRow row, Consumer<LineEffect> shown) {
        context.tasks()
                .<LineEffect>run(
                        context.texts().get("invoices.task.step"),
                        _ -> services.refresh().preview(row.id()),
                        shown,
                        context.notices()::failure);
    }

    void refresh(InvoiceRow row) {
        context.tasks()
                .<LineEffect>run(
                        context.texts().get("invoices.task.step"),
                        _ -> services.refresh().refresh(row.id(), null),
                        effect -> done("invoices.refresh.done", row, effect),
                        context.notices()::failure);
    }

    private void done(String key, InvoiceRow row, LineEffect effect) {
        context.notices()
                .success(context.texts()
                        .get(
                                key,
                                InvoiceColumns.name(row, context.texts()),
                                model.steps().money(effect.total(), effect.currency())));
        model.refresh();
    }

    void draft(String customer, ManualEntry entry) {
        context.tasks()
                .<Long>run(
                        context.texts().get("invoices.task.step"),
                        _ -> services.oneOff().draft(customer, List.of(entry)),
                        id -> {
                            context.notices().success(context.texts().get("invoices.one-off.done", Long.toString(id)));
                            context.navigator().go(Location.of("invoices", "invoice", Long.toString(id)));
                        },
                        context.notices()::failure);
    }
}
