package org.countinghouse.work;

import java.util.Objects;

/**
 * A failure a person can act on. It says what happened, what is safe and what to do, and carries a stable code
 * that faces use for translated texts and scripts use for decisions.
 */
public class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String remedy;

    /**
     * @param code stable identifier in lower case with dots, for example {@code database.unreachable}
     * @param message what happened, naming the place (file, line, host, field), one sentence
     * @param remedy what is safe and what to do next, one or two sentences; empty when the message says it all
     */
    public Failure(String code, String message, String remedy) {
        super(Objects.requireNonNull(message));
        this.code = Objects.requireNonNull(code);
        this.remedy = Objects.requireNonNull(remedy);
    }

    /** As above, keeping the technical cause for the log; the cause's text is never shown to people. */
    public Failure(String code, String message, String remedy, Throwable cause) {
        this(code, message, remedy);
        initCause(cause);
    }

    public String code() {
        return code;
    }

    public String remedy() {
        return remedy;
    }

    /** What happened, without the technical cause. */
    public String summary() {
        return Objects.requireNonNull(getMessage());
    }
}
