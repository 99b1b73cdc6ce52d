package org.countinghouse.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.catalog.pricebook.PriceBook;
import org.countinghouse.catalog.pricebook.PriceBooks;
import org.countinghouse.catalog.pricebook.PriceFilter;
import org.countinghouse.catalog.pricebook.PriceSource;
import org.countinghouse.work.Failure;
import org.countinghouse.work.OutputFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns a published price list into plan documents and tells what could not be taken over. */
@Command(
        name = "prices",
        description = "Turn a published price list into plan documents, and tell what could not be taken over and why.",
        mixinStandardHelpOptions = true)
final class PlanPricesCommand implements Callable<Integer> {
    private static final String AGAIN = " and run the command again. Nothing was written.";

    @Parameters(paramLabel = "FILE", description = "The price list.")
    private Path file = Path.of("");

    @Option(
            names = "--source",
            description = "What the list is: litellm, genai, oracle or energy; told from its content when not named.")
    private @Nullable PriceSource source;

    @Option(
            names = "--out",
            paramLabel = "DIR|FILE",
            description = "Where the plans go: one file each and meters.json in a folder; or, named *.json or *.jsonl,"
                    + " one file with a plan a line. Without it nothing is written.")
    private @Nullable Path out;

    @Option(names = "--meters", paramLabel = "FILE", description = "Where the meters go that the plans count on.")
    private @Nullable Path meters;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Every price that was taken over, everything that was not and why, as JSON.")
    private @Nullable Path report;

    @Option(names = "--json", description = "The summary as one JSON object.")
    private boolean json;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "Only this provider, service category of Oracle or energy supplier.")
    private @Nullable String provider;

    @Option(
            names = {"--model", "--part", "--tariff"},
            paramLabel = "NAME",
            description = "Only this model, part number or tariff.")
    private @Nullable String item;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        PriceSource found = read(input -> PriceBooks.detect(input, file.toString()));
        if (source != null && source != found) {
            throw new Failure(
                    "prices.wrong_source",
                    file + " is not " + source.description() + ": it looks like " + found.description() + ".",
                    "Leave --source out, or name the right file. Nothing was written.");
        }
        var progress = new ConsoleProgress(spec.commandLine().getErr());
        PriceBook book = read(
                input -> PriceBooks.read(found, input, file.toString(), new PriceFilter(provider, item), progress));
        write(book);
        print(book);
        return 0;
    }

    private <T> T read(Function<InputStream, T> use) {
        if (!Files.isRegularFile(file)) {
            boolean there = Files.exists(file);
            throw new Failure(
                    there ? "file.read" : "file.missing",
                    there ? file + " is no file." : "There is no file " + file + ".",
                    "Name a price list" + AGAIN);
        }
        try (InputStream input = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return use.apply(input);
        } catch (IOException problem) {
            throw new Failure("file.read", file + " cannot be read.", "Name a file that you may read" + AGAIN, problem);
        }
    }

    private void write(PriceBook book) {
        if (out != null && isFile(out)) {
            writeLines(out, book);
        } else if (out != null) {
            create(out);
            for (PlanDocument plan : book.plans()) {
                write(out.resolve(plan.code() + ".json"), Json.pretty(PlanJson.write(plan)) + "\n");
            }
            writeMeters(out.resolve("meters.json"), book);
        }
        if (meters != null) {
            writeMeters(meters, book);
        }
        if (report != null) {
            write(report, Json.pretty(book.report().write()) + "\n");
        }
    }

    private static void writeLines(Path file, PriceBook book) {
        OutputFile.write(file, stream -> {
            for (PlanDocument plan : book.plans()) {
                stream.write((Json.text(PlanJson.write(plan)) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static void writeMeters(Path file, PriceBook book) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        book.meters().forEach(meter -> list.add(MeterJson.write(meter)));
        write(file, Json.pretty(list) + "\n");
    }

    private static boolean isFile(Path path) {
        String name = String.valueOf(path.getFileName());
        return Files.exists(path) ? !Files.isDirectory(path) : name.endsWith(".json") || name.endsWith(".jsonl");
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException problem) {
            throw OutputFile.failure(folder, problem);
        }
    }

    private static void write(Path file, String text) {
        OutputFile.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void print(PriceBook book) {
        PrintWriter to = spec.commandLine().getOut();
        if (json) {
            ObjectNode summary = book.report().summary();
            summary.put("plans", book.plans().size())
                    .put("meters", book.meters().size());
            to.println(Json.text(summary));
        } else {
            to.printf("%-28s %8d%n", "entries", book.report().entries());
            to.printf("%-28s %8d%n", "plans", book.plans().size());
            to.printf("%-28s %8d%n", "prices taken over", book.report().taken().size());
            counts(to, "left out", book.report().leftOutByReason());
            counts(to, "remark", book.report().remarksByCode());
        }
        to.flush();
    }

    private static void counts(PrintWriter to, String what, Map<String, Long> counts) {
        counts.forEach((code, count) -> to.printf("%-28s %8d%n", what + ": " + code, count));
    }
}
