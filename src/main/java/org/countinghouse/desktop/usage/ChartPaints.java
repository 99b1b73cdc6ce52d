package org.countinghouse.desktop.usage;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Background;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/**
 * The chart's colours, taken from the style sheets: a canvas cannot be styled itself, so each colour is the background
 * of a region of no size that can.
 */
final class ChartPaints {
    static final int LAYERS = 9;

    private final List<Region> layers = new ArrayList<>();
    private final Region grid = swatch("chart-paint-grid");
    private final Region text = swatch("chart-paint-text");
    private final Region previous = swatch("chart-paint-previous");
    private final Region hover = swatch("chart-paint-hover");
    private final Region selected = swatch("chart-paint-selected");

    ChartPaints(Runnable changed) {
        for (int i = 0; i < LAYERS; i++) {
            layers.add(swatch(layerClass(i)));
        }
        for (Region region : regions()) {
            region.backgroundProperty().addListener((_, _, _) -> changed.run());
        }
    }

    /** Style class that fills a node with a layer's colour; for the legend too. */
    static String layerClass(int layer) {
        return "chart-paint-" + (layer % LAYERS + 1);
    }

    private static Region swatch(String styleClass) {
        var region = new Region();
        region.getStyleClass().add(styleClass);
        region.setManaged(false);
        region.setMouseTransparent(true);
        return region;
    }

    List<Region> regions() {
        var all = new ArrayList<>(layers);
        all.addAll(List.of(grid, text, previous, hover, selected));
        return all;
    }

    Paint layer(int layer) {
        return paint(layers.get(layer % LAYERS));
    }

    Paint grid() {
        return paint(grid);
    }

    Paint text() {
        return paint(text);
    }

    Paint previous() {
        return paint(previous);
    }

    Paint hover() {
        return paint(hover);
    }

    Paint selected() {
        return paint(selected);
    }

    private static Paint paint(Region region) {
        Background background = region.getBackground();
        return background == null || background.getFills().isEmpty()
                ? Color.GRAY
                : background.getFills().getFirst().getFill();
    }
}
