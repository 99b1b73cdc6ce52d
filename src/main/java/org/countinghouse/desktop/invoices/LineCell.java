package org.countinghouse.desktop.invoices;

import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.Invoice;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A line of an invoice: what it is for on the left, its amount on the right. */
final class LineCell extends ListCell<Invoice.Line> {
    private static final double SCROLL_BAR = 10;

    private final Formats formats;
    private final String byHand;
    private final Supplier<CurrencyUnit> currency;
    private final Label name = new Label();
    private final Label detail = new Label();
    private final Label amount = new Label();
    private final HBox row;
    private final SectionHead head;
    private final Function<Invoice.Line, Invoice.@Nullable Section> sections;

    /** @param sections where a line stands on an invoice for several subscriptions */
    LineCell(
            Formats formats,
            Texts texts,
            Supplier<CurrencyUnit> currency,
            Function<Invoice.Line, Invoice.@Nullable Section> sections) {
        this.formats = formats;
        this.byHand = texts.get("invoices.step.manual");
        this.sections = sections;
        this.head = new SectionHead(formats, texts);
        this.currency = currency;
        detail.getStyleClass().add("subtle");
        amount.getStyleClass().add("line-amount");
        amount.setMinWidth(Region.USE_PREF_SIZE);
        var words = new VBox(name, detail);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        row = new HBox(words, amount);
        row.getStyleClass().add("line-row");
        // The cell is as wide as the list, so that amounts stand under each other and long names are cut.
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(Invoice.@Nullable Line line, boolean empty) {
        super.updateItem(line, empty);
        if (empty || line == null) {
            setGraphic(null);
            return;
        }
        name.setText(line.name());
        Invoice.Section section = sections.apply(line);
        String group = InvoicePane.group(line);
        String quantity = formats.number(line.quantity()) + (line.unit().isEmpty() ? "" : " " + line.unit());
        detail.setText(Stream.of(line.byHand() ? byHand : "", group, quantity, days(line, section))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · ")));
        amount.setText(formats.money(Money.of(currency.get(), line.amount())));
        setGraphic(
                section == null || section.firstLine() != line.position()
                        ? row
                        : below(head.show(section, currency.get()), row));
    }

    private static VBox below(SectionHead head, HBox row) {
        var both = new VBox(head, row);
        both.getStyleClass().add("line-with-section");
        return both;
    }

    /** As high as its words are when they break into lines at the width of the list. */
    @Override
    protected double computePrefHeight(double width) {
        Node words = getGraphic();
        if (words == null || getListView() == null) {
            return super.computePrefHeight(width);
        }
        double inside = getListView().getWidth() - SCROLL_BAR - snappedLeftInset() - snappedRightInset();
        return snappedTopInset() + words.prefHeight(Math.max(0, inside)) + snappedBottomInset();
    }

    /** The days that it pays, when they are not those of the invoice or of its section. */
    private String days(Invoice.Line line, Invoice.@Nullable Section section) {
        return line.service() == null || (section != null && section.period().equals(line.service()))
                ? ""
                : formats.date(line.service().from()) + " – "
                        + formats.date(line.service().to().minusDays(1));
    }
}
