package org.countinghouse.desktop.quotas;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What a change makes of each limit: before, after, and what to think of. */
final class EffectTable extends TableView<QuotaEffect> {
    private static final double NOTE_WIDTH = 185;

    private final Texts texts;

    EffectTable(QuotaWords words, Texts texts) {

        this.texts = texts;
        setId("effects");
        getStyleClass().addAll("effect-table", "edge-to-edge");
        setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setFixedCellSize(36);
        setPlaceholder(new Label(""));
        setSelectionModel(null);
        getColumns()
                .add(column(
                        "quotas.customer", 170, false, effect -> effect.row().customerName()));
        getColumns().add(column("quotas.feature", 130, false, effect -> words.feature(effect.row())));
        getColumns()
                .add(column(
                        "quotas.change.used",
                        100,
                        true,
                        effect -> words.amount(effect.row().used())));
        getColumns()
                .add(column(
                        "quotas.change.now",
                        100,
                        true,
                        effect -> words.amount(effect.row().limit())));
        getColumns().add(column("quotas.change.then", 100, true, effect -> words.amount(effect.limit())));
        getColumns().add(notes());
    }

    void show(List<QuotaEffect> effects) {
        getItems().setAll(effects);
    }

    private TableColumn<QuotaEffect, String> column(
            String titleKey, double width, boolean number, Function<QuotaEffect, String> text) {
        var column = new TableColumn<QuotaEffect, String>(texts.get(titleKey));
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new ReadOnlyStringWrapper(text.apply(features.getValue())));
        if (number) {
            column.getStyleClass().add("numeric");
        }
        return column;
    }

    private TableColumn<QuotaEffect, QuotaEffect> notes() {
        var column = new TableColumn<QuotaEffect, QuotaEffect>("");
        column.setMinWidth(NOTE_WIDTH);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new javafx.beans.property.ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(_ -> new javafx.scene.control.TableCell<>() {
            private final StatusPill pill = new StatusPill();

            @Override
            protected void updateItem(@Nullable QuotaEffect effect, boolean empty) {
                super.updateItem(effect, empty);
                Status status = effect == null || empty ? null : note(effect);
                if (status == null) {
                    setGraphic(null);
                } else {
                    pill.show(status);
                    setGraphic(pill);
                }
            }
        });
        return column;
    }

    private @Nullable Status note(QuotaEffect effect) {
        if (effect.problem() != null) {
            return new Status(Tone.NEUTRAL, Feather.SLASH, texts.get("quotas.effect." + effect.problem()));
        }
        if (!effect.changed()) {
            return new Status(Tone.NEUTRAL, Feather.MINUS, texts.get("quotas.effect.same"));
        }
        if (effect.refuses()) {
            return new Status(Tone.DANGER, Feather.ALERT_OCTAGON, texts.get("quotas.effect.refuses"));
        }
        if (effect.belowUse()) {
            return new Status(Tone.WARNING, Feather.ALERT_TRIANGLE, texts.get("quotas.effect.below"));
        }
        return null;
    }
}
