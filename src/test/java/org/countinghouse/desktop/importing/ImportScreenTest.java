package org.countinghouse.desktop.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.countinghouse.billing.FinalInvoices;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.insight.UsageFixture;
import org.countinghouse.metering.BatchUndo;
import org.countinghouse.metering.ImportOptions;
import org.countinghouse.metering.UsageImport;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportScreenTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2023-12-10T09:30:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void aFileGoesFromItsFirstRowsToUsage() throws Exception {
        try (var fixture = UsageFixture.withUsage();
                var stage = ScreenStage.open(
                        "/fxml/import.fxml",
                        context -> new ImportView(
                                context,
                                fixture.database(),
                                new UsageImport(fixture.database(), CLOCK),
                                new BatchUndo(fixture.database(), new FinalInvoices())))) {
            var model = ((ImportView) stage.screen()).model();
            stage.until(() -> !stage.scene().getRoot().lookupAll(".status-pill").isEmpty());
            stage.picture("import-file");

            Path file = UsageFiles.csv(folder);
            stage.onFx(() -> model.choose(file));
            stage.until(() -> model.step().get() == ImportStep.READING && model.readable());
            stage.picture("import-reading");

            stage.onFx(() -> next(stage).fire());
            stage.until(() -> model.step().get() == ImportStep.CHECK);
            assertThat(next(stage).getText()).isEqualTo("Import 60 events");
            stage.picture("import-check");

            stage.onFx(() -> next(stage).fire());
            stage.until(() -> model.step().get() == ImportStep.RESULT);
            assertThat(Objects.requireNonNull(model.result().get()).accepted()).isEqualTo(60);
            stage.picture("import-result");

            Button toInbox = (Button) stage.scene().lookup("#to-inbox");
            assertThat(toInbox.getText()).isEqualTo("2 of this file’s rows wait in the inbox");

            stage.onFx(() -> next(stage).fire());
            assertThat(stage.visited).extracting(location -> location.screen()).containsExactly("usage");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void anImportIsUndoneAfterItsPreview() throws Exception {
        try (var fixture = UsageFixture.empty()) {
            new UsageImport(fixture.database(), CLOCK)
                    .run(UsageFiles.csv(folder), ImportOptions.DEFAULT, Progress.NONE);
            try (var stage = ScreenStage.open(
                    "/fxml/import.fxml",
                    context -> new ImportView(
                            context,
                            fixture.database(),
                            new UsageImport(fixture.database(), CLOCK),
                            new BatchUndo(fixture.database(), (_, _) -> List.of("R-2023-000007"))))) {
                stage.until(() -> pills(stage).contains("Some rejected"));
                TableView<?> table = (TableView<?>) stage.scene().lookup(".data-table-view");
                stage.onFx(() -> table.getSelectionModel().select(0));
                stage.onFx(() -> ((Button) stage.scene().lookup("#undo-import")).fire());

                stage.until(() -> question("#confirm-undo") != null);
                Scene question = Objects.requireNonNull(question("#confirm-undo"));
                Button confirm = (Button) question.lookup("#confirm-undo");
                stage.onFx(() -> ((TextField) question.lookup("#undo-reason")).setText("wrong month"));
                stage.until(() -> question.lookup("#undo-anyway").isVisible());
                assertThat(confirm.getText()).isEqualTo("Undo 60 events");
                assertThat(confirm.isDisabled()).isTrue();
                stage.onFx(() -> ((CheckBox) question.lookup("#undo-anyway")).setSelected(true));
                stage.picture("import-undo", question);

                stage.onFx(confirm::fire);
                stage.until(() -> pills(stage).contains("Undone"));
                assertThat(stage.notices).containsExactly("Undone: 60 events of november.csv count no longer");
                stage.picture("import-undone");
                assertThat(stage.failures).isEmpty();
            }
        }
    }

    private static @Nullable Scene question(String id) {
        return Window.getWindows().stream()
                .map(Window::getScene)
                .filter(scene -> scene.lookup(id) != null)
                .findFirst()
                .orElse(null);
    }

    private static List<String> pills(ScreenStage stage) {
        return stage.scene().getRoot().lookupAll(".status-pill").stream()
                .map(pill -> ((Label) pill).getText())
                .toList();
    }

    private static Button next(ScreenStage stage) {
        return (Button) stage.scene().lookup("#next");
    }
}
