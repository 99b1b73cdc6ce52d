package org.countinghouse.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.countinghouse.work.OutputFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one invoice as JSON or writes its PDF. */
@Command(
        name = "invoice",
        description = "Show one invoice, write its PDF, or send it.",
        mixinStandardHelpOptions = true,
        subcommands = InvoiceCommand.Send.class)
final class InvoiceCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "ID", description = "The invoice's id or its number.")
    private String id = "";

    @ArgGroup
    private @Nullable Form form;

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
        Form wanted = form;
        if (id.isEmpty() || wanted == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Name the invoice, and --json or --pdf FILE; or a command.");
        }
        try (var workspace = CommandLineFace.open(spec)) {
            var invoice = workspace.invoices().find(id);
            Drafts.warn(workspace, List.of(invoice.id()), spec.commandLine().getErr());
            if (!wanted.json && wanted.pdf != null) {
                byte[] pdf = workspace.invoicePdf(invoice.id());
                OutputFile.write(wanted.pdf, out -> out.write(pdf));
            } else {
                spec.commandLine().getOut().println(invoice.toJson(true));
                spec.commandLine().getOut().flush();
            }
            return 0;
        }
    }

    /** Sends an invoice. */
    @Command(
            name = "send",
            description = "Send an issued invoice by e-mail with its PDF.",
            mixinStandardHelpOptions = true)
    static final class Send implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "The invoice's id or its number.")
        private String invoice = "";

        @Mixin
        private SendOptions options = new SendOptions();

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                var draft = workspace
                        .mailDrafts()
                        .ofInvoice(workspace.invoices().find(invoice).id());
                int status = options.send(workspace, draft, spec.commandLine().getOut());
                spec.commandLine().getOut().flush();
                return status;
            }
        }
    }
}
