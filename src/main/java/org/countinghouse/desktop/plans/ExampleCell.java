package org.countinghouse.desktop.plans;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.catalog.ExamplePlan;
import org.jspecify.annotations.Nullable;

/** An example in the list: its title, and in small what it does. */
final class ExampleCell extends ListCell<ExamplePlan> {
    private static final double SCROLL_BAR = 14;

    private final Label title = new Label();
    private final Label detail = new Label();
    private final VBox content = new VBox(title, detail);
    private final Locale locale;

    ExampleCell(Locale locale) {
        this.locale = locale;
        title.getStyleClass().add("plan-name");
        detail.getStyleClass().add("plan-detail");
        detail.setWrapText(true);
        detail.setMinHeight(Region.USE_PREF_SIZE);
        content.getStyleClass().add("plan-cell");
        getStyleClass().add("plan-list-cell");
        // As wide as the list and not wider, so that the sentence wraps.
        setPrefWidth(0);
    }

    /** The height of the sentence at the width that the list has beside its scroll bar. */
    @Override
    protected double computePrefHeight(double width) {
        double room = getListView().getWidth() - SCROLL_BAR - snappedLeftInset() - snappedRightInset();
        return snappedTopInset() + content.prefHeight(Math.max(0, room)) + snappedBottomInset();
    }

    @Override
    protected void updateItem(@Nullable ExamplePlan example, boolean empty) {
        super.updateItem(example, empty);
        if (example == null || empty) {
            setGraphic(null);
        } else {
            title.setText(example.title(locale));
            detail.setText(example.description(locale));
            setGraphic(content);
        }
    }
}
