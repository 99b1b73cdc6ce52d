package org.countinghouse.cli;

import java.util.concurrent.Callable;
import org.countinghouse.workspace.Workspace;
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
            try (var workspace = Workspace.open(
                    System.getenv(), new ConsoleProgress(spec.commandLine().getErr()))) {
                spec.commandLine().getOut().println(workspace.database().info());
                spec.commandLine().getOut().flush();
                return 0;
            }
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
            try (var workspace = Workspace.open(
                    System.getenv(), new ConsoleProgress(spec.commandLine().getErr()))) {
                spec.commandLine()
                        .getOut()
                        .println("Schema version " + workspace.database().info().schemaVersion() + ".");
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }
}
