package org.countinghouse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.countinghouse.work.Failure;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one invoice as JSON or writes its PDF. */
@Command(name = "invoice", description = "Show one invoice, or write its PDF.", mixinStandardHelpOptions = true)
final class InvoiceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The invoice's id or its number.")
    private String id = "";

    @ArgGroup(multiplicity = "1")
    private Form form = new Form();

    /** What to make of the invoice. */
    static final class Form {
        @Option(names = "--json", description = "The invoice with its lines as one JSON object.")
        private boolean json;

        @Option(names = "--pdf", paramLabel = "FILE", description = "Write the PDF to this file.")
        private @Nullable Path pdf;
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        try (var workspace = Workspace.open(
                System.getenv(), new ConsoleProgress(spec.commandLine().getErr()))) {
            var invoice = workspace.invoices().find(id);
            if (!form.json && form.pdf != null) {
                write(form.pdf, workspace.invoicePdf(invoice.id()));
            } else {
                spec.commandLine().getOut().println(invoice.toJson(true));
                spec.commandLine().getOut().flush();
            }
            return 0;
        }
    }

    /** Writes beside the target and moves it into place, so that no half-written file is ever left under the name. */
    private static void write(Path target, byte[] content) {
        Path absolute = target.toAbsolutePath();
        Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
        try {
            Files.write(part, content);
            Files.move(part, absolute, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure(
                    "file.write",
                    "The file " + target + " cannot be written.",
                    "Check that the folder exists, is writable and has space, then run the command again.",
                    e);
        } finally {
            part.toFile().delete();
        }
    }
}
