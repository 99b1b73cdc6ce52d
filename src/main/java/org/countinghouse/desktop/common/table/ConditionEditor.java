package org.countinghouse.desktop.common.table;

import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.controlsfx.control.PopOver;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.Filter;

/** Adds one condition: column, comparison, value. */
final class ConditionEditor<R> {
    private final TableModel<R> model;
    private final Texts texts;
    private final FilterWords<R> words;
    private final ComboBox<Column> column = new ComboBox<>();
    private final ComboBox<Filter.Operator> operator = new ComboBox<>();
    private final TextField value = new TextField();
    private final PopOver popOver = new PopOver();

    ConditionEditor(TableModel<R> model, FilterWords<R> words, Texts texts) {
        this.model = model;
        this.texts = texts;
        this.words = words;
        column.setItems(FXCollections.observableArrayList(words.offered()));
        column.setConverter(shownAs(choice -> words.title(choice.name()).orElse(choice.name())));
        operator.setConverter(shownAs(choice -> words.operator(column.getValue().name(), choice)));
        column.valueProperty().addListener((_, _, chosen) -> offerOperators(chosen));
        column.getSelectionModel().selectFirst();
        layOut();
    }

    private void offerOperators(Column chosen) {
        operator.setItems(FXCollections.observableArrayList(
                chosen.kind() == Column.Kind.TEXT
                        ? new Filter.Operator[] {
                            Filter.Operator.CONTAINS, Filter.Operator.EQUALS, Filter.Operator.NOT_EQUALS
                        }
                        : new Filter.Operator[] {
                            Filter.Operator.AT_LEAST,
                            Filter.Operator.AT_MOST,
                            Filter.Operator.EQUALS,
                            Filter.Operator.NOT_EQUALS
                        }));
        operator.getSelectionModel().selectFirst();
        value.setPromptText(texts.get("table.value." + chosen.kind().name()));
    }

    private void layOut() {
        var title = new Label(texts.get("table.filter.title"));
        title.getStyleClass().add("card-title");
        var apply = new Button(texts.get("table.filter.apply"));
        apply.getStyleClass().add("accent");
        apply.setDefaultButton(true);
        apply.disableProperty().bind(value.textProperty().isEmpty());
        apply.setOnAction(_ -> apply());
        value.setOnAction(_ -> apply());
        for (var control : new javafx.scene.control.Control[] {column, operator, value, apply}) {
            control.setMaxWidth(Double.MAX_VALUE);
        }
        var box = new VBox(title, column, operator, value, apply);
        box.getStyleClass().add("popover-body");
        popOver.setContentNode(box);
        popOver.setArrowLocation(PopOver.ArrowLocation.TOP_LEFT);
        popOver.setArrowSize(0);
        popOver.setDetachable(false);
    }

    void show(Node owner) {
        popOver.show(owner);
        value.requestFocus();
    }

    private void apply() {
        if (!value.getText().isBlank()) {
            model.filter(model.filter()
                    .get()
                    .and(
                            column.getValue().name(),
                            operator.getValue(),
                            words.understood(column.getValue(), value.getText())));
            popOver.hide();
        }
    }

    private static <T> StringConverter<T> shownAs(java.util.function.Function<T, String> text) {
        return new StringConverter<>() {
            @Override
            public String toString(T choice) {
                return choice == null ? "" : text.apply(choice);
            }

            @Override
            public T fromString(String typed) {
                throw new UnsupportedOperationException("A choice is picked, not typed.");
            }
        };
    }
}
