package org.countinghouse.desktop.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.money.Currencies;

/** Asks how much money, or how many credits, are to be added and why, and shows what comes of it. */
final class MoveDialog {
    private static final double WIDTH = 520;

    private final WalletWords words;
    private final MoveForm.What what;
    private final WalletFacts facts;
    private final MoveForm form;
    private final TextField amount = new TextField();
    private final Label missing = Questions.sentence("", "muted");
    private final BalancePreview preview;
    private final Button confirm;

    private MoveDialog(
            ScreenContext context,
            Window owner,
            MoveForm.What what,
            String name,
            WalletFacts facts,
            Consumer<MoveForm.Move> agreed) {
        this.words = new WalletWords(context.texts(), context.formats());
        this.what = what;
        this.facts = facts;
        this.form = new MoveForm(what, facts, context.formats());
        this.preview = new BalancePreview(words, words.text(key("what")));
        missing.setId("wallet-missing");
        confirm = Questions.ask(
                WIDTH,
                owner,
                context.texts(),
                words.text(key("title"), name),
                words.text(key("go.none")),
                "confirm-move",
                () -> form.move().ifPresent(agreed),
                body());
        form.preview().addListener((_, _, now) -> show(now));
    }

    /** @param name of the customer */
    static void ask(
            ScreenContext context,
            Window owner,
            MoveForm.What what,
            String name,
            WalletFacts facts,
            Consumer<MoveForm.Move> agreed) {
        var dialog = new MoveDialog(context, owner, what, name, facts, agreed);
        dialog.show(dialog.form.preview().get());
        dialog.amount.requestFocus();
    }

    private String key(String part) {
        return (what == MoveForm.What.TOP_UP ? "wallet.topup." : "wallet.grant.") + part;
    }

    private Node[] body() {
        var nodes = new ArrayList<Node>();
        nodes.add(Questions.sentence(words.text(key("text")), "muted"));
        nodes.add(amountRow());
        nodes.add(reasonField());
        if (what == MoveForm.What.TOP_UP) {
            nodes.add(referenceField());
        }
        nodes.add(preview);
        nodes.add(missing);
        return nodes.toArray(Node[]::new);
    }

    private HBox amountRow() {
        amount.setId("wallet-amount");
        amount.getStyleClass().add("quantity-field");
        amount.textProperty().addListener((_, _, typed) -> form.amount(typed));
        var row = new HBox(field("wallet.amount", amount), field("wallet.currency", currencies()));
        if (what == MoveForm.What.GRANT) {
            row.getChildren().add(field("wallet.lastday", lastDay()));
        }
        row.getStyleClass().add("wallet-row");
        return row;
    }

    private ComboBox<String> currencies() {
        List<String> codes = facts.currencies();
        var box = new ComboBox<String>(FXCollections.observableArrayList(codes));
        box.setId("wallet-currency");
        box.setValue(facts.ownCurrency());
        box.setDisable(codes.size() == 1);
        box.valueProperty().addListener((_, _, code) -> form.currency(code));
        return box;
    }

    private DateField lastDay() {
        var day = new DateField(words.texts(), words.formats());
        day.setId("wallet-last-day");
        day.setPrefWidth(170);
        day.setPromptText(words.text("wallet.credits.forever"));
        day.valueProperty().addListener((_, _, chosen) -> form.lastDay(chosen));
        return day;
    }

    private VBox reasonField() {
        var reason = new TextField();
        reason.setId("wallet-reason");
        reason.setPromptText(words.text(key("reason")));
        reason.textProperty().addListener((_, _, typed) -> form.reason(typed));
        return field("wallet.reason", reason);
    }

    private VBox referenceField() {
        var reference = new TextField();
        reference.setId("wallet-reference");
        reference.setPromptText(words.text("wallet.reference.prompt"));
        reference.textProperty().addListener((_, _, typed) -> form.reference(typed));
        return field("wallet.reference", reference);
    }

    private VBox field(String key, Control control) {
        var label = new Label(words.text(key));
        label.getStyleClass().add("field-label");
        label.setLabelFor(control);
        control.setAccessibleText(words.text(key));
        var field = new VBox(label, control);
        if (control instanceof DateField date) {
            field.getChildren().add(date.problem());
        }
        field.getStyleClass().add("field");
        HBox.setHgrow(field, Priority.SOMETIMES);
        return field;
    }

    private void show(MoveForm.Preview now) {
        preview.show(now.before(), now.after(), now.currency());
        confirm.setDisable(now.missing() != MoveForm.Missing.NOTHING);
        boolean readable = now.after().compareTo(now.before()) != 0 && now.missing() != MoveForm.Missing.DECIMALS;
        confirm.setText(
                readable
                        ? words.text(key("go"), words.money(now.after().subtract(now.before()), now.currency()))
                        : words.text(key("go.none")));
        missing.setText(words.text("wallet.missing." + now.missing().name(), decimals(now.currency())));
    }

    private static String decimals(String currency) {
        return Integer.toString(Currencies.find(currency).orElseThrow().getDecimalPlaces());
    }
}
