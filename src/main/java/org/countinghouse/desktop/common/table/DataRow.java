package org.countinghouse.desktop.common.table;

import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.css.PseudoClass;
import javafx.scene.control.TableRow;
import org.jspecify.annotations.Nullable;

/** A row that shows whether it is picked and whether it is still on its way. */
final class DataRow<R> extends TableRow<R> {
    private static final PseudoClass PICKED = PseudoClass.getPseudoClass("picked");
    private static final PseudoClass ON_ITS_WAY = PseudoClass.getPseudoClass("on-its-way");

    private final Picks<R> picks;
    private final InvalidationListener picksChanged = _ -> showPicked();

    DataRow(Picks<R> picks) {
        this.picks = picks;
        picks.count().addListener(new WeakInvalidationListener(picksChanged));
    }

    @Override
    protected void updateItem(@Nullable R row, boolean empty) {
        super.updateItem(row, empty);
        pseudoClassStateChanged(ON_ITS_WAY, !empty && row == null);
        showPicked();
    }

    private void showPicked() {
        boolean any = picks.count().get() > 0;
        R row = getItem();
        pseudoClassStateChanged(PICKED, any && row != null && picks.contains(row));
    }
}
