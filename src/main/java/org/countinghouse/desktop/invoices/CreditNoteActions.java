package org.countinghouse.desktop.invoices;

import java.nio.file.Path;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.countinghouse.billing.CreditNote;
import org.countinghouse.desktop.common.ScreenContext;

/** What can be done with a credit note wherever it is shown: its document saved or sent. */
public final class CreditNoteActions {
    private final ScreenContext context;
    private final LongFunction<byte[]> pdf;
    private final Sending sending;
    private final DocumentFiles files;
    private final Supplier<Window> window;

    /**
     * @param pdf sets the document of a credit note by its id
     * @param after reads again what is shown once a message is on its way
     * @param window what questions stand over
     */
    public CreditNoteActions(
            ScreenContext context,
            LongFunction<byte[]> pdf,
            InvoiceMail mail,
            Runnable after,
            Supplier<Window> window) {
        this(context, pdf, new Sending(context, mail, after), window);
    }

    CreditNoteActions(ScreenContext context, LongFunction<byte[]> pdf, Sending sending, Supplier<Window> window) {
        this.context = context;
        this.pdf = pdf;
        this.sending = sending;
        this.files = new DocumentFiles(context);
        this.window = window;
    }

    HBox buttons(CreditNote note) {
        var row = new HBox(button("save", () -> save(note)), button("send", () -> send(note)));
        row.getStyleClass().add("history-buttons");
        return row;
    }

    private Button button(String what, Runnable run) {
        var button = new Button(context.texts().get("invoices.note." + what));
        button.setId("note-" + what);
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> run.run());
        return button;
    }

    /** Asks where to, and saves the document there. */
    public void save(CreditNote note) {
        files.ask(window.get(), "invoices.note.save", String.valueOf(note.number()))
                .ifPresent(file -> save(note, file));
    }

    /** Saves the document there. */
    public void save(CreditNote note, Path file) {
        files.save(() -> pdf.apply(note.id()), file);
    }

    /** Shows the message with the document before it goes. */
    public void send(CreditNote note) {
        SendQuestion.ask(context, window.get(), sending, mail -> mail.propose(note));
    }
}
