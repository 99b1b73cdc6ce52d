package org.countinghouse.desktop.plans;

import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A plan in the list: its name, and in small what there is of it. */
final class PlanCell extends ListCell<PlanRow> {
    private final Label name = new Label();
    private final Label currency = new Label();
    private final Label detail = new Label();
    private final VBox content;
    private final Function<PlanRow, String> words;

    /** @param words what is told in small about a plan */
    PlanCell(Function<PlanRow, String> words) {
        this.words = words;
        name.getStyleClass().add("plan-name");
        name.setMinWidth(0);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        currency.getStyleClass().add("plan-currency");
        currency.setMinWidth(Region.USE_PREF_SIZE);
        detail.getStyleClass().add("plan-detail");
        detail.setMinWidth(0);
        var top = new HBox(name, currency);
        top.setAlignment(Pos.CENTER_LEFT);
        content = new VBox(top, detail);
        content.getStyleClass().add("plan-cell");
        // Long names are cut, never the list made wider.
        content.setPrefWidth(0);
        getStyleClass().add("plan-list-cell");
    }

    @Override
    protected void updateItem(@Nullable PlanRow plan, boolean empty) {
        super.updateItem(plan, empty);
        if (plan == null || empty) {
            setGraphic(null);
        } else {
            name.setText(plan.name());
            currency.setText(plan.currency());
            detail.setText(words.apply(plan));
            setGraphic(content);
        }
    }
}
