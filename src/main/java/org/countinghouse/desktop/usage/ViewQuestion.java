package org.countinghouse.desktop.usage;

import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.SavedViews;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;

/** Asks for the name of a saved view; a name that is taken is said to be replaced. */
final class ViewQuestion {
    private ViewQuestion() {}

    /** @param key of what is done: title and verb */
    static void ask(
            ScreenContext context, Window owner, String key, String before, SavedViews views, Consumer<String> named) {
        Texts texts = context.texts();
        var name = new TextField(before);
        name.setId("view-name");
        name.setPromptText(texts.get("usage.view.prompt"));
        var label = new Label(texts.get("usage.view.name"));
        label.getStyleClass().add("field-label");
        label.setLabelFor(name);
        var field = new VBox(label, name);
        field.getStyleClass().add("field");
        var hint = Questions.sentence(texts.get(key + ".text"), "muted");
        Button confirm = Questions.ask(
                owner,
                texts,
                texts.get(key + ".title"),
                texts.get(key + ".go"),
                "confirm-view",
                () -> named.accept(name.getText().strip()),
                field,
                hint);
        name.textProperty().addListener((_, _, typed) -> check(texts, key, typed.strip(), before, views, confirm));
        check(texts, key, before, before, views, confirm);
        name.selectAll();
        name.requestFocus();
    }

    private static void check(Texts texts, String key, String name, String before, SavedViews views, Button confirm) {
        boolean renaming = key.endsWith("rename");
        boolean taken = views.named(name).isPresent() && !(renaming && name.equals(before));
        confirm.setText(texts.get(taken ? "usage.view.replace" : key + ".go"));
        confirm.setDisable(
                name.isEmpty() || name.length() > SavedViews.LONGEST_NAME || (renaming && name.equals(before)));
    }
}
