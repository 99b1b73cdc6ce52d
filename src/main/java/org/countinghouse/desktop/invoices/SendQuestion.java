package org.countinghouse.desktop.invoices;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.stage.Window;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.mail.MailDraft;
import org.countinghouse.mail.Recipients;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Shows a message as it would go out, and sends it when the person says so. */
final class SendQuestion {
    private static final double WIDTH = 580;
    private static final int TEXT_ROWS = 11;

    private SendQuestion() {}

    static void ask(
            ScreenContext context,
            Window owner,
            Sending sending,
            Function<InvoiceMail, InvoiceMail.Proposal> proposed) {
        sending.propose(proposed, proposal -> ask(context, owner, proposal, sending));
    }

    private static void ask(ScreenContext context, Window owner, InvoiceMail.Proposal proposal, Sending sending) {
        Texts texts = context.texts();
        MailDraft draft = proposal.draft();
        StringProperty to =
                new SimpleStringProperty(String.join(", ", draft.recipients().to()));
        StringProperty copies =
                new SimpleStringProperty(String.join(", ", draft.recipients().copies()));
        var wrong = Questions.sentence("", "warning-text");
        wrong.setId("send-wrong");
        wrong.managedProperty().bind(wrong.visibleProperty());
        StringProperty subject = new SimpleStringProperty(draft.subject());
        var text = new TextArea(draft.text());
        text.setId("send-text");
        text.setWrapText(true);
        text.setPrefRowCount(TEXT_ROWS);
        var again = new CheckBox(texts.get("invoices.send.again"));
        again.setId("send-again");
        var toField = StepQuestion.field("to", to);
        var body = new ArrayList<Node>();
        body.add(StepQuestion.field(texts, "invoices.send.to", toField));
        body.add(StepQuestion.field(texts, "invoices.send.copies", StepQuestion.field("copies", copies)));
        body.add(wrong);
        body.add(StepQuestion.field(texts, "invoices.send.subject", StepQuestion.field("subject", subject)));
        body.add(StepQuestion.field(texts, "invoices.send.text", text));
        body.add(attachment(draft, texts));
        if (proposal.before()) {
            body.add(again);
        }
        if (!proposal.server()) {
            body.add(Questions.sentence(texts.get("invoices.send.no-server"), "warning-text"));
        }
        Button confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("invoices.send.title", draft.document()),
                texts.get("invoices.send.go"),
                "confirm-send",
                () -> sending.send(
                        draft.with(
                                Recipients.split(to.get()),
                                Recipients.split(copies.get()),
                                subject.get(),
                                text.getText()),
                        again.isSelected()),
                body.toArray(Node[]::new));
        BooleanExpression held = Bindings.createBooleanBinding(
                () -> Recipients.split(to.get()).isEmpty()
                        || wrong(to.get(), copies.get()).isPresent()
                        || subject.get().isBlank()
                        || text.getText().isBlank(),
                to,
                copies,
                subject,
                text.textProperty());
        confirm.disableProperty()
                .bind(held.or(BooleanExpression.booleanExpression(again.selectedProperty())
                        .not()
                        .and(Bindings.createBooleanBinding(proposal::before))));
        Runnable check = () -> {
            wrong.setText(
                    wrong(to.get(), copies.get()).map(each -> said(each, texts)).orElse(""));
            wrong.setVisible(!wrong.getText().isEmpty());
            Questions.fit(wrong);
        };
        to.addListener((_, _, _) -> check.run());
        copies.addListener((_, _, _) -> check.run());
        check.run();
        toField.requestFocus();
    }

    /** The first thing that is no address; empty text: there are too many. */
    private static Optional<String> wrong(String to, String copies) {
        var all = Stream.concat(Recipients.split(to).stream(), Recipients.split(copies).stream())
                .toList();
        return Recipients.wrong(all).or(() -> all.size() > Recipients.MOST ? Optional.of("") : Optional.empty());
    }

    private static String said(String wrong, Texts texts) {
        return wrong.isEmpty()
                ? texts.get("invoices.send.many", Integer.toString(Recipients.MOST))
                : texts.get("invoices.send.wrong", wrong);
    }

    private static HBox attachment(MailDraft draft, Texts texts) {
        var name =
                new Label(texts.get("invoices.send.attachment", draft.attachment()), new FontIcon(Feather.PAPERCLIP));
        name.setId("send-attachment");
        var row = new HBox(name);
        row.getStyleClass().add("muted");
        return row;
    }
}
