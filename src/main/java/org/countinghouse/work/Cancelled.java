package org.countinghouse.work;

/** Thrown by work that was asked to stop and has left everything consistent. */
public final class Cancelled extends Failure {
    private static final long serialVersionUID = 1L;

    public Cancelled() {
        super("cancelled", "Cancelled.", "What was done before is kept; run it again to continue.");
    }
}
