package org.countinghouse.desktop.dashboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/**
 * Tiles in four columns, or in two where there is less room. A row is as high as its highest tile needs; height that is
 * left is shared.
 */
final class TileGrid extends Region {
    private static final double GAP = 16;
    private static final double FOUR_COLUMNS_FROM = 880;
    private static final double LOWEST_ROW = 196;

    private final List<Placed> placed = new ArrayList<>();

    TileGrid() {
        getStyleClass().add("tile-grid");
    }

    private record Placed(Node tile, int columns) {}

    void add(Node tile, int columns) {
        placed.add(new Placed(tile, columns));
        getChildren().add(tile);
    }

    /** Words break into more lines where a tile is narrow. */
    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private static int columns(double width) {
        return width >= FOUR_COLUMNS_FROM ? 4 : 2;
    }

    private int rows(int columns) {
        int cells = placed.stream().mapToInt(Placed::columns).sum();
        return Math.max(1, (cells + columns - 1) / columns);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        Insets room = getInsets();
        double wide = (width < 0 ? getWidth() : width) - room.getLeft() - room.getRight();
        double[] needed = needed(columns(wide), cellWidth(wide));
        return Arrays.stream(needed).sum() + (needed.length - 1) * GAP + room.getTop() + room.getBottom();
    }

    private static double cellWidth(double wide) {
        int columns = columns(wide);
        return Math.max(0, Math.floor((wide - (columns - 1) * GAP) / columns));
    }

    private static double widthOf(Placed each, double cellWidth) {
        return each.columns() * cellWidth + (each.columns() - 1) * GAP;
    }

    /** The height that each row needs, so that nothing in it is cut off. */
    private double[] needed(int columns, double cellWidth) {
        var needed = new double[rows(columns)];
        Arrays.fill(needed, LOWEST_ROW);
        int cell = 0;
        for (Placed each : placed) {
            int row = cell / columns;
            needed[row] = Math.max(needed[row], Math.ceil(each.tile().minHeight(widthOf(each, cellWidth))));
            cell += each.columns();
        }
        return needed;
    }

    @Override
    protected double computePrefWidth(double height) {
        return FOUR_COLUMNS_FROM;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected void layoutChildren() {
        Insets room = getInsets();
        double wide = getWidth() - room.getLeft() - room.getRight();
        double high = getHeight() - room.getTop() - room.getBottom();
        int columns = columns(wide);
        double cellWidth = cellWidth(wide);
        double[] heights = needed(columns, cellWidth);
        double left = high - Arrays.stream(heights).sum() - (heights.length - 1) * GAP;
        double more = Math.max(0, Math.floor(left / heights.length));
        double y = room.getTop();
        int cell = 0;
        for (Placed each : placed) {
            int column = cell % columns;
            if (column == 0 && cell > 0) {
                y += heights[cell / columns - 1] + more + GAP;
            }
            double x = room.getLeft() + column * (cellWidth + GAP);
            double height = heights[cell / columns] + more;
            layoutInArea(each.tile(), x, y, widthOf(each, cellWidth), height, 0, HPos.LEFT, VPos.TOP);
            cell += each.columns();
        }
    }
}
