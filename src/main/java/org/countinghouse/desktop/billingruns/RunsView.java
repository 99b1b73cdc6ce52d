package org.countinghouse.desktop.billingruns;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import org.countinghouse.billing.BillingRunRow;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.common.table.DataColumn;
import org.kordamp.ikonli.feather.Feather;

/** The list of billing runs, and the one that is looked at beside it. */
public final class RunsView extends ListScreen<BillingRunRow> {
    private final Texts texts;
    private final RunsViewModel model;
    private final List<Action> bar;
    private final List<Action> ofRow;

    public RunsView(ScreenContext context, RunsServices services) {
        this(context, new RunsViewModel(services, context));
    }

    private RunsView(ScreenContext context, RunsViewModel model) {
        super(context, RunsViewModel.SCREEN, model.list());
        this.texts = context.texts();
        this.model = model;
        if (!model.mayRun()) {
            bar = List.of();
            ofRow = List.of();
            return;
        }
        bar = List.of(
                Action.of("run.start", RunsViewModel.SCREEN, Feather.PLAY, "Shortcut+N", this::start)
                        .enabledWhen(model.canRun()),
                Action.of("run.close", RunsViewModel.SCREEN, Feather.LOCK, null, this::close));
        ofRow = List.of(
                Action.of("run.continue", RunsViewModel.SCREEN, Feather.FAST_FORWARD, null, this::goOn)
                        .enabledWhen(model.canContinue()),
                Action.of("run.failures-again", RunsViewModel.SCREEN, Feather.ROTATE_CW, null, this::failuresAgain)
                        .enabledWhen(model.canRepeat()));
    }

    @Override
    protected List<DataColumn<BillingRunRow>> columns() {
        return RunColumns.of(new RunWords(texts, context().formats()));
    }

    @Override
    protected EmptyState noneYet() {
        var nothing = new EmptyState(
                Tone.NEUTRAL, Feather.PLAY_CIRCLE, texts.get("runs.none.title"), texts.get("runs.none.text"));
        return model.mayRun() ? nothing.offer(texts.get("action.run.start"), this::start) : nothing;
    }

    @Override
    protected Optional<Node> beside() {
        var side = new RunPane();
        side.show(context(), model, rowButtons());
        return Optional.of(side);
    }

    @Override
    protected List<Action> barActions() {
        return bar;
    }

    @Override
    protected List<Action> rowActions() {
        return ofRow;
    }

    private void start() {
        StartRunDialog.ask(context(), window(), model);
    }

    private void goOn() {
        BillingRunRow run = model.run();
        if (run != null) {
            AgainQuestion.ask(context(), window(), "runs.continue", run, model.left(run), () -> model.goOn(run));
        }
    }

    private void failuresAgain() {
        BillingRunRow run = model.run();
        if (run != null) {
            AgainQuestion.ask(
                    context(), window(), "runs.failures.again", run, model.failed(run), () -> model.failuresAgain(run));
        }
    }

    private void close() {
        LockQuestion.close(context(), window(), model::close);
    }
}
