package org.countinghouse.desktop.taxes;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import org.countinghouse.billing.tax.TaxRateRow;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.common.table.DataColumn;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The rates by country and day, and the history of the one that is looked at. */
final class RatesPart extends ListScreen<TaxRateRow> {
    private final Texts texts;
    private final TaxWords words;
    private final RatesModel model;
    private final List<Action> bar;
    private final List<Action> ofRow;

    RatesPart(ScreenContext context, RatesModel model) {
        super(context, "taxes-rates", model.list());
        this.texts = context.texts();
        this.words = new TaxWords(texts, context.formats());
        this.model = model;
        this.bar = model.maySet()
                ? List.of(Action.of("tax.set", TaxesView.SCREEN, Feather.PLUS, "Shortcut+N", () -> set(null))
                        .enabledWhen(model.list().idle()))
                : List.of();
        var chosen = Bindings.createBooleanBinding(
                () -> model.list().current().get() != null
                        && !model.list().acting().get(),
                model.list().current(),
                model.list().acting());
        this.ofRow = model.maySet()
                ? List.of(
                        Action.of("tax.change", TaxesView.SCREEN, Feather.EDIT_2, "Shortcut+L", this::change)
                                .enabledWhen(chosen),
                        Action.of("tax.withdraw", TaxesView.SCREEN, Feather.ROTATE_CCW, "DELETE", this::withdraw)
                                .enabledWhen(chosen))
                : List.of();
    }

    @Override
    protected List<DataColumn<TaxRateRow>> columns() {
        return List.of(
                DataColumn.text(
                        "country",
                        "taxes.country",
                        175,
                        row -> words.country(row.subject().country())),
                DataColumn.text("code", "taxes.tax", 90, row -> row.subject().code()),
                DataColumn.rate("rate", "taxes.rate", 90, TaxRateRow::rate),
                DataColumn.status(
                        "state",
                        "taxes.state",
                        140,
                        words::status,
                        row -> row.state().name().toLowerCase(java.util.Locale.ROOT)),
                DataColumn.date("from", "taxes.from", 115, TaxRateRow::from),
                DataColumn.date("until", "taxes.until", 115, TaxRateRow::until),
                DataColumn.text(
                        "category", "taxes.category", 115, row -> row.subject().category()),
                DataColumn.code(
                        "entity", "taxes.entity", 140, row -> row.subject().billingEntity()));
    }

    @Override
    protected EmptyState noneYet() {
        var nothing = new EmptyState(
                Tone.NEUTRAL, Feather.PERCENT, texts.get("taxes.none.title"), texts.get("taxes.none.text"));
        return model.maySet() ? nothing.offer(texts.get("action.tax.set"), () -> set(null)) : nothing;
    }

    @Override
    protected Optional<Node> beside() {
        return Optional.of(new RatePane(context(), model, rowButtons(), this::set));
    }

    @Override
    protected List<Action> barActions() {
        return bar;
    }

    @Override
    protected List<Action> rowActions() {
        return ofRow;
    }

    private void set(TaxRates.@Nullable Subject like) {
        RateDialog.ask(context(), window(), model, like);
    }

    private void change() {
        TaxRateRow row = model.list().current().get();
        if (row != null) {
            set(row.subject());
        }
    }

    private void withdraw() {
        TaxRateRow row = model.list().current().get();
        if (row == null) {
            return;
        }
        var note = new TextField();
        note.setId("withdraw-note");
        var look = DraftsLook.in(context());
        Questions.ask(
                        window(),
                        texts,
                        texts.get(
                                "taxes.withdraw.title",
                                row.subject().code(),
                                words.percent(row.rate()),
                                words.country(row.subject().country())),
                        texts.get("taxes.withdraw.go"),
                        "confirm-withdraw",
                        () -> model.withdraw(row, note.getText().strip()),
                        Questions.sentence(
                                texts.get(
                                        "taxes.withdraw.text",
                                        context().formats().date(row.from())),
                                "muted"),
                        Questions.field(texts.get("taxes.note"), note),
                        look)
                .disableProperty()
                .bind(look.ready().not());
        look.look(model.without(row));
    }
}
