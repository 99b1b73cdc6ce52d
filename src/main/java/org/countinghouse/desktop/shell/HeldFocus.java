package org.countinghouse.desktop.shell;

import javafx.scene.Node;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the keyboard inside what lies over the window as long as it shows. A screen that finishes reading, or the Tab
 * key, would otherwise take it behind, and what is typed would get lost or do something there.
 */
final class HeldFocus {
    private HeldFocus() {}

    /**
     * Of several overlays only one may show at a time.
     *
     * @param takeBack gives the keyboard to where it belongs inside the overlay
     */
    static void inside(Node overlay, Runnable takeBack) {
        overlay.sceneProperty().flatMap(Scene::focusOwnerProperty).addListener((_, _, owner) -> {
            if (overlay.isVisible() && !within(overlay, owner)) {
                takeBack.run();
            }
        });
    }

    private static boolean within(Node overlay, @Nullable Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (each.equals(overlay)) {
                return true;
            }
        }
        return false;
    }
}
