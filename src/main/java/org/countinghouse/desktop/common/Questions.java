package org.countinghouse.desktop.common;

import java.util.Objects;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Control;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** Dialogs that ask before something is done. They have windows and style sheets of their own. */
public final class Questions {
    private static final double WIDTH = 460;
    private static final double EDGES = 40;

    private Questions() {}

    /** Gives a dialog the look of all questions; to be called when the buttons are set. */
    public static void dress(DialogPane pane) {
        var sheet = Objects.requireNonNull(Questions.class.getResource("/styles/questions.css"));
        pane.getStylesheets().add(sheet.toExternalForm());
        pane.getStyleClass().add("question");
        for (ButtonType type : pane.getButtonTypes()) {
            var button = pane.lookupButton(type);
            ButtonBar.setButtonUniformSize(button, false);
            if (button instanceof Region region) {
                region.setMinWidth(Region.USE_PREF_SIZE);
            }
        }
    }

    /**
     * Asks, and does what was asked about when the person says so.
     *
     * @param title what is asked
     * @param verb on the button, with the amount
     * @param id of the button
     * @param body what has to be known or said before
     * @return the button, which may be held back until everything is said
     */
    public static Button ask(
            Window owner, Texts texts, String title, String verb, String id, Runnable confirmed, Node... body) {
        return ask(WIDTH, owner, texts, title, verb, id, confirmed, body);
    }

    /**
     * As above, for what needs another width.
     *
     * @param width of the body in pixels
     */
    public static Button ask(
            double width,
            Window owner,
            Texts texts,
            String title,
            String verb,
            String id,
            Runnable confirmed,
            Node... body) {
        var go = new ButtonType(verb, ButtonBar.ButtonData.OK_DONE);
        var stay = new ButtonType(texts.get("question.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
        var dialog = new Dialog<ButtonType>();
        dialog.initOwner(owner);
        dialog.setTitle(title);
        dialog.setHeaderText(null);
        dialog.getDialogPane().getButtonTypes().setAll(go, stay);
        var heading = new Label(title);
        heading.getStyleClass().add("section-title");
        heading.setWrapText(true);
        heading.setMinHeight(Region.USE_PREF_SIZE);
        var content = new Body(width);
        content.getChildren().add(heading);
        content.getChildren().addAll(body);
        content.getStyleClass().add("question-body");
        content.setPrefWidth(width);
        dialog.getDialogPane().setContent(content);
        dress(dialog.getDialogPane());
        var button = (Button) dialog.getDialogPane().lookupButton(go);
        button.getStyleClass().add("accent");
        button.setId(id);
        button.addEventFilter(ActionEvent.ACTION, click -> holdBack(content, click));
        dialog.setOnHidden(_ -> {
            if (dialog.getResult() == go) {
                confirmed.run();
            }
        });
        dialog.show();
        return button;
    }

    /** A day that cannot be read is mended first: without it the question might mean something else. */
    private static void holdBack(Node body, ActionEvent click) {
        body.lookupAll(".date-picker").stream()
                .filter(node -> node instanceof DateField date && date.holdsBack())
                .findFirst()
                .ifPresent(date -> {
                    click.consume();
                    date.requestFocus();
                });
    }

    /** A sentence of a question, as long as it needs to be. */
    public static Label sentence(String text, String style) {
        var label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** A control with its name above it. */
    public static VBox field(String title, Control control) {
        return field(title, control, control);
    }

    /**
     * As above, of something larger.
     *
     * @param named what of it takes the keyboard
     */
    public static VBox field(String title, Control named, Node node) {
        var label = new Label(title);
        label.getStyleClass().add("field-label");
        label.setLabelFor(named);
        named.setAccessibleText(title);
        var field = new VBox(label, node);
        if (named instanceof DateField date) {
            field.getChildren().add(date.problem());
        }
        field.getStyleClass().add("field");
        HBox.setHgrow(field, Priority.SOMETIMES);
        return field;
    }

    /** Fields beside each other. */
    public static HBox row(Node... fields) {
        var row = new HBox(fields);
        row.getStyleClass().add("wallet-row");
        return row;
    }

    /**
     * Gives a question more room than the theme does, in the middle of its owner.
     *
     * @param confirm the button of the question
     * @param width of the body in pixels
     */
    public static void widen(Button confirm, Window owner, double width) {
        var pane = (DialogPane) confirm.getScene().getRoot();
        pane.setMaxWidth(width + EDGES);
        pane.setPrefWidth(width + EDGES);
        fit(pane);
        pane.getScene().getWindow().setX(owner.getX() + (owner.getWidth() - width - EDGES) / 2);
    }

    /** Makes the window of a question as large as what it says now. */
    public static void fit(Node inside) {
        if (inside.getScene() != null && inside.getScene().getWindow() != null) {
            inside.getScene().getWindow().sizeToScene();
        }
    }

    /** Sentences break into lines at the question's width, also while its window is measured without one. */
    private static final class Body extends VBox {
        private final double width;

        Body(double width) {
            this.width = width;
        }

        @Override
        protected double computePrefHeight(double forWidth) {
            return super.computePrefHeight(forWidth < 0 ? width : forWidth);
        }
    }
}
