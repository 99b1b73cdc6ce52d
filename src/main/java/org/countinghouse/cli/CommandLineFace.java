package org.countinghouse.cli;

import java.io.PrintWriter;
import java.util.List;
import org.countinghouse.work.Failure;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The command line: one class a command; failures become two lines on the error stream and exit status 2. */
@Command(
        name = "countinghouse",
        description = "Usage billing: no command opens the desktop.",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineFace.Version.class,
        subcommands = {
            RateCommand.class,
            ImportCommand.class,
            CatalogCommand.class,
            CustomerCommand.class,
            SampleCommand.class,
            BillCommand.class,
            InvoicesCommand.class,
            InvoiceCommand.class,
            FinaliseCommand.class,
            DatabaseCommand.class,
            HelpCommand.class
        })
public final class CommandLineFace implements Runnable {
    private static final int FAILED = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /**
     * Runs one command.
     *
     * @param more commands that other faces bring along
     * @return the exit status: 0 done, 1 done with errors in the data, 2 not done
     */
    public static int run(List<Object> more, String... arguments) {
        var line = new CommandLine(new CommandLineFace());
        more.forEach(line::addSubcommand);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command.getErr()))
                .execute(arguments);
    }

    /** One sentence on the error stream, from a face that has none of its own. */
    public static void complain(String sentence) {
        System.err.println(sentence);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int report(Exception failure, PrintWriter err) {
        if (failure instanceof Failure known) {
            err.println(known.summary());
            if (!known.remedy().isEmpty()) {
                err.println(known.remedy());
            }
            LoggerFactory.getLogger(CommandLineFace.class).debug("command failed", failure);
        } else {
            err.println("Something went wrong that should not: " + failure);
            err.println("Nothing half-done was kept. Please report it with the log file.");
            LoggerFactory.getLogger(CommandLineFace.class).error("command failed", failure);
        }
        err.flush();
        return FAILED;
    }

    /** The version from the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CommandLineFace.class.getPackage().getImplementationVersion();
            return new String[] {"Countinghouse " + (version == null ? "(development)" : version)};
        }
    }
}
