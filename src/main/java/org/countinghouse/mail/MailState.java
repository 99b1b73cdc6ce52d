package org.countinghouse.mail;

import java.util.Locale;

/** How far a message is. */
public enum MailState {
    /** Waits for its turn, or for its next try. */
    QUEUED,
    /** Some program is at it. */
    SENDING,
    /** A server took it. */
    SENT,
    /** Given up, with a reason. */
    FAILED,
    /** It may have gone out: the program or the connection ended while the server had it. A person decides. */
    UNSURE,
    /** A person called it back. */
    CANCELLED;

    /** As stored and printed. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MailState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** Whether a person may have it sent again. */
    public boolean repeatable() {
        return this == FAILED || this == UNSURE || this == CANCELLED;
    }

    /** Whether it can still be called back. */
    public boolean cancellable() {
        return this == QUEUED || this == FAILED || this == UNSURE;
    }
}
