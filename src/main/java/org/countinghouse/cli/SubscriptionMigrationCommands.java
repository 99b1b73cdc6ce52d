package org.countinghouse.cli;

import java.util.UUID;
import java.util.concurrent.Callable;
import org.countinghouse.billing.MadeMigration;
import org.countinghouse.billing.MigrationUndo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves of many subscriptions that were made, and undoing them together. */
final class SubscriptionMigrationCommands {
    private static final int MOST = 200;

    private SubscriptionMigrationCommands() {}

    /** Lists them. */
    @Command(
            name = "migrations",
            description = "List moves of many subscriptions, the latest first.",
            mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Option(names = "--plan", paramLabel = "PLAN", description = "From or to this one.")
        private @Nullable String plan;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                for (MadeMigration each : new MigrationUndo(workspace.database(), workspace.clock()).made(plan, MOST)) {
                    out.printf(
                            "%s  %s by %s  %s to %s version %d  %s%s  %d moved, %d undone%s%n",
                            each.id(),
                            each.at(),
                            each.by(),
                            each.fromPlan(),
                            each.toPlan(),
                            each.toVersion(),
                            each.first(),
                            each.first().equals(each.last()) ? "" : " to " + each.last(),
                            each.moved(),
                            each.undone(),
                            each.reason().isEmpty() ? "" : ": " + each.reason());
                }
                out.flush();
                return 0;
            }
        }
    }

    /** Undoes one. */
    @Command(
            name = "undo-migration",
            description = "Undo the moves of a migration together; those billed since stay and are named.",
            mixinStandardHelpOptions = true)
    static final class Undo implements Callable<Integer> {
        @Parameters(paramLabel = "MIGRATION", description = "As 'subscription migrations' lists it.")
        private UUID migration = new UUID(0, 0);

        @Option(names = "--reason", description = "Why; it is kept with each.")
        private String reason = "";

        @Option(names = "--dry-run", description = "Only show which would be undone and which not.")
        private boolean dryRun;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            var progress = new ConsoleProgress(spec.commandLine().getErr());
            try (var workspace = CommandLineFace.open(spec)) {
                var undo = new MigrationUndo(workspace.database(), workspace.clock());
                var result = dryRun ? undo.look(migration, progress) : undo.undo(migration, reason, progress);
                String verb = dryRun ? "would be undone" : "undone";
                result.undone()
                        .forEach(member -> out.printf(
                                "%s: subscription %d of %s%n", verb, member.subscriptionId(), member.name()));
                result.staying()
                        .forEach(stays -> out.printf(
                                "stays: subscription %d of %s: %s%n",
                                stays.subscriptionId(), stays.customer(), stays.reason()));
                out.printf(
                        "%d %s, %d stay, %d undone before%n",
                        result.undone().size(), verb, result.staying().size(), result.before());
                out.flush();
                return result.staying().isEmpty() ? 0 : 1;
            }
        }
    }
}
