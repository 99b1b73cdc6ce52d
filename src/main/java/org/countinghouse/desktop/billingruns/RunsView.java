package org.countinghouse.desktop.billingruns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.BooleanExpression;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import org.countinghouse.billing.BillingRunRow;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.RememberedSplit;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.table.DataTable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The list of billing runs, and the one that is looked at beside it. */
@SuppressWarnings("NullAway.Init") // The layout fills the fields.
public final class RunsView implements Screen {
    private final ScreenContext context;
    private final Texts texts;
    private final RunsViewModel model;
    private final List<Action> actions = new ArrayList<>();

    @FXML
    private BorderPane root;

    @FXML
    private SplitPane split;

    @FXML
    private DataTable<BillingRunRow> table;

    @FXML
    private RunPane side;

    public RunsView(ScreenContext context, RunsServices services) {
        this.context = context;
        this.texts = context.texts();
        this.model = new RunsViewModel(services, context);
        if (services.mayRun()) {
            actions.add(Action.of("run.start", RunsViewModel.SCREEN, Feather.PLAY, "Shortcut+N", this::start)
                    .enabledWhen(model.canRun()));
            actions.add(Action.of("run.close", RunsViewModel.SCREEN, Feather.LOCK, null, this::close));
            actions.add(Action.of("run.continue", RunsViewModel.SCREEN, Feather.FAST_FORWARD, null, model::goOn)
                    .enabledWhen(model.canContinue()));
            actions.add(
                    Action.of("run.failures-again", RunsViewModel.SCREEN, Feather.ROTATE_CW, null, model::failuresAgain)
                            .enabledWhen(model.canRepeat()));
        }
    }

    @FXML
    void initialize() {
        RememberedSplit.keep(split, RunsViewModel.SCREEN, context.preferences());
        table.show(context, RunsViewModel.SCREEN, model.list(), RunColumns.of(new RunWords(texts, context.formats())));
        table.whenNoneYet(this::noneYet);
        // What is looked at stays while the list is read again.
        table.current().addListener((_, _, row) -> {
            if (row != null) {
                model.select(row);
            }
        });
        List<Button> ofOne = new ArrayList<>();
        for (int index = 0; index < actions.size(); index++) {
            Button button = button(actions.get(index));
            if (index < 2) {
                table.addToBar(button);
            } else {
                ofOne.add(button);
            }
        }
        side.show(context, model, ofOne);
    }

    private Button button(Action action) {
        var button = new Button(texts.get(action.textKey()), new FontIcon(action.icon()));
        button.setId(action.id().replace('.', '-'));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.disableProperty()
                .bind(BooleanExpression.booleanExpression(action.enabled()).not());
        button.setOnAction(_ -> action.fire());
        if (action.keys() != null) {
            button.setTooltip(new Tooltip(action.keys().getDisplayText()));
        }
        if (action.equals(actions.getFirst())) {
            button.getStyleClass().add("accent");
        }
        return button;
    }

    private EmptyState noneYet() {
        var nothing = new EmptyState(
                Tone.NEUTRAL, Feather.PLAY_CIRCLE, texts.get("runs.none.title"), texts.get("runs.none.text"));
        return model.mayRun() ? nothing.offer(texts.get("action.run.start"), this::start) : nothing;
    }

    private void start() {
        StartRunDialog.ask(context, root.getScene().getWindow(), model);
    }

    private void close() {
        LockQuestion.close(context, root.getScene().getWindow(), model::close);
    }

    @Override
    public void activate() {
        model.activate();
        table.tellStatus(context, model.list());
    }

    @Override
    public void deactivate() {
        model.deactivate();
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public List<Action> actions() {
        return actions;
    }

    @Override
    public Optional<ListCommands> list() {
        return Optional.of(table);
    }
}
