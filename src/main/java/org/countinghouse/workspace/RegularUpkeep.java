package org.countinghouse.workspace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bills by itself where a seller wants it, and keeps the usage tables, limits and books in order while a program runs:
 * partitions of coming months, events past their retention, limits whose plan or grants have changed, old counters,
 * invoices that became overdue, usage past a threshold, late fees, deferred fees whose month is over, exchange rates where
 * the books need them. Of all programs on a database one at a time does it; the others leave their round out.
 */
public final class RegularUpkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegularUpkeep.class);
    private static final String ALONE = "countinghouse.upkeep";
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);

    private final Workspace workspace;
    private final ExchangeRates rates;
    private final Schedule schedule;
    private final BooleanSupplier on;
    private final Semaphore wanted = new Semaphore(0);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Thread clerk;
    private final Progress progress = new UntilClosing();
    private volatile boolean closing;
    private volatile boolean running;
    private volatile @Nullable Instant nextAt;
    private volatile UpkeepStatus.@Nullable Round last;

    /**
     * When rounds are.
     *
     * @param first from the start until the first one
     * @param every from the end of one to the next; zero = never any
     */
    public record Schedule(Duration first, Duration every) {}

    /** @param on asked before each round */
    public RegularUpkeep(Workspace workspace, ExchangeRates rates, Schedule schedule, BooleanSupplier on) {
        this.workspace = workspace;
        this.rates = rates;
        this.schedule = schedule;
        this.on = on;
        clerk = Thread.ofVirtual().name("upkeep").unstarted(this::repeat);
        if (schedule.every().isPositive()) {
            clerk.start();
        }
    }

    /** How it stands now. */
    public UpkeepStatus status() {
        boolean works = on.getAsBoolean();
        return new UpkeepStatus(works, running, works ? nextAt : null, last);
    }

    /** A round now, and not only when one is due. */
    public void wake() {
        wanted.release();
    }

    /**
     * Hears, on a thread of the upkeep, that the status is another.
     *
     * @return closes to stop listening
     */
    public AutoCloseable listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void repeat() {
        try {
            Duration pause = schedule.first();
            while (!closing) {
                nextAt = workspace.clock().instant().plus(pause);
                tell();
                boolean _ = wanted.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                wanted.drainPermits();
                pause = schedule.every();
                if (!closing && on.getAsBoolean()) {
                    round();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            nextAt = null;
        }
    }

    private void round() {
        running = true;
        tell();
        var round = new UpkeepRound(workspace, rates, progress);
        try {
            boolean alone = workspace.database().alone(ALONE, round::run);
            last = ended(!alone, round, round.troubles());
        } catch (Failure away) {
            LOG.warn("Upkeep is put off: {} {}", away.summary(), away.remedy());
            last = ended(false, round, List.of(away));
        } catch (RuntimeException defect) {
            LOG.error("Upkeep failed; it is tried again later.", defect);
        } finally {
            running = false;
        }
    }

    private UpkeepStatus.Round ended(boolean elsewhere, UpkeepRound round, List<Failure> troubles) {
        return new UpkeepStatus.Round(workspace.clock().instant(), elsewhere, round.drafts(), round.aside(), troubles);
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }

    /** A run that is under way stops between two batches, and goes on with the next program's first round. */
    @Override
    public void close() {
        closing = true;
        wake();
        try {
            if (clerk.isAlive()) {
                clerk.join(LONGEST_GOODBYE);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private final class UntilClosing implements Progress {
        @Override
        public void report(String step, long done, long total) {}

        @Override
        public boolean cancelled() {
            return closing;
        }
    }
}
