package org.countinghouse.desktop.invoices;

import java.util.stream.Collectors;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.OpenInvoices;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;

/** Asks before invoices become final, because that cannot be undone: how many, which amounts, the verb on the button. */
final class FinaliseDialog {
    private FinaliseDialog() {}

    static void ask(ScreenContext context, Window owner, OpenInvoices invoices, Runnable confirmed) {
        var texts = context.texts();
        int count = invoices.ids().size();
        if (count == 0) {
            context.notices()
                    .info(texts.get(
                            invoices.withProblems() > 0 ? "invoices.finalise.problems" : "invoices.finalise.none"));
            return;
        }
        String words = texts.get("invoices.finalise.count", context.formats().count(count));
        var go = new ButtonType(words, ButtonBar.ButtonData.OK_DONE);
        var stay = new ButtonType(texts.get("invoices.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
        var dialog = new Dialog<ButtonType>();
        dialog.initOwner(owner);
        dialog.setTitle(words);
        dialog.setHeaderText(null);
        dialog.getDialogPane().getButtonTypes().setAll(go, stay);
        dialog.getDialogPane().setContent(content(context, invoices, words));
        Questions.dress(dialog.getDialogPane());
        var button = dialog.getDialogPane().lookupButton(go);
        button.getStyleClass().add("accent");
        button.setId("confirm-finalise");
        dialog.setOnHidden(_ -> {
            if (dialog.getResult() == go) {
                confirmed.run();
            }
        });
        dialog.show();
    }

    private static VBox content(ScreenContext context, OpenInvoices invoices, String words) {
        var texts = context.texts();
        var title = new Label(words + "?");
        title.getStyleClass().add("section-title");
        var amounts = new Label(amounts(context.formats(), invoices));
        amounts.getStyleClass().add("big-number");
        var text = new Label(texts.get("invoices.finalise.text"));
        text.getStyleClass().add("muted");
        var box = new VBox(title, amounts, text);
        if (invoices.withProblems() > 0) {
            box.getChildren()
                    .add(new Label(texts.get(
                            "invoices.finalise.leftout", context.formats().count(invoices.withProblems()))));
        }
        if (invoices.untaxed() > 0) {
            var warning = new Label(
                    texts.get("invoices.finalise.untaxed", context.formats().count(invoices.untaxed())));
            warning.getStyleClass().add("warning-text");
            warning.setId("finalise-untaxed");
            box.getChildren().add(warning);
        }
        if (invoices.numberless() > 0) {
            var warning = new Label(
                    texts.get("invoices.finalise.numberless", context.formats().count(invoices.numberless())));
            warning.getStyleClass().add("warning-text");
            warning.setId("finalise-numberless");
            box.getChildren().add(warning);
        }
        box.getChildren().forEach(node -> {
            if (node instanceof Label label) {
                label.setWrapText(true);
                label.setMinHeight(Region.USE_PREF_SIZE);
            }
        });
        box.getStyleClass().add("question-body");
        box.setPrefWidth(440);
        return box;
    }

    private static String amounts(Formats formats, OpenInvoices invoices) {
        return invoices.totals().values().stream().map(formats::money).collect(Collectors.joining("  +  "));
    }
}
