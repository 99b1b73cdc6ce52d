package org.countinghouse.desktop;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.common.Preferences.WindowState;
import org.countinghouse.desktop.shell.Themes;
import org.jspecify.annotations.Nullable;

/** The window from start to end; {@link Desktop#launch} starts it. */
public final class DesktopApplication extends Application {
    private static final double SMALLEST_WIDTH = 1024;
    private static final double SMALLEST_HEIGHT = 700;

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
        place(stage, store.get().window());
        stage.setTitle("Countinghouse");
        stage.getIcons().addAll(icons());
        stage.setScene(scene);
        stages = new Stages(start.backend(), store, scene, start.clock());
        stages.begin();
        rememberPlace(stage, store);
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

    /** Restores the window where it was, unless that screen is gone. */
    private static void place(Stage stage, WindowState window) {
        stage.setMinWidth(SMALLEST_WIDTH);
        stage.setMinHeight(SMALLEST_HEIGHT);
        boolean seen = window.x() >= 0
                && !Screen.getScreensForRectangle(window.x(), window.y(), window.width(), window.height())
                        .isEmpty();
        Rectangle2D room = Screen.getPrimary().getVisualBounds();
        stage.setWidth(Math.clamp(window.width(), SMALLEST_WIDTH, Math.max(SMALLEST_WIDTH, room.getWidth())));
        stage.setHeight(Math.clamp(window.height(), SMALLEST_HEIGHT, Math.max(SMALLEST_HEIGHT, room.getHeight())));
        if (seen) {
            stage.setX(window.x());
            stage.setY(window.y());
        }
        stage.setMaximized(window.maximized());
    }

    private static void rememberPlace(Stage stage, PreferenceStore store) {
        stage.setOnHiding(_ -> store.update(current -> {
            WindowState before = current.window();
            // A maximised window keeps its usual place for the day it is made smaller.
            return current.withWindow(
                    stage.isMaximized()
                            ? new WindowState(before.x(), before.y(), before.width(), before.height(), true)
                            : new WindowState(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false));
        }));
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
