package org.countinghouse.metering;

/**
 * What became of one event that was sent in.
 *
 * @param id the event's id; empty when it could not be read
 * @param code stable; empty unless rejected or in conflict
 * @param reason a short sentence that names the field; empty unless rejected or in conflict
 */
public record IntakeResult(String id, Outcome outcome, String code, String reason) {
    /** Every event has exactly one. */
    public enum Outcome {
        /** New, and on disk. */
        STORED,
        /** The same event was stored before; it counts once. */
        DUPLICATE,
        /** The same id was stored before with another content; the first one is kept. */
        CONFLICT,
        /** No event that can be stored. */
        REJECTED
    }

    static IntakeResult stored(String id) {
        return new IntakeResult(id, Outcome.STORED, "", "");
    }

    static IntakeResult duplicate(String id) {
        return new IntakeResult(id, Outcome.DUPLICATE, "", "");
    }

    static IntakeResult conflict(String id) {
        return new IntakeResult(
                id,
                Outcome.CONFLICT,
                "usage.conflict",
                "the same id came before with other content; the first one is kept");
    }

    static IntakeResult rejected(String id, String code, String reason) {
        return new IntakeResult(id, Outcome.REJECTED, code, reason);
    }
}
