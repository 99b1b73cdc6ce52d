package org.countinghouse.desktop.invoices;

import java.time.YearMonth;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Bills a period: choose the month, see what would be drafted, create the drafts. */
final class BillingDialog {
    private static final int FAILURES_SHOWN = 5;

    private final Texts texts;
    private final Formats formats;
    private final BillingDialogModel model;
    private final Dialog<ButtonType> dialog = new Dialog<>();
    private final ComboBox<YearMonth> months = new ComboBox<>();
    private final VBox summary = new VBox();
    private final ButtonType create;
    private final Button createButton;

    BillingDialog(ScreenContext context, Window owner, InvoicesViewModel invoices) {
        texts = context.texts();
        formats = context.formats();
        model = new BillingDialogModel(invoices);
        create = new ButtonType(texts.get("invoices.bill.create"), ButtonBar.ButtonData.OK_DONE);
        var stay = new ButtonType(texts.get("invoices.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
        dialog.initOwner(owner);
        dialog.setTitle(texts.get("invoices.bill.title"));
        dialog.setHeaderText(null);
        dialog.getDialogPane().getButtonTypes().setAll(create, stay);
        Questions.dress(dialog.getDialogPane());
        createButton = (Button) dialog.getDialogPane().lookupButton(create);
        createButton.getStyleClass().add("accent");
        createButton.setId("confirm-billing");
        dialog.getDialogPane().setContent(content());
        model.state().addListener((_, _, state) -> showState(state));
        dialog.setOnHidden(_ -> {
            if (dialog.getResult() == create && model.state().get() instanceof BillingDialogModel.State.Ready ready) {
                invoices.bill(
                        ready.month(),
                        false,
                        report -> context.notices().success(done(report)),
                        context.notices()::failure);
            }
        });
    }

    private VBox content() {
        var title = new Label(texts.get("invoices.bill.title"));
        title.getStyleClass().add("section-title");
        var text = wrapped(texts.get("invoices.bill.text"), "muted");
        months.setConverter(monthNames());
        months.setItems(FXCollections.observableArrayList(model.months()));
        months.setMaxWidth(Double.MAX_VALUE);
        months.setId("billing-month");
        months.valueProperty().addListener((_, _, month) -> model.choose(month));
        summary.getStyleClass().add("billing-summary");
        summary.setMinHeight(150);
        var box = new VBox(title, text, months, summary);
        box.getStyleClass().add("question-body");
        box.setPrefWidth(460);
        return box;
    }

    private StringConverter<YearMonth> monthNames() {
        return new StringConverter<>() {
            @Override
            public String toString(@Nullable YearMonth month) {
                return month == null ? "" : formats.month(month);
            }

            @Override
            public YearMonth fromString(String typed) {
                throw new UnsupportedOperationException("A month is picked, not typed.");
            }
        };
    }

    /** @param month first offered */
    void open(@Nullable YearMonth month) {
        YearMonth first = month == null ? months.getItems().getFirst() : month;
        if (!months.getItems().contains(first)) {
            months.getItems().add(first);
        }
        months.setValue(first);
        dialog.show();
    }

    private void showState(BillingDialogModel.@Nullable State state) {
        summary.getChildren().clear();
        createButton.setDisable(true);
        switch (state) {
            case null -> {}
            case BillingDialogModel.State.WorkingOut _ -> {
                var bar = new ProgressBar();
                bar.setMaxWidth(Double.MAX_VALUE);
                summary.getChildren().addAll(wrapped(texts.get("invoices.bill.working"), "muted"), bar);
            }
            case BillingDialogModel.State.Ready ready -> showReport(ready.report());
            case BillingDialogModel.State.Broken broken -> {
                var words = FailureText.of(broken.failure(), texts);
                summary.getChildren().addAll(wrapped(words.summary(), "danger-text"), wrapped(words.remedy(), "muted"));
            }
        }
    }

    private void showReport(BillingRunReport report) {
        createButton.setDisable(report.drafted() == 0);
        createButton.setText(texts.get("invoices.bill.create.count", formats.count(report.drafted())));
        if (report.drafted() == 0 && report.failures().isEmpty()) {
            String key = report.existing() == 0 ? "invoices.bill.nothing" : "invoices.bill.already";
            summary.getChildren().add(wrapped(texts.get(key, formats.count(report.existing())), "muted"));
            return;
        }
        var amounts = new Label(amounts(report));
        amounts.getStyleClass().add("big-number");
        summary.getChildren()
                .addAll(
                        amounts,
                        wrapped(
                                texts.get(
                                        "invoices.bill.summary",
                                        formats.count(report.drafted()),
                                        formats.count(report.existing())),
                                "muted"));
        showFailures(report);
    }

    private void showFailures(BillingRunReport report) {
        if (report.failures().isEmpty()) {
            return;
        }
        summary.getChildren()
                .add(wrapped(
                        texts.get(
                                "invoices.bill.failures",
                                formats.count(report.failures().size())),
                        "warning-text"));
        report.failures().stream()
                .limit(FAILURES_SHOWN)
                .map(failed -> wrapped(failed.customer() + ": " + failed.reason(), "subtle"))
                .forEach(summary.getChildren()::add);
    }

    private String amounts(BillingRunReport report) {
        return report.totals().entrySet().stream()
                .map(total -> formats.money(Money.of(CurrencyUnit.of(total.getKey()), total.getValue())))
                .collect(Collectors.joining("  +  "));
    }

    private String done(BillingRunReport report) {
        String key = report.failures().isEmpty() ? "invoices.billed" : "invoices.billed.failures";
        return texts.get(
                key,
                formats.count(report.drafted()),
                formats.count(report.failures().size()));
    }

    private static Node wrapped(String text, String style) {
        var label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
