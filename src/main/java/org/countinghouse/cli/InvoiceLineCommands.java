package org.countinghouse.cli;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.LineChange;
import org.countinghouse.billing.LineEffect;
import org.countinghouse.billing.ManualEntry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lines that people write on drafts, and invoices of such lines alone. */
final class InvoiceLineCommands {
    private InvoiceLineCommands() {}

    /** What a line says. */
    static final class LineOptions {
        @Option(names = "--text", required = true, paramLabel = "TEXT", description = "What stands on the invoice.")
        private String text = "";

        @Option(
                names = "--quantity",
                defaultValue = "1",
                paramLabel = "NUMBER",
                description = "How many; below zero gives something back. Default: 1.")
        private BigDecimal quantity = BigDecimal.ONE;

        @Option(
                names = "--price",
                required = true,
                paramLabel = "AMOUNT",
                description = "Of one, in the invoice's currency, without tax unless the plan's prices contain it.")
        private BigDecimal price = BigDecimal.ZERO;

        @Option(
                names = "--tax-category",
                defaultValue = "standard",
                paramLabel = "NAME",
                description = "As charges of plans have it. Default: standard.")
        private String taxCategory = "standard";

        @Option(names = "--from", paramLabel = "DAY", description = "First day for which it is owed; with --to.")
        private @Nullable LocalDate from;

        @Option(names = "--to", paramLabel = "DAY", description = "First day for which it is no longer owed.")
        private @Nullable LocalDate to;

        ManualEntry entry(CommandLine command) {
            if ((from == null) != (to == null) || (from != null && to != null && !to.isAfter(from))) {
                throw new CommandLine.ParameterException(command, "--from and --to go together, --to is later.");
            }
            BillingPeriod service = from == null || to == null ? null : new BillingPeriod(from, to);
            return new ManualEntry(text, quantity, price, taxCategory, service);
        }
    }

    /** The lines of one draft. */
    @Command(
            name = "line",
            description = "Add, change and remove lines by hand while an invoice is a draft.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            subcommands = {Add.class, Change.class, Remove.class})
    static final class Line {}

    /** A change of one draft's lines. */
    abstract static class Step implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "ID", description = "The draft's id.")
        private String invoice = "";

        @Option(
                names = "--revision",
                paramLabel = "N",
                description = "Refuse when the draft has another revision than this one of --json.")
        private @Nullable Integer revision;

        @Option(names = "--dry-run", description = "Show what it would come to and store nothing.")
        private boolean dryRun;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        abstract LineChange change(CommandLine command);

        @Override
        public Integer call() {
            LineChange change = change(spec.commandLine());
            try (var workspace = CommandLineFace.open(spec)) {
                long id = workspace.invoices().find(invoice).id();
                var lines = workspace.manualLines();
                print(spec, dryRun ? lines.preview(id, change) : lines.change(id, revision, change));
                return 0;
            }
        }
    }

    @Command(name = "add", description = "Add a line to a draft.", mixinStandardHelpOptions = true)
    static final class Add extends Step {
        @Mixin
        private LineOptions line = new LineOptions();

        @Override
        LineChange change(CommandLine command) {
            return new LineChange.Add(line.entry(command));
        }
    }

    @Command(name = "change", description = "Write a line of a draft anew.", mixinStandardHelpOptions = true)
    static final class Change extends Step {
        @Parameters(index = "1", paramLabel = "LINE", description = "Its code, for example manual-1.")
        private String code = "";

        @Mixin
        private LineOptions line = new LineOptions();

        @Override
        LineChange change(CommandLine command) {
            return new LineChange.Replace(code, line.entry(command));
        }
    }

    @Command(name = "remove", description = "Take a line off a draft.", mixinStandardHelpOptions = true)
    static final class Remove extends Step {
        @Parameters(index = "1", paramLabel = "LINE", description = "Its code, for example manual-1.")
        private String code = "";

        @Override
        LineChange change(CommandLine command) {
            return new LineChange.Remove(code);
        }
    }

    /** An invoice of lines by hand alone. */
    @Command(
            name = "one-off",
            description = "Draft an invoice of lines by hand alone; more lines are added with: invoices line add.",
            mixinStandardHelpOptions = true)
    static final class OneOff implements Callable<Integer> {
        @Parameters(paramLabel = "CUSTOMER", description = "The customer's external id.")
        private String customer = "";

        @Mixin
        private LineOptions line = new LineOptions();

        @Option(names = "--dry-run", description = "Show what it would come to and store nothing.")
        private boolean dryRun;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var lines = List.of(line.entry(spec.commandLine()));
            try (var workspace = CommandLineFace.open(spec)) {
                var oneOff = workspace.oneOffInvoices();
                var effect = oneOff.preview(customer, lines);
                if (!dryRun) {
                    spec.commandLine().getOut().println("Draft " + oneOff.draft(customer, lines) + ":");
                }
                print(spec, effect);
                return 0;
            }
        }
    }

    /** Rates drafts again. */
    @Command(
            name = "refresh",
            description = "Rate drafts again from the usage, plans and taxes of now; lines by hand stay.",
            mixinStandardHelpOptions = true)
    static final class Refresh implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of drafts.")
        private List<String> invoices = List.of();

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                for (String each : invoices) {
                    long id = workspace.invoices().find(each).id();
                    spec.commandLine().getOut().println("Draft " + id + ":");
                    print(spec, workspace.draftRefresh().refresh(id, null));
                }
                return 0;
            }
        }
    }

    private static void print(CommandLine.Model.CommandSpec spec, LineEffect effect) {
        var out = spec.commandLine().getOut();
        out.printf(
                "net %s, tax %s, total %s %s (before: %s)%n",
                effect.net().toPlainString(),
                effect.tax().toPlainString(),
                effect.total().toPlainString(),
                effect.currency(),
                effect.before().toPlainString());
        out.flush();
    }
}
