package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.VBox;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.plans.PriceTable.Heading;
import org.joda.money.CurrencyUnit;

/** Prices as the page of a plan shows them, for other screens. */
public final class PriceWords {
    /** A longer table is looked up on the plan's own page. */
    private static final int MOST_ROWS = 12;

    private final Texts texts;
    private final Amounts amounts;

    public PriceWords(Texts texts, Formats formats, CurrencyUnit currency) {
        this.texts = texts;
        this.amounts = new Amounts(formats, currency);
    }

    /** An amount with every decimal it has. */
    public String amount(BigDecimal amount) {
        return amounts.of(amount);
    }

    /** What a price is in one sentence, where nobody knows what it is for. */
    public String sentence(Price price) {
        return new PriceDescriber(texts, amounts, PricedUnit.of(texts, amounts, null, ""))
                .describe(price)
                .sentence();
    }

    /**
     * The price of a charge in words and tables.
     *
     * @param unit of the charge's meter; empty when it has none
     */
    public VBox view(Charge charge, String unit, Price price) {
        BigDecimal divideBy = charge.unit() == null ? null : charge.unit().divideBy();
        PricedUnit priced = PricedUnit.of(texts, amounts, divideBy, unit);
        PriceDescription description = new PriceDescriber(texts, amounts, priced).describe(price);
        var view = new PriceView(description);
        PriceModel.Matrix matrix = description.matrix();
        if (matrix != null && matrix.rows().size() <= MOST_ROWS) {
            view.getChildren().add(new PriceTableView(table(matrix, priced)));
        }
        return view;
    }

    private PriceTable table(PriceModel.Matrix matrix, PricedUnit priced) {
        var headings = new ArrayList<Heading>();
        matrix.dimensions().forEach(dimension -> headings.add(Heading.words(dimension)));
        headings.add(Heading.number(priced.heading()));
        var rows = new ArrayList<List<String>>();
        for (PriceModel.Matrix.Row each : matrix.rows()) {
            var row = new ArrayList<String>();
            matrix.dimensions()
                    .forEach(dimension -> row.add(each.match().getOrDefault(dimension, texts.get("plans.matrix.any"))));
            row.add(amounts.of(each.unitAmount()));
            rows.add(row);
        }
        return new PriceTable(headings, rows);
    }
}
