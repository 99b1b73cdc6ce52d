package org.countinghouse.desktop.dashboard;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.insight.DashboardSnapshot.ImportBatch;
import org.kordamp.ikonli.feather.Feather;

/** The last imports: file, rows taken, and whether any were rejected. */
final class ImportHealth {
    private final DashboardTexts texts;

    ImportHealth(DashboardTexts texts) {
        this.texts = texts;
    }

    Node of(List<ImportBatch> batches) {
        var list = new VBox();
        list.getStyleClass().add("board");
        if (batches.isEmpty()) {
            list.getChildren().add(Words.muted(texts.get("imports.none")));
        }
        batches.forEach(batch -> list.getChildren().add(row(batch)));
        return list;
    }

    private Node row(ImportBatch batch) {
        var file = new Label(batch.file());
        file.getStyleClass().add("board-name");
        file.setMinWidth(0);
        file.setTooltip(new Tooltip(batch.file()));
        file.setTextOverrun(javafx.scene.control.OverrunStyle.CENTER_ELLIPSIS);
        var accepted = new Label(texts.get("imports.accepted", texts.count(batch.accepted())));
        accepted.getStyleClass().add("tile-detail");
        accepted.setMinWidth(0);
        accepted.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(accepted, Priority.ALWAYS);
        var pill = new StatusPill(status(batch));
        pill.setMinWidth(Region.USE_PREF_SIZE);
        var below = new HBox(accepted, pill);
        below.getStyleClass().add("import-row");
        // The name has a line of its own; where it still is too long the whole of it is told.
        var entry = new VBox(file, below);
        entry.getStyleClass().add("import-entry");
        return entry;
    }

    private Status status(ImportBatch batch) {
        if (batch.finishedAt() == null) {
            return new Status(Tone.WARNING, Feather.PAUSE_CIRCLE, texts.get("imports.unfinished"));
        }
        return batch.rejected() == 0
                ? new Status(Tone.SUCCESS, Feather.CHECK, texts.get("imports.clean"))
                : new Status(
                        Tone.DANGER,
                        Feather.ALERT_CIRCLE,
                        texts.get("imports.rejected", texts.count(batch.rejected())));
    }
}
