package org.countinghouse.desktop.firstrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.countinghouse.desktop.common.SynchronousTasks;
import org.countinghouse.desktop.firstrun.FirstRunModel.StageLine;
import org.countinghouse.desktop.firstrun.FirstRunModel.StageState;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;

class FirstRunModelTest {
    private final List<String> calls = new ArrayList<>();
    private boolean refuses;

    private final FirstRunServices services = new FirstRunServices() {
        @Override
        public List<ConnectionStage> stages(DatabaseChoice choice) {
            return List.of(ConnectionStage.HOST_REACHABLE, ConnectionStage.SIGN_IN, ConnectionStage.SCHEMA);
        }

        @Override
        public void check(DatabaseChoice choice, Consumer<ConnectionStage> passed, Progress progress) {
            passed.accept(ConnectionStage.HOST_REACHABLE);
            if (refuses) {
                throw new Failure("database.signin", "The server refuses ada.", "Check the password.");
            }
            passed.accept(ConnectionStage.SIGN_IN);
            passed.accept(ConnectionStage.SCHEMA);
        }

        @Override
        public void choose(DatabaseChoice choice) {
            calls.add("choose " + choice);
        }

        @Override
        public void createSample(Progress progress) {
            calls.add("sample");
        }
    };

    private final FirstRunModel model =
            new FirstRunModel(services, new SynchronousTasks(), () -> calls.add("finished"));

    @Test
    void threeStepsLeadToTheSample() {
        model.next();
        model.next();
        model.next();

        assertThat(calls).containsExactly("choose Embedded[]", "sample", "finished");
    }

    @Test
    void aFailedTestStaysAtTheDatabaseAndShowsTheStage() {
        refuses = true;
        model.next();
        model.shared.set(true);
        model.next();

        assertThat(model.step.get()).isEqualTo(FirstRunModel.DATABASE);
        assertThat(model.stages)
                .extracting(StageLine::state)
                .containsExactly(StageState.PASSED, StageState.FAILED, StageState.WAITING);
        assertThat(model.failure().get().code()).isEqualTo("database.signin");
        assertThat(model.busy().get()).isFalse();
    }

    @Test
    void aPasswordIsNeverWrittenOut() {
        var choice = new DatabaseChoice.Shared("db.example.org", 5432, "books", "ada", "secret");

        assertThat(choice.toString()).doesNotContain("secret");
    }
}
