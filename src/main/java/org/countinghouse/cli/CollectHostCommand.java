package org.countinghouse.cli;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.countinghouse.metering.collect.HostSource;
import org.countinghouse.metering.collect.Measure;
import org.countinghouse.metering.collect.ThisMachine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures this machine. */
@Command(
        name = "host",
        description = "Measure this machine: processors, memory, storage, network and disks.",
        mixinStandardHelpOptions = true)
final class CollectHostCommand implements Callable<Integer> {
    @Mixin
    private CollectOptions options = new CollectOptions();

    @Option(
            names = "--measure",
            split = ",",
            paramLabel = "WHAT",
            description = "compute, storage, network, disk_io, allocation (default: all but allocation).")
    private Set<Measure> measures = EnumSet.complementOf(EnumSet.of(Measure.ALLOCATION));

    @Option(
            names = "--interface",
            split = ",",
            paramLabel = "NAME",
            description = "Network interfaces that count (default: all but the loopback).")
    private Set<String> interfaces = new LinkedHashSet<>();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        options.check();
        String customer = options.customer();
        if (customer == null) {
            throw CollectOptions.wrong("Whose usage is it?", "Name the customer with --customer.");
        }
        var properties = new HashMap<>(options.subject().properties());
        var source = new HostSource(new ThisMachine(interfaces), customer, properties, measures, options.longest());
        return new CollectRun(spec, options).run(source, "host");
    }
}
