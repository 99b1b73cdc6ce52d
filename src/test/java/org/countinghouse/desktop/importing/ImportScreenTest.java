package org.countinghouse.desktop.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import javafx.scene.control.Button;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.insight.UsageFixture;
import org.countinghouse.metering.UsageImport;
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
                                context, fixture.database(), new UsageImport(fixture.database(), CLOCK)))) {
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

            stage.onFx(() -> next(stage).fire());
            assertThat(stage.visited).extracting(location -> location.screen()).containsExactly("usage");
            assertThat(stage.failures).isEmpty();
        }
    }

    private static Button next(ScreenStage stage) {
        return (Button) stage.scene().lookup("#next");
    }
}
