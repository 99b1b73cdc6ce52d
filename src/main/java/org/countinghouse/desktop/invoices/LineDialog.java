package org.countinghouse.desktop.invoices;

import java.math.BigDecimal;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.HPos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.stage.Window;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.LineChange;
import org.countinghouse.billing.LineEffect;
import org.countinghouse.billing.ManualEntry;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.CustomerSearch;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.rating.ManualLine;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Asks what a line by hand says, and shows what it makes of the invoice before it is saved. */
final class LineDialog {
    private static final double WIDTH = 600;

    private final Texts texts;
    private final InvoiceSteps money;
    private final LineForm form;
    private final Looking looking;
    private final GridPane figures = new GridPane();
    private final Label refused = Questions.sentence("", "muted");
    private final Button confirm;

    /** How the money is looked at: of a draft, or of an invoice that is not there yet. */
    private interface Looking {
        /** False when there is nothing to look at yet. */
        boolean look(ManualEntry entry, Consumer<LineEffect> shown, Consumer<Failure> refused);
    }

    private LineDialog(
            ScreenContext context,
            Window owner,
            InvoiceSteps money,
            String title,
            LineForm form,
            Set<String> categories,
            Looking looking,
            @Nullable CustomerSearch search,
            Consumer<ManualEntry> agreed) {
        this.texts = context.texts();
        this.money = money;
        this.form = form;
        this.looking = looking;
        prepareFigures();
        var text = StepQuestion.field("text", form.text);
        var days = Questions.row(
                Questions.field(texts.get("invoices.line.from"), day(context, "line-from", form.from)),
                Questions.field(texts.get("invoices.line.until"), day(context, "line-until", form.until)));
        var line = Questions.row(
                Questions.field(
                        texts.get("invoices.line.quantity"), narrow(StepQuestion.field("quantity", form.quantity))),
                Questions.field(texts.get("invoices.line.price"), narrow(StepQuestion.field("price", form.price))),
                Questions.field(texts.get("invoices.line.category"), category(categories)));
        var body = new java.util.ArrayList<javafx.scene.Node>();
        if (search != null) {
            body.add(Questions.field(texts.get("invoices.one-off.customer"), text, search));
        }
        body.add(Questions.field(texts.get("invoices.line.text"), text));
        body.add(line);
        body.add(days);
        body.add(figures);
        body.add(refused);
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                title,
                texts.get("invoices.line.go.none"),
                "confirm-line",
                () -> form.entry().ifPresent(agreed),
                body.toArray(javafx.scene.Node[]::new));
        form.whenChanged(this::look);
        if (search != null) {
            search.chosen().addListener((_, _, _) -> look());
            search.begin();
        } else {
            text.requestFocus();
        }
        look();
    }

    /** A new line on a draft. */
    static void add(ScreenContext context, Window owner, InvoiceRow row, LineSteps lines, InvoiceSteps money) {
        lines.read(
                row,
                draft -> new LineDialog(
                        context,
                        owner,
                        money,
                        context.texts().get("invoices.line.add.title", InvoiceColumns.name(row, context.texts())),
                        new LineForm(context.formats(), null),
                        draft.categories(),
                        (entry, shown, refused) -> {
                            lines.preview(row, new LineChange.Add(entry), shown, refused);
                            return true;
                        },
                        null,
                        entry -> lines.change(draft, new LineChange.Add(entry))));
    }

    /** A line of a draft, written anew. */
    static void change(
            ScreenContext context, Window owner, InvoiceRow row, String code, LineSteps lines, InvoiceSteps money) {
        lines.read(
                row,
                draft -> new LineDialog(
                        context,
                        owner,
                        money,
                        context.texts().get("invoices.line.change.title", InvoiceColumns.name(row, context.texts())),
                        new LineForm(context.formats(), line(draft, code)),
                        draft.categories(),
                        (entry, shown, refused) -> {
                            lines.preview(row, new LineChange.Replace(code, entry), shown, refused);
                            return true;
                        },
                        null,
                        entry -> lines.change(draft, new LineChange.Replace(code, entry))));
    }

    private static @Nullable ManualLine line(LineSteps.Draft draft, String code) {
        return draft.lines().stream()
                .filter(line -> line.code().equals(code))
                .findFirst()
                .orElse(null);
    }

    /** Takes a line off a draft, after a look at what is left. */
    static void remove(
            ScreenContext context, Window owner, InvoiceRow row, String code, LineSteps lines, InvoiceSteps money) {
        var change = new LineChange.Remove(code);
        lines.read(
                row,
                draft -> lines.preview(
                        row,
                        change,
                        effect -> Questions.ask(
                                owner,
                                context.texts(),
                                context.texts().get("invoices.line.remove.title"),
                                context.texts().get("invoices.line.remove.go"),
                                "confirm-line",
                                () -> lines.change(draft, change),
                                Questions.sentence(
                                        context.texts()
                                                .get(
                                                        "invoices.line.remove.text",
                                                        money.money(effect.before(), effect.currency()),
                                                        money.money(effect.total(), effect.currency())),
                                        "muted")),
                        context.notices()::failure));
    }

    /** An invoice of lines by hand alone, with its first line. */
    static void oneOff(ScreenContext context, Window owner, LineSteps lines, InvoiceSteps money) {
        lines.categories(categories -> {
            var search = new CustomerSearch(context, lines.customers(), "one-off");
            new LineDialog(
                    context,
                    owner,
                    money,
                    context.texts().get("invoices.one-off.title"),
                    new LineForm(context.formats(), null),
                    categories,
                    (entry, shown, refused) -> {
                        CustomerRow customer = search.chosen().get();
                        if (customer == null) {
                            return false;
                        }
                        lines.preview(customer.externalId(), entry, shown, refused);
                        return true;
                    },
                    search,
                    entry -> {
                        CustomerRow customer = search.chosen().get();
                        if (customer != null) {
                            lines.draft(customer.externalId(), entry);
                        }
                    });
        });
    }

    private void prepareFigures() {
        figures.getStyleClass().add("credit-figures");
        figures.setId("line-figures");
        var wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        var right = new ColumnConstraints();
        right.setHalignment(HPos.RIGHT);
        figures.getColumnConstraints().setAll(wide, right);
        refused.setId("line-refused");
    }

    private static TextField narrow(TextField field) {
        field.setPrefColumnCount(8);
        return field;
    }

    private ComboBox<String> category(Set<String> categories) {
        var box = new ComboBox<String>();
        box.setId("line-category");
        box.getItems().setAll(categories);
        box.valueProperty().bindBidirectional(form.category);
        return box;
    }

    private static DateField day(
            ScreenContext context,
            String id,
            javafx.beans.property.ObjectProperty<java.time.@Nullable LocalDate> value) {
        var picker = new DateField(context);
        picker.setId(id);
        picker.setPrefWidth(150);
        picker.valueProperty().bindBidirectional(value);
        return picker;
    }

    /** Nothing is saved before its money was seen. */
    private void look() {
        confirm.setDisable(true);
        confirm.setText(texts.get("invoices.line.go.none"));
        figures.getChildren().clear();
        var entry = form.entry();
        boolean asked = entry.isPresent()
                && looking.look(
                        entry.get(),
                        this::shown,
                        failure ->
                                refused.setText(FailureText.of(failure, texts).summary()));
        refused.setText(asked ? "" : texts.get("invoices.line.unreadable"));
    }

    private void shown(LineEffect effect) {
        refused.setText("");
        figures.getChildren().clear();
        add("invoices.line.before", effect.before(), effect);
        add("invoices.credit.net", effect.net(), effect);
        add("invoices.line.tax", effect.tax(), effect);
        add("invoices.credit.total", effect.total(), effect);
        confirm.setText(texts.get("invoices.line.go", money.money(effect.total(), effect.currency())));
        confirm.setDisable(false);
        Questions.fit(figures);
    }

    private void add(String key, BigDecimal amount, LineEffect effect) {
        var figure = new Label(money.money(amount, effect.currency()));
        figure.getStyleClass().add("fact-money");
        figures.addRow(figures.getRowCount(), new Label(texts.get(key)), figure);
    }
}
