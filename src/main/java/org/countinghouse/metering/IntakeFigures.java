package org.countinghouse.metering;

import java.util.concurrent.atomic.LongAdder;

/** What an intake did since its start. */
public final class IntakeFigures {
    private final LongAdder stored = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder conflicts = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder transactions = new LongAdder();

    void count(IntakeResult result) {
        switch (result.outcome()) {
            case STORED -> stored.increment();
            case DUPLICATE -> duplicates.increment();
            case CONFLICT -> conflicts.increment();
            case REJECTED -> rejected.increment();
        }
    }

    void transaction() {
        transactions.increment();
    }

    public long stored() {
        return stored.sum();
    }

    public long duplicates() {
        return duplicates.sum();
    }

    public long conflicts() {
        return conflicts.sum();
    }

    public long rejected() {
        return rejected.sum();
    }

    /** Commits; events stored per commit tell how well requests are grouped. */
    public long transactions() {
        return transactions.sum();
    }
}
