package org.countinghouse.metering.collect;

/** What of a machine is measured; each is an event type of its own. */
public enum Measure {
    /** {@code compute}: processors, and the memory in use, for so many seconds. */
    COMPUTE,
    /** {@code allocation}: cores and GB of memory in use at a moment, for plans that charge peaks. */
    ALLOCATION,
    /** {@code storage}: GB in use on local file systems. */
    STORAGE,
    /** {@code network}: bytes through each interface. */
    NETWORK,
    /** {@code disk_io}: bytes read from and written to each disk. */
    DISK_IO
}
