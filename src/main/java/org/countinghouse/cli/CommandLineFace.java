package org.countinghouse.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.countinghouse.work.Failure;
import org.countinghouse.workspace.Workspace;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: one class a command; failures become two lines on the error stream and exit status 2. */
@Command(
        name = "countinghouse",
        description = "Usage billing: no command opens the desktop.",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineFace.Version.class,
        subcommands = {
            RateCommand.class,
            ImportCommand.class,
            UsageCommand.class,
            CollectCommand.class,
            CatalogCommand.class,
            PlanCommand.class,
            CustomerCommand.class,
            QuotaCommand.class,
            SampleCommand.class,
            SubscriptionCommand.class,
            BillCommand.class,
            PeriodCommand.class,
            BillingRulesCommand.class,
            LateUsageCommand.class,
            LateFeesCommand.class,
            ThresholdsCommand.class,
            InvoicesCommand.class,
            InvoiceCommand.class,
            PaymentsCommand.class,
            FinaliseCommand.class,
            CreditNoteCommand.class,
            MailCommand.class,
            BooksCommand.class,
            TokenCommand.class,
            WalletCommand.class,
            TaxCommand.class,
            CurrencyCommand.class,
            DatabaseCommand.class,
            HelpCommand.class
        })
public final class CommandLineFace implements Runnable {
    private static final int FAILED = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final Map<String, String> environment;

    private CommandLineFace(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Runs one command.
     *
     * @param more commands that other faces bring along
     * @return the exit status: 0 done, 1 done with errors in the data, 2 not done
     */
    public static int run(List<Object> more, String... arguments) {
        var err = new PrintWriter(System.err, true, System.err.charset());
        return run(System.getenv(), StandardOutput.ofProcess(), err, more, arguments);
    }

    /** As above, elsewhere than on the process's own environment and streams. */
    static int run(
            Map<String, String> environment,
            StandardOutput output,
            PrintWriter err,
            List<Object> more,
            String... arguments) {
        var line = new CommandLine(new CommandLineFace(environment));
        more.forEach(line::addSubcommand);
        Words.teach(line);
        PrintWriter out = output.text();
        line.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(CommandLineFace::misused)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, err));
        // A help page that cannot be written fails outside of any command.
        line.setExecutionStrategy(parsed -> reporting(() -> new RunLast().execute(parsed), err));
        return reporting(
                () -> {
                    int status = line.execute(arguments);
                    out.flush();
                    return status;
                },
                err);
    }

    /** Opens the workspace that the environment names; progress goes to the error stream. */
    static Workspace open(CommandLine.Model.CommandSpec command) {
        var face = (CommandLineFace) command.root().userObject();
        return Workspace.open(
                face.environment, new ConsoleProgress(command.commandLine().getErr()));
    }

    /** The environment that the command runs in. */
    static Map<String, String> environment(CommandLine.Model.CommandSpec command) {
        return ((CommandLineFace) command.root().userObject()).environment;
    }

    /** One sentence on the error stream, from a face that has none of its own. */
    public static void complain(String sentence) {
        System.err.println(sentence);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** What is wrong with the arguments comes first and alone: a page of help would hide it. */
    private static int misused(ParameterException problem, String... arguments) {
        var command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(problem.getMessage());
        UnmatchedArgumentException.printSuggestions(problem, err);
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return FAILED;
    }

    private static int reporting(IntSupplier work, PrintWriter err) {
        try {
            return work.getAsInt();
        } catch (Failure failure) {
            return report(failure, err);
        }
    }

    private static int report(Exception failure, PrintWriter err) {
        if (failure instanceof Failure closed && closed.code().equals(StandardOutput.CLOSED)) {
            return FAILED;
        }
        if (failure instanceof Failure known) {
            err.println(known.summary());
            if (!known.remedy().isEmpty()) {
                err.println(known.remedy());
            }
            // The cause is what people are not shown; the code is what a report of a problem should name.
            LoggerFactory.getLogger(CommandLineFace.class)
                    .info("{}: {}", known.code(), known.summary(), known.getCause());
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
