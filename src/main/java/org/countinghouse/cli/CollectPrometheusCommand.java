package org.countinghouse.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.countinghouse.metering.Hashes;
import org.countinghouse.metering.collect.Mapping;
import org.countinghouse.metering.collect.RangeSource;
import org.countinghouse.metering.collect.ScrapeSource;
import org.countinghouse.metering.collect.Source;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes usage of Prometheus metrics: of a program's own page, or of what a Prometheus server has stored. */
@Command(
        name = "prometheus",
        description = "Make usage of Prometheus metrics: scrape a program, or with --query ask a Prometheus server.",
        mixinStandardHelpOptions = true)
final class CollectPrometheusCommand implements Callable<Integer> {
    @Mixin
    private CollectOptions options = new CollectOptions();

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description =
                    "The page with the metrics, such as http://127.0.0.1:9100/metrics; with --query the address of"
                            + " the server, such as http://127.0.0.1:9090.")
    private String url = "";

    @Option(
            names = "--mapping",
            required = true,
            paramLabel = "FILE",
            description = "Which metrics become which usage, as JSON.")
    private Path mapping = Path.of("");

    @Option(
            names = "--query",
            paramLabel = "PROMQL",
            description = "Ask a Prometheus server for this, step by step, from the last moment that was had.")
    private @Nullable String query;

    @Option(names = "--step", paramLabel = "TIME", description = "Step of the query (default 60s).")
    private @Nullable Duration step;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Where the query begins the first time, such as 2026-11-01T00:00:00Z (default: now).")
    private @Nullable Instant since;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        options.check();
        var rules = DocumentFile.read(mapping).use(json -> Mapping.read(json, options.customer() != null));
        return new CollectRun(spec, options).run(source(rules), "prometheus-" + place());
    }

    private Source source(Mapping rules) {
        if (query == null) {
            if (step != null || since != null) {
                throw CollectOptions.wrong(
                        "--step and --since are for a query.", "Name the query with --query, or leave them out.");
            }
            return new ScrapeSource(url, rules, options.subject(), options.longest());
        }
        Duration wide = step == null ? Duration.ofMinutes(1) : step;
        if (wide.toSeconds() < 1 || wide.toNanosPart() != 0) {
            throw CollectOptions.wrong("--step is in whole seconds, at least one.", "The default is 60s.");
        }
        return new RangeSource(url, query, wide, since, rules, options.subject());
    }

    /** Collectors of other places and queries have other spools. */
    private String place() {
        return new Hashes()
                .of(url + "\n" + (query == null ? "" : query))
                .toString()
                .substring(0, 8);
    }
}
