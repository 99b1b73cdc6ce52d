package org.countinghouse.metering;

/** A row that is no event; the message is the reason people read. */
final class BadRow extends Exception {
    private static final long serialVersionUID = 1L;

    private final InboxReason code;

    BadRow(String reason) {
        this(InboxReason.UNREADABLE, reason);
    }

    BadRow(InboxReason code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    InboxReason code() {
        return code;
    }
}
