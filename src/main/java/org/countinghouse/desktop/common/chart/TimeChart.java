package org.countinghouse.desktop.common.chart;

import java.text.NumberFormat;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Side;
import javafx.scene.chart.LineChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import javafx.util.StringConverter;
import org.countinghouse.desktop.common.Formats;
import org.jspecify.annotations.Nullable;

/** Lines over time. Stands in a layout as {@code <TimeChart fx:id="chart"/>}; drawn anew with each {@link #show}. */
public final class TimeChart extends StackPane {
    private static final int CHART_LINES = 8;

    private @Nullable TimeAxis times;
    private @Nullable LineChart<Number, Number> chart;
    private List<TimeSeries> shown = List.of();

    public TimeChart() {
        getStyleClass().add("time-chart");
        setMinHeight(160);
    }

    /** Shows the series from the first to the last of their points; more than eight lines cannot be told apart. */
    public void show(List<TimeSeries> series, Formats formats) {
        var line = chart == null ? build(formats) : chart;
        shown = series.stream().limit(CHART_LINES).toList();
        line.getData().setAll(shown.stream().map(TimeChart::data).toList());
        line.setLegendVisible(shown.size() > 1);
        var moments = shown.stream()
                .flatMap(one -> one.points().stream())
                .map(TimePoint::time)
                .toList();
        if (!moments.isEmpty()) {
            Instant from = moments.stream().min(Instant::compareTo).orElseThrow();
            Instant to = moments.stream().max(Instant::compareTo).orElseThrow();
            Objects.requireNonNull(times).show(from, to);
        }
    }

    private LineChart<Number, Number> build(Formats formats) {
        var axis = new TimeAxis(formats);
        times = axis;
        var line = new LineChart<Number, Number>(axis, valueAxis(formats));
        line.setCreateSymbols(false);
        line.setAnimated(false);
        line.setLegendSide(Side.TOP);
        line.setVerticalGridLinesVisible(false);
        line.setHorizontalZeroLineVisible(false);
        line.setVerticalZeroLineVisible(false);
        chart = line;
        getChildren().setAll(line);
        addReading(line, axis, formats);
        return line;
    }

    static NumberAxis valueAxis(Formats formats) {
        var axis = new NumberAxis();
        axis.setMinorTickVisible(false);
        axis.setAnimated(false);
        axis.setForceZeroInRange(true);
        axis.setTickLabelFormatter(new StringConverter<>() {
            @Override
            public String toString(Number value) {
                var format = NumberFormat.getCompactNumberInstance(formats.locale(), NumberFormat.Style.SHORT);
                format.setMaximumFractionDigits(2);
                return format.format(value);
            }

            @Override
            public Number fromString(String text) {
                throw new UnsupportedOperationException("Marks are not typed.");
            }
        });
        return axis;
    }

    private static XYChart.Series<Number, Number> data(TimeSeries series) {
        var data = new XYChart.Series<Number, Number>();
        data.setName(series.name());
        for (TimePoint point : Thinning.thin(series.points(), Thinning.MOST_POINTS)) {
            data.getData().add(new XYChart.Data<>(point.time().toEpochMilli(), point.value()));
        }
        return data;
    }

    /** The values under the pointer, in words. */
    private void addReading(LineChart<Number, Number> line, TimeAxis axis, Formats formats) {
        var reading = new Tooltip();
        reading.setShowDelay(Duration.millis(80));
        Tooltip.install(line, reading);
        line.setOnMouseMoved(move -> {
            double x = axis.sceneToLocal(move.getSceneX(), move.getSceneY()).getX();
            var time = Instant.ofEpochMilli(axis.getValueForDisplay(x).longValue());
            reading.setText(read(time, formats));
        });
    }

    private String read(Instant time, Formats formats) {
        var text = new StringBuilder(formats.instant(time));
        for (TimeSeries series : shown) {
            TimePoint nearest = series.points().stream()
                    .min((one, other) -> Long.compare(distance(one, time), distance(other, time)))
                    .orElse(null);
            if (nearest != null) {
                text.append('\n').append(series.name()).append("   ");
                text.append(NumberFormat.getNumberInstance(formats.locale()).format(nearest.value()));
            }
        }
        return text.toString();
    }

    private static long distance(TimePoint point, Instant time) {
        return Math.abs(point.time().toEpochMilli() - time.toEpochMilli());
    }
}
