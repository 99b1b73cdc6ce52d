package org.countinghouse.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.countinghouse.billing.CreditNote;
import org.countinghouse.billing.CreditRequest;
import org.countinghouse.work.OutputFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Corrections of final invoices. */
@Command(
        name = "credit-note",
        description = "Correct final invoices: as a whole, by line, or by an amount.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CreditNoteCommand.Issue.class,
            CreditNoteCommand.Of.class,
            CreditNoteCommand.Show.class,
            CreditNoteCommand.Send.class
        })
final class CreditNoteCommand {
    /** Issues a credit note. */
    @Command(
            name = "issue",
            description = "Credit an invoice. What is open falls first, the rest goes to the customer's wallet.",
            mixinStandardHelpOptions = true)
    static final class Issue implements Callable<Integer> {
        @Parameters(paramLabel = "INVOICE", description = "The invoice's id or its number.")
        private String invoice = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
        private String reason = "";

        @Option(names = "--amount", paramLabel = "AMOUNT", description = "This much, with tax, of the whole invoice.")
        private @Nullable BigDecimal amount;

        @Option(
                names = "--line",
                paramLabel = "LINE=NET",
                description = "This much of one line, without tax. May be given for several lines.")
        private Map<Integer, BigDecimal> lines = new HashMap<>();

        @Option(
                names = "--key",
                paramLabel = "KEY",
                description = "Your id of this credit; the same one again changes nothing.")
        private @Nullable String key;

        @Option(names = "--dry-run", description = "Show what it would come to and store nothing.")
        private boolean dryRun;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            if (amount != null && !lines.isEmpty()) {
                throw new CommandLine.ParameterException(spec.commandLine(), "Give --amount or --line, not both.");
            }
            try (var workspace = CommandLineFace.open(spec)) {
                long id = workspace.invoices().find(invoice).id();
                var notes = workspace.creditNotes();
                print(
                        dryRun ? notes.preview(id, request()) : notes.issue(id, request(), reason, key),
                        spec.commandLine().getOut());
                return 0;
            }
        }

        private CreditRequest request() {
            if (amount != null) {
                return new CreditRequest.Amount(amount);
            }
            return lines.isEmpty() ? new CreditRequest.Full() : new CreditRequest.Lines(lines);
        }
    }

    /** Lists the credit notes of an invoice. */
    @Command(name = "list", description = "List the credit notes of an invoice.", mixinStandardHelpOptions = true)
    static final class Of implements Callable<Integer> {
        @Parameters(paramLabel = "INVOICE", description = "The invoice's id or its number.")
        private String invoice = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                long id = workspace.invoices().find(invoice).id();
                workspace.creditNotes().of(id).forEach(note -> head(note, out));
                out.flush();
                return 0;
            }
        }
    }

    /** Shows one. */
    @Command(name = "show", description = "Show a credit note with its lines.", mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "NUMBER", description = "Number of the credit note.")
        private String number = "";

        @Option(names = "--pdf", paramLabel = "FILE", description = "Write the PDF to this file.")
        private @Nullable Path pdf;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                if (pdf == null) {
                    print(
                            workspace.creditNotes().find(number),
                            spec.commandLine().getOut());
                } else {
                    byte[] document = workspace.creditNotePdf(number);
                    OutputFile.write(pdf, out -> out.write(document));
                }
                return 0;
            }
        }
    }

    /** Sends one. */
    @Command(name = "send", description = "Send a credit note by e-mail with its PDF.", mixinStandardHelpOptions = true)
    static final class Send implements Callable<Integer> {
        @Parameters(paramLabel = "NUMBER", description = "Number of the credit note.")
        private String number = "";

        @Mixin
        private SendOptions options = new SendOptions();

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                long invoice = workspace.creditNotes().find(number).invoiceId();
                var draft = workspace.mailDrafts().ofCreditNote(invoice, number);
                int status = options.send(workspace, draft, spec.commandLine().getOut());
                spec.commandLine().getOut().flush();
                return status;
            }
        }
    }

    private static void head(CreditNote note, PrintWriter out) {
        out.printf(
                "%-18s  %s  invoice %s  %14s %s  %s%n",
                note.number() == null ? "(not issued)" : note.number(),
                note.issuedOn() == null ? "" : note.issuedOn(),
                note.invoiceNumber(),
                note.total().toPlainString(),
                note.currency(),
                note.reason());
    }

    private static void print(CreditNote note, PrintWriter out) {
        head(note, out);
        note.lines()
                .forEach(line -> out.printf(
                        "  line %-4d %-40s %14s%n",
                        line.line(), line.name(), line.amount().toPlainString()));
        note.taxes()
                .forEach(tax -> out.printf(
                        "  %-9s %-40s %14s%n",
                        tax.code(),
                        tax.rate().stripTrailingZeros().toPlainString() + " %",
                        tax.amount().toPlainString()));
        out.printf(
                "  not owed any more %s, to the wallet %s%n",
                note.toReceivable().toPlainString(), note.toWallet().toPlainString());
        out.flush();
    }
}
