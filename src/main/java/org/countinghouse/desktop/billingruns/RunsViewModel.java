package org.countinghouse.desktop.billingruns;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.BillingRunRow;
import org.countinghouse.billing.RunScope;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Work;
import org.countinghouse.desktop.common.table.TableModel;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** State of the billing runs screen: the list, the run that is looked at, starting, continuing and closing periods. */
public final class RunsViewModel {
    /** Name of this screen. */
    public static final String SCREEN = "billing-runs";

    private static final Duration BURST = Duration.ofMillis(400);
    private static final int VARIANCES = 15;

    private final RunsServices services;
    private final ScreenContext context;
    private final TableModel<BillingRunRow> list;
    private final LatestTask reading;
    private final LatestTask hearing;
    private final LatestTask looking;
    private final ReadOnlyObjectWrapper<RunDetail> detail =
            new ReadOnlyObjectWrapper<>(new RunDetail(null, List.of(), List.of(), List.of()));
    private final ReadOnlyBooleanWrapper acting = new ReadOnlyBooleanWrapper();
    private final BooleanBinding canRun;
    private final BooleanBinding canContinue;
    private final BooleanBinding canRepeat;
    private @Nullable BillingRunRow chosen;
    private @Nullable AutoCloseable listening;

    public RunsViewModel(RunsServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
        list = new TableModel<>(services.rows(), context.tasks(), context.clock());
        reading = context.tasks().latest();
        hearing = context.tasks().latest();
        looking = context.tasks().latest();
        canRun = Bindings.createBooleanBinding(() -> services.mayRun() && !acting.get(), acting);
        canContinue = Bindings.createBooleanBinding(
                () -> canRun.get() && detail.get().run() != null && run().canContinue(), canRun, detail);
        canRepeat = Bindings.createBooleanBinding(
                () -> canRun.get() && !detail.get().failures().isEmpty(), canRun, detail);
    }

    private BillingRunRow run() {
        return java.util.Objects.requireNonNull(detail.get().run());
    }

    void activate() {
        if (listening == null) {
            listening = services.listen()
                    .apply(_ -> context.tasks()
                            .onScreen(() -> hearing.<Boolean>run(
                                    "list", BURST, _ -> true, _ -> refresh(), context.notices()::failure)));
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

    void refresh() {
        list.reload();
        read();
    }

    void select(BillingRunRow row) {
        chosen = row;
        read();
    }

    private void read() {
        BillingRunRow row = chosen;
        reading.<RunDetail>run(
                context.texts().get("screen.billing-runs"),
                _ -> detailOf(row),
                detail::set,
                context.notices()::failure);
    }

    private RunDetail detailOf(@Nullable BillingRunRow listed) {
        var locks = services.locks().all();
        if (listed == null) {
            return new RunDetail(null, List.of(), List.of(), locks);
        }
        BillingRunRow row = services.list().newest(500).stream()
                .filter(one -> one.id() == listed.id())
                .findFirst()
                .orElse(listed);
        return new RunDetail(
                row, services.list().failures(row.id()), services.list().variance(row.id(), VARIANCES), locks);
    }

    /** What a run would do, by the code of the real one; only the newest question is answered. */
    void look(RunScope scope, Consumer<BillingRunReport> seen, Consumer<Failure> failed) {
        looking.<BillingRunReport>run(
                context.texts().get("runs.looking"),
                BURST,
                progress -> services.runs().run(scope, true, progress),
                seen,
                failed);
    }

    void start(RunScope scope) {
        act(progress -> services.runs().run(scope, false, progress));
    }

    void goOn() {
        long id = run().id();
        act(progress -> services.runs().resume(id, progress));
    }

    void failuresAgain() {
        long id = run().id();
        act(progress -> services.runs().failuresAgain(id, progress));
    }

    private void act(Work<BillingRunReport> work) {
        acting.set(true);
        context.tasks()
                .<BillingRunReport>run(
                        context.texts().get("runs.billing"),
                        work,
                        report -> {
                            acting.set(false);
                            refresh();
                            context.notices()
                                    .success(context.texts()
                                            .get(
                                                    "runs.done",
                                                    context.formats().count(report.drafted()),
                                                    context.formats()
                                                            .count(report.failures()
                                                                    .size())));
                        },
                        this::failed);
    }

    void close(BillingPeriod period, String reason) {
        change("runs.closed", period, () -> services.locks().close(period, reason));
    }

    void reopen(BillingPeriod period, String reason) {
        change("runs.reopened", period, () -> services.locks().reopen(period, reason));
    }

    private void change(String key, BillingPeriod period, Runnable change) {
        context.tasks()
                .<Boolean>run(
                        context.texts().get("runs.locking"),
                        _ -> {
                            change.run();
                            return true;
                        },
                        _ -> {
                            refresh();
                            context.notices().success(context.texts().get(key, period.label()));
                        },
                        this::failed);
    }

    private void failed(Failure problem) {
        acting.set(false);
        context.notices().failure(problem);
        refresh();
    }

    TableModel<BillingRunRow> list() {
        return list;
    }

    boolean mayRun() {
        return services.mayRun();
    }

    boolean mayReopen() {
        return services.mayReopen();
    }

    BooleanBinding canRun() {
        return canRun;
    }

    BooleanBinding canContinue() {
        return canContinue;
    }

    BooleanBinding canRepeat() {
        return canRepeat;
    }

    ReadOnlyObjectProperty<RunDetail> detail() {
        return detail.getReadOnlyProperty();
    }

    /** A run started here is going on. */
    ReadOnlyBooleanProperty acting() {
        return acting.getReadOnlyProperty();
    }
}
