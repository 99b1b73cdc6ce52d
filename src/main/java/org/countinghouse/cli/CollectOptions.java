package org.countinghouse.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.countinghouse.metering.collect.Subject;
import org.countinghouse.storage.DataHome;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all collectors can be told. */
final class CollectOptions {
    private static final Duration LEAST_EVERY = Duration.ofSeconds(1);
    private static final int LEAST_LIMIT = 4;

    @Option(
            names = "--to",
            paramLabel = "URL",
            description = "Address of the gateway, such as https://billing.example.com; the access token comes from"
                    + " COUNTINGHOUSE_TOKEN or --token-file. Without it, usage is stored in the workspace's database.")
    private @Nullable String gateway;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the access token (scope usage:write); read anew for each request.")
    private @Nullable Path tokenFile;

    @Option(names = "--customer", paramLabel = "ID", description = "Whose usage it is, by the customer's own id.")
    private @Nullable String customer;

    @Option(names = "--service", paramLabel = "NAME", description = "The resource used, as the property service.")
    private @Nullable String service;

    @Option(names = "--label", paramLabel = "NAME=TEXT", description = "A property of every event; can be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "Time between rounds, such as 30s or 5m (default 30s).")
    private Duration every = Duration.ofSeconds(30);

    @Option(names = "--once", description = "One round, then end: for schedulers.")
    private boolean once;

    @Option(
            names = "--spool",
            paramLabel = "FOLDER",
            description = "Where usage waits until it is acknowledged (default: below the data home).")
    private @Nullable Path spool;

    @Option(
            names = "--spool-limit",
            paramLabel = "MB",
            description = "How much may wait there (default ${DEFAULT-VALUE}).")
    private int limit = 256;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the collector in the ids of its events (default: a random one, kept in the spool).")
    private @Nullable String name;

    /** @throws Failure {@code collect.option} */
    void check() {
        if (every.compareTo(LEAST_EVERY) < 0) {
            throw wrong("--every is at least 1s.", "A round a second is the most.");
        }
        if (limit < LEAST_LIMIT) {
            throw wrong("--spool-limit is at least " + LEAST_LIMIT + " MB.", "The default is 256 MB.");
        }
        if (tokenFile != null && gateway == null) {
            throw wrong("--token-file is for a gateway.", "Name the gateway with --to, or leave --token-file out.");
        }
    }

    static Failure wrong(String summary, String remedy) {
        return new Failure("collect.option", summary, remedy);
    }

    @Nullable
    String gateway() {
        return gateway;
    }

    @Nullable
    Path tokenFile() {
        return tokenFile;
    }

    @Nullable
    String customer() {
        return customer;
    }

    Subject subject() {
        return Subject.of(customer, service, labels);
    }

    Duration every() {
        return every;
    }

    boolean once() {
        return once;
    }

    long limitBytes() {
        return (long) limit << 20;
    }

    @Nullable
    String name() {
        return name;
    }

    /** @param kind of collector, which has a folder of its own */
    Path spool(Map<String, String> environment, String kind) {
        return spool != null
                ? spool.toAbsolutePath()
                : DataHome.resolve(environment).directory().resolve("collect").resolve(kind);
    }

    /** A level that was measured holds for three rounds at most, or five minutes when rounds are short. */
    Duration longest() {
        Duration rounds = every.multipliedBy(3);
        Duration usual = Duration.ofMinutes(5);
        return rounds.compareTo(usual) > 0 ? rounds : usual;
    }
}
