package org.countinghouse.rating.naive;

/** The naive evaluator's way to say that a request cannot be rated. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message);
    }
}
