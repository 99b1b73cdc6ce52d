package org.countinghouse.desktop.common.list;

import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.Tone;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** What is looked at beside a list: a heading, and sections of facts and notes below it, which scroll. */
public class SidePane extends StackPane {
    private final VBox body = new VBox();
    private final ScrollPane scroll = new ScrollPane(body);

    public SidePane() {
        getStyleClass().add("quota-pane");
        body.getStyleClass().add("quota-body");
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("side-scroll");
        getChildren().add(scroll);
    }

    /** Shows parts below each other. Those at the beginning that are there already stay, and so does the keyboard. */
    protected final void showParts(List<? extends Node> parts) {
        var shown = body.getChildren();
        int same = 0;
        while (same < shown.size() && same < parts.size() && shown.get(same).equals(parts.get(same))) {
            same++;
        }
        shown.remove(same, shown.size());
        shown.addAll(parts.subList(same, parts.size()));
        getChildren().setAll(scroll);
    }

    /** Says that nothing is looked at. */
    protected final void showNothing(Node said) {
        body.getChildren().clear();
        getChildren().setAll(said);
    }

    /** The name of what is looked at with what else is said at once. */
    public static VBox head(String name, Node... more) {
        var head = new VBox(Questions.sentence(name, "quota-customer"));
        head.getChildren().addAll(more);
        head.getStyleClass().add("quota-head");
        return head;
    }

    /** Small things in a row, such as a state and a code. */
    public static HBox line(Node... nodes) {
        var line = new HBox(nodes);
        line.getStyleClass().add("quota-top");
        return line;
    }

    /** Buttons, as many in a row as there is room for. */
    public static FlowPane buttons(List<? extends Node> buttons) {
        var bar = new FlowPane();
        bar.getChildren().setAll(buttons);
        buttons.forEach(button -> button.getStyleClass().add("small"));
        bar.getStyleClass().add("quota-buttons");
        return bar;
    }

    public static VBox section(String title, Node... content) {
        var heading = new Label(title);
        heading.getStyleClass().add("overline");
        var box = new VBox(heading);
        box.getChildren().addAll(content);
        box.getStyleClass().add("quota-section");
        return box;
    }

    /** An empty table of facts; {@link #fact} fills it. */
    public static GridPane facts() {
        var grid = new GridPane();
        grid.getStyleClass().add("facts");
        return grid;
    }

    /** Adds a name and its value. */
    public static void fact(GridPane facts, String name, String value) {
        var label = new Label(name);
        label.getStyleClass().add("fact-label");
        label.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setValignment(label, VPos.TOP);
        var text = Questions.sentence(value.isBlank() ? "–" : value.strip(), "fact-value");
        GridPane.setHgrow(text, Priority.ALWAYS);
        label.setLabelFor(text);
        facts.addRow(facts.getRowCount(), label, text);
    }

    /** A figure at the right edge of its cell, which never is cut. */
    public static Label figure(String text, String style) {
        var label = new Label(text);
        label.getStyleClass().add(style);
        label.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setHalignment(label, HPos.RIGHT);
        return label;
    }

    /** Something that happened, or has to be known: an icon, the sentence, and smaller ones below it. */
    public static HBox note(Ikon symbol, Tone tone, String what, String... more) {
        var icon = new FontIcon(symbol);
        icon.getStyleClass().addAll("note-icon", tone.styleClass());
        var told = new VBox(Questions.sentence(what, "change-text"));
        for (String each : more) {
            if (!each.isEmpty()) {
                told.getChildren().add(Questions.sentence(each, "note-time"));
            }
        }
        HBox.setHgrow(told, Priority.ALWAYS);
        var line = new HBox(icon, told);
        line.getStyleClass().add("note-line");
        return line;
    }
}
