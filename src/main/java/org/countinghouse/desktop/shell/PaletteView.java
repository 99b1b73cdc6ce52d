package org.countinghouse.desktop.shell;

import atlantafx.base.controls.CustomTextField;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Ctrl+K: type a few letters, go anywhere, do anything. Lies over the window instead of opening another. */
final class PaletteView extends StackPane {
    private final PaletteModel model;
    private final Texts texts;
    private final CustomTextField query = new CustomTextField();
    private final ListView<PaletteEntry> list = new ListView<>();
    private @Nullable Node focusBefore;
    /** The line the person went to; null while the first one is meant, whatever comes in. */
    private @Nullable PaletteEntry chosen;
    /** Enter was pressed before anything was found. */
    private boolean runWhenFound;

    PaletteView(PaletteModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        getStyleClass().add("scrim");
        setAlignment(Pos.TOP_CENTER);
        setUpQuery();
        setUpList();
        var nothing = new Label();
        nothing.getStyleClass().add("muted");
        nothing.textProperty()
                .bind(Bindings.when(model.searching())
                        .then(texts.get("palette.searching"))
                        .otherwise(texts.get("palette.nothing")));
        list.setPlaceholder(nothing);
        var hint = new Label(texts.get("palette.hint"));
        hint.getStyleClass().add("palette-hint");
        var card = new VBox(query, list, hint);
        card.getStyleClass().add("palette");
        card.setMaxSize(640, USE_PREF_SIZE);
        getChildren().add(card);
        addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        setOnMousePressed(press -> {
            if (press.getTarget() == this) {
                close();
            }
        });
        setVisible(false);
        HeldFocus.inside(this, this::takeKeyboard);
    }

    /** What was typed stays as it is, and typing goes on behind it. */
    private void takeKeyboard() {
        query.requestFocus();
        query.end();
    }

    private void setUpQuery() {
        query.setPromptText(texts.get("palette.prompt"));
        query.setAccessibleText(texts.get("palette.prompt"));
        query.setLeft(new FontIcon(Feather.SEARCH));
        query.getStyleClass().add("palette-query");
        query.textProperty().addListener((_, _, text) -> {
            chosen = null;
            runWhenFound = false;
            model.type(text);
            selectFirst();
        });
    }

    private void setUpList() {
        list.setItems(model.entries());
        model.whenFound(this::found);
        list.getStyleClass().addAll("edge-to-edge", "palette-list");
        list.setFocusTraversable(false);
        list.setPrefHeight(400);
        list.setCellFactory(_ -> new EntryCell());
        list.setOnMouseClicked(click -> {
            if (click.getButton() == MouseButton.PRIMARY) {
                runSelected();
            }
        });
    }

    void open(@Nullable Node focused) {
        focusBefore = focused;
        setVisible(true);
        query.clear();
        chosen = null;
        model.type("");
        selectFirst();
        query.requestFocus();
    }

    private void close() {
        setVisible(false);
        runWhenFound = false;
        if (focusBefore != null) {
            focusBefore.requestFocus();
        }
    }

    /** More has come in: the line that was meant is selected again where it stands now. */
    private void found() {
        PaletteEntry before = chosen;
        selectFirst();
        for (int row = 0; before != null && row < list.getItems().size(); row++) {
            PaletteEntry entry = list.getItems().get(row);
            if (entry.group().equals(before.group()) && entry.title().equals(before.title())) {
                list.getSelectionModel().clearAndSelect(row);
                break;
            }
        }
        if (runWhenFound && !list.getItems().isEmpty()) {
            runSelected();
        }
    }

    private void selectFirst() {
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    private void keyPressed(KeyEvent press) {
        switch (press.getCode()) {
            case ESCAPE -> close();
            case ENTER -> enter();
            case DOWN -> move(1);
            case UP -> move(-1);
            case PAGE_DOWN -> move(8);
            case PAGE_UP -> move(-8);
            case TAB -> move(press.isShiftDown() ? -1 : 1);
            default -> {
                return;
            }
        }
        press.consume();
    }

    private void move(int rows) {
        int last = list.getItems().size() - 1;
        if (last >= 0) {
            int next = Math.clamp((long) list.getSelectionModel().getSelectedIndex() + rows, 0, last);
            list.getSelectionModel().clearAndSelect(next);
            list.scrollTo(Math.max(0, next - 4));
            chosen = list.getItems().get(next);
        }
    }

    private void enter() {
        if (list.getItems().isEmpty()) {
            runWhenFound = model.searching().get();
        } else {
            runSelected();
        }
    }

    private void runSelected() {
        PaletteEntry entry = list.getSelectionModel().getSelectedItem();
        if (entry != null) {
            close();
            entry.run().run();
        }
    }

    private final class EntryCell extends ListCell<PaletteEntry> {
        private final FontIcon icon = new FontIcon(Feather.CIRCLE);
        private final Label title = new Label();
        private final Label detail = new Label();
        private final Label keys = new Label();
        private final Label group = new Label();
        private final HBox line;

        EntryCell() {
            detail.getStyleClass().add("palette-detail");
            keys.getStyleClass().add("keys");
            // Long names give way: what it is and how much stays readable.
            for (Label whole : List.of(detail, keys, group)) {
                whole.setMinWidth(USE_PREF_SIZE);
            }
            group.getStyleClass().add("palette-group");
            var gap = new HBox();
            HBox.setHgrow(gap, Priority.ALWAYS);
            line = new HBox(icon, title, detail, gap, group, keys);
            line.getStyleClass().add("palette-line");
            line.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(@Nullable PaletteEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (empty || entry == null) {
                setGraphic(null);
                return;
            }
            icon.setIconCode(entry.icon());
            title.setText(entry.title());
            detail.setText(entry.detail());
            keys.setText(entry.keys());
            keys.setVisible(!entry.keys().isEmpty());
            keys.setManaged(!entry.keys().isEmpty());
            group.setText(texts.get(entry.group()));
            setGraphic(line);
        }
    }
}
