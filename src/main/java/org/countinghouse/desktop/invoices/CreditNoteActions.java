package org.countinghouse.desktop.invoices;

import java.io.File;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.countinghouse.billing.CreditNote;
import org.countinghouse.desktop.common.ScreenContext;

/** What can be done with a credit note where it is shown: its document saved or sent. */
record CreditNoteActions(ScreenContext context, InvoicesViewModel model, Supplier<Window> window) {
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

    private void save(CreditNote note) {
        var chooser = new FileChooser();
        chooser.setTitle(context.texts().get("invoices.note.save"));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PDF", "*.pdf"));
        chooser.setInitialFileName(String.valueOf(note.number()).replaceAll("[^\\w-]+", "-") + ".pdf");
        File file = chooser.showSaveDialog(window.get());
        if (file != null) {
            model.saveNote(note, file.toPath());
        }
    }

    private void send(CreditNote note) {
        model.steps().propose(note, proposal -> SendQuestion.ask(context, window.get(), proposal, model.steps()));
    }
}
