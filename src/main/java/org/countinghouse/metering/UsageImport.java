package org.countinghouse.metering;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Progress;

/**
 * Imports usage files. Each batch is stored in a transaction of its own; after a kill the same file is imported again
 * and what was stored already counts as duplicates.
 */
public final class UsageImport {
    private final Database database;
    private final Clock clock;
    private final Meters meters;

    public UsageImport(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.meters = new Meters(database, clock);
    }

    /**
     * Imports a file to its end; bad rows never stop the good ones.
     *
     * @throws org.countinghouse.work.Failure {@code usage.*} when the file as a whole cannot be read, {@code database.*}
     *     when the database fails; batches before that are stored
     */
    public ImportReport run(Path file, ImportOptions options, Progress progress) {
        Path rejectedFile = Objects.requireNonNullElseGet(options.rejectedFile(), () -> RejectedRows.beside(file));
        String fingerprint = database.read(MeterLock::fingerprint);
        var check =
                new EventCheck(database.read(CustomerIds::all), meters.all(), clock.instant(), options.allowNegative());
        var opened = UsageReaders.open(file, options);
        try (UsageReader reader = opened.reader();
                Connection connection = database.bulk();
                var rejected = RejectedRows.of(rejectedFile, file);
                var rows = new ReadAhead(reader, check)) {
            var batches = new ImportBatches(
                    database, connection, file, opened.format(), options, rejected, clock, fingerprint);
            storeAll(rows, batches, options.batchSize(), "Importing " + file.getFileName(), progress);
            ImportReport report = batches.finish();
            if (!options.dryRun() && report.accepted() > 0) {
                UsageTotals.fold(database);
            }
            return report;
        } catch (IOException e) {
            throw UsageFile.unreadable(file, e);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private static void storeAll(ReadAhead rows, ImportBatches batches, int batchSize, String title, Progress progress)
            throws IOException, SQLException {
        try (var writer = new BatchWriter(batches)) {
            var batch = new ImportBatch();
            long stored = 0;
            long underWay = 0;
            for (ReadAhead.Row row = rows.next(); row != null; row = rows.next()) {
                switch (row) {
                    case ReadAhead.Good good -> batch.add(good.event());
                    case ReadAhead.Bad bad -> batch.reject(bad.line(), bad.reason(), bad.raw(), bad.event());
                }
                if (batch.full(batchSize)) {
                    progress.check();
                    writer.store(batch);
                    stored += underWay;
                    underWay = batch.read();
                    progress.report(title, stored, -1);
                    batch = new ImportBatch();
                }
            }
            writer.store(batch);
            writer.await();
        }
    }
}
