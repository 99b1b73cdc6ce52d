package org.countinghouse.desktop.latefees;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.LateFeeDecisions;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.list.SidePane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What there is of late fees of one invoice, and the decisions about it. */
public final class LatenessPane extends VBox {
    private final ScreenContext context;
    private final Texts texts;
    private final LateFeeModel model;
    private final LateFeeWords words;
    private long invoice;

    public LatenessPane(ScreenContext context, LateFeeModel model) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.words = new LateFeeWords(texts, context.formats());
        setId("lateness");
        getStyleClass().add("quota-section");
    }

    /** Shows nothing for an invoice that was never late. */
    public void show(long invoiceId, LateFeeDecisions.Lateness lateness) {
        invoice = invoiceId;
        var nodes = new ArrayList<Node>();
        if (lateness.draft()) {
            nodes.add(Questions.sentence(texts.get("latefees.draft"), "muted"));
        } else if (!lateness.isEmpty()) {
            nodes.add(facts(lateness));
        }
        if (!lateness.isEmpty()) {
            if (model.mayBill()) {
                nodes.add(SidePane.buttons(buttons(lateness)));
            }
        }
        getChildren()
                .setAll(
                        nodes.isEmpty()
                                ? List.of()
                                : List.of(SidePane.section(texts.get("latefees.of"), nodes.toArray(Node[]::new))));
    }

    private GridPane facts(LateFeeDecisions.Lateness lateness) {
        GridPane facts = SidePane.facts();
        SidePane.fact(facts, texts.get("latefees.owed"), words.money(lateness.owed(), lateness.currency()));
        LateFeeDecisions.Held held = lateness.held();
        if (held != null) {
            SidePane.fact(
                    facts,
                    texts.get(
                            held.kind() == LateFeeDecisions.Hold.DISPUTE
                                    ? "latefees.held.dispute"
                                    : "latefees.held.waived"),
                    held.reason() + "\n" + context.formats().instant(held.at()) + "  \u00b7  " + held.by());
        }
        for (LateFeeDecisions.Charge each : lateness.charges()) {
            String how = each.bill() == null
                    ? texts.get("latefees.charge.waived", each.reason())
                    : texts.get(
                            each.standing() ? "latefees.charge.billed" : "latefees.charge.void",
                            each.billName().isEmpty() ? texts.get("latefees.charge.draft") : each.billName());
            SidePane.fact(
                    facts,
                    words.money(each.total(), lateness.currency()),
                    texts.get(
                                    "latefees.charge.days",
                                    context.formats().date(each.from()),
                                    context.formats().date(each.to()))
                            + "\n" + how);
        }
        return facts;
    }

    private List<Button> buttons(LateFeeDecisions.Lateness lateness) {
        if (lateness.draft()) {
            return List.of(button(
                    "late-discard",
                    "latefees.discard",
                    Feather.GIFT,
                    () -> ask("latefees.discard", null, reason -> model.discard(invoice, reason), (_, _) -> {})));
        }
        if (lateness.held() != null) {
            return List.of(button(
                    "late-resume",
                    "latefees.resume",
                    Feather.PLAY,
                    () -> ask("latefees.resume", null, reason -> model.resume(invoice, reason), (_, _) -> {})));
        }
        return List.of(
                button("late-waive", "latefees.waive", Feather.GIFT, () -> {
                    var forGood = new CheckBox(texts.get("latefees.waive.for-good"));
                    forGood.setId("late-for-good");
                    ask("latefees.waive", forGood, _ -> {}, (reason, all) -> model.waive(invoice, all, reason));
                }),
                button(
                        "late-dispute",
                        "latefees.dispute",
                        Feather.PAUSE,
                        () -> ask("latefees.dispute", null, reason -> model.dispute(invoice, reason), (_, _) -> {})));
    }

    private void ask(
            String key, @Nullable CheckBox choice, Consumer<String> plain, BiConsumer<String, Boolean> chosen) {
        var reason = new TextField();
        reason.setId("late-why");
        var body = new ArrayList<Node>();
        body.add(Questions.sentence(texts.get(key + ".text"), "muted"));
        if (choice != null) {
            body.add(choice);
        }
        body.add(Questions.field(texts.get("latefees.reason"), reason));
        Button confirm = Questions.ask(
                getScene().getWindow(),
                texts,
                texts.get(key),
                texts.get(key + ".go"),
                "confirm-late",
                () -> {
                    if (choice == null) {
                        plain.accept(reason.getText());
                    } else {
                        chosen.accept(reason.getText(), choice.isSelected());
                    }
                },
                body.toArray(Node[]::new));
        confirm.disableProperty()
                .bind(javafx.beans.binding.Bindings.createBooleanBinding(
                        () -> reason.getText().isBlank(), reason.textProperty()));
        reason.requestFocus();
    }

    private Button button(String id, String key, Ikon icon, Runnable run) {
        var button = new Button(texts.get(key), new FontIcon(icon));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> run.run());
        return button;
    }
}
