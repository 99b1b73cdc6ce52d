package org.countinghouse.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.countinghouse.metering.UpkeepReport;
import org.countinghouse.metering.UsageUpkeep;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How long usage is kept. */
final class UsageUpkeepCommands {
    private UsageUpkeepCommands() {}

    /** Lists or sets how long meters need their events. */
    @Command(
            name = "retention",
            description = "Say how long a meter needs its events, or list the rules; readings always stay.",
            mixinStandardHelpOptions = true)
    static final class Retention implements Callable<Integer> {
        @Parameters(arity = "0..1", paramLabel = "METER", description = "Code of the meter; none lists the rules.")
        private @Nullable String meter;

        @Option(names = "--months", paramLabel = "N", description = "Months after the end of the events' month.")
        private @Nullable Integer months;

        @Option(names = "--for-ever", description = "Keep them for ever, as without a rule.")
        private boolean forEver;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            String named = meter;
            Integer kept = months;
            if (named != null && (kept == null) != forEver) {
                throw new CommandLine.ParameterException(spec.commandLine(), "Say --months N or --for-ever.");
            }
            PrintWriter out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                var retention = workspace.usageRetention();
                if (named == null) {
                    retention.rules().forEach(rule -> out.println(rule.meter() + "  " + rule.months() + " months"));
                } else if (kept == null) {
                    retention.keepForEver(named);
                } else {
                    retention.keep(named, kept);
                }
                out.flush();
                return 0;
            }
        }
    }

    /** Lists, places or releases legal holds. */
    @Command(
            name = "hold",
            description = "Keep all events of a customer, whatever the retention, or list the holds.",
            mixinStandardHelpOptions = true)
    static final class Hold implements Callable<Integer> {
        @Parameters(arity = "0..1", paramLabel = "CUSTOMER", description = "The customer's id; none lists the holds.")
        private @Nullable String customer;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept.")
        private @Nullable String reason;

        @Option(names = "--release", description = "End the hold.")
        private boolean release;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            String named = customer;
            String why = reason;
            if (named != null && (why == null) != release) {
                throw new CommandLine.ParameterException(spec.commandLine(), "Say --reason TEXT or --release.");
            }
            PrintWriter out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                var retention = workspace.usageRetention();
                if (named == null) {
                    retention
                            .holds()
                            .forEach(hold -> out.printf(
                                    "%s  since %s by %s: %s%n",
                                    hold.customer(), hold.placedAt(), hold.placedBy(), hold.reason()));
                } else if (why == null) {
                    retention.release(named);
                } else {
                    retention.hold(named, why);
                }
                out.flush();
                return 0;
            }
        }
    }

    /** Runs the upkeep of the usage tables. */
    @Command(
            name = "upkeep",
            description = "Make room for coming months, and remove events that no meter needs any more.",
            mixinStandardHelpOptions = true)
    static final class Upkeep implements Callable<Integer> {
        @Option(
                names = "--months-ahead",
                paramLabel = "N",
                description = "Months for which there is room, 0 to 120 (default ${DEFAULT-VALUE}).")
        private int monthsAhead = UsageUpkeep.MONTHS_AHEAD;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            if (monthsAhead < 0 || monthsAhead > 120) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "--months-ahead is from 0 to 120, not " + monthsAhead + ".");
            }
            try (var workspace = CommandLineFace.open(spec)) {
                UpkeepReport report = workspace
                        .usageUpkeep()
                        .run(monthsAhead, new ConsoleProgress(spec.commandLine().getErr()));
                spec.commandLine()
                        .getOut()
                        .printf(
                                Locale.ROOT,
                                "Room until the end of %s; %d events removed.%n",
                                report.partitionsUntil(),
                                report.removed());
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }
}
