package org.countinghouse.desktop.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import org.countinghouse.insight.UsageSeries;

/** Which colour is which group, how much of the whole it is, and a way to see only that. */
final class UsageLegend {
    private static final int SHARE_SCALE = 6;

    private UsageLegend() {}

    static void show(FlowPane place, UsageAnswer answer, UsageWords words, UsageViewModel model) {
        place.getChildren().clear();
        UsageSeries series = answer.series();
        for (int layer = 0; layer < series.lines().size(); layer++) {
            place.getChildren().add(entry(layer, series, words, model));
        }
        if (answer.previous() != null) {
            var mark = new Region();
            mark.getStyleClass().addAll("legend-mark", "line", "chart-paint-previous");
            var previous = new Button(
                    words.texts()
                            .get(
                                    "usage.previous.range",
                                    words.range(answer.previous().question())),
                    mark);
            previous.getStyleClass().addAll("legend-entry", "plain");
            previous.setFocusTraversable(false);
            place.getChildren().add(previous);
        }
        place.setManaged(!place.getChildren().isEmpty());
    }

    /** Style class of a layer; everything else together has the neutral one. */
    static String paint(int layer, UsageSeries series) {
        return series.lines().get(layer).kind() == UsageSeries.Kind.OTHER
                ? ChartPaints.layerClass(ChartPaints.LAYERS - 1)
                : ChartPaints.layerClass(layer);
    }

    private static Button entry(int layer, UsageSeries series, UsageWords words, UsageViewModel model) {
        UsageSeries.Line line = series.lines().get(layer);
        var mark = new Region();
        mark.getStyleClass().addAll("legend-mark", paint(layer, series));
        var entry = new Button(words.line(line) + share(line, series, words), mark);
        entry.setMnemonicParsing(false);
        entry.getStyleClass().add("legend-entry");
        String quantity = words.withUnit(
                words.number(line.sum().quantity()), series.question().meter());
        if (line.kind() == UsageSeries.Kind.VALUE) {
            entry.setTooltip(new Tooltip(words.texts().get("usage.legend.only", quantity, words.line(line))));
            entry.setOnAction(_ -> model.only(line));
        } else {
            entry.getStyleClass().add("plain");
            entry.setTooltip(new Tooltip(quantity));
        }
        return entry;
    }

    private static String share(UsageSeries.Line line, UsageSeries series, UsageWords words) {
        BigDecimal whole = series.total().sum().quantity();
        if (!series.question().meter().aggregation().additive() || whole.signum() == 0) {
            return "";
        }
        BigDecimal share = line.sum().quantity().divide(whole, SHARE_SCALE, RoundingMode.HALF_UP);
        return "  " + words.formats().percent(share);
    }
}
