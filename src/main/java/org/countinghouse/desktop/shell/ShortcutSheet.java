package org.countinghouse.desktop.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.Texts;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** F1: every key of the window and of the screen that is seen, from the action registry. */
final class ShortcutSheet extends StackPane {
    private final ActionRegistry actions;
    private final Texts texts;
    private final HBox groups = new HBox();
    private final Button close = new Button("", new FontIcon(Feather.X));

    ShortcutSheet(ActionRegistry actions, Texts texts) {
        this.actions = actions;
        this.texts = texts;
        getStyleClass().add("scrim");
        groups.getStyleClass().add("shortcut-groups");
        close.getStyleClass().addAll("flat", "button-icon");
        close.setAccessibleText(texts.get("close"));
        close.setOnAction(_ -> setVisible(false));
        var title = new Label(texts.get("shortcuts.title"));
        title.getStyleClass().add("page-title");
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        var head = new HBox(title, close);
        head.setAlignment(Pos.CENTER_LEFT);
        var scroll = new ScrollPane(groups);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        var card = new VBox(head, scroll);
        card.getStyleClass().addAll("overlay-card", "shortcut-sheet");
        card.setMaxSize(900, USE_PREF_SIZE);
        getChildren().add(card);
        setVisible(false);
        addEventFilter(KeyEvent.KEY_PRESSED, press -> {
            if (press.getCode() == KeyCode.ESCAPE || press.getCode() == KeyCode.F1) {
                setVisible(false);
                press.consume();
            }
        });
        setOnMousePressed(press -> {
            if (press.getTarget() == this) {
                setVisible(false);
            }
        });
        HeldFocus.inside(this, close::requestFocus);
    }

    void open() {
        Map<String, VBox> byGroup = new LinkedHashMap<>();
        for (Action action : actions.all()) {
            if (action.keys() != null) {
                byGroup.computeIfAbsent(action.group(), this::group)
                        .getChildren()
                        .add(line(action));
            }
        }
        groups.getChildren().setAll(columns(List.copyOf(byGroup.values())));
        setVisible(true);
        close.requestFocus();
    }

    /** Two columns of about the same height. */
    private static List<VBox> columns(List<VBox> all) {
        int lines = all.stream().mapToInt(group -> group.getChildren().size()).sum();
        var left = new VBox();
        var right = new VBox();
        int placed = 0;
        for (VBox group : all) {
            (placed * 2 < lines ? left : right).getChildren().add(group);
            placed += group.getChildren().size();
        }
        List.of(left, right).forEach(column -> column.getStyleClass().add("shortcut-column"));
        return List.of(left, right);
    }

    private VBox group(String name) {
        var title = new Label(texts.get("group." + name));
        title.getStyleClass().add("overline");
        var group = new VBox(title);
        group.getStyleClass().add("shortcut-group");
        return group;
    }

    private HBox line(Action action) {
        var text = new Label(texts.get(action.textKey()));
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        var keys = new Label(keys(action, texts));
        keys.getStyleClass().add("keys");
        keys.setMinWidth(USE_PREF_SIZE);
        var line = new HBox(text, keys);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    /** The keys as they are written on the keyboard, for example {@code Ctrl + K}; empty for none. */
    static String keys(Action action, Texts texts) {
        KeyCombination keys = action.keys();
        if (keys == null) {
            return "";
        }
        String shown = keys.getDisplayText();
        return shown.replace("Ctrl", texts.get("keys.control"))
                .replace("Shift", texts.get("keys.shift"))
                .replace("+", " + ");
    }
}
