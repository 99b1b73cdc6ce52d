package org.countinghouse.desktop.ledger;

import java.io.File;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.FileChooser;
import javafx.util.StringConverter;
import org.countinghouse.billing.ledger.Account;
import org.countinghouse.billing.ledger.ReportKind;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.MoneyEffect;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ReportPeriod;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.TableChooser;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.invoices.InvoiceFilter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The reports of the ledger: which one, of when and of whom, and its rows. Wiring only. */
@SuppressWarnings("NullAway.Init") // The layout fills the fields.
public final class LedgerView implements Screen, ListCommands {
    private final ScreenContext context;
    private final Texts texts;
    private final LedgerViewModel model;
    private final ReportWords words;
    private Function<String, Optional<Path>> places = this::place;
    /** The selected row leads somewhere. */
    private final BooleanProperty leads = new SimpleBooleanProperty();

    private final List<Action> actions;
    private final Map<ReportKind, ToggleButton> choices = new EnumMap<>(ReportKind.class);

    @FXML
    private BorderPane root;

    @FXML
    private HBox choiceBar;

    @FXML
    private ComboBox<ReportPeriod> period;

    @FXML
    private ComboBox<@Nullable Account> account;

    @FXML
    private ComboBox<@Nullable String> entity;

    @FXML
    private TextField customer;

    @FXML
    private Button recognise;

    @FXML
    private Button open;

    @FXML
    private Button datev;

    @FXML
    private Button export;

    @FXML
    private StackPane body;

    @FXML
    private ReportTable table;

    @FXML
    private Label summary;

    public LedgerView(ScreenContext context, LedgerServices services) {
        this.context = context;
        this.texts = context.texts();
        this.model = new LedgerViewModel(services, context);
        this.words = new ReportWords(texts, context.formats());
        this.actions = List.of(
                Action.of("ledger.export", "ledger", Feather.DOWNLOAD, "Shortcut+S", this::export),
                Action.of("ledger.open", "ledger", Feather.ARROW_RIGHT, "Shortcut+Enter", this::openSelected)
                        .enabledWhen(leads),
                Action.of("ledger.recognise", "ledger", Feather.FAST_FORWARD, null, this::recognise)
                        .enabledWhen(new SimpleBooleanProperty(model.mayPost())),
                Action.of("ledger.datev", "ledger", Feather.SHARE, null, this::datev));
    }

    @FXML
    void initialize() {
        wire(export, actions.getFirst());
        wire(open, actions.get(1));
        wire(recognise, actions.get(2));
        wire(datev, actions.get(3));
        buildChoices();
        choose(period, List.of(ReportPeriod.values()), each -> texts.get("ledger.period." + each.name()));
        period.valueProperty().bindBidirectional(model.period());
        choose(account, model.accounts(), this::name);
        account.valueProperty().bindBidirectional(model.account());
        LedgerView.<@Nullable String>choose(
                entity, model.entities(), code -> code == null ? texts.get("ledger.entity.all") : code);
        entity.setItems(model.entities());
        entity.valueProperty().bindBidirectional(model.entity());
        entity.visibleProperty().bind(Bindings.isNotEmpty(model.entities()));
        entity.managedProperty().bind(entity.visibleProperty());
        customer.textProperty().bindBidirectional(model.customer());
        customer.setPromptText(texts.get("ledger.customer"));
        table.whenOpened(model::open);
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((_, _, row) -> leads.set(row != null && model.behind(row) != null));
        model.report().addListener((_, _, report) -> showReport(report));
        model.content().addListener((_, _, content) -> showContent(content));
        showReport(model.report().get());
        showContent(model.content().get());
    }

    private String name(@Nullable Account each) {
        return each == null ? texts.get("ledger.account.all") : texts.get("ledger.account." + each.code());
    }

    private static <T extends @Nullable Object> void choose(ComboBox<T> box, List<T> items, Function<T, String> name) {
        box.getItems().setAll(items);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return name.apply(value);
            }

            @Override
            public T fromString(String typed) {
                throw new UnsupportedOperationException("A value is picked, not typed.");
            }
        });
    }

    private void wire(Button button, Action action) {
        button.setText(texts.get(action.textKey()));
        button.setGraphic(new FontIcon(action.icon()));
        if (action.keys() != null) {
            button.setTooltip(new Tooltip(action.keys().getDisplayText()));
        }
        button.disableProperty()
                .bind(BooleanExpression.booleanExpression(action.enabled()).not());
        button.setOnAction(_ -> action.fire());
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(button.getText());
        button.setId(action.id().replace('.', '-'));
    }

    private void buildChoices() {
        var group = new ToggleGroup();
        for (ReportKind report : ReportKind.values()) {
            var toggle = new ToggleButton(words.report(report));
            toggle.setToggleGroup(group);
            toggle.setId("report-" + report.code());
            toggle.getStyleClass().add("choice");
            toggle.setMinWidth(Region.USE_PREF_SIZE);
            toggle.setOnAction(_ -> {
                model.report().set(report);
                toggle.setSelected(true);
            });
            choices.put(report, toggle);
            choiceBar.getChildren().add(toggle);
        }
    }

    private void showReport(ReportKind report) {
        choices.forEach((kind, toggle) -> toggle.setSelected(kind == report));
        show(account, LedgerViewModel.usesAccount(report));
        show(customer, LedgerViewModel.usesCustomer(report));
        show(recognise, report == ReportKind.DEFERRED && model.mayPost());
        show(datev, report == ReportKind.JOURNAL);
    }

    private static void show(Region node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void showContent(LedgerViewModel.Content content) {
        switch (content) {
            case LedgerViewModel.Content.Nothing _ -> summary.setText("");
            case LedgerViewModel.Content.Shown shown -> {
                table.show(shown, words);
                summary.setText(words.summary(shown));
                context.status().asOf(shown.asOf());
                body.getChildren().setAll(shown.rows().isEmpty() ? nothing() : table);
            }
            case LedgerViewModel.Content.Broken broken -> {
                var said = FailureText.of(broken.failure(), texts);
                summary.setText("");
                body.getChildren()
                        .setAll(new EmptyState(Tone.DANGER, Feather.ALERT_TRIANGLE, said.summary(), said.remedy()));
            }
        }
    }

    private EmptyState nothing() {
        return new EmptyState(
                        Tone.NEUTRAL, Feather.BOOK_OPEN, texts.get("ledger.none.title"), texts.get("ledger.none.text"))
                .offer(texts.get("ledger.none.ever"), () -> model.period().set(ReportPeriod.EVER))
                .offer(
                        texts.get("ledger.none.invoices"),
                        () -> context.navigator().go(Location.of(InvoiceFilter.SCREEN)));
    }

    private void recognise() {
        model.previewRecognition(months -> Questions.ask(
                root.getScene().getWindow(),
                texts,
                texts.get("ledger.recognise.title"),
                texts.get("ledger.recognise.go"),
                "confirm-recognise",
                model::recognise,
                Questions.sentence(texts.get("ledger.recognise.text"), "muted"),
                new MoneyEffect(
                        context,
                        months.stream()
                                .map(each -> new MoneyEffect.Line(
                                        context.formats().month(each.month()), null, each.amount(), each.currency()))
                                .toList())));
    }

    private void datev() {
        DatevDialog.ask(context, root.getScene().getWindow(), model, places);
    }

    /** Where a file is to be saved, by the name that is proposed. */
    void placesBy(Function<String, Optional<Path>> chooser) {
        places = chooser;
    }

    private Optional<Path> place(String name) {
        var chooser = new FileChooser();
        chooser.setTitle(texts.get("action.ledger.datev"));
        chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter("DATEV", "*.csv"));
        chooser.setInitialFileName(name);
        return Optional.ofNullable(chooser.showSaveDialog(root.getScene().getWindow()))
                .map(File::toPath);
    }

    private void openSelected() {
        model.open(table.getSelectionModel().getSelectedItem());
    }

    @Override
    public void export() {
        TableChooser.ask(root.getScene().getWindow(), texts, texts.get("action.ledger.export"), model.fileName())
                .ifPresent(model::save);
    }

    @Override
    public void focusFilter() {
        customer.requestFocus();
    }

    @Override
    public void show(Location location) {
        model.show(location);
    }

    @Override
    public void activate() {
        model.activate();
        context.status().summary("");
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
        return Optional.of(this);
    }

    LedgerViewModel model() {
        return model;
    }

    ReportTable table() {
        return table;
    }
}
