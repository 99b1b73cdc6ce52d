package org.countinghouse.desktop.common;

import java.time.Duration;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.RowSource;
import org.jspecify.annotations.Nullable;

/** A field to type into and the customers that answer, of which one is chosen. */
public final class CustomerSearch extends VBox {
    private static final int MOST_CUSTOMERS = 20;
    private static final Duration TYPING_PAUSE = Duration.ofMillis(150);

    private final ScreenContext context;
    private final RowSource<CustomerRow> source;
    private final LatestTask searching;
    private final TextField search = new TextField();
    private final ListView<CustomerRow> customers = new ListView<>();

    /** @param id beginning of the ids of its two nodes, for example {@code map} */
    public CustomerSearch(ScreenContext context, RowSource<CustomerRow> source, String id) {
        this.context = context;
        this.source = source;
        this.searching = context.tasks().latest();
        Texts texts = context.texts();
        getStyleClass().add("customer-search");
        customers.setId(id + "-customers");
        customers.setAccessibleText(texts.get("screen.customers"));
        customers.getStyleClass().add("question-choices");
        customers.setCellFactory(_ -> new CustomerCell());
        customers.setPlaceholder(new Label(texts.get("customer.search.none")));
        search.setId(id + "-search");
        search.setPromptText(texts.get("customer.search"));
        search.setAccessibleText(texts.get("customer.search"));
        search.textProperty().addListener((_, _, text) -> find(text));
        search.addEventFilter(KeyEvent.KEY_PRESSED, press -> {
            if (press.getCode() == KeyCode.DOWN && !customers.getItems().isEmpty()) {
                customers.getSelectionModel().selectFirst();
                customers.requestFocus();
                press.consume();
            }
        });
        getChildren().addAll(search, customers);
    }

    /** Lists the first customers and takes the keyboard. */
    public void begin() {
        find("");
        search.requestFocus();
    }

    private void find(String text) {
        searching.<List<CustomerRow>>run(
                context.texts().get("customer.searching"),
                TYPING_PAUSE,
                _ -> source.page(Filter.ALL.withSearch(text.strip()), List.of(), null, 0, MOST_CUSTOMERS)
                        .rows(),
                this::show,
                context.notices()::failure);
    }

    /** A customer that still answers stays chosen. */
    private void show(List<CustomerRow> found) {
        CustomerRow before = chosen().get();
        customers.getItems().setAll(found);
        if (before != null && found.contains(before)) {
            customers.getSelectionModel().select(before);
        }
    }

    /** Null until one is chosen. */
    public ReadOnlyObjectProperty<CustomerRow> chosen() {
        return customers.getSelectionModel().selectedItemProperty();
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
