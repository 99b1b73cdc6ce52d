package org.countinghouse.desktop.subscriptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.BooleanExpression;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.customers.SubscriptionChange.Kind;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.RememberedSplit;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.table.DataTable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The list of subscriptions, and the one that is looked at beside it. */
@SuppressWarnings("NullAway.Init") // The layout fills the fields.
public final class SubscriptionsView implements Screen {
    private final ScreenContext context;
    private final Texts texts;
    private final SubscriptionsViewModel model;
    private final List<Action> actions = new ArrayList<>();

    @FXML
    private BorderPane root;

    @FXML
    private SplitPane split;

    @FXML
    private DataTable<SubscriptionRow> table;

    @FXML
    private SubscriptionPane side;

    public SubscriptionsView(ScreenContext context, SubscriptionsServices services) {
        this.context = context;
        this.texts = context.texts();
        this.model = new SubscriptionsViewModel(services, context);
        if (services.mayChange()) {
            actions.add(Action.of(
                    "subscription.start", SubscriptionsViewModel.SCREEN, Feather.PLUS, "Shortcut+N", this::start));
            command("subscription.plan", Feather.REPEAT, "Shortcut+L", Kind.PLAN);
            command("subscription.quantity", Feather.HASH, null, Kind.QUANTITY);
            command("subscription.price", Feather.TAG, null, Kind.PRICE);
            command("subscription.add-on", Feather.PLUS_CIRCLE, null, Kind.ADD_ON);
            command("subscription.pause", Feather.PAUSE_CIRCLE, null, Kind.PAUSE);
            command("subscription.resume", Feather.PLAY_CIRCLE, null, Kind.RESUME);
            command("subscription.cancel", Feather.STOP_CIRCLE, null, Kind.CANCEL);
        }
    }

    private void command(String id, Feather icon, @org.jspecify.annotations.Nullable String keys, Kind kind) {
        actions.add(Action.of(id, SubscriptionsViewModel.SCREEN, icon, keys, () -> ask(kind))
                .enabledWhen(model.canChange()));
    }

    @FXML
    void initialize() {
        RememberedSplit.keep(split, SubscriptionsViewModel.SCREEN, context.preferences());
        table.show(
                context,
                SubscriptionsViewModel.SCREEN,
                model.list(),
                SubscriptionColumns.of(new SubscriptionWords(texts, context.formats())));
        table.whenNoneYet(this::noneYet);
        // What is looked at stays while the list is read again.
        table.current().addListener((_, _, row) -> {
            if (row != null) {
                model.select(row);
            }
        });
        List<Action> ofOne = actions.isEmpty() ? List.of() : actions.subList(1, actions.size());
        table.rowActions(_ -> ofOne);
        if (!actions.isEmpty()) {
            Button start = button(actions.getFirst());
            start.getStyleClass().add("accent");
            table.addToBar(start);
        }
        side.show(context, model, ofOne.stream().map(this::button).toList());
    }

    private Button button(Action action) {
        var button = new Button(texts.get(action.textKey()), new FontIcon(action.icon()));
        button.setId(action.id().replace('.', '-'));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.disableProperty()
                .bind(BooleanExpression.booleanExpression(action.enabled()).not());
        button.setOnAction(_ -> action.fire());
        if (action.keys() != null) {
            button.setTooltip(new Tooltip(action.keys().getDisplayText()));
        }
        return button;
    }

    private EmptyState noneYet() {
        var nothing = new EmptyState(
                Tone.NEUTRAL,
                Feather.REPEAT,
                texts.get("subscriptions.none.title"),
                texts.get("subscriptions.none.text"));
        return model.mayChange() ? nothing.offer(texts.get("action.subscription.start"), this::start) : nothing;
    }

    private void start() {
        StartDialog.ask(context, root.getScene().getWindow(), model);
    }

    private void ask(Kind kind) {
        SubscriptionDetail shown = model.detail().get();
        if (shown != null) {
            ChangeDialog.ask(context, root.getScene().getWindow(), model, shown.row(), kind);
        }
    }

    @Override
    public void activate() {
        model.activate();
        table.tellStatus(context, model.list());
    }

    @Override
    public void deactivate() {
        model.deactivate();
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public List<Action> actions() {
        return actions;
    }

    @Override
    public Optional<ListCommands> list() {
        return Optional.of(table);
    }
}
