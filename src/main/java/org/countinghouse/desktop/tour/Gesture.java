package org.countinghouse.desktop.tour;

import java.util.Comparator;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.countinghouse.work.Failure;

/** Something a person does at a place of the tour before its picture is taken. */
public sealed interface Gesture {
    /** @param node selector of a button, for example {@code #token-issue} */
    record Press(String node) implements Gesture {}

    /** @param node selector of a text field */
    record Write(String node, String text) implements Gesture {}

    /** @param node selector of a list, a table, a box or tabs */
    record Choose(String node, int row) implements Gesture {}

    /** @param node selector of a box whose value is picked or typed */
    record Pick(String node, String value) implements Gesture {}

    /** Does it in whichever window has the node, the newest first. On the interface thread. */
    default void make() {
        switch (this) {
            case Press(String selector) -> ((ButtonBase) node(selector)).fire();
            case Write(String selector, String text) -> ((TextInputControl) node(selector)).setText(text);
            case Pick(String selector, String value) -> pick(node(selector), value);
            case Choose(String selector, int row) -> {
                switch (node(selector)) {
                    case ListView<?> list -> list.getSelectionModel().clearAndSelect(row);
                    case TableView<?> table -> table.getSelectionModel().clearAndSelect(row);
                    case TabPane tabs -> tabs.getSelectionModel().select(row);
                    case ComboBox<?> box -> box.getSelectionModel().select(row);
                    default -> throw missing(selector);
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // Boxes of the tour hold texts.
    private static void pick(Node box, String value) {
        ((ComboBox<String>) box).setValue(value);
    }

    private static Node node(String selector) {
        return windows().stream()
                .map(window -> window.getScene().lookup(selector))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> missing(selector));
    }

    private static Failure missing(String selector) {
        return new Failure("tour.node", "The tour found nothing called " + selector + ".", "");
    }

    /** Windows with a frame, the newest first. */
    static List<Stage> windows() {
        return Window.getWindows().stream()
                .filter(Stage.class::isInstance)
                .map(Stage.class::cast)
                .sorted(Comparator.comparing((Stage stage) -> stage.getOwner() == null))
                .toList();
    }

    /** What a picture is taken of: the question over the window, else the window. */
    static Scene top() {
        return windows().getFirst().getScene();
    }

    /** Ends every question. */
    static void leave() {
        windows().stream().filter(stage -> stage.getOwner() != null).forEach(Stage::close);
    }
}
