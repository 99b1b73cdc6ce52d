package org.countinghouse.metering.collect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.countinghouse.work.Failure;

/**
 * Measures in rounds and sends what was measured. Measuring never waits for sending: what cannot be sent stays in the
 * spool. A round that fails leaves the counters where they stood, so that the next one has its usage too.
 */
public final class Collector {
    /** At the end, what waits is sent for so long; the rest goes out after the next start. */
    private static final Duration LAST_SENDING = Duration.ofSeconds(5);

    private final Source source;
    private final Spool spool;
    private final Delivery delivery;
    private final Sender sender;
    private final Clock clock;
    private final Consumer<String> told;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean stopped;
    private volatile long stopDeadline;
    private long rounds;
    private final AtomicLong collected = new AtomicLong();

    /** @param told gets a sentence about everything that does not go as it should; from several threads */
    public Collector(Source source, Spool spool, Delivery delivery, Clock clock, Consumer<String> told) {
        this.source = source;
        this.spool = spool;
        this.delivery = delivery;
        this.clock = clock;
        this.told = told;
        sender = new Sender(spool, delivery, new Backoff(RandomGenerator.getDefault()), told);
    }

    /** Since the start. */
    public Totals totals() {
        return sender.totals().plus(new Totals(collected.get(), 0, 0, 0));
    }

    /**
     * Measures once, as much as there is, and keeps it.
     *
     * @throws Failure {@code collect.*}, {@code file.*} when it cannot; the next round has its usage too
     */
    public void measure() {
        boolean more = true;
        while (more && !stopped) {
            var round = new Round(spool.collector(), now(), spool.marks(), told);
            more = source.collect(round);
            spool.append(round);
            collected.addAndGet(round.size());
            wake();
        }
    }

    /** In whole milliseconds, so that the seconds between rounds add up. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Sends what waits, until nothing does or it cannot be sent now. */
    public void send() {
        Sender.Step step = sender.step();
        while (step instanceof Sender.Step.Sent && !late()) {
            step = sender.step();
        }
    }

    /** Measures and sends until it is stopped. */
    public void run(Duration every) {
        Thread sending = Thread.ofPlatform().name("collector-sending").daemon().start(this::keepSending);
        long next = System.nanoTime();
        while (!stopped) {
            try {
                measure();
            } catch (Failure failure) {
                told.accept(failure.summary() + " " + failure.remedy());
            }
            // Rounds that were missed are not made up for: the next one has their usage.
            long now = System.nanoTime();
            next += every.toNanos() * Math.max(1, Math.ceilDiv(now - next, every.toNanos()));
            pause(next - now);
        }
        awaitEnd(sending);
    }

    private void keepSending() {
        long seen = -1;
        while (!late()) {
            seen = await(seen);
            boolean again = true;
            while (again && !late()) {
                switch (attempt()) {
                    case Sender.Step.Sent _ -> {}
                    case Sender.Step.Idle _ -> again = false;
                    case Sender.Step.Wait(var time) -> {
                        if (stopped) {
                            return;
                        }
                        pause(time.toNanos());
                    }
                }
            }
            if (stopped) {
                return;
            }
        }
    }

    private Sender.Step attempt() {
        try {
            return sender.step();
        } catch (Failure failure) {
            told.accept(failure.summary() + " " + failure.remedy());
            return new Sender.Step.Wait(Backoff.LONGEST);
        }
    }

    /** Measures no more, and sends for a few seconds; {@link #run} then returns. */
    public void stop() {
        stopDeadline = System.nanoTime() + LAST_SENDING.toNanos();
        stopped = true;
        wake();
    }

    private boolean late() {
        return stopped && System.nanoTime() - stopDeadline > 0;
    }

    private void awaitEnd(Thread sending) {
        try {
            boolean ended = sending.join(Duration.ofNanos(Math.max(1, stopDeadline - System.nanoTime())));
            if (!ended) {
                delivery.close();
                sending.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void wake() {
        lock.lock();
        try {
            rounds++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a round after the one seen. */
    private long await(long seen) {
        lock.lock();
        try {
            while (rounds == seen && !stopped) {
                changed.awaitUninterruptibly();
            }
            return rounds;
        } finally {
            lock.unlock();
        }
    }

    /** Waits, but not beyond a stop. */
    private void pause(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && !stopped) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopped = true;
        } finally {
            lock.unlock();
        }
    }
}
