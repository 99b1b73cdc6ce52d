package org.countinghouse.desktop.importing;

import java.util.List;
import java.util.Map;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.metering.ColumnMapping;
import org.countinghouse.metering.UsageFormat;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Which column carries which field. Every change is seen in the preview at once. */
final class MappingForm {
    private static final List<String> REQUIRED = List.of("id", "customer", "event", "time");
    /** What a FOCUS file leaves open; its specification says the rest. */
    private static final List<String> FOCUS_FIELDS = List.of("customer", "id");

    private final ImportViewModel model;
    private final Texts texts;
    private List<String> shownColumns = List.of();
    private @Nullable UsageFormat shownFormat;

    MappingForm(ImportViewModel model, ScreenContext context) {
        this.model = model;
        this.texts = context.texts();
    }

    void bind(VBox field, GridPane grid, Label text) {
        model.preview().addListener((_, _, preview) -> {
            if (preview == null) {
                shownColumns = List.of();
                shownFormat = null;
                return;
            }
            UsageFormat chosen = model.options().get().format();
            UsageFormat used = chosen == null ? preview.head().format() : chosen;
            boolean columns = used != UsageFormat.JSON_LINES;
            field.setVisible(columns);
            field.setManaged(columns);
            if (columns && (used != shownFormat || !preview.head().columns().equals(shownColumns))) {
                shownFormat = used;
                shownColumns = preview.head().columns();
                build(grid, used);
            }
            say(text, preview.failure(), used);
        });
    }

    private void say(Label text, @Nullable Failure failure, UsageFormat used) {
        text.getStyleClass().remove("preview-reason");
        if (failure != null) {
            var words = FailureText.of(failure, texts);
            text.getStyleClass().add("preview-reason");
            text.setText(
                    failure.code().startsWith("usage.mapping")
                            ? words.summary()
                            : words.summary() + " " + words.remedy());
        } else {
            text.setText(texts.get(used == UsageFormat.FOCUS ? "import.mapping.focus" : "import.mapping.text"));
        }
    }

    private void build(GridPane grid, UsageFormat used) {
        grid.getChildren().clear();
        boolean focus = used == UsageFormat.FOCUS;
        Map<String, String> guessed = focus ? focusColumns() : ColumnMapping.guessed(shownColumns);
        int row = 0;
        for (String field : focus ? FOCUS_FIELDS : ColumnMapping.FIELDS) {
            var name = new Label(texts.get("import.field." + field) + (REQUIRED.contains(field) ? " *" : ""));
            name.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
            grid.addRow(row++, name, columns(field, guessed.get(field)));
        }
    }

    private Map<String, String> focusColumns() {
        return Map.of(
                "customer", shownColumns.contains("SubAccountName") ? "SubAccountName" : "SubAccountId", "id", "Id");
    }

    private ComboBox<String> columns(String field, @Nullable String guessed) {
        var choice = new ComboBox<String>();
        choice.setEditable(true);
        choice.getItems().setAll(shownColumns);
        choice.setMaxWidth(Double.MAX_VALUE);
        choice.setPromptText(texts.get("import.mapping.prompt"));
        choice.setAccessibleText(texts.get("import.field." + field));
        choice.setId("map-" + field);
        String mapped = model.options().get().mapping().get(field);
        choice.setValue(mapped == null ? guessed : mapped);
        choice.valueProperty()
                .addListener((_, _, column) ->
                        model.map(field, column == null || column.equals(guessed) ? null : column.strip()));
        GridPane.setHgrow(choice, Priority.ALWAYS);
        return choice;
    }
}
