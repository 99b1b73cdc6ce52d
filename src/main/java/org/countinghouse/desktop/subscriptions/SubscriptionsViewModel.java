package org.countinghouse.desktop.subscriptions;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.billing.ChangePreview;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.billing.WantedChange;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.customers.Subscription;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.table.TableModel;
import org.countinghouse.storage.catalog.PlanVersion;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** State of the subscriptions screen: the list, the one that is looked at, starting, changing and undoing. */
public final class SubscriptionsViewModel {
    /** Name of this screen. */
    public static final String SCREEN = "subscriptions";

    private static final Duration BURST = Duration.ofMillis(400);
    private static final Duration TYPING = Duration.ofMillis(250);

    private final SubscriptionsServices services;
    private final ScreenContext context;
    private final TableModel<SubscriptionRow> list;
    private final LatestTask reading;
    private final LatestTask hearing;
    private final LatestTask looking;
    private final ReadOnlyObjectWrapper<@Nullable SubscriptionDetail> detail = new ReadOnlyObjectWrapper<>();
    private final BooleanBinding canChange;
    private @Nullable AutoCloseable listening;

    public SubscriptionsViewModel(SubscriptionsServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
        list = new TableModel<>(services.list(), context.tasks(), context.clock());
        reading = context.tasks().latest();
        hearing = context.tasks().latest();
        looking = context.tasks().latest();
        canChange = Bindings.createBooleanBinding(() -> services.mayChange() && detail.get() != null, detail);
    }

    void activate() {
        if (listening == null) {
            listening = services.listen().apply(_ -> context.tasks().onScreen(this::changedElsewhere));
        }
        refresh();
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

    /** What is shown stays meanwhile. */
    void refresh() {
        list.reload();
        SubscriptionDetail shown = detail.get();
        if (shown != null) {
            read(shown.row());
        }
    }

    void select(SubscriptionRow row) {
        read(row);
    }

    private void read(SubscriptionRow listed) {
        reading.<SubscriptionDetail>run(
                context.texts().get("screen.subscriptions"),
                _ -> {
                    var itself = Filter.ALL.and("name", Filter.Operator.EQUALS, listed.customerName());
                    SubscriptionRow row = services.list().page(itself, List.of(), null, 0, 200).rows().stream()
                            .filter(one -> one.id() == listed.id())
                            .findFirst()
                            .orElse(listed);
                    return new SubscriptionDetail(row, services.changes().of(listed.id()));
                },
                detail::set,
                context.notices()::failure);
    }

    /** Works out what a change would do to money; only the newest question is answered. */
    void look(long id, WantedChange wanted, Consumer<ChangePreview> seen, Consumer<Failure> refused) {
        looking.<ChangePreview>run(
                context.texts().get("subscriptions.looking"),
                TYPING,
                _ -> services.changes().preview(id, wanted),
                seen,
                refused);
    }

    void change(SubscriptionRow row, WantedChange wanted) {
        context.tasks()
                .<Long>run(
                        context.texts().get("subscriptions.changing"),
                        _ -> services.changes().add(row.id(), wanted),
                        id -> {
                            refresh();
                            context.notices()
                                    .offer(
                                            context.texts().get("subscriptions.changed", row.customerName()),
                                            context.texts().get("subscriptions.undo"),
                                            () -> undo(id, context.texts().get("subscriptions.undo.at-once")));
                        },
                        this::failed);
    }

    void undo(SubscriptionChange change, String reason) {
        undo(change.id(), reason);
    }

    private void undo(long id, String reason) {
        context.tasks()
                .<Boolean>run(
                        context.texts().get("subscriptions.undoing"),
                        _ -> {
                            services.changes().undo(id, reason);
                            return true;
                        },
                        _ -> {
                            refresh();
                            context.notices().success(context.texts().get("subscriptions.undone"));
                        },
                        this::failed);
    }

    void start(String customer, String plan, LocalDate on, String zone) {
        context.tasks()
                .<Long>run(
                        context.texts().get("subscriptions.changing"),
                        _ -> services.customers().subscribe(new Subscription(customer, plan, on, null, zone, Map.of())),
                        _ -> {
                            refresh();
                            context.notices().success(context.texts().get("subscriptions.started", plan));
                        },
                        this::failed);
    }

    /** The newest published version of each plan, and all others. */
    void plans(Consumer<List<PlanVersion>> read) {
        context.tasks()
                .<List<PlanVersion>>run(
                        context.texts().get("screen.plans"),
                        _ -> services.plans().get(),
                        read,
                        context.notices()::failure);
    }

    private void failed(Failure problem) {
        context.notices().failure(problem);
        refresh();
    }

    TableModel<SubscriptionRow> list() {
        return list;
    }

    RowSource<CustomerRow> customers() {
        return services.customerList();
    }

    boolean mayChange() {
        return services.mayChange();
    }

    BooleanBinding canChange() {
        return canChange;
    }

    ReadOnlyObjectProperty<@Nullable SubscriptionDetail> detail() {
        return detail.getReadOnlyProperty();
    }
}
