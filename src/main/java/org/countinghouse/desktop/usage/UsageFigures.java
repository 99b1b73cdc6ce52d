package org.countinghouse.desktop.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.IntConsumer;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.countinghouse.catalog.Meter;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.insight.UsageSeries;
import org.kordamp.ikonli.feather.Feather;

/** The headline numbers over the chart. */
final class UsageFigures {
    private static final int AVERAGE_SCALE = 6;

    private UsageFigures() {}

    /** @param choose is told the bucket of the peak when a person wants to see it */
    static void show(HBox place, UsageAnswer answer, UsageWords words, IntConsumer choose) {
        UsageSeries series = answer.series();
        Meter meter = series.question().meter();
        BigDecimal whole = series.total().sum().quantity();
        VBox first = figure(words.whole(meter), words.rounded(whole), unit(meter));
        Tooltip.install(first, new Tooltip(words.withUnit(words.number(whole), meter)));
        place.getChildren().setAll(first);
        if (answer.previous() != null) {
            place.getChildren().add(change(answer, words));
        }
        place.getChildren().add(peak(series, words, choose));
        if (meter.aggregation().additive()) {
            place.getChildren().add(average(series, words));
        }
        place.getChildren()
                .add(figure(
                        words.texts().get("usage.events"),
                        words.formats().count(series.total().sum().events()),
                        words.texts().get("usage.events.detail")));
        place.getChildren().forEach(tile -> HBox.setHgrow(tile, Priority.ALWAYS));
    }

    private static VBox peak(UsageSeries series, UsageWords words, IntConsumer choose) {
        int peak = series.peak();
        var tile = figure(
                words.texts().get("usage.peak"),
                words.rounded(series.total().points().get(peak).quantity()),
                "");
        var when = new Hyperlink(words.moment(series, peak));
        when.setId("usage-peak");
        when.getStyleClass().add("figure-link");
        when.setTooltip(new Tooltip(words.texts().get("usage.peak.show")));
        when.setOnAction(_ -> {
            when.setVisited(false);
            choose.accept(peak);
        });
        tile.getChildren().set(tile.getChildren().size() - 1, when);
        return tile;
    }

    private static VBox average(UsageSeries series, UsageWords words) {
        BigDecimal average = series.total()
                .sum()
                .quantity()
                .divide(BigDecimal.valueOf(series.starts().size()), AVERAGE_SCALE, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return figure(
                words.texts().get("usage.average"),
                words.rounded(average.scale() < 0 ? average.setScale(0) : average),
                words.texts()
                        .get("usage.average." + series.question().granularity().name()));
    }

    private static VBox change(UsageAnswer answer, UsageWords words) {
        var before = answer.previous();
        BigDecimal quantity =
                before == null ? BigDecimal.ZERO : before.total().sum().quantity();
        VBox tile = figure(
                words.texts().get("usage.change"),
                answer.change().map(words.formats()::percent).orElse("–"),
                words.texts().get("usage.change.detail", words.rounded(quantity)));
        answer.change().filter(change -> change.signum() != 0).ifPresent(change -> {
            boolean up = change.signum() > 0;
            var pill = new StatusPill(new Status(
                    Tone.NEUTRAL,
                    up ? Feather.ARROW_UP_RIGHT : Feather.ARROW_DOWN_RIGHT,
                    words.texts().get(up ? "usage.change.up" : "usage.change.down")));
            tile.getChildren().set(0, new HBox(8, tile.getChildren().getFirst(), pill));
        });
        return tile;
    }

    private static String unit(Meter meter) {
        return meter.unit() == null ? "" : meter.unit();
    }

    private static VBox figure(String title, String value, String detail) {
        var over = new Label(title);
        over.getStyleClass().add("overline");
        var number = new Label(value);
        number.getStyleClass().add("figure");
        number.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        var under = new Label(detail);
        under.getStyleClass().add("figure-detail");
        under.setWrapText(true);
        under.setMinHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
        var tile = new VBox(over, number, under);
        tile.getStyleClass().add("usage-figure");
        tile.setPrefWidth(160);
        return tile;
    }
}
