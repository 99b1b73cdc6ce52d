package org.countinghouse.metering;

import java.util.UUID;

/** The 16 bytes that stand for the id of an event in keys. */
public final class EventKey {
    private EventKey() {}

    public static UUID of(String eventId) {
        return new Hashes().of(eventId);
    }
}
