package org.countinghouse.desktop.customers;

import java.math.BigDecimal;
import java.util.List;
import javafx.scene.layout.Region;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.VLineTo;

/** One small bar for each day, the tallest as high as there is room. */
final class DayBars extends Region {
    private static final double GAP = 2;
    private static final double LEAST = 1.5;

    private final List<BigDecimal> days;
    private final Path bars = new Path();
    private final Path none = new Path();

    DayBars(List<BigDecimal> days, String accessibleText) {
        this.days = List.copyOf(days);
        getStyleClass().add("day-bars");
        bars.getStyleClass().add("day-bar");
        none.getStyleClass().add("day-bar-none");
        bars.setManaged(false);
        none.setManaged(false);
        getChildren().addAll(bars, none);
        setPrefHeight(40);
        setMinHeight(40);
        setAccessibleText(accessibleText);
    }

    @Override
    protected void layoutChildren() {
        bars.getElements().clear();
        none.getElements().clear();
        double highest =
                days.stream().mapToDouble(BigDecimal::doubleValue).max().orElse(0);
        double width = (getWidth() + GAP) / days.size();
        for (int day = 0; day < days.size(); day++) {
            double value = days.get(day).doubleValue();
            boolean used = value > 0 && highest > 0;
            double height = used ? Math.max(LEAST * 2, getHeight() * value / highest) : LEAST;
            bar(used ? bars : none, day * width, width - GAP, height);
        }
    }

    private void bar(Path path, double x, double width, double height) {
        path.getElements()
                .addAll(
                        new MoveTo(x, getHeight() - height),
                        new HLineTo(x + width),
                        new VLineTo(getHeight()),
                        new HLineTo(x),
                        new ClosePath());
    }
}
