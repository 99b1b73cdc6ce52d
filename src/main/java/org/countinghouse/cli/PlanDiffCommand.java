package org.countinghouse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.money.Decimals;
import org.countinghouse.rating.review.Comparison;
import org.countinghouse.rating.review.Crossing.Pair;
import org.countinghouse.rating.review.PlanDiff;
import org.countinghouse.rating.review.ReviewJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says how two plans differ, and where one becomes dearer than the other. */
@Command(
        name = "diff",
        description = "Say how plan B differs from plan A, and from which quantity on it is dearer or cheaper.",
        mixinStandardHelpOptions = true)
final class PlanDiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "A plan document as JSON.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "The plan document it is compared with.")
    private Path second = Path.of("");

    @Option(
            names = "--meters",
            paramLabel = "FILE",
            description = "The meters as JSON; of one that counts, only whole quantities are compared.")
    private @Nullable Path meters;

    @Option(names = "--json", description = "One JSON document.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        PlanDocument before = DocumentFile.read(first).use(PlanJson::read);
        PlanDocument after = DocumentFile.read(second).use(PlanJson::read);
        PlanDiff diff = PlanDiff.between(before, after, meters());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(ReviewJson.diff(diff)));
        } else {
            print(diff, after.currency().getCode(), out);
        }
        out.flush();
        return 0;
    }

    private Map<String, Meter> meters() {
        List<Meter> known =
                meters == null ? List.of() : DocumentFile.read(meters).use(MeterJson::readAll);
        return known.stream().collect(Collectors.toMap(Meter::code, Function.identity(), (one, _) -> one));
    }

    private static void print(PlanDiff diff, String currency, PrintWriter out) {
        if (diff.changes().isEmpty()) {
            out.println("The plans are the same.");
        }
        diff.changes().forEach(change -> out.println(change.message()));
        diff.comparisons().forEach(comparison -> print(comparison, currency, out));
        if (!diff.notCompared().isEmpty()) {
            out.println();
            out.println("Not compared, because a quantity alone does not tell the total: "
                    + String.join(", ", diff.notCompared()) + ".");
        }
    }

    private static void print(Comparison comparison, String currency, PrintWriter out) {
        out.println();
        out.println("Totals of " + comparison.title() + ", in " + currency + ":");
        comparison.sentences().forEach(sentence -> out.println("  " + sentence));
        out.printf("  %20s %16s %16s %16s%n", "quantity", "A", "B", "difference");
        for (Pair pair : comparison.table()) {
            String difference = pair.after().subtract(pair.before()).toPlainString();
            out.printf(
                    "  %20s %16s %16s %16s%n",
                    Decimals.plain(pair.quantity()),
                    pair.before().toPlainString(),
                    pair.after().toPlainString(),
                    difference.startsWith("-") ? difference : "+" + difference);
        }
    }
}
