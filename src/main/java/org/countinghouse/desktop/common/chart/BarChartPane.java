package org.countinghouse.desktop.common.chart;

import java.util.List;
import javafx.scene.chart.BarChart;
import javafx.scene.chart.CategoryAxis;
import javafx.scene.chart.XYChart;
import javafx.scene.layout.StackPane;
import org.countinghouse.desktop.common.Formats;
import org.jspecify.annotations.Nullable;

/** Bars of one colour, one for each category, in the order given. */
public final class BarChartPane extends StackPane {
    /** One bar. */
    public record Bar(String category, double value) {}

    private @Nullable BarChart<String, Number> chart;

    public BarChartPane() {
        getStyleClass().add("bar-chart-pane");
        setMinHeight(160);
    }

    public void show(List<Bar> bars, Formats formats) {
        var drawn = chart == null ? build(formats) : chart;
        var series = new XYChart.Series<String, Number>();
        for (Bar bar : bars) {
            series.getData().add(new XYChart.Data<>(bar.category(), bar.value()));
        }
        drawn.getData().setAll(List.of(series));
    }

    private BarChart<String, Number> build(Formats formats) {
        var categories = new CategoryAxis();
        categories.setAnimated(false);
        var bars = new BarChart<String, Number>(categories, TimeChart.valueAxis(formats));
        bars.setAnimated(false);
        bars.setLegendVisible(false);
        bars.setCategoryGap(12);
        bars.setVerticalGridLinesVisible(false);
        bars.setVerticalZeroLineVisible(false);
        chart = bars;
        getChildren().setAll(bars);
        return bars;
    }
}
