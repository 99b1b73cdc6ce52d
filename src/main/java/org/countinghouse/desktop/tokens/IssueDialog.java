package org.countinghouse.desktop.tokens;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.CustomerSearch;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.security.Scope;
import org.jspecify.annotations.Nullable;

/** Asks what a new token is to be: its name, what it may do, whom it reaches and until when. */
final class IssueDialog {
    private static final double WIDTH = 620;

    private final Texts texts;
    private final TokenWords words;
    private final TokenForm form;
    private final TextField name = new TextField();
    private final Label missing = Questions.sentence("", "muted");
    private final Map<Scope, CheckBox> scopes = new EnumMap<>(Scope.class);
    private final RadioButton everybody = new RadioButton();
    private final RadioButton one = new RadioButton();
    private final CustomerSearch search;
    private final Button confirm;

    private IssueDialog(ScreenContext context, Window owner, TokensViewModel model, Consumer<TokenWish> wished) {
        texts = context.texts();
        words = new TokenWords(texts, context.formats());
        form = new TokenForm(context.clock(), context.formats().zone());
        search = new CustomerSearch(context, model.customers(), "token");
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("tokens.issue.title"),
                texts.get("tokens.issue.go"),
                "confirm-issue",
                () -> form.wish().ifPresent(wished),
                nameField(),
                scopesField(),
                reachField(),
                new ValidityField(context, form).node(),
                missing);
        missing.setId("token-missing");
        form.missing().addListener((_, _, what) -> show(what));
    }

    static void ask(ScreenContext context, Window owner, TokensViewModel model, Consumer<TokenWish> wished) {
        new IssueDialog(context, owner, model, wished).begin();
    }

    private void begin() {
        show(form.missing().get());
        name.requestFocus();
    }

    private void show(TokenForm.Missing what) {
        confirm.setDisable(what != TokenForm.Missing.NOTHING);
        missing.setText(texts.get("tokens.missing." + what.name()));
    }

    private Node nameField() {
        name.setId("token-name");
        name.setPromptText(texts.get("tokens.issue.name.prompt"));
        name.textProperty().addListener((_, _, typed) -> form.name(typed));
        return field(texts.get("tokens.issue.name"), name, name);
    }

    static VBox field(String title, Control named, Node... nodes) {
        var label = new Label(title);
        label.getStyleClass().add("field-label");
        label.setLabelFor(named);
        named.setAccessibleText(title);
        var field = new VBox(label);
        field.getChildren().addAll(nodes);
        field.getStyleClass().add("field");
        return field;
    }

    private Node scopesField() {
        var grid = new GridPane();
        grid.getStyleClass().add("token-scopes");
        for (Scope scope : Scope.values()) {
            var box = new CheckBox(scope.code());
            box.setId("scope-" + scope.name());
            box.getStyleClass().add("token-scope");
            box.setMinWidth(CheckBox.USE_PREF_SIZE);
            box.setAccessibleText(scope.code() + ": " + words.sentence(scope));
            box.selectedProperty().addListener((_, _, granted) -> granted(scope, granted));
            scopes.put(scope, box);
            var sentence = Questions.sentence(words.sentence(scope), "muted");
            sentence.setOnMouseClicked(_ -> box.fire());
            grid.addRow(grid.getRowCount(), box, sentence);
        }
        var label = new Label(texts.get("tokens.issue.scopes"));
        label.getStyleClass().add("field-label");
        var field = new VBox(label, grid);
        field.getStyleClass().add("field");
        return field;
    }

    private void granted(Scope scope, boolean granted) {
        form.scope(scope, granted);
        boolean everything = form.everything();
        scopes.forEach((each, box) -> box.setDisable(everything && each != Scope.ADMIN));
        one.setDisable(everything);
        if (everything) {
            everybody.setSelected(true);
        }
    }

    private Node reachField() {
        var group = new ToggleGroup();
        everybody.setText(texts.get("tokens.all"));
        everybody.setId("token-everybody");
        everybody.setToggleGroup(group);
        everybody.setSelected(true);
        one.setText(texts.get("tokens.one"));
        one.setId("token-one");
        one.setToggleGroup(group);
        search.getStyleClass().add("token-customers");
        search.setVisible(false);
        search.setManaged(false);
        search.chosen().addListener((_, _, customer) -> form.customer(idOf(customer)));
        one.selectedProperty().addListener((_, _, chosen) -> {
            form.confined(chosen);
            search.setVisible(chosen);
            search.setManaged(chosen);
            confirm.getScene().getWindow().sizeToScene();
            if (chosen) {
                search.begin();
            }
        });
        var choices = new HBox(everybody, one);
        choices.getStyleClass().add("token-reach");
        return field(texts.get("tokens.reach"), everybody, choices, search);
    }

    private static @Nullable String idOf(@Nullable CustomerRow customer) {
        return customer == null ? null : customer.externalId();
    }
}
