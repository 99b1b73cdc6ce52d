package org.countinghouse.desktop.customers;

import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.table.DataTable;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The list of customers, and over it the page of the one that is open. */
public final class CustomersView implements Screen {
    private final CustomersViewModel model;
    private final ScreenContext context;
    private final CustomerWords words;

    @FXML
    @SuppressWarnings("NullAway.Init") // set by the layout
    private DataTable<CustomerRow> table;

    @FXML
    @SuppressWarnings("NullAway.Init") // set by the layout
    private VBox page;

    @FXML
    @SuppressWarnings("NullAway.Init") // set by the layout
    private StackPane body;

    @FXML
    @SuppressWarnings("NullAway.Init") // set by the layout
    private ProgressBar busy;

    private @Nullable CustomerHeader header;
    private @Nullable CustomerPage content;
    private long seen = -1;

    public CustomersView(CustomersViewModel model, ScreenContext context) {
        this.model = model;
        this.context = context;
        this.words = new CustomerWords(context.texts(), context.formats());
    }

    @FXML
    void initialize() {
        table.show(context, CustomersViewModel.SCREEN, model.table(), CustomerColumns.of(words, context.formats()));
        table.onOpen(model::openCustomer);
        table.whenNoneYet(this::noneYet);
        busy.visibleProperty().bind(model.busy());
        model.customer().addListener((_, _, _) -> showPlace());
        model.state().addListener((_, _, state) -> show(state));
        showPlace();
        show(model.state().get());
    }

    private void showPlace() {
        boolean list = model.customer().get() == null;
        table.setVisible(list);
        page.setVisible(!list);
        if (list) {
            table.tellStatus(context, model.table());
        } else {
            context.status().summary("");
        }
    }

    private void show(DetailState state) {
        switch (state) {
            case DetailState.Loading _ -> page.getChildren().setAll(body);
            case DetailState.Shown shown -> show(shown);
            case DetailState.Missing _ -> say(missing());
            case DetailState.Broken broken -> say(broken(broken));
        }
        if (state instanceof DetailState.Loading) {
            body.getChildren().clear();
        }
    }

    private void show(DetailState.Shown shown) {
        CustomerHeader head = header;
        CustomerPage cards = content;
        if (head == null || cards == null) {
            head = new CustomerHeader(context.texts(), words, model::openList);
            cards = new CustomerPage(model, context, words);
            header = head;
            content = cards;
        }
        head.show(shown, cards.balance(shown), cards.held(shown));
        cards.show(shown);
        if (seen != shown.facts().id()) {
            // The same customer read again stays where a person has scrolled to.
            seen = shown.facts().id();
            cards.begin();
        }
        body.getChildren().setAll(cards);
        page.getChildren().setAll(head, body);
        context.status().asOf(context.clock().instant());
    }

    private void say(EmptyState words) {
        body.getChildren().setAll(words);
        page.getChildren().setAll(body);
    }

    private EmptyState noneYet() {
        Texts texts = context.texts();
        return new EmptyState(
                Tone.NEUTRAL, Feather.USERS, texts.get("customers.none.title"), texts.get("customers.none.text"));
    }

    private EmptyState missing() {
        Texts texts = context.texts();
        return new EmptyState(
                        Tone.NEUTRAL,
                        Feather.SEARCH,
                        texts.get("customers.missing.title"),
                        texts.get("customers.missing.text"))
                .offer(texts.get("customers.to.list"), model::openList);
    }

    private EmptyState broken(DetailState.Broken broken) {
        var text = FailureText.of(broken.failure(), context.texts());
        return new EmptyState(Tone.DANGER, Feather.ALERT_TRIANGLE, text.summary(), text.remedy())
                .offer(context.texts().get("table.retry"), model::refresh);
    }

    @Override
    public void show(Location location) {
        model.show(location);
    }

    @Override
    public void activate() {
        model.activate();
        showPlace();
    }

    @Override
    public void deactivate() {
        model.leave();
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public ObservableValue<String> detail() {
        return model.title();
    }

    @Override
    public Optional<ListCommands> list() {
        return model.customer().get() == null ? Optional.of(table) : Optional.empty();
    }
}
