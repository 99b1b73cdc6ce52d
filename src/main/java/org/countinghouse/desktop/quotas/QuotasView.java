package org.countinghouse.desktop.quotas;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.binding.BooleanExpression;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.RememberedSplit;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.table.DataTable;
import org.countinghouse.desktop.common.table.TableState;
import org.countinghouse.metering.quota.QuotaRow;
import org.countinghouse.storage.list.Filter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The list of limits with their use, and the one that is looked at beside it. */
@SuppressWarnings("NullAway.Init") // The layout fills the fields.
public final class QuotasView implements Screen {
    private final ScreenContext context;
    private final Texts texts;
    private final QuotasViewModel model;
    private final List<Action> actions;
    private final Map<QuotaFilter.Choice, ToggleButton> choices = new EnumMap<>(QuotaFilter.Choice.class);

    /** The limit that was looked at when the list began to be read again: in the new list it may stand elsewhere. */
    private @Nullable QuotaRow lookedAt;

    @FXML
    private BorderPane root;

    @FXML
    private HBox choiceBar;

    @FXML
    private Button change;

    @FXML
    private SplitPane split;

    @FXML
    private DataTable<QuotaRow> table;

    @FXML
    private QuotaPane side;

    public QuotasView(ScreenContext context, QuotasServices services) {
        this.context = context;
        this.texts = context.texts();
        this.model = new QuotasViewModel(services, context);
        this.actions = List.of(
                Action.of("quota.change", "quotas", Feather.EDIT_2, "Shortcut+L", () -> ask(ChangeForm.What.SET))
                        .enabledWhen(model.canChange()),
                Action.of("quota.grant", "quotas", Feather.GIFT, "Shortcut+G", () -> ask(ChangeForm.What.GRANT))
                        .enabledWhen(model.canChange()),
                Action.of("quota.customer", "quotas", Feather.USER, null, this::openCustomer)
                        .enabledWhen(model.current().isNotNull()));
    }

    @FXML
    void initialize() {
        RememberedSplit.keep(split, QuotaFilter.SCREEN, context.preferences());
        table.show(
                context, QuotaFilter.SCREEN, model.list(), QuotaColumns.of(new QuotaWords(texts, context.formats())));
        table.whenNoneYet(this::noneYet);
        table.rowActions(_ -> actions);
        table.current().addListener((_, _, row) -> model.select(row));
        table.onOpen(_ -> actions.getFirst().fire());
        model.list()
                .busy()
                .addListener((_, _, busy) -> lookedAt = busy ? model.current().get() : lookedAt);
        model.list().readings().addListener((_, _, _) -> listRead());
        side.show(context, model, List.of(button(actions.getFirst()), button(actions.get(1))));
        buildChoices();
        wire(change, actions.getFirst());
        change.getStyleClass().add("accent");
        model.list().filter().addListener((_, _, filter) -> showFilter(filter));
        model.list().picks().count().addListener((_, _, count) -> showPicked(count.longValue()));
        showFilter(model.list().filter().get());
    }

    private Button button(Action action) {
        var button = new Button();
        wire(button, action);
        return button;
    }

    private void wire(Button button, Action action) {
        button.setText(texts.get(action.textKey()));
        button.setGraphic(new FontIcon(action.icon()));
        button.disableProperty()
                .bind(BooleanExpression.booleanExpression(action.enabled()).not());
        if (action.keys() != null) {
            button.setTooltip(new Tooltip(action.keys().getDisplayText()));
        }
        button.setOnAction(_ -> action.fire());
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(button.getText());
    }

    private void buildChoices() {
        var group = new ToggleGroup();
        for (QuotaFilter.Choice choice : QuotaFilter.Choice.values()) {
            var toggle = new ToggleButton(texts.get("quotas.choice." + choice.name()));
            toggle.setToggleGroup(group);
            toggle.setId("choice-" + choice.name());
            toggle.getStyleClass().add("choice");
            toggle.setMinWidth(Region.USE_PREF_SIZE);
            toggle.setOnAction(_ -> model.choose(choice));
            choices.put(choice, toggle);
            choiceBar.getChildren().add(toggle);
        }
    }

    private void showFilter(Filter filter) {
        QuotaFilter.Choice shown = QuotaFilter.choice(filter);
        choices.forEach((choice, toggle) -> toggle.setSelected(choice == shown));
    }

    /** The button says how many it is about. */
    private void showPicked(long picked) {
        change.setText(
                picked == 0
                        ? texts.get("action.quota.change")
                        : texts.get("quotas.change.picked", context.formats().count(picked)));
    }

    /** Keeps a limit beside the list: the one there was, or else the first. */
    private void listRead() {
        var rows = model.list().rows();
        if (rows.isEmpty()) {
            if (!(model.list().state().get() instanceof TableState.Broken)) {
                model.select(null);
            }
            return;
        }
        QuotaRow before = lookedAt;
        for (int index = 0; before != null && index < Math.min(rows.size(), 100); index++) {
            QuotaRow row = rows.get(index);
            if (row != null && row.id() == before.id()) {
                table.moveTo(index);
                model.select(row);
                return;
            }
        }
        table.moveToFirst();
        model.select(rows.getFirst());
    }

    private EmptyState noneYet() {
        return new EmptyState(
                        Tone.NEUTRAL, Feather.SLIDERS, texts.get("quotas.none.title"), texts.get("quotas.none.text"))
                .offer(texts.get("quotas.none.plans"), () -> context.navigator().go("plans"));
    }

    QuotasViewModel model() {
        return model;
    }

    private void ask(ChangeForm.What first) {
        model.picked(rows -> {
            if (!rows.isEmpty()) {
                new ChangeDialog(context, root.getScene().getWindow(), rows, first, model::make).open();
            }
        });
    }

    private void openCustomer() {
        QuotaRow row = model.current().get();
        if (row != null) {
            model.openCustomer(row);
        }
    }

    @Override
    public void show(Location location) {
        model.show(location);
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
