package org.countinghouse.desktop.firstrun;

import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.ChoiceCards;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences.Theme;
import org.countinghouse.desktop.common.RunningTask;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The three steps of a first start. Wiring only. */
@SuppressWarnings("NullAway.Init") // The layout fills the fields.
public final class FirstRunView {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

    private final FirstRunModel model;
    private final PreferenceStore preferences;
    private final Texts texts;

    @FXML
    private HBox dots;

    @FXML
    private VBox lookStep;

    @FXML
    private VBox databaseStep;

    @FXML
    private VBox dataStep;

    @FXML
    private HBox languages;

    @FXML
    private HBox themes;

    @FXML
    private HBox places;

    @FXML
    private GridPane sharedForm;

    @FXML
    private TextField host;

    @FXML
    private TextField port;

    @FXML
    private TextField database;

    @FXML
    private TextField user;

    @FXML
    private PasswordField password;

    @FXML
    private FlowPane stages;

    @FXML
    private VBox dataChoices;

    @FXML
    private VBox trouble;

    @FXML
    private Label troubleTitle;

    @FXML
    private Label troubleText;

    @FXML
    private Label working;

    @FXML
    private ProgressBar progress;

    @FXML
    private Button back;

    @FXML
    private Button next;

    public FirstRunView(FirstRunModel model, PreferenceStore preferences, Texts texts) {
        this.model = model;
        this.preferences = preferences;
        this.texts = texts;
    }

    @FXML
    void initialize() {
        offerLook();
        offerDatabases();
        offerData();
        bindForm();
        for (int step = 0; step <= FirstRunModel.DATA; step++) {
            var dot = new Region();
            dot.getStyleClass().add("step-dot");
            dots.getChildren().add(dot);
        }
        back.setOnAction(_ -> model.back());
        next.setOnAction(_ -> model.next());
        next.disableProperty().bind(model.busy());
        back.disableProperty().bind(model.busy());
        progress.visibleProperty().bind(model.busy());
        working.visibleProperty().bind(model.busy());
        model.task.subscribe(this::follow);
        model.step.addListener((_, _, _) -> showStep());
        model.stages.addListener((ListChangeListener<FirstRunModel.StageLine>) _ -> showStages());
        model.failure().addListener((_, _, failure) -> showTrouble(failure));
        showStep();
        showStages();
        showTrouble(model.failure().get());
    }

    private void follow(@Nullable RunningTask task) {
        if (task == null) {
            return;
        }
        progress.progressProperty().bind(task.fraction());
        working.textProperty().bind(task.step().map(step -> step.isBlank() ? texts.get("firstrun.working") : step));
    }

    private void offerLook() {
        var now = preferences.get();
        new ChoiceCards<Language>(languages, language -> preferences.update(p -> p.withLanguage(language)))
                .add(Language.ENGLISH, "English", "", now.language() == Language.ENGLISH)
                .add(Language.GERMAN, "Deutsch", "", now.language() == Language.GERMAN);
        var cards = new ChoiceCards<Theme>(themes, theme -> preferences.update(p -> p.withTheme(theme)));
        for (Theme theme : Theme.values()) {
            cards.add(theme, texts.get("settings.theme." + theme.name()), "", now.theme() == theme);
        }
    }

    private void offerDatabases() {
        new ChoiceCards<Boolean>(places, model.shared::set)
                .add(false, texts.get("firstrun.embedded"), texts.get("firstrun.embedded.text"), !model.shared.get())
                .add(true, texts.get("firstrun.shared"), texts.get("firstrun.shared.text"), model.shared.get());
        sharedForm.visibleProperty().bind(model.shared);
        sharedForm.managedProperty().bind(model.shared);
    }

    private void offerData() {
        new ChoiceCards<Boolean>(dataChoices, model.wantsSample::set)
                .add(true, texts.get("firstrun.sample"), texts.get("firstrun.sample.text"), model.wantsSample.get())
                .add(false, texts.get("firstrun.own"), texts.get("firstrun.own.text"), !model.wantsSample.get());
    }

    private void bindForm() {
        host.textProperty().bindBidirectional(model.host);
        port.textProperty().bindBidirectional(model.port);
        database.textProperty().bindBidirectional(model.database);
        user.textProperty().bindBidirectional(model.user);
        password.textProperty().bindBidirectional(model.password);
    }

    private void showStep() {
        var steps = List.of(lookStep, databaseStep, dataStep);
        int current = model.step.get();
        for (int step = 0; step < steps.size(); step++) {
            steps.get(step).setVisible(step == current);
            steps.get(step).setManaged(step == current);
            dots.getChildren().get(step).pseudoClassStateChanged(CURRENT, step == current);
        }
        back.setVisible(current > FirstRunModel.LOOK);
        next.setText(texts.get(
                switch (current) {
                    case FirstRunModel.LOOK -> "firstrun.next";
                    case FirstRunModel.DATABASE -> "firstrun.test";
                    default -> "firstrun.finish";
                }));
    }

    private void showStages() {
        stages.getChildren().setAll(model.stages.stream().map(this::stage).toList());
        stages.setManaged(!model.stages.isEmpty());
    }

    private Node stage(FirstRunModel.StageLine line) {
        var icon = new FontIcon(
                switch (line.state()) {
                    case WAITING -> Feather.CIRCLE;
                    case RUNNING -> Feather.LOADER;
                    case PASSED -> Feather.CHECK_CIRCLE;
                    case FAILED -> Feather.X_CIRCLE;
                });
        icon.getStyleClass().add("stage-" + line.state().name().toLowerCase(java.util.Locale.ROOT));
        var text = new Label(texts.get("firstrun.stage." + line.stage().name()), icon);
        text.setAlignment(Pos.CENTER_LEFT);
        return text;
    }

    private void showTrouble(@Nullable Failure failure) {
        trouble.setVisible(failure != null);
        trouble.setManaged(failure != null);
        if (failure != null) {
            var words = FailureText.of(failure, texts);
            troubleTitle.setText(words.summary());
            troubleText.setText(words.remedy());
        }
    }
}
