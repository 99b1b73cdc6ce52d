package org.countinghouse.desktop.dashboard;

import eu.hansolo.tilesfx.Tile;
import eu.hansolo.tilesfx.chart.ChartData;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import org.countinghouse.insight.DashboardSnapshot.PlanShare;

/** Subscriptions by plan: a ring and its legend; plans beyond the largest few stand together. */
final class PlanShares {
    private static final int MOST = 4;

    private final Tile ring;
    private final DashboardTexts texts;
    private final Region place;
    private List<PlanShare> shown = List.of();
    private List<Color> colours = List.of();
    private final VBox legend = new VBox();

    PlanShares(Tile ring, Tiles drawings, DashboardTexts texts) {
        this.ring = ring;
        this.texts = texts;
        this.place = Tiles.ringPlace(ring);
        place.getStyleClass().add("plan-ring");
        legend.getStyleClass().add("plan-legend");
        HBox.setHgrow(legend, Priority.ALWAYS);
        drawings.dress(ring, palette -> {
            colours = palette.series();
            // Shares are in the legend; around the ring they are too small to be read.
            ring.setTextColor(Color.TRANSPARENT);
            ring.setValueColor(Color.TRANSPARENT);
            draw();
        });
    }

    Node of(List<PlanShare> plans) {
        if (plans.isEmpty()) {
            return Words.muted(texts.get("plans.none"));
        }
        shown = together(plans);
        draw();
        var row = new HBox(place, legend);
        row.getStyleClass().add("plan-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private List<PlanShare> together(List<PlanShare> plans) {
        if (plans.size() <= MOST + 1) {
            return plans;
        }
        var few = new ArrayList<>(plans.subList(0, MOST));
        long rest =
                plans.stream().skip(MOST).mapToLong(PlanShare::subscriptions).sum();
        few.add(new PlanShare("", texts.get("plans.others", texts.count(plans.size() - MOST)), rest));
        return few;
    }

    private void draw() {
        var data = new ArrayList<ChartData>();
        legend.getChildren().clear();
        for (int index = 0; index < shown.size(); index++) {
            PlanShare plan = shown.get(index);
            Color colour = colours.get(index % colours.size());
            var slice = new ChartData(plan.name(), plan.subscriptions(), colour);
            slice.setTextColor(Color.TRANSPARENT);
            data.add(slice);
            legend.getChildren().add(entry(plan, colour));
        }
        ring.setChartData(data);
    }

    private Node entry(PlanShare plan, Color colour) {
        var name = new Label(plan.name());
        name.getStyleClass().add("board-name");
        name.setMinWidth(0);
        name.setWrapText(true);
        name.setMinHeight(Region.USE_PREF_SIZE);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        var number = new Label(texts.count(plan.subscriptions()));
        number.getStyleClass().add("board-amount");
        number.setMinWidth(Region.USE_PREF_SIZE);
        var entry = new HBox(new Circle(4, colour), name, number);
        entry.getStyleClass().add("plan-entry");
        return entry;
    }
}
