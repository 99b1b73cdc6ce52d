package org.countinghouse.desktop.thresholds;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.billing.ThresholdWish;
import org.countinghouse.billing.UsageThresholds;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.SidePane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The dated entries of a plan or a subscription, newest first, and what can be done about them. */
final class ThresholdEntries {
    private static final double WIDTH = 520;

    private final ScreenContext context;
    private final Texts texts;
    private final ThresholdsModel model;
    private final ThresholdOwner owner;
    private final ThresholdWords words;

    ThresholdEntries(ScreenContext context, ThresholdsModel model, ThresholdOwner owner) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.owner = owner;
        this.words = new ThresholdWords(texts, context.formats());
    }

    /** @param mayChange entries that hold or will hold may be taken back */
    List<Node> rows(boolean mayChange) {
        var rows = new ArrayList<Node>();
        for (ThresholdEntry entry : owner.entries().reversed()) {
            boolean over = entry.until() != null && !entry.until().isAfter(owner.today());
            HBox line = SidePane.note(
                    over ? Feather.ARCHIVE : entry.holds(owner.today()) ? Feather.CHECK_CIRCLE : Feather.CLOCK,
                    over ? Tone.NEUTRAL : entry.holds(owner.today()) ? Tone.SUCCESS : Tone.INFO,
                    words.rule(entry),
                    words.when(entry, owner.today()),
                    words.by(entry));
            line.setId("entry-" + entry.from());
            if (mayChange && !over) {
                line.getChildren().add(withdrawal(line, entry));
            }
            rows.add(line);
        }
        return rows;
    }

    private Button withdrawal(Node line, ThresholdEntry entry) {
        var button = new Button(texts.get("thresholds.withdraw"));
        button.setId("withdraw-" + entry.from());
        button.getStyleClass().addAll("flat", "small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> withdraw(line, entry));
        return button;
    }

    /** Asks why, and shows what then would be. */
    private void withdraw(Node line, ThresholdEntry entry) {
        var reason = new TextField();
        reason.setId("withdraw-reason");
        reason.setPromptText(texts.get("subscriptions.reason.prompt"));
        var preview = new ThresholdsPreview(context, model, owner);
        Button confirm = Questions.ask(
                WIDTH,
                line.getScene().getWindow(),
                texts,
                texts.get("thresholds.withdraw.title", context.formats().date(entry.from())),
                texts.get("thresholds.withdraw.go"),
                "confirm-withdraw",
                () -> model.withdraw(owner, entry, reason.getText().strip()),
                Questions.sentence(words.rule(entry), "change-text"),
                Questions.sentence(texts.get("thresholds.withdraw.text"), "muted"),
                Questions.field(texts.get("subscriptions.reason"), reason),
                preview);
        confirm.disableProperty()
                .bind(reason.textProperty().map(String::isBlank).orElse(true));
        preview.show(ThresholdWish.withdrawal(entry));
        reason.requestFocus();
    }

    /**
     * Asks for another entry.
     *
     * @param now what holds; its amounts are proposed
     */
    Button change(@Nullable UsageThresholds now) {
        var button = new Button(texts.get("thresholds.change"), new FontIcon(Feather.EDIT_2));
        button.setId("thresholds-change");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> new ThresholdsDialog(context, model, owner, now)
                .ask(button.getScene().getWindow()));
        return button;
    }
}
