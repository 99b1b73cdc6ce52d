package org.countinghouse.desktop.invoices;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The facts, sums and problems of an invoice as label and value. */
final class InvoiceFacts {
    private final Texts texts;
    private final Formats formats;

    InvoiceFacts(Texts texts, Formats formats) {
        this.texts = texts;
        this.formats = formats;
    }

    /** The number, or that it has none yet, and the period. */
    String subject(InvoiceRow row) {
        return number(row.number(), row.id()) + "  ·  " + period(row.period());
    }

    private String number(@org.jspecify.annotations.Nullable String number, long id) {
        return number == null ? texts.get("invoices.draft", Long.toString(id)) : number;
    }

    /** A whole month by its name, else its first and last day. */
    String period(BillingPeriod period) {
        var month = java.time.YearMonth.from(period.from());
        return period.equals(BillingPeriod.month(month))
                ? formats.month(month)
                : formats.date(period.from()) + " – " + formats.date(period.to().minusDays(1));
    }

    /** @param termsDays days from its issue to the day on which it is due */
    List<Node> of(Invoice invoice, int termsDays) {
        var about = grid();
        add(about, "invoices.fact.customer", invoice.customer());
        if (invoice.paidForAnother()) {
            add(about, "invoices.fact.used-by", invoice.usedBy().name());
        }
        add(
                about,
                "invoices.fact.plan",
                invoice.plan() == null
                        ? texts.get(
                                invoice.consolidated() ? "invoices.fact.consolidated" : "invoices.fact.one-off",
                                Integer.toString(invoice.sections().size()))
                        : texts.get("invoices.fact.version", invoice.plan(), invoice.planVersion() + ""));
        if (invoice.progressive()) {
            add(about, "invoices.fact.kind", texts.get("invoices.fact.progressive"));
        }
        add(about, "invoices.fact.period", period(invoice.period()));
        add(about, "invoices.fact.created", formats.instant(invoice.createdAt()));
        addDate(about, "invoices.fact.issued", invoice.issuedOn());
        add(about, "invoices.fact.due", due(invoice, termsDays));
        var nodes = new ArrayList<Node>(List.of(titled("invoices.facts.about", about)));
        nodes.add(titled("invoices.facts.sums", sums(invoice)));
        if (!invoice.pricedAt().isEmpty()) {
            nodes.add(titled("invoices.facts.priced", priced(invoice)));
        }
        if (invoice.exchange() != null) {
            nodes.add(titled("invoices.facts.books", books(invoice, invoice.exchange())));
        }
        return nodes;
    }

    /** What it comes to in the currency of the books. */
    private GridPane books(Invoice invoice, ExchangeRate rate) {
        var grid = grid();
        var currency = CurrencyUnit.of(rate.quote());
        addRate(grid, rate);
        addMoney(grid, "invoices.books.tax", rate.of(invoice.tax()), currency, true);
        addMoney(grid, "invoices.sum.total", rate.of(invoice.total()), currency, true);
        return grid;
    }

    /** How its prices got into its currency; of several subscriptions there may be several rates. */
    private GridPane priced(Invoice invoice) {
        var grid = grid();
        for (ExchangeRate rate : invoice.pricedAt()) {
            add(grid, "invoices.priced.currency", rate.base());
            addRate(grid, rate);
        }
        return grid;
    }

    private void addRate(GridPane grid, ExchangeRate rate) {
        var words = new InvoiceRates(texts, formats);
        add(grid, "invoices.books.rate", words.sentence(rate));
        add(grid, "invoices.books.source", words.source(rate) + ", " + formats.date(rate.day()));
    }

    private GridPane sums(Invoice invoice) {
        var grid = grid();
        var currency = CurrencyUnit.of(invoice.currency());
        addMoney(grid, "invoices.sum.subtotal", invoice.subtotal(), currency, true);
        addMoney(grid, "invoices.sum.discounts", invoice.discounts().negate(), currency, false);
        addMoney(grid, "invoices.sum.credits", invoice.credits().negate(), currency, false);
        addMoney(grid, "invoices.sum.net", invoice.net(), currency, true);
        for (Invoice.Tax tax : invoice.taxes()) {
            String label = texts.get("invoices.sum.tax", tax.code(), formats.number(tax.rate()));
            addRow(grid, label, formats.money(Money.of(currency, tax.amount())), "fact-money");
            if (!tax.reason().isEmpty()) {
                var reason = new Label(tax.reason());
                reason.setWrapText(true);
                reason.setMinHeight(Region.USE_PREF_SIZE);
                reason.getStyleClass().add("subtle");
                grid.add(reason, 0, grid.getRowCount(), 2, 1);
            }
        }
        addMoney(grid, "invoices.sum.total", invoice.total(), currency, true);
        addMoney(grid, "invoices.sum.prepaid", invoice.prepaid().negate(), currency, false);
        boolean back = invoice.due().signum() < 0;
        addMoney(
                grid,
                back ? "invoices.sum.given" : "invoices.sum.due",
                invoice.due().abs(),
                currency,
                true);
        return grid;
    }

    List<Node> problems(Invoice invoice) {
        var nodes = new ArrayList<Node>();
        for (Invoice.Problem problem : invoice.problems()) {
            var message = new Label(problem.message());
            message.setWrapText(true);
            message.setMinHeight(Region.USE_PREF_SIZE);
            var events =
                    new Label(texts.get("invoices.problem.events", problem.code(), formats.count(problem.events())));
            events.getStyleClass().add("subtle");
            var box = new VBox(message, events);
            if (problem.accepted()) {
                var accepted = new Label(texts.get("invoices.problem.accepted"));
                accepted.setWrapText(true);
                accepted.getStyleClass().add("subtle");
                box.getChildren().add(accepted);
            }
            box.getStyleClass().add("problem");
            nodes.add(box);
        }
        return nodes;
    }

    private Node titled(String key, Node content) {
        var title = new Label(texts.get(key));
        title.getStyleClass().add("overline");
        var box = new VBox(title, content);
        box.getStyleClass().add("fact-group");
        return box;
    }

    private static GridPane grid() {
        var grid = new GridPane();
        grid.getStyleClass().add("fact-grid");
        return grid;
    }

    private void add(GridPane grid, String key, String value) {
        addRow(grid, texts.get(key), value, "fact-value");
    }

    /** Of a draft, how long after its issue. */
    private String due(Invoice invoice, int termsDays) {
        LocalDate day = invoice.dueOn();
        if (invoice.due().signum() <= 0) {
            return texts.get("invoices.fact.due.none");
        }
        return day == null ? texts.get("invoices.fact.due.after", Integer.toString(termsDays)) : formats.date(day);
    }

    private void addDate(GridPane grid, String key, @org.jspecify.annotations.Nullable LocalDate date) {
        add(grid, key, date == null ? texts.get("invoices.fact.notyet") : formats.date(date));
    }

    /** @param always also when it is zero */
    private void addMoney(GridPane grid, String key, BigDecimal amount, CurrencyUnit currency, boolean always) {
        if (always || amount.signum() != 0) {
            addRow(grid, texts.get(key), formats.money(Money.of(currency, amount)), "fact-money");
        }
    }

    private static void addRow(GridPane grid, String label, String value, String style) {
        var name = new Label(label);
        name.getStyleClass().add("muted");
        name.setMinWidth(Region.USE_PREF_SIZE);
        var text = new Label(value);
        text.getStyleClass().add(style);
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        GridPane.setHgrow(text, Priority.ALWAYS);
        grid.addRow(grid.getRowCount(), name, text);
    }
}
