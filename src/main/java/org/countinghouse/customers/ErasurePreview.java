package org.countinghouse.customers;

import java.util.List;

/**
 * What an erasure of a customer would do, before it is done.
 *
 * @param obstacles what is in the way; empty: it can be erased
 * @param gone what goes
 * @param kept what stays
 */
public record ErasurePreview(
        long id, String customer, String name, List<ErasureObstacle> obstacles, Gone gone, Kept kept) {
    public ErasurePreview {
        obstacles = List.copyOf(obstacles);
    }

    /**
     * What goes, in numbers.
     *
     * @param events single ones; their hourly readings stay
     * @param messages e-mails that lose recipients and words
     * @param tokens for access, which end
     */
    public record Gone(long events, long messages, long aliases, long inbox, long tokens, long limits) {}

    /**
     * What stays, in numbers.
     *
     * @param invoices numbered ones, with the parties that they name
     */
    public record Kept(long invoices, long creditNotes, long ledgerEntries, long readings) {}

    /**
     * What is in the way.
     *
     * @param leaveUnbilled what was not billed never will be
     */
    public List<ErasureObstacle> inTheWay(boolean leaveUnbilled) {
        return obstacles.stream()
                .filter(each -> !leaveUnbilled || !each.kind().leavable())
                .toList();
    }
}
