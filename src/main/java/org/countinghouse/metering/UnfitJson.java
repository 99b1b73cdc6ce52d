package org.countinghouse.metering;

/** A JSON value that cannot be stored exactly: the message says which and why, for the list of rejected rows. */
public final class UnfitJson extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitJson(String reason) {
        super(reason, null, false, false);
    }

    /** Why it cannot be stored. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
