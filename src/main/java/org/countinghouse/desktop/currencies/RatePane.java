package org.countinghouse.desktop.currencies;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.currency.ExchangeRateRow;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.SidePane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Converting, and below it one pair of currencies: the rate that is taken today, and the last days by source. */
final class RatePane extends SidePane {
    private static final int LINES = 14;

    private final ScreenContext context;
    private final Texts texts;
    private final RateWords words;
    private final CurrenciesModel model;
    private final List<? extends Node> buttons;
    private final Converter converter;
    private final VBox converting;

    RatePane(ScreenContext context, CurrenciesModel model, List<? extends Node> buttons) {
        this.context = context;
        this.texts = context.texts();
        this.words = new RateWords(texts, context.formats());
        this.model = model;
        this.buttons = buttons;
        this.converter = new Converter(context, model, words);
        this.converting = section(texts.get("currencies.convert"), converter);
        model.list().detail().addListener((_, _, detail) -> show(detail));
        show(model.list().detail().get());
    }

    private void show(CurrenciesModel.@Nullable Detail detail) {
        var parts = new ArrayList<Node>();
        parts.add(converting);
        if (detail == null) {
            parts.add(Questions.sentence(texts.get("currencies.nothing"), "muted"));
        } else {
            converter.suggest(detail.row().rate());
            parts.add(pair(detail));
            parts.add(days(detail.days()));
        }
        if (!model.maySet()) {
            parts.add(note(Feather.LOCK, Tone.NEUTRAL, texts.get("currencies.look")));
        }
        showParts(parts);
    }

    private VBox pair(CurrenciesModel.Detail detail) {
        ExchangeRateRow row = detail.row();
        ExchangeRate rate = row.rate();
        var facts = facts();
        fact(facts, texts.get("currencies.day"), context.formats().date(rate.day()));
        fact(facts, texts.get("currencies.source"), words.source(rate.source()));
        fact(
                facts,
                texts.get("currencies.loaded-at"),
                texts.get("currencies.by", context.formats().instant(row.loadedAt()), row.loadedBy()));
        fact(facts, texts.get("currencies.note"), row.note());
        ExchangeRate today = detail.today();
        fact(
                facts,
                texts.get("currencies.today"),
                today == null
                        ? texts.get("currencies.today.none")
                        : texts.get(
                                "currencies.today.is",
                                words.sentence(today),
                                words.source(today.source()),
                                context.formats().date(today.day())));
        var pair = head(
                words.sentence(rate),
                Questions.sentence(words.inverse(rate), "muted"),
                line(new StatusPill(words.status(row))),
                facts);
        if (!buttons.isEmpty()) {
            pair.getChildren().add(buttons(buttons));
        }
        pair.setId("currency-pair");
        return pair;
    }

    private VBox days(List<ExchangeRateRow> days) {
        var grid = new GridPane();
        grid.getStyleClass().add("facts");
        for (ExchangeRateRow row : days.stream().limit(LINES).toList()) {
            var day = Questions.sentence(context.formats().date(row.rate().day()), "fact-label");
            var source = Questions.sentence(words.source(row.rate().source()), "fact-label");
            GridPane.setHgrow(source, Priority.ALWAYS);
            boolean counts =
                    row.state() == ExchangeRateRow.State.IN_FORCE || row.state() == ExchangeRateRow.State.OF_ITS_DAY;
            grid.addRow(
                    grid.getRowCount(),
                    day,
                    source,
                    figure(words.number(row.rate().rate()), counts ? "quota-limit" : "quota-amount"));
        }
        var box = section(texts.get("currencies.days"), grid);
        box.setId("currency-days");
        box.getChildren().add(Questions.sentence(texts.get("currencies.days.text"), "note-time"));
        return box;
    }
}
