package org.countinghouse.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.countinghouse.metering.InboxEntry;
import org.countinghouse.metering.InboxGroup;
import org.countinghouse.metering.InboxReason;
import org.countinghouse.metering.InboxSelection;
import org.countinghouse.metering.ReplayReport;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Usage that could not be taken. */
final class UsageInboxCommands {
    private UsageInboxCommands() {}

    /** Which entries are meant. */
    static final class Chosen {
        @Option(names = "--id", paramLabel = "N", description = "This entry.")
        private @Nullable Long id;

        @Option(names = "--reason", paramLabel = "CODE", description = "Entries with this reason.")
        private @Nullable String reason;

        @Option(names = "--customer", paramLabel = "ID", description = "Entries of this customer id, as written.")
        private @Nullable String customer;

        @Option(names = "--event", paramLabel = "NAME", description = "Entries of this event type, as written.")
        private @Nullable String event;

        @Option(names = "--batch", paramLabel = "N", description = "Entries of this import.")
        private @Nullable Long batch;

        @Option(names = "--all", description = "All open entries.")
        private boolean all;

        InboxSelection selection(CommandLine.Model.CommandSpec spec, boolean mustChoose) {
            var selection = new InboxSelection(id, reason(spec), customer, event, batch);
            if (mustChoose && !all && selection.equals(InboxSelection.ALL)) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "Say which entries: --id, --reason, --customer, --event, --batch or --all.");
            }
            return selection;
        }

        private @Nullable InboxReason reason(CommandLine.Model.CommandSpec spec) {
            String code = reason;
            return code == null
                    ? null
                    : InboxReason.of(code)
                            .orElseThrow(() -> new CommandLine.ParameterException(
                                    spec.commandLine(),
                                    "There is no reason \"" + code + "\"; use "
                                            + Arrays.stream(InboxReason.values())
                                                    .map(InboxReason::code)
                                                    .collect(Collectors.joining(", "))
                                            + "."));
        }
    }

    /** Lists open entries. */
    @Command(
            name = "inbox",
            description = "Show what could not be taken: by cause, or with --list entry by entry.",
            mixinStandardHelpOptions = true)
    static final class Inbox implements Callable<Integer> {
        @Mixin
        private Chosen chosen = new Chosen();

        @Option(names = "--list", description = "One JSON object an entry, oldest first.")
        private boolean list;

        @Option(
                names = "--limit",
                paramLabel = "N",
                description = "At most so many entries (default ${DEFAULT-VALUE}).")
        private int limit = 100;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var selection = chosen.selection(spec, false);
            PrintWriter out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                if (list || !selection.equals(InboxSelection.ALL)) {
                    workspace.usageInbox().entries(selection, limit).forEach(entry -> out.println(json(entry)));
                } else {
                    for (InboxGroup group : workspace.usageInbox().groups()) {
                        out.printf(
                                Locale.ROOT,
                                "%8d  %-18s %-24s %s%n",
                                group.entries(),
                                group.reason(),
                                group.about().isEmpty() ? "-" : group.about(),
                                group.detail());
                    }
                }
                out.flush();
                return 0;
            }
        }

        private static String json(InboxEntry entry) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("id", entry.id())
                    .put("reason", entry.reason())
                    .put("detail", entry.detail())
                    .put("source", entry.source())
                    .put("batch", entry.batchId())
                    .put("line", entry.line())
                    .put("customer", entry.customer())
                    .put("event", entry.event())
                    .put("seen", entry.seen())
                    .put("received", entry.receivedAt().toString())
                    .put("replayable", entry.replayable())
                    .put("row", entry.raw())
                    .toString();
        }
    }

    /** Maps an unknown customer. */
    @Command(
            name = "map",
            description =
                    "Let usage under an unknown customer id count for a customer, and replay what is in the inbox.",
            mixinStandardHelpOptions = true)
    static final class MapCustomer implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "UNKNOWN-ID", description = "The id as it is written in the usage.")
        private String unknown = "";

        @Parameters(index = "1", paramLabel = "CUSTOMER", description = "Id of the customer it means.")
        private String customer = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                workspace.usageInbox().map(unknown, customer);
                return print(spec, replay(spec, workspace, InboxSelection.ofCustomer(unknown), false));
            }
        }
    }

    /** Tries entries again. */
    @Command(
            name = "replay",
            description = "Try entries of the inbox again; each is stored at most once.",
            mixinStandardHelpOptions = true)
    static final class Replay implements Callable<Integer> {
        @Mixin
        private Chosen chosen = new Chosen();

        @Option(names = "--as", paramLabel = "JSON", description = "With --id: the mended event.")
        private @Nullable String mended;

        @Option(names = "--allow-negative", description = "Accept quantities below zero.")
        private boolean allowNegative;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var selection = chosen.selection(spec, true);
            Long id = selection.id();
            if (mended != null && id == null) {
                throw new CommandLine.ParameterException(spec.commandLine(), "--as needs --id.");
            }
            try (var workspace = CommandLineFace.open(spec)) {
                return print(
                        spec,
                        mended != null && id != null
                                ? workspace.usageInbox().replayAs(id, mended, allowNegative)
                                : replay(spec, workspace, selection, allowNegative));
            }
        }
    }

    private static ReplayReport replay(
            CommandLine.Model.CommandSpec spec, Workspace workspace, InboxSelection selection, boolean allowNegative) {
        return workspace
                .usageInbox()
                .replay(
                        selection,
                        allowNegative,
                        new ConsoleProgress(spec.commandLine().getErr()));
    }

    private static int print(CommandLine.Model.CommandSpec spec, ReplayReport report) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "{\"stored\":%d,\"duplicates\":%d,\"open\":%d}%n",
                report.stored(),
                report.duplicates(),
                report.open());
        out.flush();
        return 0;
    }

    /** Settles entries that are no usage. */
    @Command(
            name = "discard",
            description = "Settle entries of the inbox that are no usage.",
            mixinStandardHelpOptions = true)
    static final class Discard implements Callable<Integer> {
        @Mixin
        private Chosen chosen = new Chosen();

        @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Why; it is kept.")
        private String why = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var selection = chosen.selection(spec, true);
            try (var workspace = CommandLineFace.open(spec)) {
                long count = workspace.usageInbox().discard(selection, why);
                spec.commandLine().getOut().printf(Locale.ROOT, "%d entries discarded.%n", count);
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }
}
