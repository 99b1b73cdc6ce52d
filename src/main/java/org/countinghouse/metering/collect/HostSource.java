package org.countinghouse.metering.collect;

import static java.math.RoundingMode.HALF_UP;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.countinghouse.metering.collect.HostReading.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Measures a machine. The events fit the meters that {@code collect meters} prints, which are those of the resource-based
 * example plan and some more. A GB of disk and network is 1,000,000,000 bytes, so that it is exact to the byte; an MB of
 * memory is 1,048,576 bytes, as memory is sold, and rounded to the byte.
 */
public final class HostSource implements Source {
    private static final int GIGABYTE_DIGITS = 9;
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);
    private static final BigDecimal GIBIBYTE = BigDecimal.valueOf(1 << 30);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Supplier<HostReading> machine;
    private final String customer;
    private final Map<String, String> properties;
    private final Set<Measure> measures;
    private final Duration longest;

    /**
     * @param properties of every event
     * @param longest so long a level (cores, memory) is taken to have held before it was measured; what was longer before
     *     was seen by nobody and is not charged
     */
    public HostSource(
            Supplier<HostReading> machine,
            String customer,
            Map<String, String> properties,
            Set<Measure> measures,
            Duration longest) {
        this.machine = machine;
        this.customer = customer;
        this.properties = Map.copyOf(properties);
        this.measures = Set.copyOf(measures);
        this.longest = longest;
    }

    @Override
    public String name() {
        return "this machine";
    }

    @Override
    public boolean collect(Round round) {
        HostReading reading = machine.get();
        for (Measure measure : measures) {
            switch (measure) {
                case COMPUTE -> compute(round, reading);
                case ALLOCATION -> allocation(round, reading);
                case STORAGE -> storage(round, reading);
                case NETWORK ->
                    reading.interfaces().forEach((name, bytes) -> traffic(round, name, bytes, NETWORK_WORDS));
                case DISK_IO -> reading.disks().forEach((name, bytes) -> traffic(round, name, bytes, DISK_WORDS));
            }
        }
        return false;
    }

    private void compute(Round round, HostReading reading) {
        @Nullable BigDecimal busy = since(round, "cpu.busy", reading.busyMillis());
        @Nullable BigDecimal all = since(round, "cpu.all", reading.allMillis());
        Instant before = round.before();
        if (busy == null || all == null || before == null) {
            return;
        }
        var of = new HashMap<>(properties);
        of.put("cpu_cores", Integer.toString(reading.cores()));
        of.put("cpu_seconds", text(busy.movePointLeft(3)));
        of.put("cpu_percent", text(percent(busy, all)));
        of.put("memory_mb", text(BigDecimal.valueOf(reading.memoryUsed()).divide(MEBIBYTE, 6, HALF_UP)));
        of.put("memory_bytes", Long.toString(reading.memoryUsed()));
        of.put(
                "memory_percent",
                text(percent(BigDecimal.valueOf(reading.memoryUsed()), BigDecimal.valueOf(reading.memory()))));
        of.put("duration_seconds", text(seconds(before, round.now())));
        add(round, "compute", "compute", before, of);
    }

    private BigDecimal seconds(Instant before, Instant now) {
        Duration passed = Duration.between(before, now);
        Duration held = passed.isNegative() ? Duration.ZERO : passed.compareTo(longest) > 0 ? longest : passed;
        return BigDecimal.valueOf(held.toMillis(), 3);
    }

    private void allocation(Round round, HostReading reading) {
        var of = new HashMap<>(properties);
        of.put("cores", Integer.toString(reading.cores()));
        of.put("memory_gb", text(BigDecimal.valueOf(reading.memoryUsed()).divide(GIBIBYTE, 9, HALF_UP)));
        add(round, "allocation", "allocation", round.now(), of);
    }

    private void storage(Round round, HostReading reading) {
        var of = new HashMap<>(properties);
        of.put("storage_gb", text(BigDecimal.valueOf(reading.storageUsed(), GIGABYTE_DIGITS)));
        of.put("storage_bytes", Long.toString(reading.storageUsed()));
        of.put(
                "storage_percent",
                text(percent(BigDecimal.valueOf(reading.storageUsed()), BigDecimal.valueOf(reading.storage()))));
        add(round, "storage", "storage", round.now(), of);
    }

    /** How events call the two directions. */
    private record Directions(String event, String thing, String in, String out) {}

    private static final Directions NETWORK_WORDS = new Directions("network", "interface", "bytes_in", "bytes_out");
    private static final Directions DISK_WORDS = new Directions("disk_io", "disk", "bytes_read", "bytes_written");

    private void traffic(Round round, String name, Traffic bytes, Directions words) {
        String series = words.event() + " " + name;
        Instant before = at(round, series + " in");
        @Nullable BigDecimal in = since(round, series + " in", bytes.in());
        @Nullable BigDecimal out = since(round, series + " out", bytes.out());
        if (in == null || out == null || before == null || in.signum() + out.signum() == 0) {
            return;
        }
        var of = new HashMap<>(properties);
        of.put(words.thing(), name);
        of.put("gb", text(in.add(out).movePointLeft(GIGABYTE_DIGITS)));
        of.put("bytes", text(in.add(out)));
        of.put(words.in(), text(in));
        of.put(words.out(), text(out));
        add(round, words.event(), series, before, of);
    }

    private void add(Round round, String event, String series, Instant from, Map<String, String> of) {
        round.add(new CollectedEvent(customer, event, series, from, round.now(), null, of));
    }

    private static @Nullable Instant at(Round round, String counter) {
        Mark mark = round.mark(counter);
        return mark == null ? null : mark.at();
    }

    /** What a counter counted since the round before; null the first time. */
    private static @Nullable BigDecimal since(Round round, String counter, long value) {
        var counted = Counted.of(value);
        var since = counted.since(round.mark(counter), null);
        round.mark(counter, new Mark(counted.value(), round.now()));
        return since.orElse(null);
    }

    private static BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? BigDecimal.ZERO : part.multiply(HUNDRED).divide(whole, 2, HALF_UP);
    }

    private static String text(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
