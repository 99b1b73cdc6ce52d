package org.countinghouse.cli;

import java.util.concurrent.Callable;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.PeriodLocks;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Closes and reopens months. */
@Command(
        name = "period",
        description = "Close a month for billing, reopen it, list closed ones.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PeriodCommand.ListAll.class, PeriodCommand.Close.class, PeriodCommand.Reopen.class})
final class PeriodCommand {
    /** Lists them. */
    @Command(name = "list", description = "List closed and reopened months.", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                for (PeriodLocks.Lock lock : workspace.periodLocks().all()) {
                    var reopened = lock.reopened();
                    out.printf(
                            "%s  closed %s by %s: %s%n",
                            lock.period().label(), lock.closedAt(), lock.closedBy(), lock.reason());
                    if (reopened != null) {
                        out.printf("    reopened %s by %s: %s%n", reopened.at(), reopened.by(), reopened.reason());
                    }
                }
                out.flush();
                return 0;
            }
        }
    }

    /** Closes one. */
    @Command(
            name = "close",
            description = "Close a month: no draft, final invoice or change in it any more.",
            mixinStandardHelpOptions = true)
    static final class Close implements Callable<Integer> {
        @Parameters(paramLabel = "YYYY-MM", description = "The month.")
        private String period = "";

        @Option(names = "--reason", description = "A note; it is kept.")
        private String reason = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var month = BillingPeriod.parse(period);
            try (var workspace = CommandLineFace.open(spec)) {
                workspace.periodLocks().close(month, reason);
                return 0;
            }
        }
    }

    /** Reopens one. */
    @Command(name = "reopen", description = "Reopen a closed month; for admins.", mixinStandardHelpOptions = true)
    static final class Reopen implements Callable<Integer> {
        @Parameters(paramLabel = "YYYY-MM", description = "The month.")
        private String period = "";

        @Option(names = "--reason", required = true, description = "Why; it is kept.")
        private String reason = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var month = BillingPeriod.parse(period);
            try (var workspace = CommandLineFace.open(spec)) {
                workspace.periodLocks().reopen(month, reason);
                return 0;
            }
        }
    }
}
