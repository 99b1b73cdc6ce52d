package org.countinghouse.desktop.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/** Loads a layout with controllers that were built by hand, so that controllers take what they need in constructors. */
public final class ViewLoader {
    private ViewLoader() {}

    /**
     * @param fxml resource path
     * @param controllers one for each {@code fx:controller} named in the layout and its includes
     */
    public static Parent load(String fxml, Texts texts, Object... controllers) {
        var resource = Objects.requireNonNull(ViewLoader.class.getResource(fxml), "no layout " + fxml);
        var loader = new FXMLLoader(resource, texts.bundle());
        loader.setControllerFactory(type -> controllerOf(type, controllers));
        try {
            return loader.load();
        } catch (IOException broken) {
            throw new UncheckedIOException("Layout " + fxml, broken);
        }
    }

    private static Object controllerOf(Class<?> type, Object... controllers) {
        for (Object controller : controllers) {
            if (type.isInstance(controller)) {
                return controller;
            }
        }
        throw new IllegalArgumentException("No controller was given for " + type.getName());
    }
}
