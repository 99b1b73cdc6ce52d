package org.countinghouse.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.countinghouse.work.OutputFile;
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
        try (var workspace = CommandLineFace.open(spec)) {
            var invoice = workspace.invoices().find(id);
            if (!form.json && form.pdf != null) {
                byte[] pdf = workspace.invoicePdf(invoice.id());
                OutputFile.write(form.pdf, out -> out.write(pdf));
            } else {
                spec.commandLine().getOut().println(invoice.toJson(true));
                spec.commandLine().getOut().flush();
            }
            return 0;
        }
    }
}
