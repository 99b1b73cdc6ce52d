package org.countinghouse.desktop.invoices;

import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.OpenInvoices;
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
import org.countinghouse.storage.list.Filter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Invoices: list left, the real document centre, how each line came about right. Wiring only. */
@SuppressWarnings("NullAway.Init") // The layout fills the fields.
public final class InvoicesView implements Screen {
    /** @param month null for all periods */
    private record MonthChoice(@Nullable YearMonth month) {}

    private static final double NARROW = 1_120;

    private final ScreenContext context;
    private final Texts texts;
    private final InvoicesViewModel model;
    private final Map<InvoiceFilter.Choice, ToggleButton> choices = new EnumMap<>(InvoiceFilter.Choice.class);
    private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
    private final StepActions stepActions;
    private final List<Action> screenActions;
    private @Nullable YearMonth billingAsked;
    private boolean showingFilter;

    @FXML
    private BorderPane root;

    @FXML
    private HBox choiceBar;

    @FXML
    private ComboBox<MonthChoice> month;

    @FXML
    private Button bill;

    @FXML
    private Button savePdf;

    @FXML
    private Button send;

    @FXML
    private MenuButton steps;

    @FXML
    private Button finalise;

    @FXML
    private SplitPane split;

    @FXML
    private DataTable<InvoiceRow> table;

    @FXML
    private PreviewPane preview;

    @FXML
    private InvoicePane side;

    public InvoicesView(ScreenContext context, InvoicesServices services) {
        this.context = context;
        this.texts = context.texts();
        this.model = new InvoicesViewModel(services, context);
        this.stepActions = new StepActions(context, model, () -> root.getScene().getWindow());
        this.screenActions = actionsOfScreen();
    }

    private List<Action> actionsOfScreen() {
        var shown = model.current().isNotNull();
        var preview = model.preview();
        return List.of(
                action("invoice.next", Feather.ARROW_DOWN, "J", () -> table.move(1)),
                action("invoice.previous", Feather.ARROW_UP, "K", () -> table.move(-1)),
                action("invoice.finalise", Feather.CHECK_CIRCLE, "Shortcut+Enter", this::finalise)
                        .enabledWhen(model.canFinalise()),
                action("invoice.finalise.all", Feather.CHECK_SQUARE, null, this::finaliseAll),
                action("invoice.pdf", Feather.DOWNLOAD, "Shortcut+S", this::savePdf)
                        .enabledWhen(shown),
                action("invoice.bill", Feather.FILE_PLUS, "Shortcut+B", () -> bill(null)),
                action("invoice.one-off", Feather.FILE, null, this::oneOff),
                action("invoice.page.next", Feather.CHEVRON_RIGHT, "Shortcut+Page_Down", () -> preview.turn(1))
                        .enabledWhen(shown),
                action("invoice.page.previous", Feather.CHEVRON_LEFT, "Shortcut+Page_Up", () -> preview.turn(-1))
                        .enabledWhen(shown),
                action("invoice.zoom.in", Feather.ZOOM_IN, "'+'", preview::zoomIn)
                        .enabledWhen(shown),
                action("invoice.zoom.out", Feather.ZOOM_OUT, "'-'", preview::zoomOut)
                        .enabledWhen(shown),
                action("invoice.zoom.fit", Feather.MAXIMIZE_2, "'0'", preview::zoomToFit)
                        .enabledWhen(shown));
    }

    private static Action action(String id, Feather icon, @Nullable String keys, Runnable run) {
        return Action.of(id, "invoices", icon, keys, run);
    }

    @FXML
    void initialize() {
        RememberedSplit.keep(split, InvoiceFilter.SCREEN, context.preferences());
        table.show(context, "invoices", model.list(), InvoiceColumns.of(texts));
        table.whenNoneYet(this::noInvoicesYet);
        table.rowActions(_ -> Stream.concat(screenActions.subList(2, 5).stream(), stepActions.all().stream())
                .toList());
        table.current().addListener((_, _, row) -> model.select(row));
        model.list().readings().addListener((_, _, _) -> listRead());
        preview.show(context, model.preview());
        side.show(context, model, stepActions);
        root.widthProperty().addListener((_, _, width) -> showNarrow(width.doubleValue() < NARROW));
        buildChoices();
        buildMonths();
        wire(bill, "invoice.bill");
        wire(savePdf, "invoice.pdf");
        wire(send, "invoice.send");
        wire(finalise, "invoice.finalise");
        stepActions.fill(steps, model.current().isNull());
        model.list().filter().addListener((_, _, filter) -> showFilter(filter));
        model.list().picks().count().addListener((_, _, _) -> showFinalise());
        showFilter(model.list().filter().get());
        showFinalise();
        model.current().addListener((_, _, row) -> detail.set(row == null ? "" : InvoiceColumns.name(row, texts)));
    }

    /** In a small window words give way to icons. */
    private void showNarrow(boolean narrow) {
        root.getStyleClass().remove("narrow");
        if (narrow) {
            root.getStyleClass().add("narrow");
        }
    }

    private void wire(Button button, String id) {
        Action action = actions().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        button.setText(texts.get(action.textKey()));
        button.setGraphic(new FontIcon(action.icon()));
        button.disableProperty().bind(javafx.beans.binding.Bindings.not(asBoolean(action)));
        if (action.keys() != null) {
            button.setTooltip(new Tooltip(action.keys().getDisplayText()));
        }
        button.setOnAction(_ -> action.fire());
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(button.getText());
        button.setId(id.replace('.', '-'));
    }

    private static javafx.beans.binding.BooleanExpression asBoolean(Action action) {
        return javafx.beans.binding.BooleanExpression.booleanExpression(action.enabled());
    }

    private void buildChoices() {
        var group = new ToggleGroup();
        for (InvoiceFilter.Choice choice : InvoiceFilter.Choice.values()) {
            var toggle = new ToggleButton(texts.get("invoices.choice." + choice.name()));
            toggle.setToggleGroup(group);
            toggle.setId("choice-" + choice.name());
            toggle.getStyleClass().add("choice");
            toggle.setMinWidth(Region.USE_PREF_SIZE);
            toggle.setOnAction(_ -> model.choose(choice));
            choices.put(choice, toggle);
            choiceBar.getChildren().add(toggle);
        }
    }

    private void buildMonths() {
        month.setMinWidth(Region.USE_PREF_SIZE);
        month.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable MonthChoice value) {
                return value == null || value.month() == null
                        ? texts.get("invoices.month.all")
                        : context.formats().month(value.month());
            }

            @Override
            public MonthChoice fromString(String typed) {
                throw new UnsupportedOperationException("A month is picked, not typed.");
            }
        });
        month.valueProperty().addListener((_, _, chosen) -> {
            if (!showingFilter && chosen != null) {
                model.choose(chosen.month());
            }
        });
        model.periods().addListener((javafx.beans.Observable _) -> offerMonths());
        offerMonths();
    }

    private void offerMonths() {
        showingFilter = true;
        var shown = new MonthChoice(InvoiceFilter.month(model.list().filter().get()));
        month.getItems().clear();
        month.getItems().add(new MonthChoice(null));
        model.periods().forEach(period -> month.getItems().add(new MonthChoice(period)));
        if (!month.getItems().contains(shown)) {
            month.getItems().add(shown);
        }
        month.setValue(shown);
        showingFilter = false;
    }

    private void showFilter(Filter filter) {
        InvoiceFilter.Choice shown = InvoiceFilter.choice(filter, model.today());
        choices.forEach((choice, toggle) -> toggle.setSelected(choice == shown));
        offerMonths();
    }

    /** The button says how many it is about. */
    private void showFinalise() {
        long picked = model.list().picks().count().get();
        finalise.setText(
                picked == 0
                        ? texts.get("action.invoice.finalise")
                        : texts.get(
                                "invoices.finalise.picked", context.formats().count(picked)));
    }

    /** Keeps an invoice beside the list: the one there was, or else the first. */
    private void listRead() {
        var rows = model.list().rows();
        if (rows.isEmpty()) {
            if (model.list().state().get() instanceof TableState.Broken) {
                return;
            }
            model.selectNothing();
            return;
        }
        InvoiceRow before = model.current().get();
        for (int index = 0; before != null && index < Math.min(rows.size(), 100); index++) {
            InvoiceRow row = rows.get(index);
            if (row != null && row.id() == before.id()) {
                model.select(row);
                return;
            }
        }
        table.moveToFirst();
        model.select(rows.getFirst());
    }

    private EmptyState noInvoicesYet() {
        return new EmptyState(
                        Tone.NEUTRAL,
                        Feather.FILE_TEXT,
                        texts.get("invoices.none.title"),
                        texts.get("invoices.none.text"))
                .offer(texts.get("action.invoice.bill"), () -> bill(null))
                .offer(
                        texts.get("invoices.none.import"),
                        () -> context.navigator().go("import"));
    }

    private void finalise() {
        model.prepareFinalising(this::askToFinalise);
    }

    private void finaliseAll() {
        model.prepareFinalisingAll(this::askToFinalise);
    }

    private void askToFinalise(OpenInvoices invoices) {
        FinaliseDialog.ask(context, root.getScene().getWindow(), invoices, () -> model.finalise(invoices));
    }

    private void savePdf() {
        InvoiceRow row = model.current().get();
        if (row == null) {
            return;
        }
        new DocumentFiles(context)
                .ask(root.getScene().getWindow(), "action.invoice.pdf", InvoiceColumns.name(row, texts))
                .ifPresent(model::savePdf);
    }

    private void oneOff() {
        LineDialog.oneOff(context, root.getScene().getWindow(), model.lines(), model.steps());
    }

    private void bill(@Nullable YearMonth asked) {
        new BillingDialog(context, root.getScene().getWindow(), model)
                .open(asked == null ? InvoiceFilter.month(model.list().filter().get()) : asked);
    }

    @Override
    public void show(Location location) {
        model.show(location);
        String asked = location.arguments().get(InvoiceFilter.BILL);
        billingAsked = asked == null ? null : YearMonth.parse(asked);
    }

    @Override
    public void activate() {
        model.activate();
        table.tellStatus(context, model.list());
        YearMonth asked = billingAsked;
        billingAsked = null;
        if (asked != null) {
            // After this pulse: the screen is in its window by then, whatever order the shell works in.
            context.tasks().onScreen(() -> bill(asked));
        }
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
    public ObservableValue<String> detail() {
        return detail.getReadOnlyProperty();
    }

    @Override
    public List<Action> actions() {
        return Stream.concat(screenActions.stream(), stepActions.all().stream()).toList();
    }

    @Override
    public Optional<ListCommands> list() {
        return Optional.of(table);
    }
}
