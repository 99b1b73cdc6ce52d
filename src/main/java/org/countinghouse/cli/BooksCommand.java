package org.countinghouse.cli;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.countinghouse.billing.ledger.Account;
import org.countinghouse.billing.ledger.AccountNumbers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The ledger. */
@Command(
        name = "books",
        description = "The ledger: the check that the books agree, reports, and the journal for accountants.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BooksCommand.Verify.class,
            BooksCommand.Recognise.class,
            BooksCommand.Accounts.class,
            BooksReportCommands.TrialBalance.class,
            BooksReportCommands.Statement.class,
            BooksReportCommands.Ageing.class,
            BooksReportCommands.Revenue.class,
            BooksReportCommands.Deferred.class,
            BooksReportCommands.Export.class,
            BooksReportCommands.Datev.class
        })
final class BooksCommand {
    /** Checks the books. */
    @Command(
            name = "verify",
            description = {
                "Rate every final invoice again from its stored input, and check sums, numbers, the ledger, wallets and"
                        + " credits. The first difference ends the check.",
                "Exit status: 0 the books agree, 1 they do not, 2 not checked."
            },
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        @Option(names = "--all", description = "Report every difference, not only the first.")
        private boolean all;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                var report = workspace
                        .booksVerification()
                        .verify(
                                difference -> {
                                    out.println(difference);
                                    return all;
                                },
                                new ConsoleProgress(spec.commandLine().getErr()));
                if (report.differences() == 0) {
                    out.printf("The books agree; %d invoices were rated again.%n", report.invoices());
                }
                out.flush();
                return report.differences() == 0 ? 0 : 1;
            }
        }
    }

    /** Makes deferred fees revenue. */
    @Command(
            name = "recognise",
            description = "Make fees that were paid in advance revenue of the months that are over.",
            mixinStandardHelpOptions = true)
    static final class Recognise implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                int posted = workspace.recognition().recognise();
                spec.commandLine().getOut().printf("%d months of fees became revenue.%n", posted);
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }

    /** Shows and sets the numbers of accounts. */
    @Command(
            name = "accounts",
            description = "List the accounts with their numbers, or give one of a billing entity another number.",
            mixinStandardHelpOptions = true)
    static final class Accounts implements Callable<Integer> {
        @Option(names = "--entity", paramLabel = "CODE", description = "The billing entity.")
        private @Nullable String entity;

        @Option(names = "--set", paramLabel = "ACCOUNT=NUMBER", description = "May be given for several accounts.")
        private Map<Account, String> numbers = new EnumMap<>(Account.class);

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            String of = entity;
            if (!numbers.isEmpty() && of == null) {
                throw new CommandLine.ParameterException(spec.commandLine(), "Name the billing entity: --entity CODE.");
            }
            var out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                var accounts = new AccountNumbers(workspace.database());
                if (of != null) {
                    numbers.forEach((account, number) -> accounts.set(of, account, number));
                }
                accounts.all().stream()
                        .filter(each -> of == null || each.entity().equals(of))
                        .forEach(each -> out.printf(
                                "%-16s %-12s %s%n",
                                each.entity(), each.number(), each.account().code()));
                out.flush();
                return 0;
            }
        }
    }
}
