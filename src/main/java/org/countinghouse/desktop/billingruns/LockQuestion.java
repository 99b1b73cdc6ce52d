package org.countinghouse.desktop.billingruns;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;

/** Asks which month is closed, or why a closed one is reopened. */
final class LockQuestion {
    private static final int MONTHS_BACK = 24;

    private LockQuestion() {}

    static void close(ScreenContext context, Window owner, BiConsumer<BillingPeriod, String> confirmed) {
        Texts texts = context.texts();
        ComboBox<String> month = months(context);
        // The running month is billed, but not closed before it is over.
        month.getItems().removeLast();
        TextField reason = reason(texts);
        Questions.ask(
                owner,
                texts,
                texts.get("runs.close.title"),
                texts.get("runs.close.go"),
                "confirm-close",
                () -> confirmed.accept(
                        BillingPeriod.parse(month.getValue()), reason.getText().strip()),
                Questions.sentence(texts.get("runs.close.text"), "muted"),
                month,
                reason);
    }

    /** The last months as they are written, the one before this first. */
    static ComboBox<String> months(ScreenContext context) {
        var box = new ComboBox<String>();
        box.setId("run-month");
        YearMonth now = YearMonth.from(
                context.clock().instant().atZone(context.formats().zone()));
        var months = new ArrayList<String>();
        for (int back = 1; back <= MONTHS_BACK; back++) {
            months.add(now.minusMonths(back).toString());
        }
        months.add(now.toString());
        box.getItems().setAll(months);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String written) {
                return written == null ? "" : context.formats().month(YearMonth.parse(written));
            }

            @Override
            public String fromString(String typed) {
                throw new UnsupportedOperationException("A month is picked, not typed.");
            }
        });
        box.getSelectionModel().selectFirst();
        box.setAccessibleText(context.texts().get("runs.period"));
        return box;
    }

    static void reopen(ScreenContext context, Window owner, BillingPeriod period, Consumer<String> confirmed) {
        Texts texts = context.texts();
        TextField reason = reason(texts);
        var confirm = Questions.ask(
                owner,
                texts,
                texts.get("runs.reopen.title", new RunWords(texts, context.formats()).label(period.label())),
                texts.get("runs.reopen.go"),
                "confirm-reopen",
                () -> confirmed.accept(reason.getText().strip()),
                Questions.sentence(texts.get("runs.reopen.text"), "muted"),
                reason);
        confirm.disableProperty()
                .bind(reason.textProperty().map(String::isBlank).orElse(true));
    }

    private static TextField reason(Texts texts) {
        var reason = new TextField();
        reason.setId("lock-reason");
        reason.setPromptText(texts.get("runs.reason"));
        reason.setAccessibleText(texts.get("runs.reason"));
        return reason;
    }
}
