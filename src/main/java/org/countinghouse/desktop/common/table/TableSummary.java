package org.countinghouse.desktop.common.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.BigMoney;
import org.joda.money.BigMoneyProvider;
import org.joda.money.CurrencyUnit;

/** The words of the status bar: how many are listed or picked, their sums and averages. */
final class TableSummary<R> {
    private final TableModel<R> model;
    private final List<DataColumn<R>> columns;
    private final Texts texts;
    private final Formats formats;

    TableSummary(TableModel<R> model, List<DataColumn<R>> columns, Texts texts, Formats formats) {
        this.model = model;
        this.columns = columns;
        this.texts = texts;
        this.formats = formats;
    }

    String text() {
        long picked = model.picks().count().get();
        if (picked == 0) {
            return listed();
        }
        String number = texts.get("table.picked", formats.count(picked));
        return model.picks().isEverything() ? number : number + pickedSums();
    }

    private String listed() {
        var parts = new ArrayList<String>();
        var totals = model.totals().get();
        parts.add(texts.get("table.count", formats.count(totals.rows())));
        for (var column : columns) {
            if (column.kind() != DataColumn.Kind.NUMBER && column.kind() != DataColumn.Kind.MONEY) {
                // A number that names something has no sum.
                continue;
            }
            totals.sums().forEach((key, sum) -> {
                if (key.equals(column.name())) {
                    parts.add(sum(column, formats.number(sum)));
                } else if (key.startsWith(column.name() + " ")) {
                    String currency = key.substring(column.name().length() + 1);
                    parts.add(sum(column, formats.money(BigMoney.of(CurrencyUnit.of(currency), sum))));
                }
            });
        }
        return String.join("   ·   ", parts);
    }

    private String sum(DataColumn<R> column, String amount) {
        return texts.get("table.sum", texts.get(column.titleKey()), amount);
    }

    private String pickedSums() {
        var words = new StringBuilder();
        for (var column : columns) {
            switch (column.kind()) {
                case MONEY -> pickedMoney(column, words);
                case NUMBER -> pickedNumbers(column, words);
                default -> {}
            }
        }
        return words.toString();
    }

    private void pickedMoney(DataColumn<R> column, StringBuilder words) {
        Map<CurrencyUnit, BigMoney> sums = new LinkedHashMap<>();
        Map<CurrencyUnit, Integer> counts = new LinkedHashMap<>();
        for (R row : model.picks().rows()) {
            if (column.value().apply(row) instanceof BigMoneyProvider amount) {
                BigMoney money = amount.toBigMoney();
                sums.merge(money.getCurrencyUnit(), money, BigMoney::plus);
                counts.merge(money.getCurrencyUnit(), 1, Integer::sum);
            }
        }
        sums.forEach((currency, sum) -> {
            BigMoney average = sum.dividedBy(counts.getOrDefault(currency, 1), java.math.RoundingMode.HALF_UP);
            words.append("   ·   ")
                    .append(sum(column, formats.money(sum)))
                    .append("   ·   ")
                    .append(texts.get("table.average", formats.money(average)));
        });
    }

    private void pickedNumbers(DataColumn<R> column, StringBuilder words) {
        BigDecimal sum = BigDecimal.ZERO;
        int counted = 0;
        for (R row : model.picks().rows()) {
            if (column.value().apply(row) instanceof BigDecimal number) {
                sum = sum.add(number);
                counted++;
            }
        }
        if (counted > 0) {
            BigDecimal average = sum.divide(BigDecimal.valueOf(counted), new MathContext(6));
            words.append("   ·   ")
                    .append(sum(column, formats.number(sum)))
                    .append("   ·   ")
                    .append(texts.get("table.average", formats.number(average)));
        }
    }
}
