package org.countinghouse.desktop.inbox;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.metering.InboxGroup;
import org.jspecify.annotations.Nullable;

/** A cause in the list: why, how many, and about what. */
final class GroupCell extends ListCell<InboxGroup> {
    private final Label reason = new Label();
    private final Label count = new Label();
    private final Label about = new Label();
    private final VBox content;
    private final InboxWords words;

    GroupCell(InboxWords words) {
        this.words = words;
        reason.getStyleClass().add("plan-name");
        reason.setMinWidth(0);
        reason.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(reason, Priority.ALWAYS);
        count.getStyleClass().add("inbox-count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        about.setMinWidth(0);
        var top = new HBox(reason, count);
        top.setAlignment(Pos.CENTER_LEFT);
        top.getStyleClass().add("inbox-group-top");
        content = new VBox(top, about);
        content.getStyleClass().add("plan-cell");
        // Long names are cut, never the list made wider.
        content.setPrefWidth(0);
        getStyleClass().add("plan-list-cell");
    }

    @Override
    protected void updateItem(@Nullable InboxGroup group, boolean empty) {
        super.updateItem(group, empty);
        if (group == null || empty) {
            setGraphic(null);
            setAccessibleText("");
            return;
        }
        reason.setText(words.reason(group));
        count.setText(words.count(group));
        boolean named = !group.about().isEmpty();
        about.setText(named ? group.about() : words.detail(group.detail()));
        about.getStyleClass().setAll("label", named ? "inbox-about" : "plan-detail");
        setAccessibleText(words.reason(group) + ", " + about.getText() + ", " + words.count(group));
        setGraphic(content);
    }
}
