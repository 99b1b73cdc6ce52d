package org.countinghouse.metering.collect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.countinghouse.metering.collect.HostReading.Traffic;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OSFileStore;

/** Reads the machine that the program runs on. Within a container some counters are those of its host. */
public final class ThisMachine implements Supplier<HostReading> {
    /** Linux lists them as disks: what lies in memory, and what is made of other disks, whose bytes would count twice. */
    private static final List<String> NOT_DISKS = List.of("/dev/zram", "/dev/ram", "/dev/loop", "/dev/dm-", "/dev/md");

    private final SystemInfo system = new SystemInfo();
    private final Set<String> onlyInterfaces;

    /** @param onlyInterfaces names of network interfaces; empty = all but the loopback */
    public ThisMachine(Set<String> onlyInterfaces) {
        this.onlyInterfaces = Set.copyOf(onlyInterfaces);
    }

    @Override
    public HostReading get() {
        HardwareAbstractionLayer hardware = system.getHardware();
        long[] ticks = hardware.getProcessor().getSystemCpuLoadTicks();
        var memory = hardware.getMemory();
        long total = memory.getTotal();
        var storage = storage();
        return new HostReading(
                busy(ticks),
                busy(ticks) + idle(ticks),
                hardware.getProcessor().getLogicalProcessorCount(),
                total,
                total - memory.getAvailable(),
                storage.out(),
                storage.in(),
                interfaces(hardware),
                disks(hardware));
    }

    /** Waiting for a disk is idle; time that a hypervisor gave to others is neither. */
    private static long idle(long[] ticks) {
        return ticks[TickType.IDLE.getIndex()] + ticks[TickType.IOWAIT.getIndex()];
    }

    private static long busy(long[] ticks) {
        return ticks[TickType.USER.getIndex()]
                + ticks[TickType.NICE.getIndex()]
                + ticks[TickType.SYSTEM.getIndex()]
                + ticks[TickType.IRQ.getIndex()]
                + ticks[TickType.SOFTIRQ.getIndex()];
    }

    private Map<String, Traffic> interfaces(HardwareAbstractionLayer hardware) {
        var all = new HashMap<String, Traffic>();
        for (var each : hardware.getNetworkIFs()) {
            if (onlyInterfaces.isEmpty() || onlyInterfaces.contains(each.getName())) {
                all.put(each.getName(), new Traffic(each.getBytesRecv(), each.getBytesSent()));
            }
        }
        return all;
    }

    private static Map<String, Traffic> disks(HardwareAbstractionLayer hardware) {
        var all = new HashMap<String, Traffic>();
        for (var each : hardware.getDiskStores()) {
            if (NOT_DISKS.stream().noneMatch(each.getName()::startsWith)) {
                all.put(each.getName(), new Traffic(each.getReadBytes(), each.getWriteBytes()));
            }
        }
        return all;
    }

    /** Used and all bytes. A file system that is mounted several times counts once; one in memory is no disk. */
    private Traffic storage() {
        var seen = new HashSet<String>();
        long used = 0;
        long all = 0;
        for (OSFileStore each : system.getOperatingSystem().getFileSystem().getFileStores(true)) {
            boolean inMemory = each.getType().equals("tmpfs") || each.getType().equals("ramfs");
            if (!inMemory && seen.add(each.getVolume())) {
                used += Math.max(0, each.getTotalSpace() - each.getFreeSpace());
                all += each.getTotalSpace();
            }
        }
        return new Traffic(used, all);
    }
}
