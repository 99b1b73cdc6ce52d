package org.countinghouse.desktop.plans;

import java.util.List;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.countinghouse.catalog.ExamplePlan;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.RememberedSplit;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.ActionButton;
import org.countinghouse.desktop.moves.MoveDialog;
import org.countinghouse.desktop.moves.MoveServices;
import org.countinghouse.desktop.moves.MoveUndoDialog;
import org.countinghouse.desktop.thresholds.ThresholdServices;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Plans left, the version that is read right. */
public final class PlansView implements Screen, ListCommands {
    private final PlansViewModel model;
    private final ExamplesViewModel examplesModel;
    private final ThresholdServices thresholds;
    private final MoveServices moves;
    private final ScreenContext context;
    private final Action move;
    private final Action undoMoves;

    @FXML
    @SuppressWarnings("NullAway.Init") // set by the layout
    private SplitPane split;

    @FXML
    @SuppressWarnings("NullAway.Init") // set by the layout
    private TextField search;

    @FXML
    @SuppressWarnings("NullAway.Init") // set by the layout
    private ListView<PlanRow> plans;

    @FXML
    @SuppressWarnings("NullAway.Init") // set by the layout
    private ListView<ExamplePlan> examples;

    @FXML
    @SuppressWarnings("NullAway.Init") // set by the layout
    private ToggleButton ownPlans;

    @FXML
    @SuppressWarnings("NullAway.Init") // set by the layout
    private ToggleButton examplePlans;

    @FXML
    @SuppressWarnings("NullAway.Init") // set by the layout
    private StackPane page;

    @FXML
    @SuppressWarnings("NullAway.Init") // set by the layout
    private ProgressBar busy;

    private @Nullable VersionHeader header;
    private @Nullable VersionTabs tabs;
    private boolean following;

    public PlansView(
            PlansViewModel model,
            ExamplesViewModel examplesModel,
            ThresholdServices thresholds,
            MoveServices moves,
            ScreenContext context) {
        this.model = model;
        this.examplesModel = examplesModel;
        this.thresholds = thresholds;
        this.moves = moves;
        this.context = context;
        move = Action.of("plan.move", "plans", Feather.REPEAT, null, this::move)
                .enabledWhen(model.plan().isNotNull());
        undoMoves = Action.of("plan.undo-moves", "plans", Feather.ROTATE_CCW, null, this::undoMoves)
                .enabledWhen(model.plan().isNotNull());
    }

    @FXML
    void initialize() {
        Texts texts = context.texts();
        RememberedSplit.keep(split, PlansViewModel.SCREEN, context.preferences());
        search.textProperty().addListener((_, _, text) -> {
            model.search(text);
            examplesModel.search(text);
        });
        plans.setItems(model.plans());
        plans.setCellFactory(_ -> new PlanCell(this::words));
        plans.setPlaceholder(new Label(texts.get("plans.nomatch")));
        plans.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> {
            if (row != null && !following) {
                model.choose(row);
            }
        });
        // A list that was read again or searched has lost what was chosen in it.
        model.plans().addListener((Observable _) -> follow());
        initializeExamples();
        busy.visibleProperty().bind(model.busy());
        model.state().addListener((_, _, _) -> show());
        model.page().addListener((_, _, _) -> show());
        model.asOf().addListener((_, _, instant) -> context.status().asOf(instant));
        show();
    }

    private void initializeExamples() {
        examples.setItems(examplesModel.examples());
        examples.setCellFactory(_ -> new ExampleCell(examplesModel.locale()));
        examples.setPlaceholder(new Label(context.texts().get("plans.nomatch")));
        examples.getSelectionModel().selectedItemProperty().addListener((_, _, example) -> {
            if (example != null && !following) {
                examplesModel.choose(example);
            }
        });
        examplesModel.examples().addListener((Observable _) -> follow());
        examplesModel.page().addListener((_, _, _) -> show());
        ownPlans.setOnAction(_ -> context.navigator().go(Location.of(PlansViewModel.SCREEN)));
        examplePlans.setOnAction(_ -> context.navigator().go(ExamplesViewModel.location()));
    }

    /** Shows the list of plans or that of examples, and what is chosen in it. */
    private void showKind(boolean ofExamples) {
        ownPlans.setSelected(!ofExamples);
        examplePlans.setSelected(ofExamples);
        plans.setVisible(!ofExamples);
        examples.setVisible(ofExamples);
        search.setPromptText(context.texts().get(ofExamples ? "plans.examples.search" : "plans.search"));
        show();
    }

    private String words(PlanRow plan) {
        Texts texts = context.texts();
        return texts.get(
                        "plans.versions",
                        context.formats().count(plan.versions().size()))
                + " · "
                + texts.get("plans.subscriptions.count", context.formats().count(plan.subscriptions()));
    }

    private void show() {
        follow();
        if (examples.isVisible()) {
            ExamplePage example = examplesModel.page().get();
            header = null;
            page.getChildren()
                    .setAll(example == null ? new StackPane() : new ExampleView(example, examplesModel, context));
            return;
        }
        PlanRow plan = model.plan().get();
        VersionPage version = model.page().get();
        Node words = switch (model.state().get()) {
            case PlansState.Loading _ -> new StackPane();
            case PlansState.NoneYet _ -> noneYet();
            case PlansState.Broken broken -> broken(broken);
            case PlansState.Shown _ -> null;
        };
        if (words != null) {
            page.getChildren().setAll(words);
            header = null;
        } else if (plan != null && version != null) {
            show(plan, version);
        }
    }

    private void follow() {
        following = true;
        plans.getSelectionModel().select(model.plan().get());
        ExamplePage example = examplesModel.page().get();
        if (example != null) {
            examples.getSelectionModel().select(example.example());
        }
        following = false;
    }

    private void show(PlanRow plan, VersionPage version) {
        int seen = tabs == null ? 0 : tabs.getSelectionModel().getSelectedIndex();
        tabs = new VersionTabs(context, thresholds, plan, version);
        tabs.getSelectionModel().select(seen);
        VBox.setVgrow(tabs, Priority.ALWAYS);
        header = new VersionHeader(context.texts(), context.formats(), model::choose);
        header.show(plan, version.version());
        if (moves.mayMove()) {
            header.offer(new ActionButton(move, context.texts()));
            header.offerRarely(new ActionButton(undoMoves, context.texts()));
        }
        page.getChildren().setAll(new VBox(header, tabs));
    }

    private void move() {
        PlanRow plan = model.plan().get();
        if (plan != null) {
            MoveDialog.ask(
                    context,
                    moves,
                    page.getScene().getWindow(),
                    model.versions(),
                    plan.code(),
                    plan.name(),
                    model::refresh);
        }
    }

    private void undoMoves() {
        PlanRow plan = model.plan().get();
        if (plan != null) {
            MoveUndoDialog.ask(context, moves, page.getScene().getWindow(), plan.code(), plan.name(), model::refresh);
        }
    }

    /** Who may not change subscriptions is not offered to move them. */
    @Override
    public List<Action> actions() {
        return moves.mayMove() ? List.of(move, undoMoves) : List.of();
    }

    private EmptyState noneYet() {
        return new EmptyState(
                        Tone.NEUTRAL,
                        Feather.TAG,
                        context.texts().get("plans.none.title"),
                        context.texts().get("plans.none.text"))
                .offer(
                        context.texts().get("plans.none.examples"),
                        () -> context.navigator().go(ExamplesViewModel.location()));
    }

    private EmptyState broken(PlansState.Broken broken) {
        var words = FailureText.of(broken.failure(), context.texts());
        return new EmptyState(Tone.DANGER, Feather.ALERT_TRIANGLE, words.summary(), words.remedy())
                .offer(context.texts().get("table.retry"), model::refresh);
    }

    @Override
    public void show(Location location) {
        boolean ofExamples = location.arguments().containsKey(ExamplesViewModel.EXAMPLE);
        if (ofExamples) {
            examplesModel.show(location);
        } else {
            model.show(location);
        }
        showKind(ofExamples);
    }

    @Override
    public void activate() {
        model.activate();
        context.status().asOf(model.asOf().get());
    }

    @Override
    public void deactivate() {
        model.leave();
    }

    @Override
    public void refresh() {
        model.refresh();
        if (tabs != null) {
            tabs.refresh();
        }
    }

    @Override
    public ObservableValue<String> detail() {
        return Bindings.createStringBinding(
                () -> {
                    PlanRow row = model.plan().get();
                    return row == null ? "" : row.name();
                },
                model.plan());
    }

    @Override
    public Optional<ListCommands> list() {
        return Optional.of(this);
    }

    @Override
    public void focusFilter() {
        search.requestFocus();
    }

    /** Plans are exported as documents, from their own tab. */
    @Override
    public void export() {
        if (tabs != null) {
            tabs.showDocument();
        }
    }
}
