package org.countinghouse.desktop.inbox;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.metering.InboxGroup;
import org.jspecify.annotations.Nullable;

/** Asks which customer an unknown id means. */
final class MapQuestion {
    private MapQuestion() {}

    static void ask(ScreenContext context, Window owner, InboxViewModel model, InboxGroup group) {
        Texts texts = context.texts();
        var customers = new ListView<CustomerRow>();
        customers.setId("map-customers");
        customers.setAccessibleText(texts.get("screen.customers"));
        customers.getStyleClass().add("question-choices");
        customers.setCellFactory(_ -> new CustomerCell());
        customers.setPlaceholder(new Label(texts.get("inbox.map.none")));
        var search = new TextField();
        search.setId("map-search");
        search.setPromptText(texts.get("inbox.map.search"));
        search.setAccessibleText(texts.get("inbox.map.search"));
        var confirm = Questions.ask(
                owner,
                texts,
                texts.get("inbox.map.title", group.about()),
                texts.get("inbox.map.confirm"),
                "confirm-map",
                () -> {
                    CustomerRow customer = customers.getSelectionModel().getSelectedItem();
                    if (customer != null) {
                        model.map(customer);
                    }
                },
                Questions.sentence(texts.get("inbox.map.text", context.formats().count(group.entries())), "muted"),
                search,
                customers);
        confirm.setDisable(true);
        customers.getSelectionModel().selectedItemProperty().addListener((_, _, customer) -> {
            confirm.setDisable(customer == null);
            confirm.setText(
                    customer == null
                            ? texts.get("inbox.map.confirm")
                            : texts.get("inbox.map.confirm.to", customer.name()));
        });
        search.textProperty()
                .addListener((_, _, text) ->
                        model.findCustomers(text, found -> customers.getItems().setAll(found)));
        model.findCustomers("", found -> customers.getItems().setAll(found));
        search.requestFocus();
    }

    private static final class CustomerCell extends ListCell<CustomerRow> {
        private final Label name = new Label();
        private final Label id = new Label();
        private final HBox content = new HBox(name, id);

        CustomerCell() {
            name.setMaxWidth(Double.MAX_VALUE);
            name.setMinWidth(0);
            HBox.setHgrow(name, Priority.ALWAYS);
            id.getStyleClass().add("question-choice-id");
            id.setMinWidth(Region.USE_PREF_SIZE);
            content.setAlignment(Pos.CENTER_LEFT);
            content.setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable CustomerRow customer, boolean empty) {
            super.updateItem(customer, empty);
            if (customer == null || empty) {
                setGraphic(null);
                setAccessibleText("");
                return;
            }
            name.setText(customer.name());
            id.setText(customer.externalId());
            setAccessibleText(customer.name() + ", " + customer.externalId());
            setGraphic(content);
        }
    }
}
