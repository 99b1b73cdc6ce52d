package org.countinghouse.desktop.dashboard;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One figure: value, change, period, as-of time, and the list behind it when it is opened. */
final class DashboardTile extends VBox {
    private static final Insets ABOVE_DRAWING = new Insets(10, 0, 2, 0);

    private final Label title = new Label();
    private final Label value = new Label();
    private final Label detail = new Label();
    private final StatusPill change = new StatusPill();
    private final Label foot = new Label();
    private final VBox body = new VBox();
    private Runnable open = () -> {};

    DashboardTile(String id, Ikon icon, String titleText) {
        setId("tile-" + id);
        getStyleClass().addAll("card", "dashboard-tile");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        title.setText(titleText);
        title.getStyleClass().add("tile-title");
        var mark = new FontIcon(icon);
        mark.getStyleClass().add("tile-mark");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var go = new FontIcon(Feather.ARROW_UP_RIGHT);
        go.getStyleClass().add("tile-go");
        var top = new HBox(mark, title, gap, go);
        top.getStyleClass().add("tile-top");
        value.getStyleClass().add("tile-value");
        value.setId("tile-" + id + "-value");
        value.setMinWidth(0);
        detail.getStyleClass().add("tile-detail");
        detail.setWrapText(true);
        detail.setMinHeight(Region.USE_PREF_SIZE);
        change.setMinWidth(Region.USE_PREF_SIZE);
        foot.getStyleClass().add("tile-foot");
        body.getStyleClass().add("tile-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(top, body, foot);
        setOnMouseClicked(this::clicked);
        setOnKeyPressed(this::pressed);
    }

    private void clicked(MouseEvent click) {
        if (click.getButton() == MouseButton.PRIMARY && click.isStillSincePress()) {
            requestFocus();
            open.run();
        }
    }

    private void pressed(KeyEvent press) {
        if (press.getCode() == KeyCode.ENTER || press.getCode() == KeyCode.SPACE) {
            open.run();
            press.consume();
        }
    }

    /** A value with what is to be said about it. */
    DashboardTile figure(String text, String words, @Nullable Status pill) {
        value.setText(text);
        detail.setText(words);
        // Where both do not fit beside each other the figure stays whole.
        var line = new FlowPane(value);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("tile-line");
        if (pill != null) {
            change.show(pill);
            line.getChildren().add(change);
        }
        body.getChildren().setAll(line, detail);
        detail.setManaged(!words.isEmpty());
        setAccessibleText(title.getText() + ": " + text + ". " + words);
        return this;
    }

    /** Something below the words. */
    DashboardTile more(Node node) {
        body.getChildren().add(node);
        return this;
    }

    /** Nothing but this, from the top. */
    DashboardTile content(Node node) {
        body.getChildren().setAll(node);
        setAccessibleText(title.getText());
        return this;
    }

    /** Something drawn, which takes the room that is left. */
    DashboardTile drawing(Node node) {
        VBox.setVgrow(node, Priority.ALWAYS);
        VBox.setMargin(node, ABOVE_DRAWING);
        body.getChildren().add(node);
        return this;
    }

    DashboardTile foot(String text) {
        foot.setText(text);
        return this;
    }

    DashboardTile opens(Runnable run) {
        open = run;
        return this;
    }
}
