package org.countinghouse.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.countinghouse.metering.Amendment;
import org.countinghouse.metering.Corrected;
import org.countinghouse.metering.EventProperties;
import org.countinghouse.metering.EventVersion;
import org.countinghouse.metering.UndoneBatch;
import org.countinghouse.metering.UsageEvents;
import org.countinghouse.metering.Why;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Corrections of usage: new facts that leave the old ones visible. */
final class UsageCorrectionCommands {
    private UsageCorrectionCommands() {}

    /** What every correction is told. */
    static final class Reasons {
        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it is kept.")
        private String reason = "";

        @Option(
                names = "--key",
                paramLabel = "KEY",
                description = "Idempotency key: the same key again does nothing twice.")
        private @Nullable String key;

        @Option(
                names = "--billed",
                description = "Also where a final invoice covers the usage; the invoice stays as it is.")
        private boolean billed;

        Why why() {
            return new Why(reason, key, billed);
        }
    }

    /** The event that is meant. */
    static final class Event {
        @Parameters(index = "0", paramLabel = "CUSTOMER", description = "The customer's id.")
        private String customer = "";

        @Parameters(index = "1", paramLabel = "EVENT-ID", description = "The id the event was sent with.")
        private String id = "";
    }

    private static int print(CommandLine.Model.CommandSpec spec, String done, Corrected corrected) {
        PrintWriter out = spec.commandLine().getOut();
        if (corrected.repeated()) {
            out.println("Nothing to change.");
        } else {
            out.printf(Locale.ROOT, "%s, correction %d.%n", done, corrected.id());
        }
        if (!corrected.invoices().isEmpty()) {
            out.println(
                    "Final invoices that cover it and stay as they are: " + String.join(", ", corrected.invoices()));
        }
        out.flush();
        return 0;
    }

    /** Gives an event another content. */
    @Command(
            name = "amend",
            description = "Give an event another quantity or other properties; its time and type stay.",
            mixinStandardHelpOptions = true)
    static final class Amend implements Callable<Integer> {
        @Mixin
        private Event event = new Event();

        @Mixin
        private Reasons reasons = new Reasons();

        @Option(names = "--quantity", paramLabel = "N", description = "The new quantity.")
        private @Nullable BigDecimal quantity;

        @Option(names = "--properties", paramLabel = "JSON", description = "All new properties, a JSON object.")
        private @Nullable String properties;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            if (quantity == null && properties == null) {
                throw new CommandLine.ParameterException(spec.commandLine(), "Name a --quantity or --properties.");
            }
            EventProperties parsed = properties == null ? null : UsageEvents.properties(properties);
            try (var workspace = CommandLineFace.open(spec)) {
                var corrected = workspace
                        .usageCorrections()
                        .amend(event.customer, event.id, new Amendment(quantity, parsed), reasons.why());
                return print(spec, "Amended", corrected);
            }
        }
    }

    /** Takes an event out. */
    @Command(
            name = "cancel",
            description = "Let an event count no longer; it stays visible.",
            mixinStandardHelpOptions = true)
    static final class Cancel implements Callable<Integer> {
        @Mixin
        private Event event = new Event();

        @Mixin
        private Reasons reasons = new Reasons();

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                var corrected = workspace.usageCorrections().cancel(event.customer, event.id, reasons.why());
                return print(spec, "Cancelled", corrected);
            }
        }
    }

    /** Adds an event that should have come. */
    @Command(
            name = "backfill",
            description = "Add an event that should have come, noted as a correction.",
            mixinStandardHelpOptions = true)
    static final class Backfill implements Callable<Integer> {
        @Parameters(paramLabel = "JSON", description = "The event as in a JSON Lines file.")
        private String event = "";

        @Mixin
        private Reasons reasons = new Reasons();

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var read = UsageEvents.event(event);
            try (var workspace = CommandLineFace.open(spec)) {
                return print(spec, "Added", workspace.usageCorrections().backfill(read, reasons.why()));
            }
        }
    }

    /** All that became of an event. */
    @Command(
            name = "show",
            description = "Show an event with all that corrections made of it, the first state first.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        private Event event = new Event();

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                for (EventVersion version : workspace.usageCorrections().history(event.customer, event.id)) {
                    out.printf(
                            "%s  %s  %s  %s  %s%n",
                            version.time(),
                            version.event() == null ? "gone by retention" : version.event(),
                            version.quantity() == null
                                    ? "-"
                                    : version.quantity().stripTrailingZeros().toPlainString(),
                            version.properties(),
                            version.effective() ? "counts" : "does not count");
                    told(out, version.broughtBy());
                    told(out, version.endedBy());
                    told(out, version.undoneBatch());
                }
                out.flush();
                return 0;
            }
        }

        private static void told(PrintWriter out, EventVersion.@Nullable Fact fact) {
            if (fact != null) {
                Instant at = fact.at();
                out.printf("    %s %d by %s at %s: %s%n", fact.kind(), fact.id(), fact.by(), at, fact.reason());
            }
        }
    }

    /** Takes an import back. */
    @Command(
            name = "undo-batch",
            description = "Take an import back: its events count no longer, and their ids may be imported again.",
            mixinStandardHelpOptions = true)
    static final class UndoBatch implements Callable<Integer> {
        @Parameters(paramLabel = "BATCH", description = "Number of the import.")
        private long batch;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept.")
        private @Nullable String reason;

        @Option(
                names = "--billed",
                description = "Also where final invoices cover the usage; the invoices stay as they are.")
        private boolean billed;

        @Option(names = "--dry-run", description = "Only say what would be undone.")
        private boolean dryRun;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            if (reason == null && !dryRun) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "Missing required option: '--reason=TEXT'");
            }
            try (var workspace = CommandLineFace.open(spec)) {
                UndoneBatch undone = reason == null || dryRun
                        ? workspace.batchUndo().preview(batch)
                        : workspace
                                .batchUndo()
                                .undo(
                                        batch,
                                        new Why(reason, null, billed),
                                        new ConsoleProgress(spec.commandLine().getErr()));
                print(undone);
                return 0;
            }
        }

        private void print(UndoneBatch undone) {
            PrintWriter out = spec.commandLine().getOut();
            String verb = undone.repeated() ? "was undone before" : dryRun ? "would be undone" : "is undone";
            out.printf(
                    Locale.ROOT,
                    "Import %d (%s) %s: %d events of %d customers.%n",
                    undone.batchId(),
                    undone.file(),
                    verb,
                    undone.events(),
                    undone.customers());
            if (!undone.invoices().isEmpty()) {
                out.println("Final invoices that cover some of them: " + String.join(", ", undone.invoices()));
            }
            out.flush();
        }
    }
}
