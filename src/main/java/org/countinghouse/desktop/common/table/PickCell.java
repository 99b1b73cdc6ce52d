package org.countinghouse.desktop.common.table;

import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TableCell;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/** The tick that picks a row. */
final class PickCell<R> extends TableCell<R, R> {
    private final Picks<R> picks;
    private final CheckBox tick = new CheckBox();
    private final InvalidationListener picksChanged = _ -> showTick();

    PickCell(Picks<R> picks, String accessibleText) {
        this.picks = picks;
        getStyleClass().add("pick-cell");
        setAlignment(Pos.CENTER);
        tick.setFocusTraversable(false);
        tick.setAccessibleText(accessibleText);
        tick.addEventFilter(MouseEvent.MOUSE_PRESSED, press -> {
            R row = getItem();
            if (row != null) {
                picks.toggle(row);
            }
            press.consume();
        });
        picks.count().addListener(new WeakInvalidationListener(picksChanged));
    }

    @Override
    protected void updateItem(@Nullable R row, boolean empty) {
        super.updateItem(row, empty);
        setGraphic(empty || row == null ? null : tick);
        showTick();
    }

    private void showTick() {
        // The binding of the count must be read, or it reports no further change.
        boolean any = picks.count().get() > 0;
        R row = getItem();
        tick.setSelected(any && row != null && picks.contains(row));
    }
}
