package org.countinghouse.desktop.common.table;

import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Share;
import org.countinghouse.desktop.common.ShareBar;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.jspecify.annotations.Nullable;

/** Shows one value by the kind of its column. */
final class DataCell<R> extends TableCell<R, Object> {
    private final Formats formats;
    private final StatusPill pill = new StatusPill();
    private @Nullable ShareGraphic bar;

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
        } else if (!empty && value instanceof Share share) {
            ShareGraphic shown = bar == null ? new ShareGraphic() : bar;
            bar = shown;
            shown.show(share);
            setText("");
            setGraphic(shown);
        } else {
            setText(empty ? "" : CellText.shown(value, formats));
            setGraphic(null);
        }
    }

    /** Words above their bar, as wide as the cell. */
    private final class ShareGraphic extends VBox {
        private final Label words = new Label();
        private final ShareBar line = new ShareBar();

        private ShareGraphic() {
            getStyleClass().add("share");
            words.setMinHeight(USE_PREF_SIZE);
            getChildren().addAll(words, line);
            prefWidthProperty().bind(DataCell.this.widthProperty().subtract(28));
        }

        private void show(Share share) {
            words.setText(share.text());
            line.show(share);
            line.setManaged(share.used() != null);
        }
    }
}
