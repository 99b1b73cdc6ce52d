package org.countinghouse.desktop.common.table;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumnBase;
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

    private static final String WANTED = "fit.wanted";
    private static final String LEAST = "fit.least";
    private static final String GROWS = "fit.grows";

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
        column.getProperties().put(LEAST, Math.max(least, heading));
        column.getProperties().put(WANTED, Math.max(wanted, heading));
        column.getProperties().put(GROWS, kind == DataColumn.Kind.TEXT);
    }

    private static double heading(String words, double scale) {
        var text = new Text(words);
        text.setFont(Font.font("IBM Plex Sans Medm", HEADING_SIZE * scale));
        return Math.ceil(text.getLayoutBounds().getWidth()) + HEADING_EDGES * scale;
    }

    /** Columns that are not {@link #prepare prepared} keep their width. */
    static void into(double room, List<? extends TableColumn<?, ?>> columns) {
        double left = room;
        var fitted = new ArrayList<TableColumn<?, ?>>();
        for (var column : columns) {
            if (column.getProperties().containsKey(LEAST)) {
                fitted.add(column);
            } else {
                left -= column.getWidth();
            }
        }
        if (!fitted.isEmpty()) {
            var first = fitted.getFirst().getProperties();
            first.merge(LEAST, (double) first.get(WANTED) * LEAST_FIRST, (a, b) -> Math.max((double) a, (double) b));
        }
        int seen = fitted.size();
        while (seen > FEWEST && sum(fitted.subList(0, seen), LEAST) > left) {
            seen--;
        }
        for (int at = 0; at < fitted.size(); at++) {
            fitted.get(at).setVisible(at < seen);
        }
        share(left, fitted.subList(0, seen));
    }

    private static void share(double room, List<TableColumn<?, ?>> columns) {
        double least = sum(columns, LEAST);
        double wanted = sum(columns, WANTED);
        double part = wanted <= least ? 1 : Math.clamp((room - least) / (wanted - least), 0, 1);
        long growing = columns.stream().filter(ColumnFit::grows).count();
        double more = Math.clamp((room - wanted) / Math.max(1, growing), 0, MOST_MORE);
        for (TableColumnBase<?, ?> column : columns) {
            double between = width(column, LEAST) + part * (width(column, WANTED) - width(column, LEAST));
            column.setPrefWidth(Math.floor(between + (grows(column) ? more : 0)));
        }
    }

    private static double sum(List<TableColumn<?, ?>> columns, String which) {
        return columns.stream().mapToDouble(column -> width(column, which)).sum();
    }

    private static double width(TableColumnBase<?, ?> column, String which) {
        return (double) column.getProperties().get(which);
    }

    private static boolean grows(TableColumnBase<?, ?> column) {
        return (boolean) column.getProperties().get(GROWS);
    }
}
