package org.countinghouse.desktop.firstrun;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.countinghouse.desktop.common.RunningTask;
import org.countinghouse.desktop.common.Tasks;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** State of the first start: three steps, the choice of the database with its test, and the sample data. */
public final class FirstRunModel {
    static final int LOOK = 0;
    static final int DATABASE = 1;
    static final int DATA = 2;
    private static final int USUAL_PORT = 5432;

    /** How far one stage of the connection test is. */
    enum StageState {
        WAITING,
        RUNNING,
        PASSED,
        FAILED
    }

    /** One line of the connection test. */
    record StageLine(ConnectionStage stage, StageState state) {}

    final IntegerProperty step = new SimpleIntegerProperty(LOOK);
    final BooleanProperty shared = new SimpleBooleanProperty();
    final StringProperty host = new SimpleStringProperty("");
    final StringProperty port = new SimpleStringProperty(Integer.toString(USUAL_PORT));
    final StringProperty database = new SimpleStringProperty("countinghouse");
    final StringProperty user = new SimpleStringProperty("");
    final StringProperty password = new SimpleStringProperty("");
    final BooleanProperty wantsSample = new SimpleBooleanProperty(true);
    final ObservableList<StageLine> stages = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable Failure> failure = new SimpleObjectProperty<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable DatabaseChoice> tested = new ReadOnlyObjectWrapper<>();
    /** What is under way now, or was last. */
    final ObjectProperty<@Nullable RunningTask> task = new SimpleObjectProperty<>();

    private final FirstRunServices services;
    private final Tasks tasks;
    private final Runnable finished;

    /** @param finished called once the database is chosen and, when wanted, has its sample data */
    public FirstRunModel(FirstRunServices services, Tasks tasks, Runnable finished) {
        this.services = services;
        this.tasks = tasks;
        this.finished = finished;
    }

    DatabaseChoice choice() {
        return shared.get()
                ? new DatabaseChoice.Shared(
                        host.get().strip(),
                        portNumber(),
                        database.get().strip(),
                        user.get().strip(),
                        password.get())
                : new DatabaseChoice.Embedded();
    }

    private int portNumber() {
        try {
            return Integer.parseInt(port.get().strip());
        } catch (NumberFormatException notANumber) {
            return USUAL_PORT;
        }
    }

    void back() {
        step.set(Math.max(LOOK, step.get() - 1));
    }

    /** Goes on; from the database only after its test has passed. */
    void next() {
        switch (step.get()) {
            case LOOK -> step.set(DATABASE);
            case DATABASE -> testThenGoOn();
            default -> finish();
        }
    }

    private void testThenGoOn() {
        DatabaseChoice choice = choice();
        List<ConnectionStage> order = services.stages(choice);
        Set<ConnectionStage> passed = EnumSet.noneOf(ConnectionStage.class);
        showStages(order, passed, StageState.RUNNING);
        start();
        task.set(tasks.<DatabaseChoice>run(
                "connection",
                progress -> {
                    services.check(
                            choice,
                            stage -> tasks.onScreen(() -> {
                                passed.add(stage);
                                showStages(order, passed, StageState.RUNNING);
                            }),
                            progress);
                    return choice;
                },
                done -> {
                    busy.set(false);
                    passed.addAll(order);
                    showStages(order, passed, StageState.PASSED);
                    tested.set(done);
                    step.set(DATA);
                },
                problem -> {
                    showStages(order, passed, StageState.FAILED);
                    stop(problem);
                }));
    }

    private void showStages(List<ConnectionStage> order, Set<ConnectionStage> passed, StageState next) {
        var lines = new java.util.ArrayList<StageLine>();
        boolean first = true;
        for (ConnectionStage stage : order) {
            if (passed.contains(stage)) {
                lines.add(new StageLine(stage, StageState.PASSED));
            } else {
                lines.add(new StageLine(stage, first ? next : StageState.WAITING));
                first = false;
            }
        }
        stages.setAll(lines);
    }

    private void finish() {
        DatabaseChoice choice = tested.get() == null ? choice() : tested.get();
        boolean sample = wantsSample.get();
        start();
        task.set(tasks.<DatabaseChoice>run(
                "sample",
                progress -> {
                    services.choose(choice);
                    if (sample) {
                        services.createSample(progress);
                    }
                    return choice;
                },
                _ -> {
                    busy.set(false);
                    finished.run();
                },
                this::stop));
    }

    private void start() {
        failure.set(null);
        busy.set(true);
    }

    private void stop(Failure problem) {
        busy.set(false);
        failure.set(problem);
    }

    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable DatabaseChoice> tested() {
        return tested.getReadOnlyProperty();
    }

    ObjectProperty<@Nullable Failure> failure() {
        return failure;
    }
}
