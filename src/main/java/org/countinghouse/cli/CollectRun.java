package org.countinghouse.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.countinghouse.metering.collect.Collector;
import org.countinghouse.metering.collect.Delivery;
import org.countinghouse.metering.collect.GatewayDelivery;
import org.countinghouse.metering.collect.Source;
import org.countinghouse.metering.collect.Spool;
import org.countinghouse.work.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a collector, once or until the process is told to end. */
final class CollectRun {
    private static final Logger LOG = LoggerFactory.getLogger(CollectRun.class);
    /** For what is being sent when the process is told to end; then it is left to the next start. */
    private static final long END_SECONDS = 9;

    private static final int MOST_TOLD = 1_000;

    private final CommandSpec command;
    private final CollectOptions options;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, Long> told = new HashMap<>();

    CollectRun(CommandSpec command, CollectOptions options) {
        this.command = command;
        this.options = options;
    }

    /**
     * Runs it.
     *
     * @param kind of collector, in the name of its spool
     * @return exit status
     */
    int run(Source source, String kind) {
        Map<String, String> environment = CommandLineFace.environment(command);
        var ended = new CountDownLatch(1);
        try (Delivery delivery = delivery(environment);
                var spool = Spool.open(options.spool(environment, kind), options.limitBytes(), options.name())) {
            var collector = new Collector(source, spool, delivery, clock, this::tell);
            if (options.once()) {
                return once(collector, spool);
            }
            keepOn(collector, source, ended);
            return 0;
        } finally {
            ended.countDown();
        }
    }

    private Delivery delivery(Map<String, String> environment) {
        String gateway = options.gateway();
        if (gateway == null) {
            return new WorkspaceDelivery(() -> CommandLineFace.open(command));
        }
        var token = new AccessTokenText(environment, options.tokenFile());
        token.get();
        return new GatewayDelivery(gateway, token, clock);
    }

    /** What waits is sent also when nothing can be measured. */
    private int once(Collector collector, Spool spool) {
        Failure failed = null;
        try {
            collector.measure();
        } catch (Failure failure) {
            failed = failure;
        }
        collector.send();
        var totals = collector.totals();
        PrintWriter out = command.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "{\"collected\":%d,\"stored\":%d,\"duplicates\":%d,\"rejected\":%d,\"waiting\":%d}%n",
                totals.collected(),
                totals.stored(),
                totals.duplicates(),
                totals.rejected(),
                spool.waiting());
        out.flush();
        if (failed != null) {
            throw failed;
        }
        return totals.rejected() == 0 && spool.waiting() == 0 ? 0 : 1;
    }

    /** Told to end, the process waits for its hooks: until everything is closed. */
    private void keepOn(Collector collector, Source source, CountDownLatch ended) {
        var hook = new Thread(
                () -> {
                    collector.stop();
                    await(ended);
                },
                "collect-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        PrintWriter out = command.commandLine().getOut();
        out.println(
                "Collecting from " + source.name() + " every " + options.every().toSeconds() + " s.");
        out.flush();
        collector.run(options.every());
        LOG.info("Stopped collecting from {}: {}", source.name(), collector.totals());
    }

    private static void await(CountDownLatch ended) {
        try {
            if (!ended.await(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The collector did not end in time; what waits is sent after the next start.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same trouble is told once an hour. */
    private synchronized void tell(String sentence) {
        long now = System.nanoTime();
        Long before = told.get(sentence);
        if (before == null || now - before > TimeUnit.HOURS.toNanos(1)) {
            if (told.size() == MOST_TOLD) {
                told.clear();
            }
            told.put(sentence, now);
            LOG.warn("{}", sentence);
            PrintWriter err = command.commandLine().getErr();
            err.println(sentence);
            err.flush();
        }
    }
}
