package org.countinghouse.desktop.taxes;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.util.StringConverter;
import org.countinghouse.billing.tax.TaxReport;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.ReportPeriod;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.ListModel;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.common.table.DataColumn;
import org.countinghouse.storage.list.FreshList;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.kordamp.ikonli.feather.Feather;

/** What tax was charged in a period, by country and rate. The table's export is the file for a tax return. */
final class ReportPart extends ListScreen<TaxReport.Line> {
    private final Texts texts;
    private final TaxWords words;
    private final Span span;
    private final ListModel<TaxReport.Line, Boolean> model;
    private final Label days = new Label();

    /** The period that is asked for; read away from the interface thread. */
    private static final class Span {
        private final TaxesServices services;
        private volatile ReportPeriod period = ReportPeriod.THIS_QUARTER;

        Span(TaxesServices services) {
            this.services = services;
        }

        private LocalDate today() {
            return LocalDate.ofInstant(services.clock().instant(), ZoneOffset.UTC);
        }

        private LocalDate first() {
            return period.since(today());
        }

        private LocalDate last() {
            return period.until(today());
        }
    }

    ReportPart(ScreenContext context, TaxesServices services) {
        this(context, services, new Span(services));
    }

    private ReportPart(ScreenContext context, TaxesServices services, Span span) {
        this(
                context,
                span,
                new ListModel<>(
                        "taxes.part.report",
                        new FreshList<>(() ->
                                services.report().rows(span.first(), span.last().plusDays(1))),
                        services.listenInvoices(),
                        _ -> true,
                        context));
    }

    private ReportPart(ScreenContext context, Span span, ListModel<TaxReport.Line, Boolean> model) {
        super(context, "taxes-report", model);
        this.texts = context.texts();
        this.words = new TaxWords(texts, context.formats());
        this.span = span;
        this.model = model;
    }

    @Override
    protected List<DataColumn<TaxReport.Line>> columns() {
        return List.of(
                DataColumn.code("entity", "taxes.entity", 140, TaxReport.Line::billingEntity),
                DataColumn.text("country", "taxes.country", 185, line -> words.country(line.country())),
                DataColumn.text(
                        "code",
                        "taxes.tax",
                        110,
                        line -> line.untaxed() ? words.texts().get("taxes.none") : line.code()),
                DataColumn.rate("rate", "taxes.rate", 90, TaxReport.Line::rate),
                DataColumn.money("base", "taxes.base", 150, line -> money(line.currency(), line.base())),
                DataColumn.money("tax", "taxes.amount", 140, line -> money(line.currency(), line.tax())),
                DataColumn.money("booksTax", "taxes.books", 165, line -> money(line.booksCurrency(), line.booksTax())),
                DataColumn.text("currency", "taxes.currency", 105, TaxReport.Line::currency),
                DataColumn.number(
                        "invoices", "taxes.invoices", 100, line -> java.math.BigDecimal.valueOf(line.invoices())),
                DataColumn.text("reason", "taxes.reason", 240, TaxReport.Line::reason));
    }

    private static BigMoney money(String currency, java.math.BigDecimal amount) {
        var unit = CurrencyUnit.of(currency);
        return BigMoney.of(unit, amount.setScale(unit.getDecimalPlaces(), java.math.RoundingMode.HALF_UP));
    }

    @Override
    protected EmptyState noneYet() {
        return new EmptyState(
                Tone.NEUTRAL,
                Feather.PERCENT,
                texts.get("taxes.report.none.title"),
                texts.get("taxes.report.none.text"));
    }

    @Override
    protected List<Node> above() {
        var period = new ComboBox<ReportPeriod>();
        period.setId("tax-period");
        period.setAccessibleText(texts.get("ledger.period"));
        period.getItems().setAll(ReportPeriod.values());
        period.setConverter(new StringConverter<>() {
            @Override
            public String toString(ReportPeriod each) {
                return texts.get("ledger.period." + each.name());
            }

            @Override
            public ReportPeriod fromString(String typed) {
                throw new UnsupportedOperationException("A period is picked, not typed.");
            }
        });
        period.setValue(span.period);
        period.valueProperty().addListener((_, _, chosen) -> {
            span.period = chosen;
            tellDays();
            model.refresh();
        });
        days.getStyleClass().add("muted");
        days.setId("tax-days");
        tellDays();
        return List.of(line(period, days));
    }

    private void tellDays() {
        days.setText(texts.get(
                "taxes.report.days",
                context().formats().date(span.first()),
                context().formats().date(span.last())));
    }
}
