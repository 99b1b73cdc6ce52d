package org.countinghouse.desktop.customers;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.WaitingUsage;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.table.PageTable;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Late usage of the customer that the next invoices bill, with what it comes to. Not there when nothing waits. */
final class LateUsageCard extends VBox {
    private final Texts texts;
    private final Formats formats;
    private final PageTable<Row> table;
    private final VBox sums = new VBox();

    /** @param line null: the period is not billed by itself */
    private record Row(WaitingUsage period, WaitingUsage.@Nullable Line line) {}

    /** @param open goes to the invoice of a period */
    LateUsageCard(Texts texts, Formats formats, CustomerWords words, LongConsumer open) {
        this.texts = texts;
        this.formats = formats;
        setId("late-usage");
        table = new PageTable<>("", row -> open.accept(row.period().invoiceId()));
        table.setId("late-usage-lines");
        table.setAccessibleText(texts.get("customers.late"));
        table.text(
                        texts.get("customers.period"),
                        110,
                        row -> words.shortPeriod(
                                row.period().period().from(),
                                row.period().period().to()))
                .text(texts.get("customers.number"), 130, row -> row.period().invoice())
                .text(texts.get("customers.late.what"), 200, this::what)
                .number(texts.get("customers.late.quantity"), 110, this::quantity)
                .number(texts.get("customers.late.amount"), 100, this::amount);
        sums.getStyleClass().add("quota-section");
        getChildren().setAll(table, sums);
    }

    void show(List<WaitingUsage> waiting) {
        table.show(waiting.stream()
                .flatMap(each -> each.refused() == null
                        ? each.lines().stream().map(line -> new Row(each, line))
                        : Stream.of(new Row(each, null)))
                .toList());
        sums.getChildren().setAll(waiting.stream().map(this::sum).toList());
    }

    private String what(Row row) {
        var line = row.line();
        var refused = row.period().refused();
        if (line != null) {
            return line.meter() == null ? line.charge() : line.meter();
        }
        return refused == null ? "" : refused.summary();
    }

    private String quantity(Row row) {
        var line = row.line();
        if (line == null) {
            return "";
        }
        return formats.number(line.quantity()) + (line.unit() == null ? "" : " " + line.unit());
    }

    private String amount(Row row) {
        var line = row.line();
        return line == null ? "" : money(line.amount(), row.period().currency());
    }

    private Label sum(WaitingUsage each) {
        var refused = each.refused();
        return refused == null
                ? Questions.sentence(
                        texts.get(
                                "customers.late.sum",
                                each.plan(),
                                money(each.net(), each.currency()),
                                money(each.total(), each.currency()),
                                money(each.prepaid(), each.currency())),
                        "muted")
                : Questions.sentence(texts.get("customers.late.refused", each.plan(), refused.summary()), "muted");
    }

    private String money(BigDecimal amount, String currency) {
        return formats.money(Money.of(CurrencyUnit.of(currency), amount));
    }
}
