package org.countinghouse.desktop.sellers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.BillingEntities;
import org.countinghouse.billing.BillingEntityRow;
import org.countinghouse.billing.BillingRules;
import org.countinghouse.billing.tax.TaxNumbers;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.SidePane;
import org.countinghouse.desktop.latefees.LateRulesCard;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** One billing entity: what stands on its invoices, its numbers, and the taxes it charges today. */
final class SellerPane extends SidePane {
    private final ScreenContext context;
    private final Texts texts;
    private final SellersModel model;
    private final List<? extends Node> buttons;
    private final LateRulesCard late;

    SellerPane(ScreenContext context, SellersModel model, List<? extends Node> buttons) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.buttons = buttons;
        this.late = new LateRulesCard(context, model.late());
        model.list().detail().addListener((_, _, detail) -> show(detail));
        show(model.list().detail().get());
    }

    private void show(SellersModel.@Nullable Detail detail) {
        var parts = new ArrayList<Node>();
        if (detail == null) {
            parts.add(Questions.sentence(texts.get("sellers.nothing"), "muted"));
        } else {
            parts.add(head(detail.row()));
            parts.add(document(detail.row()));
            parts.add(rules(detail.rules()));
            parts.add(numbers(detail));
            parts.add(taxes(detail));
            late.showSeller(detail.row().entity().code(), detail.row().entity().name(), detail.late());
            parts.add(section(texts.get("latefees"), late));
        }
        if (!model.mayChange()) {
            parts.add(note(Feather.LOCK, Tone.NEUTRAL, texts.get("sellers.look")));
        }
        showParts(parts);
    }

    private VBox head(BillingEntityRow row) {
        var head = head(
                row.entity().name(),
                Questions.sentence(texts.get("sellers.bills", context.formats().count(row.customers())), "muted"));
        if (!buttons.isEmpty()) {
            head.getChildren().add(buttons(buttons));
        }
        return head;
    }

    private VBox document(BillingEntityRow row) {
        BillingEntity entity = row.entity();
        var facts = facts();
        fact(facts, texts.get("sellers.code"), entity.code());
        fact(facts, texts.get("sellers.address"), entity.address());
        fact(
                facts,
                texts.get("sellers.country"),
                Locale.of("", entity.country()).getDisplayCountry(texts.locale()) + " (" + entity.country() + ")");
        fact(facts, texts.get("sellers.tax-number"), entity.taxId());
        fact(facts, texts.get("sellers.email"), entity.email());
        fact(facts, texts.get("sellers.bank"), entity.bankDetails());
        fact(
                facts,
                texts.get("sellers.terms"),
                texts.get("customers.terms.days", Integer.toString(entity.paymentTermsDays())));
        fact(facts, texts.get("sellers.zone"), Objects.requireNonNullElse(entity.timeZone(), "UTC"));
        var box = section(texts.get("sellers.document"), facts);
        boolean strange = TaxNumbers.european(entity.country())
                && TaxNumbers.read(entity.country(), entity.taxId()).isEmpty();
        if (strange) {
            box.getChildren().add(note(Feather.ALERT_TRIANGLE, Tone.WARNING, texts.get("sellers.tax-number.strange")));
        }
        return box;
    }

    private VBox rules(BillingRules.Rule rule) {
        var facts = facts();
        fact(
                facts,
                texts.get("sellers.rules.runs"),
                texts.get(rule.automatic() ? "sellers.rules.runs.automatic" : "sellers.rules.runs.hand"));
        fact(facts, texts.get("sellers.rules.grace"), context.formats().count(rule.graceHours()));
        fact(
                facts,
                texts.get("sellers.rules.books"),
                rule.booksCurrency() == null ? texts.get("sellers.rules.books.own") : rule.booksCurrency());
        return section(texts.get("sellers.rules"), facts);
    }

    private VBox numbers(SellersModel.Detail detail) {
        var grid = new GridPane();
        grid.getStyleClass().add("facts");
        grid.addRow(
                0,
                Questions.sentence(texts.get("sellers.series"), "overline"),
                figure(texts.get("sellers.used"), "overline"),
                figure(texts.get("sellers.next"), "overline"));
        for (BillingEntities.Series series : detail.series()) {
            line(
                    grid,
                    texts.get(series.creditNotes() ? "sellers.credit-notes" : "sellers.invoices", series.year()),
                    context.formats().count(series.used()),
                    series.next());
        }
        int year = model.today(detail.row().entity().timeZone()).getYear();
        unused(grid, detail, false, year, detail.row().entity().invoicePrefix());
        unused(grid, detail, true, year, detail.row().creditNotePrefix());
        var box = section(texts.get("sellers.numbers"), grid);
        box.setId("seller-numbers");
        box.getChildren()
                .add(Questions.sentence(
                        texts.get(
                                "sellers.numbers.text",
                                Integer.toString(year + 1),
                                BillingEntities.first(detail.row().entity().invoicePrefix(), year + 1)),
                        "note-time"));
        return box;
    }

    /** A series that begins with the first document of the year. */
    private void unused(GridPane grid, SellersModel.Detail detail, boolean creditNotes, int year, String prefix) {
        boolean begun = detail.series().stream()
                .anyMatch(one -> one.creditNotes() == creditNotes && one.year().equals(Integer.toString(year)));
        if (!begun) {
            line(
                    grid,
                    texts.get(creditNotes ? "sellers.credit-notes" : "sellers.invoices", Integer.toString(year)),
                    context.formats().count(0),
                    BillingEntities.first(prefix, year));
        }
    }

    private static void line(GridPane grid, String name, String used, String next) {
        var label = Questions.sentence(name, "fact-label");
        GridPane.setHgrow(label, Priority.ALWAYS);
        grid.addRow(grid.getRowCount(), label, figure(used, "quota-amount"), figure(next, "code"));
    }

    private VBox taxes(SellersModel.Detail detail) {
        var facts = facts();
        for (TaxRates.Entry entry : detail.rates()) {
            var rate = entry.rate();
            fact(
                    facts,
                    Locale.of("", entry.subject().country()).getDisplayCountry(texts.locale()),
                    entry.subject().code() + " "
                            + (rate == null ? "" : context.formats().number(rate)) + "\u00a0%"
                            + (entry.subject().category().isEmpty()
                                    ? ""
                                    : " (" + entry.subject().category() + ")"));
        }
        var link = new Hyperlink(texts.get("sellers.taxes.open"));
        link.setId("seller-taxes");
        link.setOnAction(_ -> context.navigator().go("taxes"));
        var box = section(texts.get("sellers.taxes"), facts, link);
        if (detail.rates().isEmpty()) {
            box.getChildren().set(1, Questions.sentence(texts.get("sellers.taxes.none"), "muted"));
        }
        return box;
    }
}
