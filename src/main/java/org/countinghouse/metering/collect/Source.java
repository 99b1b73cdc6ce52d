package org.countinghouse.metering.collect;

/** Where usage is measured. */
public interface Source {
    /**
     * Measures once, and puts what it finds into the round.
     *
     * @return true when more can be had at once, as after an outage; it is asked again when this round is kept
     * @throws org.countinghouse.work.Failure {@code collect.*} when it cannot measure now; nothing of the round is kept
     */
    boolean collect(Round round);

    /** What it measures, in a few words: {@code this machine}. */
    String name();
}
