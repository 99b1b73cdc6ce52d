package org.countinghouse.metering;

import org.countinghouse.work.Failure;

/** Reads single events as people and programs write them. */
public final class UsageEvents {
    private UsageEvents() {}

    /**
     * One event as a line of a JSON Lines file has it.
     *
     * @throws Failure {@code usage.event.unreadable}
     */
    public static UsageEvent event(String json) {
        try {
            return JsonUsageReader.event(json);
        } catch (BadRow bad) {
            throw unreadable("The event", bad.reason());
        }
    }

    /**
     * The properties of an event.
     *
     * @param json an object
     * @throws Failure {@code usage.event.unreadable}
     */
    public static EventProperties properties(String json) {
        try {
            return RowRules.properties(RowRules.object(json, "it"));
        } catch (BadRow bad) {
            throw unreadable("The properties", bad.reason());
        }
    }

    private static Failure unreadable(String what, String reason) {
        return new Failure("usage.event.unreadable", what + " cannot be read: " + reason + ".", "Nothing was changed.");
    }
}
