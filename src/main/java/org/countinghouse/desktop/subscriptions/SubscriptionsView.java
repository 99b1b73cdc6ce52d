package org.countinghouse.desktop.subscriptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.customers.SubscriptionChange.Kind;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.common.table.DataColumn;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The list of subscriptions, and the one that is looked at beside it. */
public final class SubscriptionsView extends ListScreen<SubscriptionRow> {
    private final Texts texts;
    private final SubscriptionsViewModel model;
    private final List<Action> bar;
    private final List<Action> ofRow = new ArrayList<>();

    public SubscriptionsView(ScreenContext context, SubscriptionsServices services) {
        this(context, new SubscriptionsViewModel(services, context));
    }

    private SubscriptionsView(ScreenContext context, SubscriptionsViewModel model) {
        super(context, SubscriptionsViewModel.SCREEN, model.list());
        this.texts = context.texts();
        this.model = model;
        if (!model.mayChange()) {
            bar = List.of();
            return;
        }
        bar = List.of(Action.of(
                "subscription.start", SubscriptionsViewModel.SCREEN, Feather.PLUS, "Shortcut+N", this::start));
        command("subscription.plan", Feather.REPEAT, "Shortcut+L", Kind.PLAN);
        command("subscription.quantity", Feather.HASH, null, Kind.QUANTITY);
        command("subscription.price", Feather.TAG, null, Kind.PRICE);
        command("subscription.add-on", Feather.PLUS_CIRCLE, null, Kind.ADD_ON);
        command("subscription.end-add-on", Feather.MINUS_CIRCLE, null, Kind.REMOVE_ADD_ON);
        command("subscription.pause", Feather.PAUSE_CIRCLE, null, Kind.PAUSE);
        command("subscription.resume", Feather.PLAY_CIRCLE, null, Kind.RESUME);
        command("subscription.cancel", Feather.STOP_CIRCLE, null, Kind.CANCEL);
    }

    private void command(String id, Feather icon, @Nullable String keys, Kind kind) {
        ofRow.add(Action.of(id, SubscriptionsViewModel.SCREEN, icon, keys, () -> ask(kind))
                .enabledWhen(model.canChange(kind)));
    }

    @Override
    protected List<DataColumn<SubscriptionRow>> columns() {
        return SubscriptionColumns.of(new SubscriptionWords(texts, context().formats()));
    }

    @Override
    protected EmptyState noneYet() {
        var nothing = new EmptyState(
                Tone.NEUTRAL,
                Feather.REPEAT,
                texts.get("subscriptions.none.title"),
                texts.get("subscriptions.none.text"));
        return model.mayChange() ? nothing.offer(texts.get("action.subscription.start"), this::start) : nothing;
    }

    @Override
    protected Optional<Node> beside() {
        var side = new SubscriptionPane();
        side.show(context(), model, rowButtons());
        return Optional.of(side);
    }

    @Override
    protected List<Action> barActions() {
        return bar;
    }

    @Override
    protected List<Action> rowActions() {
        return ofRow;
    }

    private void start() {
        StartDialog.ask(context(), window(), model);
    }

    private void ask(Kind kind) {
        SubscriptionDetail shown = model.detail().get();
        if (shown != null) {
            if (kind == Kind.PRICE) {
                PriceDialog.ask(context(), window(), model, shown, null);
            } else {
                ChangeDialog.ask(context(), window(), model, shown.row(), kind);
            }
        }
    }

    @Override
    public void show(Location location) {
        model.show(location);
    }
}
