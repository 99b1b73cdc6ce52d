package org.countinghouse.desktop.invoices;

import java.util.UUID;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.HPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.CreditNote;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;

/** Asks what of an invoice is to be credited and why, and shows the note that would come of it. */
final class CreditDialog {
    private static final double WIDTH = 560;
    private static final double MOST_LINES = 190;
    private static final int LONGEST = 1_000;

    private final ScreenContext context;
    private final Texts texts;
    private final InvoiceRow row;
    private final InvoiceSteps steps;
    private final CreditForm form;
    private final StringProperty reason = new SimpleStringProperty("");
    private final VBox choice = new VBox();
    private final GridPane figures = new GridPane();
    private final Label refused = Questions.sentence("", "muted");
    private final Button confirm;
    private @Nullable CreditNote note;

    private CreditDialog(ScreenContext context, Window owner, InvoiceRow row, Invoice invoice, InvoiceSteps steps) {
        this.context = context;
        this.texts = context.texts();
        this.row = row;
        this.steps = steps;
        this.form = new CreditForm(context.formats());
        figures.getStyleClass().add("credit-figures");
        var wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        var right = new ColumnConstraints();
        right.setHalignment(HPos.RIGHT);
        figures.getColumnConstraints().setAll(wide, right);
        refused.setId("credit-refused");
        String reference = UUID.randomUUID().toString();
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("invoices.credit.title", InvoiceColumns.name(row, texts)),
                texts.get("invoices.credit.go.none"),
                "confirm-credit",
                () -> form.request()
                        .get()
                        .ifPresent(request ->
                                steps.credit(row, request, reason.get().strip(), reference)),
                Questions.sentence(texts.get("invoices.credit.text"), "muted"),
                choices(invoice),
                choice,
                StepQuestion.field(texts, "invoices.step.reason", StepQuestion.field("reason", reason)),
                figures,
                refused);
        reason.addListener((_, _, _) -> showConfirm());
        form.request().addListener((_, _, _) -> ask());
        ask();
    }

    static void open(ScreenContext context, Window owner, InvoiceRow row, InvoiceSteps steps) {
        steps.read(row, (invoice, _) -> new CreditDialog(context, owner, row, invoice, steps).showConfirm());
    }

    private HBox choices(Invoice invoice) {
        var bar = new HBox();
        bar.getStyleClass().add("choices");
        bar.setMaxWidth(HBox.USE_PREF_SIZE);
        var group = new ToggleGroup();
        for (CreditForm.What what : CreditForm.What.values()) {
            var toggle = new ToggleButton(texts.get("invoices.credit.what." + what.name()));
            toggle.setToggleGroup(group);
            toggle.setId("credit-" + what.name());
            toggle.getStyleClass().add("choice");
            toggle.setSelected(what == CreditForm.What.FULL);
            toggle.setOnAction(_ -> {
                toggle.setSelected(true);
                choose(what, invoice);
            });
            bar.getChildren().add(toggle);
        }
        return bar;
    }

    private void choose(CreditForm.What what, Invoice invoice) {
        switch (what) {
            case FULL -> choice.getChildren().clear();
            case AMOUNT -> {
                StringProperty amount = new SimpleStringProperty("");
                amount.addListener((_, _, typed) -> form.amount(typed));
                choice.getChildren()
                        .setAll(StepQuestion.field(
                                texts, "invoices.credit.amount", StepQuestion.field("amount", amount)));
            }
            case LINES -> choice.getChildren().setAll(lines(invoice));
        }
        form.what(what);
        if (choice.getScene() != null) {
            choice.getScene().getWindow().sizeToScene();
        }
    }

    private ScrollPane lines(Invoice invoice) {
        var grid = new GridPane();
        grid.getStyleClass().add("credit-lines");
        var wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(wide);
        int at = 0;
        for (Invoice.Line line : invoice.lines()) {
            if (line.net().signum() != 0) {
                String group = InvoicePane.group(line);
                var name = new Label(group.isEmpty() ? line.name() : line.name() + " · " + group);
                var amount = new TextField();
                amount.setId("credit-line-" + line.position());
                amount.setPromptText(steps.money(line.net(), invoice.currency()));
                amount.setPrefColumnCount(8);
                amount.setAccessibleText(name.getText());
                amount.textProperty().addListener((_, _, typed) -> form.line(line.position(), typed));
                name.setLabelFor(amount);
                grid.addRow(at++, name, amount);
            }
        }
        var scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(MOST_LINES);
        scroll.getStyleClass().add("edge-to-edge");
        return scroll;
    }

    private void ask() {
        form.request()
                .get()
                .ifPresentOrElse(
                        request -> steps.preview(row, request, this::shown, failure -> {
                            var said = FailureText.of(failure, texts);
                            nothing(said.summary());
                        }),
                        () -> nothing(texts.get("invoices.credit.unreadable")));
    }

    private void nothing(String why) {
        note = null;
        figures.getChildren().clear();
        refused.setText(why);
        showConfirm();
    }

    private void shown(CreditNote preview) {
        note = preview;
        refused.setText("");
        figures.getChildren().clear();
        add("invoices.credit.net", preview.net());
        for (CreditNote.Tax tax : preview.taxes()) {
            addText(
                    texts.get("invoices.sum.tax", tax.code(), context.formats().number(tax.rate())),
                    steps.money(tax.amount(), preview.currency()));
        }
        add("invoices.credit.total", preview.total());
        add("invoices.credit.to-receivable", preview.toReceivable());
        add("invoices.credit.to-wallet", preview.toWallet());
        showConfirm();
        if (figures.getScene() != null) {
            figures.getScene().getWindow().sizeToScene();
        }
    }

    private void add(String key, java.math.BigDecimal amount) {
        addText(
                texts.get(key),
                steps.money(amount, row.total().getCurrencyUnit().getCode()));
    }

    private void addText(String label, String amount) {
        var figure = new Label(amount);
        figure.getStyleClass().add("fact-money");
        figures.addRow(figures.getRowCount(), new Label(label), figure);
    }

    private void showConfirm() {
        CreditNote ready = note;
        confirm.setText(
                ready == null
                        ? texts.get("invoices.credit.go.none")
                        : texts.get("invoices.credit.go", steps.money(ready.total(), ready.currency())));
        confirm.setDisable(
                ready == null || reason.get().isBlank() || reason.get().length() > LONGEST);
    }
}
