package org.countinghouse.desktop.dashboard;

import eu.hansolo.tilesfx.Tile;
import eu.hansolo.tilesfx.TileBuilder;
import java.util.function.Consumer;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/** TilesFX drawings in house style: no frame, no animation, the colours of the theme. */
final class Tiles {
    private final HouseColours colours;

    Tiles(HouseColours colours) {
        this.colours = colours;
    }

    /** A drawing alone: the words and the frame around it are those of the dashboard tile. */
    Tile drawing(Tile.SkinType kind) {
        Tile tile = TileBuilder.create()
                .skinType(kind)
                .animated(false)
                .title("")
                .text("")
                .unit("")
                .textVisible(false)
                .valueVisible(false)
                .backgroundColor(Color.TRANSPARENT)
                .borderColor(Color.TRANSPARENT)
                .borderWidth(0)
                .build();
        tile.setMinSize(0, 0);
        tile.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        tile.setFocusTraversable(false);
        tile.setMouseTransparent(true);
        return tile;
    }

    /** Dresses a drawing now and on each change of the theme. */
    void dress(Tile tile, Consumer<HouseColours.Palette> dressing) {
        colours.follow(tile, palette -> {
            tile.setForegroundBaseColor(palette.muted());
            tile.setTickLabelColor(palette.subtle());
            tile.setChartGridColor(palette.grid());
            dressing.accept(palette);
        });
    }

    /** The skin draws a curve in its lower half: that half fills the place, the empty one lies above it. */
    static Region curvePlace(Tile tile) {
        var pane = new Pane(tile) {
            @Override
            protected void layoutChildren() {
                tile.resizeRelocate(0, -getHeight(), getWidth(), 2 * getHeight());
            }
        };
        pane.setMinSize(0, 0);
        return pane;
    }

    /** The skin leaves a margin around a ring, which lies outside of the place. */
    static Region ringPlace(Tile tile) {
        var pane = new Pane(tile) {
            @Override
            protected void layoutChildren() {
                double margin = getWidth() * 0.14;
                tile.resizeRelocate(-margin, -margin, getWidth() + 2 * margin, getHeight() + 2 * margin);
            }
        };
        pane.setMinSize(0, 0);
        return pane;
    }
}
