package org.countinghouse.desktop.invoices;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.work.Failure;
import org.countinghouse.work.OutputFile;

/** Saves documents as PDF files. */
record DocumentFiles(ScreenContext context) {
    /**
     * Asks where to.
     *
     * @param titleKey of the question
     * @param name of the document
     */
    Optional<Path> ask(Window owner, String titleKey, String name) {
        var chooser = new FileChooser();
        chooser.setTitle(context.texts().get(titleKey));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PDF", "*.pdf"));
        chooser.setInitialFileName(name.replaceAll("[^\\w-]+", "-") + ".pdf");
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
    }

    /** @param pdf sets the document, away from the interface thread */
    void save(Supplier<byte[]> pdf, Path file) {
        context.tasks()
                .<Path>run(
                        context.texts().get("invoices.task.save"),
                        _ -> write(pdf.get(), file),
                        saved -> context.notices()
                                .success(context.texts().get("invoices.saved", String.valueOf(saved.getFileName()))),
                        context.notices()::failure);
    }

    private Path write(byte[] pdf, Path file) {
        try {
            return OutputFile.write(file, out -> out.write(pdf));
        } catch (Failure problem) {
            throw new Failure(
                    "invoice.unwritable",
                    context.texts().get("invoices.unwritable", file.toString()),
                    context.texts().get("invoices.unwritable.remedy"),
                    problem);
        }
    }
}
