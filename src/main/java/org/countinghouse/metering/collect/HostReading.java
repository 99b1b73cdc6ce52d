package org.countinghouse.metering.collect;

import java.util.Map;

/**
 * What a machine says of itself at a moment. Counters are since its start.
 *
 * @param busyMillis processor time spent on work, of all processors together
 * @param allMillis processor time altogether, idle or not
 * @param cores logical processors
 * @param memory bytes in all
 * @param memoryUsed bytes in use, without what is free or can be made so at once
 * @param storage bytes of the local file systems
 * @param storageUsed bytes in use on them
 * @param interfaces bytes in and out of each network interface but the loopback
 * @param disks bytes read from and written to each disk
 */
public record HostReading(
        long busyMillis,
        long allMillis,
        int cores,
        long memory,
        long memoryUsed,
        long storage,
        long storageUsed,
        Map<String, Traffic> interfaces,
        Map<String, Traffic> disks) {
    /**
     * Bytes both ways.
     *
     * @param in received, or read
     * @param out sent, or written
     */
    public record Traffic(long in, long out) {}
}
