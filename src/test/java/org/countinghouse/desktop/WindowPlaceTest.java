package org.countinghouse.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.common.Preferences.WindowState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/** The headless screen is 1000 x 1000, so that only the height can differ from the smallest. */
@ExtendWith(ApplicationExtension.class)
class WindowPlaceTest {
    @TempDir
    private Path folder;

    private PreferenceStore open() {
        return PreferenceStore.open(folder.resolve("preferences.json"), Preferences.initial(Locale.ENGLISH));
    }

    private static Stage window(PreferenceStore preferences) {
        var stage = new Stage();
        stage.setScene(new Scene(new StackPane()));
        WindowPlace.keep(stage, preferences);
        stage.show();
        return stage;
    }

    @Test
    void aWindowOpensAsLargeAsItWasLeft(FxRobot robot) {
        robot.interact(() -> {
            PreferenceStore preferences = open();
            Stage stage = window(preferences);
            stage.setX(40);
            stage.setY(30);
            stage.setHeight(777);
            stage.hide();
            preferences.flush();
        });

        robot.interact(() -> {
            Stage again = window(open());
            assertThat(again.getHeight()).isEqualTo(777);
            assertThat(again.getX()).isEqualTo(40);
            assertThat(again.getY()).isEqualTo(30);
            again.hide();
        });
    }

    @Test
    void aWindowOnAScreenThatIsGoneOpensWhereItIsSeen(FxRobot robot) {
        robot.interact(() -> {
            PreferenceStore preferences = open();
            preferences.update(now -> now.withWindow(new WindowState(9_000, 9_000, 1_200, 5_000, false)));

            Stage stage = window(preferences);

            assertThat(stage.getX()).isLessThan(1_000);
            assertThat(stage.getHeight()).isLessThanOrEqualTo(1_000);
            stage.hide();
        });
    }
}
