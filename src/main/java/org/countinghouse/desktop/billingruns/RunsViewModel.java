package org.countinghouse.desktop.billingruns;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import org.countinghouse.billing.BilledPlans;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.BillingRunRow;
import org.countinghouse.billing.RunScope;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Work;
import org.countinghouse.desktop.common.list.ListModel;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.work.Failure;
import org.countinghouse.workspace.UpkeepStatus;
import org.jspecify.annotations.Nullable;

/** State of the billing runs screen: the list, the run that is looked at, starting, continuing and closing periods. */
public final class RunsViewModel {
    /** Name of this screen. */
    public static final String SCREEN = "billing-runs";

    private static final Duration TYPING = Duration.ofMillis(250);
    private static final int VARIANCES = 15;

    private final RunsServices services;
    private final ScreenContext context;
    private final ListModel<BillingRunRow, RunDetail> list;
    private final LatestTask looking;
    private final BooleanBinding canRun;
    private final BooleanBinding canContinue;
    private final BooleanBinding canRepeat;

    public RunsViewModel(RunsServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
        list = new ListModel<>("screen.billing-runs", services.rows(), services.listen(), this::detailOf, context);
        looking = context.tasks().latest();
        canRun = Bindings.createBooleanBinding(
                () -> services.mayRun() && !list.acting().get(), list.acting());
        canContinue = Bindings.createBooleanBinding(
                () -> canRun.get() && run() != null && run().canContinue(), canRun, list.detail());
        canRepeat = Bindings.createBooleanBinding(
                () -> canRun.get() && detail() != null && !detail().failures().isEmpty(), canRun, list.detail());
    }

    private @Nullable RunDetail detail() {
        return list.detail().get();
    }

    /** The one that is looked at. */
    @Nullable
    BillingRunRow run() {
        RunDetail shown = list.detail().get();
        return shown == null ? null : shown.run();
    }

    private RunDetail detailOf(@Nullable BillingRunRow row) {
        var locks = services.locks().all();
        AutomaticWork automatic = services.automatic();
        UpkeepStatus status = automatic == null ? null : automatic.upkeep().status();
        return row == null
                ? new RunDetail(null, List.of(), List.of(), List.of(), locks, status)
                : new RunDetail(
                        row,
                        services.list().failures(row.id()),
                        services.runs().billedTwice(row.id()),
                        services.list().variance(row.id(), VARIANCES),
                        locks,
                        status);
    }

    /** What a run would do, by the code of the real one; only the newest question is answered. */
    void look(RunScope scope, Consumer<BillingRunReport> seen, Consumer<Failure> failed) {
        looking.<BillingRunReport>run(
                context.texts().get("runs.looking"),
                TYPING,
                progress -> services.runs()
                        .run(scope, true, progress)
                        .naming(services.runs().billedTwice(scope)),
                seen,
                failed);
    }

    /** The plans that a run can be narrowed to. */
    void plans(Consumer<List<BilledPlans.Plan>> read) {
        context.tasks()
                .<List<BilledPlans.Plan>>run(
                        context.texts().get("screen.plans"),
                        _ -> services.plans().all(),
                        read,
                        context.notices()::failure);
    }

    void start(RunScope scope) {
        act(progress -> services.runs().run(scope, false, progress));
    }

    /** What of a run is left to bill. */
    Work<BillingRunReport> left(BillingRunRow run) {
        return progress -> services.runs().previewResume(run.id(), progress);
    }

    /** What of a run's failures can be billed now. */
    Work<BillingRunReport> failed(BillingRunRow run) {
        return progress -> services.runs().previewFailures(run.id(), progress);
    }

    void goOn(BillingRunRow run) {
        act(progress -> services.runs().resume(run.id(), progress));
    }

    void failuresAgain(BillingRunRow run) {
        act(progress -> services.runs().failuresAgain(run.id(), progress));
    }

    private void act(Work<BillingRunReport> work) {
        list.act(
                "runs.billing",
                work,
                report -> context.notices()
                        .success(context.texts()
                                .get(
                                        "runs.done",
                                        context.formats().count(report.drafted()),
                                        context.formats()
                                                .count(report.failures().size()))));
    }

    void close(BillingPeriod period, String reason) {
        change("runs.closed", period, () -> services.locks().close(period, reason));
    }

    void reopen(BillingPeriod period, String reason) {
        change("runs.reopened", period, () -> services.locks().reopen(period, reason));
    }

    /** Switches on or off what is done by itself, on this machine. */
    void automatic(boolean on) {
        AutomaticWork automatic = services.automatic();
        if (automatic != null) {
            list.act(
                    "runs.automatic.switching",
                    _ -> {
                        automatic.turn(on);
                        return true;
                    },
                    _ -> context.notices()
                            .success(context.texts().get(on ? "runs.automatic.now-on" : "runs.automatic.now-off")));
        }
    }

    /** A round of it now. */
    void automaticNow() {
        AutomaticWork automatic = services.automatic();
        if (automatic != null) {
            automatic.upkeep().wake();
        }
    }

    private void change(String key, BillingPeriod period, Runnable change) {
        list.act(
                "runs.locking",
                _ -> {
                    change.run();
                    return true;
                },
                _ -> context.notices()
                        .success(context.texts()
                                .get(key, new RunWords(context.texts(), context.formats()).label(period.label()))));
    }

    ListModel<BillingRunRow, RunDetail> list() {
        return list;
    }

    RowSource<CustomerRow> customers() {
        return services.customers();
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
}
