package org.countinghouse.desktop.subscriptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.countinghouse.billing.WantedChange;
import org.countinghouse.billing.WantedChange.When;
import org.countinghouse.customers.SubscriptionChange.Kind;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;

/** From when a change holds. */
final class ChangeMoment extends VBox {
    private final ComboBox<When> when = new ComboBox<>();
    private final DateField day;

    ChangeMoment(ScreenContext context, Kind kind) {
        Texts texts = context.texts();
        getStyleClass().add("field");
        when.setId("change-when");
        when.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable When value) {
                return value == null ? "" : texts.get(key(kind, value));
            }

            @Override
            public When fromString(String text) {
                return When.valueOf(text);
            }
        });
        when.getItems().setAll(offered(kind));
        when.setValue(
                switch (kind) {
                    case PLAN -> When.USUAL;
                    case PRICE -> When.PERIOD_END;
                    case QUANTITY, ADD_ON, REMOVE_ADD_ON, PAUSE, RESUME, CANCEL -> When.NOW;
                });
        day = new DateField(context);
        day.setId("change-day");
        day.setAccessibleText(texts.get("subscriptions.when.ON_DAY"));
        day.setVisible(false);
        day.setManaged(false);
        var label = new Label(texts.get("subscriptions.when"));
        label.getStyleClass().add("field-label");
        label.setLabelFor(when);
        when.setAccessibleText(label.getText());
        var row = new HBox(when, day);
        row.getStyleClass().add("change-fields");
        getChildren().addAll(label, row, day.problem());
    }

    /** A cancellation now keeps what is used today. */
    private static String key(Kind kind, When value) {
        boolean end = kind == Kind.CANCEL && value == When.NOW;
        return end ? "subscriptions.when.NOW.cancel" : "subscriptions.when." + value.name();
    }

    /** Only a plan is changed as is usual; prices begin with a period, which rarely is today. */
    private static List<When> offered(Kind kind) {
        var offered = new ArrayList<>(List.of(When.values()));
        if (kind != Kind.PLAN) {
            offered.remove(When.USUAL);
        }
        return offered;
    }

    void onChange(Runnable changed) {
        when.valueProperty().addListener((_, _, chosen) -> {
            boolean picked = chosen == When.ON_DAY;
            day.setVisible(picked);
            day.setManaged(picked);
            changed.run();
        });
        day.valueProperty().addListener((_, _, _) -> changed.run());
    }

    /** The change with its day; empty while the day is missing. */
    Optional<WantedChange> dated(WantedChange change) {
        When moment = when.getValue();
        if (moment == When.ON_DAY) {
            return Optional.ofNullable(day.getValue()).map(change::on);
        }
        return Optional.of(change.at(moment));
    }
}
