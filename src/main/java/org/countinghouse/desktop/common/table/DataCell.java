package org.countinghouse.desktop.common.table;

import javafx.scene.control.TableCell;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.jspecify.annotations.Nullable;

/** Shows one value by the kind of its column. */
final class DataCell<R> extends TableCell<R, Object> {
    private final Formats formats;
    private final StatusPill pill = new StatusPill();

    DataCell(DataColumn.Kind kind, Formats formats) {
        this.formats = formats;
        getStyleClass().add("data-cell");
        if (kind.isRightAligned()) {
            getStyleClass().add("numeric");
        }
        if (kind == DataColumn.Kind.CODE) {
            getStyleClass().add("code");
        }
    }

    @Override
    protected void updateItem(@Nullable Object value, boolean empty) {
        super.updateItem(value, empty);
        if (!empty && value instanceof Status status) {
            pill.show(status);
            setText("");
            setGraphic(pill);
        } else {
            setText(empty ? "" : CellText.shown(value, formats));
            setGraphic(null);
        }
    }
}
