package org.countinghouse.desktop.usage;

import java.util.function.Function;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/** A value in words. */
final class TextCell<T> extends TableCell<BucketRow, T> {
    private final Function<T, String> text;

    TextCell(Function<T, String> text) {
        this.text = text;
        getStyleClass().add("data-cell");
    }

    /** A value that stands on the right, digit under digit. */
    static <T> TextCell<T> numeric(Function<T, String> text) {
        var cell = new TextCell<>(text);
        cell.getStyleClass().add("numeric");
        return cell;
    }

    @Override
    protected void updateItem(@Nullable T item, boolean empty) {
        super.updateItem(item, empty);
        setText(item == null || empty ? null : text.apply(item));
    }
}
