package org.countinghouse.metering;

import java.util.Locale;
import java.util.Optional;

/** Why usage could not be taken. The codes are stable. */
public enum InboxReason {
    /** No customer has this id, and none is mapped to it. */
    UNKNOWN_CUSTOMER,
    /** No meter counts such events. */
    UNKNOWN_EVENT,
    /** A meter counts a property that the event has not, or that is no number. */
    BAD_PROPERTY,
    /** The time is absurd. */
    BAD_TIME,
    /** The quantity is negative, too large or too fine. */
    BAD_QUANTITY,
    /** The text is no event. */
    UNREADABLE,
    /** A row of a cost file that is no usage, such as a tax. */
    NOT_USAGE,
    /** The same id came before with other content. */
    CONFLICT;

    /** In lower case, as stored. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason of a code, with underscores or hyphens; empty when there is none. */
    public static Optional<InboxReason> of(String code) {
        String name = code.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        for (InboxReason reason : values()) {
            if (reason.name().equals(name)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
