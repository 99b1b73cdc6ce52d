package org.countinghouse.desktop.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import org.countinghouse.billing.FinalInvoices;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.insight.UsageFixture;
import org.countinghouse.metering.BatchUndo;
import org.countinghouse.metering.UsageImport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that nobody can guess are said by hand, checked without storing anything, imported and remembered. */
class ImportColumnsScreenTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2023-12-10T09:30:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void strangeColumnsAreChosenPreviewedCheckedAndRemembered() throws Exception {
        Path file = Files.writeString(folder.resolve("verbrauch.csv"), """
                nr;wer;wann;wieviel
                1;c-1;2023-11-20T10:00:00Z;500
                2;c-1;2023-11-20T10:05:00Z;viel
                3;c-2;2023-11-20T10:10:00Z;700
                """);
        try (var fixture = UsageFixture.withUsage();
                var stage = ScreenStage.open(
                        "/fxml/import.fxml",
                        context -> new ImportView(
                                context,
                                fixture.database(),
                                new UsageImport(fixture.database(), CLOCK),
                                new BatchUndo(fixture.database(), new FinalInvoices())))) {
            var model = ((ImportView) stage.screen()).model();
            stage.onFx(() -> model.choose(file));
            stage.until(() -> model.step().get() == ImportStep.READING && find(stage, "#map-id") != null);
            assertThat(next(stage).isDisabled()).as("nothing can be read yet").isTrue();

            map(stage, "id", "nr");
            map(stage, "customer", "wer");
            map(stage, "event", "=tokens_in");
            map(stage, "time", "wann");
            map(stage, "quantity", "wieviel");
            TableView<?> preview = (TableView<?>) stage.scene().lookup("#preview");
            stage.until(() -> preview.getItems().size() == 3 && !next(stage).isDisabled());

            stage.onFx(() -> next(stage).fire());
            stage.until(() -> model.step().get() == ImportStep.CHECK);
            var checked = Objects.requireNonNull(model.checked().get());
            assertThat(checked.report().accepted()).isEqualTo(2);
            assertThat(checked.reasons())
                    .singleElement()
                    .satisfies(reason -> assertThat(reason.line()).isEqualTo(3));
            assertThat(next(stage).getText()).isEqualTo("Import 2 events");

            stage.onFx(() -> next(stage).fire());
            stage.until(() -> model.step().get() == ImportStep.RESULT);
            assertThat(Objects.requireNonNull(model.result().get()).accepted())
                    .as("the check stored nothing")
                    .isEqualTo(2);

            stage.onFx(() -> model.choose(file));
            stage.until(() -> model.step().get() == ImportStep.READING && model.readable());
            assertThat(((ComboBox<?>) find(stage, "#map-customer")).getValue()).isEqualTo("wer");
            assertThat(stage.failures).isEmpty();
        }
    }

    @SuppressWarnings("unchecked") // The scene does not say what the box holds.
    private static void map(ScreenStage stage, String field, String column) throws Exception {
        stage.onFx(() -> ((ComboBox<String>) find(stage, "#map-" + field)).setValue(column));
    }

    private static javafx.scene.Node find(ScreenStage stage, String id) {
        return stage.scene().lookup(id);
    }

    private static Button next(ScreenStage stage) {
        return (Button) stage.scene().lookup("#next");
    }
}
