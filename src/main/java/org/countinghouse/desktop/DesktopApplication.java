package org.countinghouse.desktop;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.shell.Themes;
import org.jspecify.annotations.Nullable;

/** The window from start to end; {@link Desktop#launch} starts it. */
public final class DesktopApplication extends Application {
    private @Nullable PreferenceStore preferences;
    private @Nullable Stages stages;

    @Override
    public void start(Stage stage) {
        Desktop.Start start = Desktop.start();
        Themes.loadFonts();
        var store = PreferenceStore.open(
                start.backend().preferencesFile(), Preferences.initial(java.util.Locale.getDefault()));
        preferences = store;
        var scene = new Scene(new StackPane());
        dress(store, scene);
        WindowPlace.keep(stage, store);
        stage.setTitle("Countinghouse");
        stage.getIcons().addAll(icons());
        stage.setScene(scene);
        stages = new Stages(start.backend(), store, scene, start.clock());
        stages.begin();
        stage.show();
    }

    private static void dress(PreferenceStore store, Scene scene) {
        Themes.apply(store.get(), scene);
        store.preferences().addListener((_, _, _) -> Themes.apply(store.get(), scene));
        scene.rootProperty().addListener((_, _, _) -> Themes.apply(store.get(), scene));
        Platform.getPreferences().colorSchemeProperty().addListener((_, _, _) -> Themes.apply(store.get(), scene));
    }

    private static java.util.List<Image> icons() {
        try (var file = DesktopApplication.class.getResourceAsStream("/icons/countinghouse.png")) {
            return file == null ? java.util.List.of() : java.util.List.of(new Image(file));
        } catch (java.io.IOException unreadable) {
            return java.util.List.of();
        }
    }

    @Override
    public void stop() {
        if (stages != null) {
            stages.close();
        }
        if (preferences != null) {
            preferences.flush();
        }
    }
}
