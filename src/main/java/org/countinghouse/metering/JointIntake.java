package org.countinghouse.metering;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Takes one event together with work of the caller in the same transaction: either both are on disk or neither is. The
 * checks and the store are those of {@link UsageIntake}. Safe for many threads.
 */
public final class JointIntake {
    /** So many at once; more wait. Each holds a connection. */
    private static final int AT_ONCE = 2;

    private static final int TRIES = 4;

    private final Database database;
    private final IntakeBooks books;
    private final IntakeFigures figures;
    private final BlockingQueue<IntakeChecks> checks = new LinkedBlockingQueue<>();

    JointIntake(Database database, Clock clock, IntakeBooks books, IntakeFigures figures) {
        this.database = database;
        this.books = books;
        this.figures = figures;
        for (int i = 0; i < AT_ONCE; i++) {
            checks.add(new IntakeChecks(database, clock));
        }
    }

    /**
     * An event that passed the checks and is about to be stored.
     *
     * @param added what it adds to meters, by their codes; only meters that add up
     */
    public record Incoming(long customerId, UsageEvent event, Map<String, BigDecimal> added) {
        public Incoming {
            added = Map.copyOf(added);
        }
    }

    /** Work in the transaction of an event, before the event is stored. */
    public interface Work {
        /**
         * Does it.
         *
         * @return false when it was done before: then nothing is stored and the event is a duplicate
         * @throws Failure when the event may not be stored: all is undone
         */
        boolean with(Connection connection, Incoming incoming) throws SQLException;
    }

    /**
     * Stores an event and does the work, or neither.
     *
     * @param onlyCustomer the only customer whose usage may come; null = all
     * @return {@code DUPLICATE} and {@code CONFLICT} undo the work; what is refused is not kept in the inbox, because it
     *     would count there without the work
     * @throws Failure what the work throws, and those of {@link UsageIntake#take}
     */
    public IntakeResult take(ReadResult row, @Nullable Long onlyCustomer, Work work) {
        IntakeChecks mine = borrow();
        try {
            for (int left = TRIES; ; left--) {
                try {
                    return attempt(mine, row, onlyCustomer, work);
                } catch (Failure failure) {
                    mine.forget();
                    if (failure.code().equals("usage.batch.undone")) {
                        books.another();
                    }
                    if (!GroupWriter.PASSING.contains(failure.code()) || left == 1) {
                        throw failure;
                    }
                }
            }
        } finally {
            checks.add(mine);
        }
    }

    private IntakeChecks borrow() {
        try {
            return checks.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure(
                    "usage.busy", "The service is stopping.", "Nothing of this request was stored. Send it again.");
        }
    }

    private IntakeResult attempt(IntakeChecks mine, ReadResult row, @Nullable Long onlyCustomer, Work work) {
        String meters = mine.fingerprint();
        mine.learnCustomers(List.of(List.of(row)));
        CheckedEvent event;
        try {
            event = mine.check(row, 0, onlyCustomer);
        } catch (IntakeChecks.Refused refused) {
            mine.refuseOldMeters();
            figures.count(refused.result());
            return refused.result();
        }
        IntakeResult result = commit(meters, event, work);
        figures.transaction();
        figures.count(result);
        List<@Nullable IntakeResult> results = new ArrayList<>();
        results.add(result);
        books.add(List.of(event), results);
        return result;
    }

    private IntakeResult commit(String meters, CheckedEvent event, Work work) {
        try (Connection connection = database.bulk()) {
            long batch = books.batch();
            MeterLock.together(connection, meters);
            BatchUndo.refuseUndone(connection, batch);
            var result = IntakeResult.duplicate(event.event().id());
            if (work.with(connection, incoming(event))) {
                result = GroupWriter.result(event, new UsageStore(connection).store(batch, List.of(event)));
            }
            if (result.outcome() == IntakeResult.Outcome.STORED) {
                database.commit(connection);
            } else {
                connection.rollback();
            }
            return result;
        } catch (SQLException problem) {
            throw database.failure(problem);
        }
    }

    private static Incoming incoming(CheckedEvent event) {
        var added = new LinkedHashMap<String, BigDecimal>();
        event.contributions().forEach(each -> added.merge(each.reading().meter(), each.quantity(), BigDecimal::add));
        return new Incoming(event.customerId(), event.event(), added);
    }
}
