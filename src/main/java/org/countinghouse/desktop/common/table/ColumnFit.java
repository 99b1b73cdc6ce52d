package org.countinghouse.desktop.common.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.scene.control.TableColumn;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/**
 * Fits the columns of a list into the room there is, so that none is cut and nothing scrolls sideways: texts become
 * narrower first, then the last columns are put away, which the menu of columns brings back. Where there is more room
 * than wanted the texts take it.
 */
final class ColumnFit {
    /** Texts and codes stay readable down to these shares of the width they ask for. */
    private static final double LEAST_TEXT = 0.7;

    private static final double LEAST_CODE = 0.85;
    /** The first column says what a row is. */
    private static final double LEAST_FIRST = 0.9;

    private static final double MOST_MORE = 400;
    private static final int FEWEST = 2;
    private static final double HEADING_SIZE = 13;
    /** Room around a heading. */
    private static final double HEADING_EDGES = 28;

    private static final String KEY = "fit";

    /** How a column may be fitted, widths in pixels. */
    private record Room(double least, double wanted, boolean grows) {}

    private ColumnFit() {}

    /**
     * Says how a column may be fitted.
     *
     * @param wanted width in pixels, as is {@code scale} of 1 the usual size of letters
     */
    static void prepare(TableColumn<?, ?> column, DataColumn.Kind kind, double wanted, double scale) {
        double heading = heading(column.getText(), scale);
        double least = switch (kind) {
            case TEXT -> wanted * LEAST_TEXT;
            case CODE -> wanted * LEAST_CODE;
            case NUMBER, RATE, MONEY, DATE, INSTANT, STATUS, SHARE -> wanted;
        };
        column.getProperties()
                .put(KEY, new Room(Math.max(least, heading), Math.max(wanted, heading), kind == DataColumn.Kind.TEXT));
    }

    private static double heading(String words, double scale) {
        var text = new Text(words);
        text.setFont(Font.font("IBM Plex Sans Medm", HEADING_SIZE * scale));
        return Math.ceil(text.getLayoutBounds().getWidth()) + HEADING_EDGES * scale;
    }

    /** Columns that are not {@link #prepare prepared} keep their width. */
    static void into(double width, List<? extends TableColumn<?, ?>> columns) {
        double left = width;
        var fitted = new ArrayList<TableColumn<?, ?>>();
        var rooms = new ArrayList<Room>();
        for (var column : columns) {
            if (column.getProperties().get(KEY) instanceof Room room) {
                fitted.add(column);
                rooms.add(rooms.isEmpty() ? first(room) : room);
            } else {
                left -= column.getWidth();
            }
        }
        int seen = fitted.size();
        while (seen > FEWEST && sum(rooms.subList(0, seen), Room::least) > left) {
            seen--;
        }
        for (int at = 0; at < fitted.size(); at++) {
            fitted.get(at).setVisible(at < seen);
        }
        share(left, fitted.subList(0, seen), rooms.subList(0, seen));
    }

    private static Room first(Room room) {
        return new Room(Math.max(room.least(), room.wanted() * LEAST_FIRST), room.wanted(), room.grows());
    }

    private static void share(double width, List<TableColumn<?, ?>> columns, List<Room> rooms) {
        double least = sum(rooms, Room::least);
        double wanted = sum(rooms, Room::wanted);
        double part = wanted <= least ? 1 : Math.clamp((width - least) / (wanted - least), 0, 1);
        long growing = rooms.stream().filter(Room::grows).count();
        double more = Math.clamp((width - wanted) / Math.max(1, growing), 0, MOST_MORE);
        for (int at = 0; at < columns.size(); at++) {
            Room room = rooms.get(at);
            double between = room.least() + part * (room.wanted() - room.least());
            columns.get(at).setPrefWidth(Math.floor(between + (room.grows() ? more : 0)));
        }
    }

    private static double sum(List<Room> rooms, ToDoubleFunction<Room> width) {
        return rooms.stream().mapToDouble(width).sum();
    }
}
