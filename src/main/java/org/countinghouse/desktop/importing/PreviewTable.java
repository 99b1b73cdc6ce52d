package org.countinghouse.desktop.importing;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Reasons;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.metering.UsageEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The first rows of a file as they would be read, good ones and errors together, in the order of the file. */
final class PreviewTable {
    static final double ROW = 34;
    private static final double GOOD_WIDTH = 90;
    private static final double REASON_WIDTH = 340;
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");

    private final Texts texts;
    private final Formats formats;

    PreviewTable(ScreenContext context) {
        texts = context.texts();
        formats = context.formats();
    }

    void bind(TableView<PreviewRow> table, HBox counts, ImportViewModel model) {
        table.getStyleClass().addAll("edge-to-edge", "data-table-view");
        table.setFixedCellSize(ROW);
        table.setPlaceholder(new Label(texts.get("import.preview.none")));
        add(table, texts.get("import.preview.line"), 70, true, row -> formats.count(row.line()));
        var state = state();
        table.getColumns().add(state);
        add(table, texts.get("import.field.customer"), 130, false, event(UsageEvent::customer));
        add(table, texts.get("import.field.event"), 120, false, event(UsageEvent::event));
        add(table, texts.get("import.field.time"), 190, false, event(event -> formats.instant(event.time())));
        add(table, texts.get("import.field.quantity"), 100, true, event(event -> {
            var quantity = event.quantity();
            return quantity == null ? "" : formats.number(quantity);
        }));
        add(
                table,
                texts.get("import.field.properties"),
                260,
                false,
                event(event -> event.properties().canonical()));
        add(table, texts.get("import.field.id"), 160, false, event(UsageEvent::id));
        model.preview().addListener((_, _, preview) -> {
            show(table, counts, preview);
            // Reasons need room, a word does not.
            boolean errors = preview != null && preview.good() < preview.rows().size();
            state.setPrefWidth(errors ? REASON_WIDTH : GOOD_WIDTH);
        });
    }

    private void show(TableView<PreviewRow> table, HBox counts, @Nullable FilePreview preview) {
        counts.getChildren().clear();
        table.getItems().clear();
        if (preview == null) {
            return;
        }
        table.setItems(FXCollections.observableArrayList(preview.rows()));
        table.setPlaceholder(nothing(preview));
        long bad = preview.rows().size() - preview.good();
        if (preview.good() > 0) {
            counts.getChildren().add(pill(Tone.SUCCESS, "import.preview.good", preview.good()));
        }
        if (bad > 0) {
            counts.getChildren().add(pill(Tone.DANGER, "import.preview.bad", bad));
        }
    }

    /** Why there is no row to be seen. */
    private Label nothing(FilePreview preview) {
        var failure = preview.failure();
        String why = failure == null
                ? texts.get("import.preview.none")
                : texts.get("import.preview.none") + "\n"
                        + FailureText.of(failure, texts).summary();
        var label = new Label(why);
        label.getStyleClass().add("preview-nothing");
        label.setWrapText(true);
        return label;
    }

    private StatusPill pill(Tone tone, String key, long count) {
        return new StatusPill(new Status(
                tone,
                tone == Tone.SUCCESS ? Feather.CHECK : Feather.ALERT_CIRCLE,
                texts.get(key, formats.count(count))));
    }

    private static Function<PreviewRow, String> event(Function<UsageEvent, String> text) {
        return row -> {
            UsageEvent event = row.event();
            return event == null ? "" : text.apply(event);
        };
    }

    /** A good row's sign, or the reason why it is none. */
    private TableColumn<PreviewRow, PreviewRow> state() {
        var column = new TableColumn<PreviewRow, PreviewRow>(texts.get("import.preview.state"));
        column.setPrefWidth(GOOD_WIDTH);
        column.setSortable(false);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(_ -> new StateCell());
        return column;
    }

    static <R> void add(TableView<R> table, String title, double width, boolean number, Function<R, String> text) {
        var column = new TableColumn<R, String>(title);
        column.setPrefWidth(width);
        column.setSortable(false);
        if (number) {
            column.getStyleClass().add("numeric");
        }
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(text.apply(features.getValue())));
        column.setCellFactory(_ -> new TextCell<>(number));
        table.getColumns().add(column);
    }

    /** One line of text; the whole of it in a tooltip. */
    private static final class TextCell<R> extends TableCell<R, String> {
        TextCell(boolean number) {
            getStyleClass().add("data-cell");
            if (number) {
                getStyleClass().add("numeric");
            }
        }

        @Override
        protected void updateItem(@Nullable String text, boolean empty) {
            super.updateItem(text, empty);
            setText(empty ? null : text);
            setTooltip(empty || text == null || text.length() < 30 ? null : new Tooltip(text));
        }
    }

    private final class StateCell extends TableCell<PreviewRow, PreviewRow> {
        StateCell() {
            getStyleClass().addAll("data-cell", "preview-state");
        }

        @Override
        protected void updateItem(@Nullable PreviewRow row, boolean empty) {
            super.updateItem(row, empty);
            boolean bad = row != null && !empty && !row.good();
            pseudoClassStateChanged(BAD, bad);
            String reason = row == null ? "" : Reasons.of(row.reason(), texts);
            setText(row == null || empty ? null : bad ? reason : texts.get("import.preview.ok"));
            setTooltip(bad && row != null ? new Tooltip(reason + "\n" + row.raw()) : null);
        }
    }
}
