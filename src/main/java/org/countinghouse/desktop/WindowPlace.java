package org.countinghouse.desktop;

import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences.WindowState;

/** Opens the window where and as large as the person left it. */
final class WindowPlace {
    private static final double SMALLEST_WIDTH = 1024;
    private static final double SMALLEST_HEIGHT = 700;

    private WindowPlace() {}

    static void keep(Stage stage, PreferenceStore preferences) {
        restore(stage, preferences.get().window());
        stage.setOnHiding(_ -> remember(stage, preferences));
    }

    /** As it was, unless that screen is gone. */
    private static void restore(Stage stage, WindowState window) {
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

    private static void remember(Stage stage, PreferenceStore preferences) {
        preferences.update(current -> {
            WindowState before = current.window();
            // A maximised window keeps its usual place for the day it is made smaller.
            return current.withWindow(
                    stage.isMaximized()
                            ? new WindowState(before.x(), before.y(), before.width(), before.height(), true)
                            : new WindowState(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false));
        });
    }
}
