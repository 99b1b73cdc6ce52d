package org.countinghouse.desktop;

import java.time.Duration;
import java.time.InstantSource;
import javafx.animation.AnimationTimer;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.FxTasks;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.RunningTask;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.ViewLoader;
import org.countinghouse.desktop.firstrun.FirstRunModel;
import org.countinghouse.desktop.firstrun.FirstRunView;
import org.countinghouse.desktop.shell.Session;
import org.countinghouse.desktop.shell.Shell;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the window shows one after the other: first run, opening, the shell, or why it cannot be opened. */
final class Stages {
    private static final Logger LOG = LoggerFactory.getLogger(Stages.class);

    private final Backend backend;
    private final PreferenceStore preferences;
    private final Scene scene;
    private final InstantSource clock;
    private final FxTasks tasks = new FxTasks();
    private @Nullable Session session;
    private @Nullable Shell shell;
    private @Nullable FirstRunModel firstRun;
    private boolean wasFirstRun;

    Stages(Backend backend, PreferenceStore preferences, Scene scene, InstantSource clock) {
        this.backend = backend;
        this.preferences = preferences;
        this.scene = scene;
        this.clock = clock;
    }

    void begin() {
        preferences.preferences().addListener((_, before, after) -> {
            if (before.language() != after.language()) {
                speakAgain();
            }
        });
        if (backend.isFirstRun()) {
            wasFirstRun = true;
            firstRun = new FirstRunModel(backend.firstRun(), tasks, this::open);
            showFirstRun();
        } else {
            open();
        }
    }

    private void speakAgain() {
        if (session != null) {
            showShell(session);
        } else if (firstRun != null) {
            showFirstRun();
        }
    }

    private void showFirstRun() {
        if (firstRun != null) {
            Texts texts = texts();
            scene.setRoot(
                    ViewLoader.load("/fxml/first-run.fxml", texts, new FirstRunView(firstRun, preferences, texts)));
        }
    }

    private void open() {
        firstRun = null;
        Texts texts = texts();
        RunningTask opening = tasks.run(texts.get("opening.title"), backend::open, this::showShell, this::showFailure);
        scene.setRoot(openingPage(texts, opening));
    }

    private static Parent openingPage(Texts texts, RunningTask opening) {
        var title = new Label(texts.get("opening.title"));
        title.getStyleClass().add("section-title");
        var bar = new ProgressBar();
        bar.getStyleClass().add("small");
        bar.setPrefWidth(280);
        bar.progressProperty().bind(opening.fraction());
        var step = new Label();
        step.getStyleClass().add("muted");
        step.textProperty().bind(opening.step());
        var box = new VBox(title, bar, step);
        box.setAlignment(Pos.CENTER);
        box.getStyleClass().add("opening");
        return new StackPane(box);
    }

    private void showShell(Session opened) {
        boolean first = shell == null && !wasFirstRun;
        if (shell != null) {
            shell.leave();
        }
        session = opened;
        preferences.get().language().speak();
        shell = new Shell(opened, tasks, preferences, clock);
        scene.setRoot(shell.root());
        if (first) {
            noteWhenUsable();
        }
    }

    /** Tells the log how long the start took: from the start of the process until the first screen shows its data. */
    private void noteWhenUsable() {
        new AnimationTimer() {
            @Override
            public void handle(long now) {
                if (tasks.quiet()) {
                    stop();
                    ProcessHandle.current()
                            .info()
                            .startInstant()
                            .map(began -> Duration.between(began, clock.instant()))
                            .ifPresent(taken -> LOG.info("Usable after {} ms", taken.toMillis()));
                }
            }
        }.start();
    }

    private void showFailure(Failure failure) {
        var words = FailureText.of(failure, texts());
        scene.setRoot(new StackPane(new EmptyState(Tone.DANGER, Feather.ALERT_TRIANGLE, words.summary(), words.remedy())
                .offer(texts().get("table.retry"), this::open)));
    }

    private Texts texts() {
        return Texts.in(preferences.get().language());
    }

    void close() {
        if (shell != null) {
            shell.leave();
        }
        if (session != null) {
            session.close();
        }
    }
}
