package org.countinghouse.desktop.subscriptions;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.countinghouse.billing.ChangePreview;
import org.countinghouse.billing.StartPreview;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.billing.UndoPreview;
import org.countinghouse.billing.WantedChange;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.customers.Subscription;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.customers.SubscriptionChange.Kind;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.list.ListModel;
import org.countinghouse.desktop.thresholds.ThresholdStanding;
import org.countinghouse.desktop.thresholds.ThresholdsModel;
import org.countinghouse.storage.catalog.PlanVersion;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** State of the subscriptions screen: the list, the one that is looked at, starting, changing and undoing. */
public final class SubscriptionsViewModel {
    /** Name of this screen. */
    public static final String SCREEN = "subscriptions";

    private static final String CUSTOMER = "customer";

    private static final Duration TYPING = Duration.ofMillis(250);

    private final SubscriptionsServices services;
    private final ScreenContext context;
    private final ListModel<SubscriptionRow, SubscriptionDetail> list;
    private final LatestTask looking;
    private final ThresholdsModel thresholds;

    public SubscriptionsViewModel(SubscriptionsServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
        thresholds = new ThresholdsModel(services.thresholds(), context, this::refresh);
        list = new ListModel<>(
                "screen.subscriptions",
                services.list(),
                services.listen(),
                row -> row == null
                        ? null
                        : new SubscriptionDetail(
                                row,
                                services.changes().of(row.id()),
                                services.changes().ownPrices(row.id()),
                                ThresholdStanding.of(services.thresholds(), row.id())),
                context);
        looking = context.tasks().latest();
    }

    /** Where the subscriptions of a customer are listed. */
    public static Location of(String customer) {
        return Location.of(SCREEN, CUSTOMER, customer);
    }

    void show(Location location) {
        String customer = location.arguments().get(CUSTOMER);
        if (customer != null) {
            list.table().filter(Filter.ALL.and("customer", Filter.Operator.EQUALS, customer));
        }
    }

    void refresh() {
        list.refresh();
    }

    /** Works out the first invoice of one that is not started yet. */
    void lookAtStart(Subscription wanted, Consumer<StartPreview.FirstInvoice> seen, Consumer<Failure> refused) {
        looking.<StartPreview.FirstInvoice>run(
                context.texts().get("subscriptions.looking"),
                TYPING,
                _ -> services.starting().of(wanted),
                seen,
                refused);
    }

    /** What was asked last is not worth an answer any more. */
    void lookAway() {
        looking.cancel();
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

    /** Works out what undoing a change would do to money, and what would be billed twice then. */
    void lookAtUndo(SubscriptionChange change, Consumer<UndoPreview> seen, Consumer<Failure> refused) {
        looking.<UndoPreview>run(
                context.texts().get("subscriptions.looking"),
                Duration.ZERO,
                _ -> services.changes().previewUndo(change.id()),
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
                                            () -> undo(id, context.texts().get("subscriptions.undo.at-once"), false));
                        },
                        this::failed);
    }

    /** @param beside other subscriptions of the customer may price the same meters then */
    void undo(SubscriptionChange change, String reason, boolean beside) {
        undo(change.id(), reason, beside);
    }

    private void undo(long id, String reason, boolean beside) {
        context.tasks()
                .<Boolean>run(
                        context.texts().get("subscriptions.undoing"),
                        _ -> {
                            services.changes().undo(id, reason, beside);
                            return true;
                        },
                        _ -> {
                            refresh();
                            context.notices().success(context.texts().get("subscriptions.undone"));
                        },
                        this::failed);
    }

    /** @param beside other subscriptions of the customer may price the same meters */
    void start(Subscription wanted, boolean beside) {
        context.tasks()
                .<Long>run(
                        context.texts().get("subscriptions.changing"),
                        _ -> services.starts().start(wanted, beside),
                        _ -> {
                            refresh();
                            context.notices().success(context.texts().get("subscriptions.started", wanted.plan()));
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

    ListModel<SubscriptionRow, SubscriptionDetail> list() {
        return list;
    }

    ThresholdsModel thresholds() {
        return thresholds;
    }

    RowSource<CustomerRow> customers() {
        return services.customerList();
    }

    boolean mayChange() {
        return services.mayChange();
    }

    /** A change of a kind can be made to the one that is looked at. */
    BooleanBinding canChange(Kind kind) {
        return Bindings.createBooleanBinding(
                () -> {
                    SubscriptionDetail shown = list.detail().get();
                    return services.mayChange() && shown != null && shown.may(kind, today(shown.row()));
                },
                list.detail());
    }

    private LocalDate today(SubscriptionRow row) {
        return LocalDate.ofInstant(context.clock().instant(), ZoneId.of(row.timeZone()));
    }

    ReadOnlyObjectProperty<@Nullable SubscriptionDetail> detail() {
        return list.detail();
    }
}
