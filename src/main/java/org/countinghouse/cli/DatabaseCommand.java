package org.countinghouse.cli;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.countinghouse.storage.DatabaseInfo;
import org.countinghouse.storage.GroupRole;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The database: what it is, and bringing it up to date. */
@Command(
        name = "database",
        description = "The database: what it is, and bringing it up to date.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DatabaseCommand.Info.class, DatabaseCommand.Migrate.class})
final class DatabaseCommand {
    /** Shows which database the program uses. */
    @Command(name = "info", description = "Show which database is used.", mixinStandardHelpOptions = true)
    static final class Info implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                print(workspace.database().info());
                return 0;
            }
        }

        private void print(DatabaseInfo info) {
            var out = spec.commandLine().getOut();
            out.printf(
                    "server      %s:%d, PostgreSQL %s%s%n",
                    info.host(), info.port(), info.serverVersion(), info.embedded() ? ", embedded" : "");
            out.printf("database    %s%n", info.database());
            out.printf("signed in   %s%n", info.user());
            out.printf("works as    %s%n", info.workRole());
            out.printf(
                    "groups      %s%n",
                    info.groups().stream().map(GroupRole::role).sorted().collect(Collectors.joining(", ")));
            out.printf("schema      version %d%n", info.schemaVersion());
            out.flush();
        }
    }

    /** Brings the schema up to date; opening does it for an owner, so this is the same door with a clear name. */
    @Command(
            name = "migrate",
            description = "Bring the schema up to date (as the database's owner).",
            mixinStandardHelpOptions = true)
    static final class Migrate implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                spec.commandLine()
                        .getOut()
                        .println("Schema version " + workspace.database().info().schemaVersion() + ".");
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }
}
