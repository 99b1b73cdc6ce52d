package org.countinghouse.desktop.usage;

import java.math.BigDecimal;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import org.countinghouse.insight.UsageSeries;

/** What the pop-over at the chart says about one bucket: its largest groups, the whole, and the period before. */
final class BucketTip {
    private BucketTip() {}

    static Node of(UsageAnswer answer, int bucket, UsageWords words) {
        UsageSeries series = answer.series();
        var grid = new GridPane();
        grid.getStyleClass().add("tip-grid");
        var title = new Label(words.bucket(series, bucket));
        title.getStyleClass().add("tip-title");
        grid.add(title, 0, 0, 2, 1);
        int row = 1;
        for (int layer = 0; layer < series.lines().size(); layer++) {
            var line = series.lines().get(layer);
            BigDecimal quantity = line.points().get(bucket).quantity();
            if (quantity.signum() != 0) {
                add(grid, row++, words.line(line), words.rounded(quantity), mark(layer, series));
            }
        }
        var total = series.total().points().get(bucket);
        String whole = words.whole(series.question().meter());
        add(
                grid,
                row++,
                whole,
                words.withUnit(
                        words.rounded(total.quantity()), series.question().meter()),
                null);
        if (answer.before(bucket).isPresent()) {
            String before = words.rounded(answer.before(bucket).get().quantity());
            add(grid, row++, words.texts().get("usage.previous"), before, null);
        }
        add(grid, row, words.texts().get("usage.events"), words.formats().count(total.events()), null);
        return grid;
    }

    private static Region mark(int layer, UsageSeries series) {
        var mark = new Region();
        mark.getStyleClass().addAll("legend-mark", UsageLegend.paint(layer, series));
        return mark;
    }

    private static void add(
            GridPane grid, int row, String name, String value, @org.jspecify.annotations.Nullable Node mark) {
        var left = new Label(name, mark);
        left.getStyleClass().add("tip-name");
        var right = new Label(value);
        right.getStyleClass().add("tip-value");
        GridPane.setHalignment(right, HPos.RIGHT);
        grid.addRow(row, left, right);
    }
}
