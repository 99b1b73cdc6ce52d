package org.countinghouse.desktop.customers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.customers.CustomerErasure;
import org.countinghouse.customers.ErasureObstacle;
import org.countinghouse.customers.ErasurePreview;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Shows what erasing a customer takes away, what stays and what is in the way, and asks for the reason. */
final class EraseQuestion {
    private static final double WIDTH = 560;

    private final ScreenContext context;
    private final Texts texts;
    private final CustomerErasure erasure;
    private final Runnable changed;
    private final TextField reason = new TextField();
    private final CheckBox leave = new CheckBox();

    /** @param changed after it is done */
    EraseQuestion(ScreenContext context, CustomerErasure erasure, Runnable changed) {
        this.context = context;
        this.texts = context.texts();
        this.erasure = erasure;
        this.changed = changed;
        reason.setId("erase-reason");
        reason.setPromptText(texts.get("customers.erase.reason.prompt"));
        leave.setId("erase-leave");
        leave.setText(texts.get("customers.erase.leave"));
        leave.setWrapText(true);
    }

    /** Looks first, then asks. */
    void ask(Window owner, String customer) {
        context.tasks()
                .<ErasurePreview>run(
                        texts.get("customers.erase"),
                        _ -> erasure.preview(customer),
                        preview -> ask(owner, preview),
                        context.notices()::failure);
    }

    private void ask(Window owner, ErasurePreview preview) {
        var body = new ArrayList<Node>();
        body.add(Questions.sentence(goes(preview.gone()), "body"));
        body.add(Questions.sentence(stays(preview.kept()), "muted"));
        boolean refused = !preview.inTheWay(true).isEmpty();
        if (!preview.obstacles().isEmpty()) {
            body.add(inTheWay(preview.obstacles()));
        }
        if (preview.obstacles().stream().anyMatch(each -> each.kind().leavable()) && !refused) {
            body.add(leave);
        }
        if (!refused) {
            body.add(Questions.field(texts.get("customers.erase.reason"), reason));
        }
        Button confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("customers.erase.title", preview.name()),
                texts.get("customers.erase.go"),
                "confirm-erase",
                () -> erase(preview.customer()),
                body.toArray(Node[]::new));
        confirm.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> !preview.inTheWay(leave.isSelected()).isEmpty()
                                || reason.getText().isBlank(),
                        leave.selectedProperty(),
                        reason.textProperty()));
        if (!refused) {
            reason.requestFocus();
        }
    }

    private String goes(ErasurePreview.Gone gone) {
        return texts.get(
                "customers.erase.goes",
                number(gone.events()),
                number(gone.messages()),
                number(gone.inbox()),
                number(gone.aliases()),
                number(gone.limits()),
                number(gone.tokens()));
    }

    private String stays(ErasurePreview.Kept kept) {
        return texts.get(
                "customers.erase.stays",
                number(kept.invoices()),
                number(kept.creditNotes()),
                number(kept.ledgerEntries()),
                number(kept.readings()));
    }

    private String number(long count) {
        return context.formats().number(BigDecimal.valueOf(count));
    }

    private VBox inTheWay(List<ErasureObstacle> obstacles) {
        var box = new VBox(Questions.sentence(texts.get("customers.erase.refused"), "field-label"));
        box.setId("erase-obstacles");
        obstacles.forEach(each -> {
            String code = "customers.erase." + each.kind().code();
            box.getChildren()
                    .add(Questions.sentence(
                            texts.get(code, each.subject(), money(each)) + " " + texts.get(code + ".remedy"),
                            "warning-text"));
        });
        box.getStyleClass().add("field");
        return box;
    }

    private String money(ErasureObstacle obstacle) {
        return obstacle.amount() == null || obstacle.currency() == null
                ? ""
                : context.formats()
                        .money(Money.of(CurrencyUnit.of(obstacle.currency()), obstacle.amount(), RoundingMode.HALF_UP));
    }

    private void erase(String customer) {
        String why = reason.getText();
        boolean leaveUnbilled = leave.isSelected();
        context.tasks()
                .<CustomerErasure.Erased>run(
                        texts.get("customers.erase"),
                        _ -> erasure.erase(customer, why, leaveUnbilled),
                        erased -> {
                            context.notices().success(texts.get("customers.erase.done", erased.customer()));
                            changed.run();
                        },
                        failure -> {
                            context.notices().failure(failure);
                            changed.run();
                        });
    }
}
