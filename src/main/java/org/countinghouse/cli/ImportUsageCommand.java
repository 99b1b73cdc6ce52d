package org.countinghouse.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.countinghouse.metering.ImportOptions;
import org.countinghouse.metering.ImportReport;
import org.countinghouse.metering.UsageFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports a usage file. */
@Command(
        name = "usage",
        description = "Import usage from CSV, JSON Lines (plain or CloudEvents) or FOCUS 1.0 CSV.",
        mixinStandardHelpOptions = true)
final class ImportUsageCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The usage; packed with gzip or not.")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv, jsonl or focus; recognised from the content when not named.")
    private @Nullable String format;

    @Option(
            names = "--map",
            split = ",",
            paramLabel = "FIELD=COLUMN",
            description = "CSV columns by field: id, customer, event, time, quantity, properties (a JSON object)."
                    + " Fields with usual column names need no mapping, columns that carry no field become properties,"
                    + " and a column written as =TEXT is that text in every row.")
    private Map<String, String> mapping = new HashMap<>();

    @Option(
            names = "--timezone",
            paramLabel = "ZONE",
            description = "Zone of times that name none; without it such rows are rejected.")
    private @Nullable ZoneId timeZone;

    @Option(names = "--encoding", paramLabel = "NAME", description = "Encoding of the file (default UTF-8).")
    private Charset encoding = StandardCharsets.UTF_8;

    @Option(names = "--rejected", paramLabel = "FILE", description = "Where rejected rows go (default: beside FILE).")
    private @Nullable Path rejected;

    @Option(names = "--dry-run", description = "Read and check everything, store nothing.")
    private boolean dryRun;

    @Option(names = "--allow-negative", description = "Accept quantities below zero.")
    private boolean allowNegative;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Events in one transaction (default ${DEFAULT-VALUE}).")
    private int batchSize = ImportOptions.DEFAULT_BATCH_SIZE;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if (batchSize < 1 || batchSize > ImportOptions.LARGEST_BATCH_SIZE) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--batch-size is from 1 to " + ImportOptions.LARGEST_BATCH_SIZE + ", not " + batchSize + ".");
        }
        var options =
                new ImportOptions(format(), mapping, timeZone, encoding, rejected, dryRun, allowNegative, batchSize);
        var progress = new ConsoleProgress(spec.commandLine().getErr());
        try (var workspace = CommandLineFace.open(spec)) {
            print(workspace.usageImport().run(file, options, progress));
            return 0;
        }
    }

    private void print(ImportReport report) {
        var out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "{\"read\":%d,\"accepted\":%d,\"duplicates\":%d,\"rejected\":%d}%n",
                report.read(),
                report.accepted(),
                report.duplicates(),
                report.rejected());
        out.flush();
        if (report.rejectedFile() != null) {
            var err = spec.commandLine().getErr();
            if (report.conflicts() > 0) {
                err.println(report.conflicts() + " rows repeat an id with other content; the first one is kept.");
            }
            err.println("Rows that were not taken, with line and reason: " + report.rejectedFile());
            if (report.batchId() != 0) {
                err.println("They wait in the inbox, too: countinghouse usage inbox");
            }
            if (report.inboxLeftOut() > 0) {
                err.println("The inbox is full: " + report.inboxLeftOut() + " rows are only in that file.");
            }
            err.flush();
        }
    }

    private @Nullable UsageFormat format() {
        if (format == null) {
            return null;
        }
        for (UsageFormat known : UsageFormat.values()) {
            if (known.code().equalsIgnoreCase(format)) {
                return known;
            }
        }
        throw new CommandLine.ParameterException(
                spec.commandLine(), "There is no format \"" + format + "\"; use csv, jsonl or focus.");
    }
}
