package org.countinghouse.metering;

import java.time.Instant;

/**
 * Open entries of the inbox with one cause.
 *
 * @param reason stable code of {@link InboxReason}
 * @param about the unknown customer or event; empty for other reasons
 * @param entries how many
 * @param detail the reason of the latest of them as people read it
 */
public record InboxGroup(String reason, String about, long entries, String detail, Instant first, Instant last) {}
