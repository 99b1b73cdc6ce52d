package org.countinghouse.desktop.plans;

import java.time.LocalDate;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.catalog.ExamplePlan;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;

/** Asks for what a plan of one's own needs besides the example: a code, a name and a first day. */
final class ExampleForm extends VBox {
    private final ExamplesViewModel model;
    private final Texts texts;
    private final TextField code = new TextField();
    private final TextField name = new TextField();
    private final DateField start;
    private final Label problem = new Label();
    private final Button publish = new Button();
    private final Button cancel = new Button();

    ExampleForm(ExamplePlan example, ExamplesViewModel model, ScreenContext context) {
        this.model = model;
        this.texts = context.texts();
        start = new DateField(context);
        getStyleClass().add("example-form");
        code.setId("new-plan-code");
        code.setText(example.name());
        name.setId("new-plan-name");
        name.setText(example.title(context.texts().locale()));
        start.setId("new-plan-start");
        start.setValue(model.suggestedStart());
        problem.getStyleClass().add("danger-text");
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        buildButtons();
        var fields = new HBox(
                field("plans.publish.name", name),
                field("plans.publish.code", code),
                field("plans.effective.from", start));
        fields.getStyleClass().add("example-fields");
        var buttons = new HBox(publish, cancel);
        buttons.getStyleClass().add("example-fields");
        buttons.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(fields, problem, buttons);
    }

    private void buildButtons() {
        publish.setText(texts.get("plans.publish.now"));
        publish.setId("publish-now");
        publish.getStyleClass().add("accent");
        publish.setDefaultButton(true);
        publish.disableProperty()
                .bind(model.publishing()
                        .or(Bindings.createBooleanBinding(() -> code.getText().isBlank(), code.textProperty()))
                        .or(Bindings.createBooleanBinding(() -> name.getText().isBlank(), name.textProperty()))
                        .or(start.valueProperty().isNull()));
        publish.setOnAction(_ -> publish());
        cancel.setText(texts.get("invoices.cancel"));
        cancel.setCancelButton(true);
    }

    private void publish() {
        LocalDate day = start.getValue();
        problem.setText("");
        model.publish(code.getText().strip(), name.getText().strip(), day, why -> {
            var words = FailureText.of(why, texts);
            problem.setText(words.summary() + " " + words.remedy());
        });
    }

    private VBox field(String label, Control control) {
        var words = new Label(texts.get(label));
        words.getStyleClass().add("fact-label");
        words.setLabelFor((Node) control);
        control.setMaxWidth(Double.MAX_VALUE);
        var field = new VBox(words, control);
        if (control instanceof DateField date) {
            field.getChildren().add(date.problem());
        }
        field.getStyleClass().add("example-field");
        HBox.setHgrow(field, Priority.ALWAYS);
        return field;
    }

    void closed(Runnable run) {
        cancel.setOnAction(_ -> run.run());
    }

    void begin() {
        name.requestFocus();
        name.selectAll();
    }
}
