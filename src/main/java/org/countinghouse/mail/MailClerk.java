package org.countinghouse.mail;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.countinghouse.work.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers messages again and again while a program runs, and at once when it is told of a new one. */
public final class MailClerk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailClerk.class);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);

    private final MailDelivery delivery;
    private final Semaphore wanted = new Semaphore(0);
    private final Thread clerk;
    private volatile boolean closing;

    /** @param every also the time until the first round; zero = never */
    public MailClerk(MailDelivery delivery, Duration every) {
        this.delivery = delivery;
        clerk = Thread.ofVirtual().name("mail").unstarted(() -> repeat(every));
        if (every.isPositive()) {
            clerk.start();
        }
    }

    /** There is a new message. */
    public void wake() {
        wanted.release();
    }

    private void repeat(Duration every) {
        try {
            while (!closing) {
                boolean _ = wanted.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS);
                wanted.drainPermits();
                if (!closing) {
                    runSafely();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void runSafely() {
        try {
            delivery.deliver();
        } catch (Failure failure) {
            LOG.warn("Sending is put off: {} {}", failure.summary(), failure.remedy());
        } catch (RuntimeException defect) {
            LOG.error("Sending failed; it is tried again later.", defect);
        }
    }

    /** Waits for a message that is on its way. */
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
}
