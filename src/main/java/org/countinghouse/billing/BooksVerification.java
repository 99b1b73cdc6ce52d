package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.countinghouse.billing.ledger.BooksRule;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Progress;

/**
 * Checks that the books agree with themselves: every numbered invoice follows from its stored input, and every rule of
 * {@link BooksRule} holds. Works on one consistent picture of the data and in constant memory.
 */
public final class BooksVerification {
    private static final int FETCH = 500;
    /** Invoices held at once; each may have been rated from many events. */
    private static final int BATCH = 50;

    private final Database database;

    public BooksVerification(Database database) {
        this.database = database;
    }

    /**
     * Something that does not agree.
     *
     * @param rule stable name of what should hold
     * @param place for example {@code invoice INV-2026-000042}
     * @param difference a sentence
     */
    public record Difference(String rule, String place, String difference) {
        @Override
        public String toString() {
            return place + ": " + difference + " [" + rule + "]";
        }
    }

    /** @param invoices how many were rated again */
    public record Report(long invoices, long differences) {}

    /** Every difference at once; for books that are small. */
    public List<Difference> differences() {
        var found = new ArrayList<Difference>();
        verify(found::add, Progress.NONE);
        return found;
    }

    /**
     * Verifies.
     *
     * @param found hears of each difference; false ends the check
     */
    public Report verify(Predicate<Difference> found, Progress progress) {
        return database.read(connection -> {
            var check = new Check(connection, found, progress);
            check.rules();
            check.invoices();
            return new Report(check.invoices, check.differences);
        });
    }

    private static final class Check {
        private final Connection connection;
        private final Predicate<Difference> found;
        private final Progress progress;
        private long invoices;
        private long differences;
        private boolean ended;

        Check(Connection connection, Predicate<Difference> found, Progress progress) {
            this.connection = connection;
            this.found = found;
            this.progress = progress;
        }

        void rules() throws SQLException {
            var rules = BooksRule.all();
            for (int index = 0; index < rules.size() && !ended; index++) {
                progress.report("Checking " + rules.get(index).code(), index, rules.size());
                progress.check();
                rule(rules.get(index));
            }
        }

        private void rule(BooksRule rule) throws SQLException {
            try (var statement = connection.prepareStatement(rule.sql())) {
                statement.setFetchSize(FETCH);
                try (var rows = statement.executeQuery()) {
                    while (!ended && rows.next()) {
                        tell(new Difference(rule.code(), rows.getString(1), rows.getString(2)));
                    }
                }
            }
        }

        void invoices() throws SQLException {
            long all = count();
            long last = 0;
            while (!ended) {
                progress.report("Rating invoices again", invoices, Math.max(all, invoices));
                progress.check();
                var batch = StoredInvoices.numberedAfter(connection, last, BATCH);
                if (batch.isEmpty()) {
                    return;
                }
                for (var each : batch) {
                    if (!ended) {
                        invoice(each);
                    }
                }
                last = batch.getLast().invoice().id();
            }
        }

        private void invoice(StoredInvoices.WithInput each) throws SQLException {
            invoices++;
            String place = "invoice " + each.invoice().number();
            String request = each.request();
            if (request == null) {
                tell(new Difference("invoice.input", place, "what it was rated from is missing"));
                return;
            }
            InvoiceReplay.difference(each.invoice(), request)
                    .ifPresent(difference -> tell(new Difference("invoice.derived", place, difference)));
            if (!ended && each.invoice().consolidated()) {
                CollectedReplay.difference(connection, each.invoice(), request)
                        .ifPresent(difference -> tell(new Difference("invoice.parts", place, difference)));
            }
        }

        private void tell(Difference difference) {
            differences++;
            ended = !found.test(difference);
        }

        private long count() throws SQLException {
            try (var statement = connection.prepareStatement("select count(*) from invoice where number is not null");
                    var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
