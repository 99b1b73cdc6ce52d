package org.countinghouse.desktop.quotas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.table.Picked;
import org.countinghouse.desktop.common.table.TableModel;
import org.countinghouse.metering.quota.LimitUse;
import org.countinghouse.metering.quota.QuotaGrant;
import org.countinghouse.metering.quota.QuotaRow;
import org.countinghouse.storage.list.Cursor;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.Page;
import org.countinghouse.storage.list.Sort;
import org.jspecify.annotations.Nullable;

/** State of the quotas screen: the list of limits, the one that is looked at, and changes to them. */
public final class QuotasViewModel {
    private static final Duration BURST = Duration.ofMillis(400);
    private static final int NOTES_SHOWN = 30;
    private static final int PAGE = 500;

    private final QuotasServices services;
    private final ScreenContext context;
    private final TableModel<QuotaRow> list;
    private final LatestTask reading;
    private final LatestTask hearing;
    private final ReadOnlyObjectWrapper<@Nullable QuotaRow> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable QuotaDetail> detail = new ReadOnlyObjectWrapper<>();
    private final BooleanBinding canChange;
    private @Nullable AutoCloseable listening;
    private boolean counted;

    public QuotasViewModel(QuotasServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
        list = new TableModel<>(services.list(), context.tasks(), context.clock());
        reading = context.tasks().latest();
        hearing = context.tasks().latest();
        canChange = Bindings.createBooleanBinding(
                () -> services.mayEdit() && (!list.picks().isEmpty() || current.get() != null),
                list.picks().count(),
                current);
    }

    void show(Location location) {
        Filter wanted = QuotaFilter.of(location);
        if (wanted != null) {
            list.filter(wanted);
        }
    }

    /** The first visit works out the limits of customers nobody has asked about yet. */
    void activate() {
        if (listening == null) {
            listening = services.listen().apply(_ -> context.tasks().onScreen(this::changedElsewhere));
        }
        list.reload();
        if (!counted && services.mayCount()) {
            counted = true;
            context.tasks()
                    .<Long>run(
                            context.texts().get("quotas.task.counting"),
                            services.upkeep()::refresh,
                            changed -> {
                                if (changed > 0) {
                                    refresh();
                                }
                            },
                            context.notices()::failure);
        }
    }

    void deactivate() {
        reading.cancel();
        hearing.cancel();
        AutoCloseable open = listening;
        listening = null;
        if (open != null) {
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
    }

    private void changedElsewhere() {
        hearing.<Boolean>run("list", BURST, _ -> true, _ -> refresh(), context.notices()::failure);
    }

    /** Reads the list and the limit beside it again; what is shown stays meanwhile. */
    void refresh() {
        list.reload();
        QuotaRow row = current.get();
        if (row != null) {
            read(row);
        }
    }

    void choose(QuotaFilter.Choice choice) {
        list.filter(QuotaFilter.with(list.filter().get(), choice));
    }

    /** Looks at a limit; null for none. */
    void select(@Nullable QuotaRow row) {
        current.set(row);
        if (row == null) {
            reading.cancel();
            detail.set(null);
        } else {
            read(row);
        }
    }

    private void read(QuotaRow row) {
        reading.<QuotaDetail>run(
                context.texts().get("screen.quotas"), _ -> detailOf(row), detail::set, context.notices()::failure);
    }

    /** The limit may have changed since the list was read. */
    private QuotaDetail detailOf(QuotaRow listed) {
        var itself = Filter.ALL.and("id", Filter.Operator.EQUALS, Long.toString(listed.id()));
        QuotaRow row = services.list().page(itself, List.of(), null, 0, 1).rows().stream()
                .findFirst()
                .orElse(listed);
        return new QuotaDetail(
                row,
                services.settings().overrides(row.customer()).stream()
                        .filter(one -> one.scope().equals(row.scope()))
                        .findFirst()
                        .orElse(null),
                services.settings().grants(row.customer()).stream()
                        .filter(one -> one.scope().equals(row.scope()))
                        .toList(),
                services.quotas().notes(row.customer(), row.id(), NOTES_SHOWN),
                services.quotas().of(row.customer()).stream()
                        .filter(limit -> limit.id() == row.id())
                        .findFirst()
                        .map(LimitUse::resetsAt)
                        .orElse(null));
    }

    /** The limits that a command is about, read in full: those picked, else the one looked at. */
    void picked(Consumer<List<QuotaRow>> then) {
        QuotaRow row = current.get();
        if (!list.picks().isEverything()) {
            List<QuotaRow> rows = List.copyOf(list.picks().rows());
            then.accept(rows.isEmpty() && row != null ? List.of(row) : rows);
            return;
        }
        Picked picked = list.picks().picked(list.filter().get());
        if (picked instanceof Picked.AllMatching all) {
            context.tasks()
                    .<List<QuotaRow>>run(
                            context.texts().get("quotas.task.picked"),
                            progress -> {
                                progress.check();
                                return matching(all.filter(), all.except());
                            },
                            then,
                            context.notices()::failure);
        }
    }

    private List<QuotaRow> matching(Filter filter, Set<Long> except) {
        var rows = new ArrayList<QuotaRow>();
        Cursor after = null;
        var order = List.of(new Sort("customer", false));
        while (true) {
            Page<QuotaRow> page = services.list().page(filter, order, after, 0, PAGE);
            page.rows().stream().filter(row -> !except.contains(row.id())).forEach(rows::add);
            if (page.rows().size() < PAGE) {
                return rows;
            }
            after = page.cursors().getLast();
        }
    }

    /** Makes a change and offers to take it back. */
    void make(QuotaChange change, List<QuotaEffect> effects, String reason) {
        var edits = new QuotaEdits(services.settings());
        context.tasks()
                .<QuotaEdits.Done>run(
                        context.texts().get("quotas.task.changing"),
                        progress -> edits.make(change, effects, reason, progress),
                        this::made,
                        context.notices()::failure);
    }

    private void made(QuotaEdits.Done done) {
        list.picks().clear();
        refresh();
        done.failures().stream().findFirst().ifPresent(context.notices()::failure);
        if (done.changed() > 0) {
            context.notices()
                    .offer(
                            context.texts()
                                    .get("quotas.changed", context.formats().count(done.changed())),
                            context.texts().get("quotas.undo"),
                            () -> undo(done.undo()));
        }
    }

    private void undo(List<Runnable> steps) {
        context.tasks()
                .<Boolean>run(
                        context.texts().get("quotas.undo"),
                        _ -> {
                            steps.forEach(Runnable::run);
                            return true;
                        },
                        _ -> refresh(),
                        context.notices()::failure);
    }

    /** Ends a grant on the limit that is looked at. */
    void revoke(QuotaRow row, QuotaGrant grant) {
        context.tasks()
                .<Boolean>run(
                        context.texts().get("quotas.task.changing"),
                        _ -> {
                            services.settings().revoke(row.customer(), grant.id());
                            return true;
                        },
                        _ -> refresh(),
                        context.notices()::failure);
    }

    void openCustomer(QuotaRow row) {
        context.navigator().go(Location.of("customers", "customer", Long.toString(row.customerId())));
    }

    TableModel<QuotaRow> list() {
        return list;
    }

    boolean mayEdit() {
        return services.mayEdit();
    }

    BooleanBinding canChange() {
        return canChange;
    }

    ReadOnlyObjectProperty<@Nullable QuotaRow> current() {
        return current.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable QuotaDetail> detail() {
        return detail.getReadOnlyProperty();
    }
}
