package org.countinghouse.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.countinghouse.billing.ledger.Account;
import org.countinghouse.billing.ledger.DatevFile;
import org.countinghouse.billing.ledger.LedgerReports;
import org.countinghouse.billing.ledger.ReportColumn;
import org.countinghouse.billing.ledger.ReportFile;
import org.countinghouse.billing.ledger.ReportKind;
import org.countinghouse.billing.ledger.ReportRow;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports of the ledger. */
final class BooksReportCommands {
    private BooksReportCommands() {}

    /** What all reports have in common. */
    abstract static class Report implements Callable<Integer> {
        @Option(names = "--from", paramLabel = "DAY", description = "First day; default: the beginning of the year.")
        private @Nullable LocalDate from;

        @Option(names = "--to", paramLabel = "DAY", description = "Last day; default: today, in UTC.")
        private @Nullable LocalDate to;

        @Option(
                names = {"--file", "--csv"},
                paramLabel = "FILE",
                description = "Write the report to this file: a workbook when it ends in .xlsx, else CSV.")
        private @Nullable Path file;

        @Option(names = "--entity", paramLabel = "CODE", description = "Only this billing entity; default: all.")
        private @Nullable String entity;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        abstract ReportKind kind();

        @Nullable
        Account account() {
            return null;
        }

        @Nullable
        String customer() {
            return null;
        }

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                var reports = new LedgerReports(workspace.database());
                var scope = scope(workspace.clock());
                if (file == null) {
                    out.println(line(
                            kind().columns().stream().map(ReportColumn::code).toList()));
                    reports.each(kind(), scope, row -> {
                        out.println(line(cells(row)));
                        return true;
                    });
                } else {
                    long rows = new ReportFile(reports)
                            .save(
                                    kind(),
                                    scope,
                                    file,
                                    new ConsoleProgress(spec.commandLine().getErr()));
                    out.printf("%d rows.%n", rows);
                }
                out.flush();
                return 0;
            }
        }

        private LedgerReports.Scope scope(Clock clock) {
            LocalDate last = to == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : to;
            LocalDate first = from == null ? last.withDayOfYear(1) : from;
            return new LedgerReports.Scope(first, last, account(), customer(), entity);
        }

        private List<String> cells(ReportRow row) {
            var cells = new ArrayList<String>();
            for (int index = 0; index < kind().columns().size(); index++) {
                cells.add(row.text(index, kind().columns().get(index).kind()));
            }
            return cells;
        }

        private String line(List<String> cells) {
            var line = new StringBuilder();
            for (int index = 0; index < cells.size(); index++) {
                var kind = kind().columns().get(index).kind();
                boolean right = kind == ReportColumn.Kind.MONEY || kind == ReportColumn.Kind.BOOKS_MONEY;
                line.append(String.format(Locale.ROOT, right ? "%16s  " : "%-18s  ", cells.get(index)));
            }
            return line.toString().stripTrailing();
        }
    }

    /** Balances of all accounts. */
    @Command(
            name = "trial-balance",
            description = "What stood on each account, what came and went, and what stands there. Credits below zero.",
            mixinStandardHelpOptions = true)
    static final class TrialBalance extends Report {
        @Override
        ReportKind kind() {
            return ReportKind.TRIAL_BALANCE;
        }
    }

    /** Entries of an account. */
    @Command(
            name = "statement",
            description = "Every entry of an account with the running balance.",
            mixinStandardHelpOptions = true)
    static final class Statement extends Report {
        @Parameters(
                paramLabel = "ACCOUNT",
                defaultValue = "receivables",
                description = "One of ${COMPLETION-CANDIDATES}. Default: receivables.")
        private Account account = Account.RECEIVABLES;

        @Option(names = "--customer", paramLabel = "CUSTOMER", description = "Only this customer's entries.")
        private @Nullable String customer;

        @Override
        ReportKind kind() {
            return ReportKind.STATEMENT;
        }

        @Override
        @Nullable
        Account account() {
            return account;
        }

        @Override
        @Nullable
        String customer() {
            return customer;
        }
    }

    /** What is owed. */
    @Command(
            name = "ageing",
            description = "What customers owe on the last day, by how long it is overdue.",
            mixinStandardHelpOptions = true)
    static final class Ageing extends Report {
        @Override
        ReportKind kind() {
            return ReportKind.AGEING;
        }
    }

    /** Revenue. */
    @Command(
            name = "revenue",
            description = "Revenue by the month of the service and by service.",
            mixinStandardHelpOptions = true)
    static final class Revenue extends Report {
        @Override
        ReportKind kind() {
            return ReportKind.REVENUE;
        }
    }

    /** Deferred revenue. */
    @Command(
            name = "deferred",
            description = "Fees that are not earned yet, by the month that will earn them.",
            mixinStandardHelpOptions = true)
    static final class Deferred extends Report {
        @Override
        ReportKind kind() {
            return ReportKind.DEFERRED;
        }
    }

    /** The journal. */
    @Command(
            name = "export",
            description = "Every entry with the numbers of accounts, for the program of an accountant.",
            mixinStandardHelpOptions = true)
    static final class Export extends Report {
        @Override
        ReportKind kind() {
            return ReportKind.JOURNAL;
        }
    }

    /** The journal for DATEV. */
    @Command(
            name = "datev",
            description = "The journal of a billing entity as a batch of postings that DATEV reads (EXTF, version 13).",
            mixinStandardHelpOptions = true)
    static final class Datev implements Callable<Integer> {
        @Option(names = "--entity", required = true, paramLabel = "CODE", description = "The billing entity.")
        private String entity = "";

        @Option(
                names = "--consultant",
                required = true,
                paramLabel = "NUMBER",
                description = "The accountant's number.")
        private int consultant;

        @Option(names = "--client", required = true, paramLabel = "NUMBER", description = "Yours at the accountant.")
        private int client;

        @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day.")
        private LocalDate from = LocalDate.EPOCH;

        @Option(names = "--to", required = true, paramLabel = "DAY", description = "Last day, of the same year.")
        private LocalDate to = LocalDate.EPOCH;

        @Option(names = "--file", required = true, paramLabel = "FILE", description = "EXTF_something.csv")
        private Path file = Path.of("");

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                long rows = new DatevFile(new LedgerReports(workspace.database()), workspace.clock())
                        .save(
                                entity,
                                from,
                                to,
                                new DatevFile.Receiver(consultant, client),
                                file,
                                new ConsoleProgress(spec.commandLine().getErr()));
                spec.commandLine().getOut().printf("%d postings.%n", rows);
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }
}
