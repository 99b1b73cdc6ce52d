package org.countinghouse.desktop.dashboard;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/** Tiles in four columns, or in two where there is less room; rows share the height and never become too low. */
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
        int rows = rows(columns((width < 0 ? getWidth() : width) - room.getLeft() - room.getRight()));
        return rows * LOWEST_ROW + (rows - 1) * GAP + room.getTop() + room.getBottom();
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
        int rows = rows(columns);
        double cellWidth = Math.floor((wide - (columns - 1) * GAP) / columns);
        double cellHeight = Math.max(LOWEST_ROW, Math.floor((high - (rows - 1) * GAP) / rows));
        int cell = 0;
        for (Placed each : placed) {
            double x = room.getLeft() + (cell % columns) * (cellWidth + GAP);
            double y = room.getTop() + Math.floorDiv(cell, columns) * (cellHeight + GAP);
            double width = each.columns() * cellWidth + (each.columns() - 1) * GAP;
            layoutInArea(each.tile(), x, y, width, cellHeight, 0, javafx.geometry.HPos.LEFT, javafx.geometry.VPos.TOP);
            cell += each.columns();
        }
    }
}
