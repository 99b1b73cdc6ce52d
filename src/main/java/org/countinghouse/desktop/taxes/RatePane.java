package org.countinghouse.desktop.taxes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.tax.TaxRateRow;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.SidePane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** One rate with all that came before and comes after it; below it the countries that have none. */
final class RatePane extends SidePane {
    private static final String USUAL = "VAT";

    private final ScreenContext context;
    private final Texts texts;
    private final TaxWords words;
    private final RatesModel model;
    private final List<? extends Node> buttons;
    private final Consumer<TaxRates.Subject> set;

    /** @param set asks for a rate of a subject */
    RatePane(ScreenContext context, RatesModel model, List<? extends Node> buttons, Consumer<TaxRates.Subject> set) {
        this.context = context;
        this.texts = context.texts();
        this.words = new TaxWords(texts, context.formats());
        this.model = model;
        this.buttons = buttons;
        this.set = set;
        model.list().detail().addListener((_, _, detail) -> show(detail));
        show(model.list().detail().get());
    }

    private void show(RatesModel.@Nullable Detail detail) {
        var parts = new ArrayList<Node>();
        TaxRateRow row = detail == null ? null : detail.row();
        if (row == null || detail == null) {
            parts.add(Questions.sentence(texts.get("taxes.nothing"), "muted"));
        } else {
            parts.add(head(row));
            parts.add(history(row, detail.history()));
        }
        if (detail != null && !detail.gaps().isEmpty()) {
            parts.add(gaps(detail.gaps()));
        }
        if (!model.maySet()) {
            parts.add(note(Feather.LOCK, Tone.NEUTRAL, texts.get("taxes.look.set")));
        }
        showParts(parts);
    }

    private VBox head(TaxRateRow row) {
        var subject = row.subject();
        var head = head(
                subject.code() + " " + words.percent(row.rate()),
                Questions.sentence(words.country(subject.country()), "muted"),
                line(new StatusPill(words.status(row))));
        if (!buttons.isEmpty()) {
            head.getChildren().add(buttons(buttons));
        }
        return head;
    }

    private VBox history(TaxRateRow row, List<TaxRates.Entry> entries) {
        var box = section(texts.get("taxes.history"));
        box.setId("tax-history");
        for (TaxRates.Entry entry : entries) {
            boolean seen = entry.from().equals(row.from());
            String span = entry.until() == null
                    ? texts.get("taxes.since", context.formats().date(entry.from()))
                    : context.formats().date(entry.from()) + " – "
                            + context.formats().date(entry.until().minusDays(1));
            box.getChildren()
                    .add(note(
                            seen ? Feather.CHEVRON_RIGHT : Feather.PERCENT,
                            Tone.NEUTRAL,
                            words.percent(entry.rate()) + "   " + span,
                            entry.compound() ? texts.get("taxes.compound.said") : "",
                            texts.get(
                                    "taxes.set-by",
                                    entry.setBy(),
                                    context.formats().instant(entry.setAt())),
                            entry.note()));
        }
        return box;
    }

    private VBox gaps(List<TaxRates.Gap> gaps) {
        var box = section(texts.get("taxes.gaps"));
        box.setId("tax-gaps");
        for (TaxRates.Gap gap : gaps) {
            var line = note(
                    Feather.ALERT_TRIANGLE,
                    Tone.WARNING,
                    gap.country().isEmpty() ? texts.get("taxes.gap.nowhere") : words.country(gap.country()),
                    texts.get("taxes.gap", context.formats().count(gap.customers()), gap.billingEntity()));
            if (model.maySet() && !gap.country().isEmpty()) {
                var link = new Hyperlink(texts.get("taxes.gap.set"));
                link.setId("gap-" + gap.country());
                link.setMinWidth(USE_PREF_SIZE);
                link.setOnAction(_ -> set.accept(new TaxRates.Subject(gap.billingEntity(), gap.country(), "", USUAL)));
                line.getChildren().add(link);
            }
            box.getChildren().add(line);
        }
        box.getChildren().add(Questions.sentence(texts.get("taxes.gaps.text"), "note-time"));
        return box;
    }
}
