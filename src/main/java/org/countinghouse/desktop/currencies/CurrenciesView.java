package org.countinghouse.desktop.currencies;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;
import org.countinghouse.billing.currency.ExchangeRateRow;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.common.table.DataColumn;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The list of exchange rates, and converting and the pair that is looked at beside it. */
public final class CurrenciesView extends ListScreen<ExchangeRateRow> {
    /** Name of this screen. */
    public static final String SCREEN = CurrenciesModel.SCREEN;

    private final Texts texts;
    private final RateWords words;
    private final CurrenciesModel model;
    private final List<Action> bar;
    private final List<Action> feeds;
    private final List<Action> ofRow;

    public CurrenciesView(ScreenContext context, CurrenciesServices services) {
        this(context, new CurrenciesModel(services, context));
    }

    private CurrenciesView(ScreenContext context, CurrenciesModel model) {
        super(context, SCREEN, model.list());
        this.texts = context.texts();
        this.words = new RateWords(texts, context.formats());
        this.model = model;
        var idle = model.list().idle();
        bar = model.maySet()
                ? List.of(Action.of("currency.set", SCREEN, Feather.PLUS, "Shortcut+N", () -> set(null))
                        .enabledWhen(idle))
                : List.of();
        feeds = model.maySet()
                ? List.of(
                        Action.of("currency.update", SCREEN, Feather.DOWNLOAD_CLOUD, "Shortcut+U", model::update)
                                .enabledWhen(idle),
                        Action.of("currency.load", SCREEN, Feather.FILE, "Shortcut+O", this::load)
                                .enabledWhen(idle))
                : List.of();
        ofRow = model.maySet()
                ? List.of(Action.of(
                                "currency.set-pair",
                                SCREEN,
                                Feather.EDIT_2,
                                "Shortcut+L",
                                () -> set(model.list().current().get()))
                        .enabledWhen(model.list().current().isNotNull()))
                : List.of();
    }

    @Override
    protected List<DataColumn<ExchangeRateRow>> columns() {
        return List.of(
                DataColumn.date("day", "currencies.day", 120, row -> row.rate().day()),
                DataColumn.code("base", "currencies.base", 80, row -> row.rate().base()),
                DataColumn.code(
                        "quote", "currencies.quote", 80, row -> row.rate().quote()),
                DataColumn.rate(
                        "rate", "currencies.rate", 130, row -> row.rate().rate()),
                DataColumn.status(
                        "state",
                        "currencies.state",
                        150,
                        words::status,
                        row -> row.state().name().toLowerCase(Locale.ROOT)),
                DataColumn.text(
                        "source",
                        "currencies.source",
                        110,
                        row -> words.source(row.rate().source())),
                DataColumn.text("note", "currencies.note", 170, ExchangeRateRow::note),
                DataColumn.instant("loaded", "currencies.loaded-at", 205, ExchangeRateRow::loadedAt),
                DataColumn.text("by", "currencies.loaded-by", 130, ExchangeRateRow::loadedBy));
    }

    @Override
    protected EmptyState noneYet() {
        var nothing = new EmptyState(
                Tone.NEUTRAL, Feather.REPEAT, texts.get("currencies.none.title"), texts.get("currencies.none.text"));
        return model.maySet()
                ? nothing.offer(texts.get("action.currency.update"), model::update)
                        .offer(texts.get("action.currency.set"), () -> set(null))
                : nothing;
    }

    @Override
    protected List<Node> above() {
        var group = new ToggleGroup();
        var choices = new HBox(choice(group, "all", true), choice(group, "in-force", false));
        choices.getStyleClass().add("choices");
        return List.of(line(choices));
    }

    private ToggleButton choice(ToggleGroup group, String name, boolean all) {
        var choice = new ToggleButton(texts.get("currencies.show." + name));
        choice.setId("show-" + name);
        choice.getStyleClass().add("choice");
        choice.setMinWidth(Region.USE_PREF_SIZE);
        choice.setToggleGroup(group);
        choice.setSelected(all);
        choice.setOnAction(_ -> {
            choice.setSelected(true);
            model.showAll(all);
        });
        return choice;
    }

    @Override
    protected Optional<Node> beside() {
        return Optional.of(new RatePane(context(), model, rowButtons()));
    }

    @Override
    protected List<Action> barActions() {
        return bar;
    }

    @Override
    protected List<Action> aboveActions() {
        return feeds;
    }

    @Override
    protected List<Action> rowActions() {
        return ofRow;
    }

    private void set(@Nullable ExchangeRateRow like) {
        SetRateDialog.ask(context(), window(), model, like);
    }

    private void load() {
        var chooser = new FileChooser();
        chooser.setTitle(texts.get("action.currency.load"));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("XML", "*.xml"));
        File file = chooser.showOpenDialog(window());
        if (file != null) {
            model.load(file.toPath());
        }
    }
}
