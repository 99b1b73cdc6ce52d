package org.countinghouse.desktop.ledger;

import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.countinghouse.billing.ledger.ReportColumn;
import org.countinghouse.billing.ledger.ReportKind;
import org.countinghouse.billing.ledger.ReportRow;
import org.jspecify.annotations.Nullable;

/** The rows of a report; figures stand on the right. */
public final class ReportTable extends TableView<ReportRow> {
    private static final double ROW = 34;
    private static final double WIDEST = 1.6;
    /** Share of the widths asked for at which figures are still read; with less the table scrolls sideways instead. */
    private static final double NARROWEST = 0.8;

    private @Nullable ReportKind shown;
    private double wanted;
    private boolean scrolls;
    private InvalidationListener fitting = _ -> {};

    public ReportTable() {
        setId("report");
        getStyleClass().addAll("report-table", "edge-to-edge");
        setFixedCellSize(ROW);
        setPlaceholder(new Label(""));
    }

    /** Called when a row is opened by the mouse or Enter. */
    void whenOpened(Consumer<ReportRow> open) {
        setRowFactory(_ -> {
            var row = new TableRow<ReportRow>();
            row.setOnMouseClicked(click -> {
                if (click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2 && row.getItem() != null) {
                    open.accept(row.getItem());
                }
            });
            return row;
        });
        setOnKeyPressed(key -> {
            ReportRow row = getSelectionModel().getSelectedItem();
            if (key.getCode() == KeyCode.ENTER && row != null) {
                open.accept(row);
                key.consume();
            }
        });
    }

    void show(LedgerViewModel.Content.Shown content, ReportWords words) {
        if (shown != content.report()) {
            shown = content.report();
            lay(content.report(), words);
            widthProperty().removeListener(fitting);
            fitting = _ -> {
                if (scrolls != tooNarrow()) {
                    lay(content.report(), words);
                }
            };
            widthProperty().addListener(fitting);
        }
        int selected = getSelectionModel().getSelectedIndex();
        getItems().setAll(content.rows());
        if (selected >= 0 && selected < getItems().size()) {
            getSelectionModel().select(selected);
        }
        setAccessibleText(words.report(content.report()));
    }

    /** Columns anew, because one keeps the width that another policy gave it. */
    private void lay(ReportKind report, ReportWords words) {
        var columns = words.shownColumns(report).stream()
                .map(index -> column(report, index, words))
                .toList();
        getColumns().clear();
        wanted = columns.stream().mapToDouble(TableColumn::getPrefWidth).sum();
        scrolls = tooNarrow();
        setColumnResizePolicy(
                scrolls ? TableView.UNCONSTRAINED_RESIZE_POLICY : TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getColumns().setAll(columns);
    }

    private boolean tooNarrow() {
        return getWidth() > 0 && getWidth() < wanted * NARROWEST;
    }

    private static TableColumn<ReportRow, String> column(ReportKind report, int index, ReportWords words) {
        ReportColumn column = report.columns().get(index);
        var made = new TableColumn<ReportRow, String>(words.column(column));
        made.setId("column-" + column.code());
        made.setSortable(false);
        made.setReorderable(false);
        made.setPrefWidth(width(column));
        if (column.kind() != ReportColumn.Kind.ACCOUNT && column.kind() != ReportColumn.Kind.POSTING) {
            // What is left of the width goes to the words, not between the figures.
            made.setMaxWidth(width(column) * WIDEST);
        }
        made.setMinWidth(leastWidth(column));
        made.setCellValueFactory(features -> new ReadOnlyStringWrapper(words.cell(report, features.getValue(), index)));
        if (column.kind() == ReportColumn.Kind.MONEY
                || column.kind() == ReportColumn.Kind.BOOKS_MONEY
                || column.kind() == ReportColumn.Kind.NUMBER) {
            made.getStyleClass().add("numeric");
        }
        return made;
    }

    /** Days and numbers say nothing when they are cut; words still do. */
    private static double leastWidth(ReportColumn column) {
        return switch (column.code()) {
            case "document" -> 155;
            case "number", "tax-code" -> width(column);
            default -> column.kind() == ReportColumn.Kind.DATE ? 112 : 50;
        };
    }

    private static double width(ReportColumn column) {
        return switch (column.kind()) {
            case MONEY, BOOKS_MONEY -> 118;
            case ACCOUNT, POSTING -> 150;
            case DATE, MONTH -> 115;
            case NUMBER -> 96;
            case TEXT ->
                switch (column.code()) {
                    // Not 80: a column of that width is fitted to its first rows.
                    case "number", "tax-code" -> 100;
                    case "document" -> 175;
                    default -> 150;
                };
        };
    }
}
