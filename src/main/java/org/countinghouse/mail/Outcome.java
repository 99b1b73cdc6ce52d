package org.countinghouse.mail;

/** How the handing over of a message went. */
sealed interface Outcome {
    /** The server took it. */
    record Accepted() implements Outcome {}

    /**
     * It did not go out, for now.
     *
     * @param serverAway nothing else would go out either
     */
    record Later(String reason, boolean serverAway) implements Outcome {}

    /** It did not go out, and will not. */
    record Refused(String reason) implements Outcome {}

    /** It may have gone out. */
    record Unsure(String reason) implements Outcome {}
}
