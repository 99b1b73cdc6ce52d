package org.countinghouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.money.Decimals;
import org.countinghouse.rating.Coupon;
import org.countinghouse.rating.RatingJson;
import org.countinghouse.rating.review.Finding;
import org.countinghouse.rating.review.LintContext;
import org.countinghouse.rating.review.ObservedUsage;
import org.countinghouse.rating.review.PlanLint;
import org.countinghouse.rating.review.ReviewJson;
import org.countinghouse.rating.review.Severity;
import org.countinghouse.rating.review.Total;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds mistakes in a plan document. */
@Command(
        name = "lint",
        description = "Find mistakes in a plan document, each with its place and an example."
                + " Exit status 1 when there are errors.",
        mixinStandardHelpOptions = true)
final class PlanLintCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The plan document as JSON.")
    private Path file = Path.of("");

    @Option(
            names = "--usage",
            paramLabel = "FILE",
            description = "Usage that was observed (JSON Lines: events, CloudEvents or readings);"
                    + " what of it has no price is a finding.")
    private @Nullable Path usage;

    @Option(
            names = "--meters",
            paramLabel = "FILE",
            description = "The meters as JSON; a meter that is not there is a finding.")
    private @Nullable Path meters;

    @Option(
            names = "--coupons",
            paramLabel = "FILE",
            description = "Coupons given together with the plan (a JSON list, as in a rating request).")
    private @Nullable Path coupons;

    @Option(names = "--json", description = "One JSON document.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        DocumentFile plan = DocumentFile.read(file);
        DocumentFile known = meters == null ? null : DocumentFile.read(meters);
        List<Finding> findings = PlanLint.check(plan.json(), context(plan, known));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(ReviewJson.findings(findings)));
        } else {
            print(findings, out);
        }
        out.flush();
        return ReviewJson.count(findings, Severity.ERROR) > 0 ? 1 : 0;
    }

    private LintContext context(DocumentFile plan, @Nullable DocumentFile known) {
        List<Coupon> given =
                coupons == null ? List.of() : DocumentFile.read(coupons).use(RatingJson::readCoupons);
        List<JsonNode> documents = known == null ? List.of(plan.json()) : List.of(plan.json(), known.json());
        List<ObservedUsage> observed = usage == null ? List.of() : ObservedUsageFile.read(usage, documents);
        return new LintContext(known == null ? null : known.use(MeterJson::readAll), observed, given);
    }

    private void print(List<Finding> findings, PrintWriter out) {
        for (Finding finding : findings) {
            boolean error = finding.severity() == Severity.ERROR;
            out.printf("%-8s %s  at %s%n", error ? "error" : "warning", finding.code(), finding.path());
            out.printf("         %s%n", finding.message());
            if (!finding.example().isEmpty()) {
                out.printf(
                        "         Example: %s%n",
                        finding.example().stream().map(PlanLintCommand::example).collect(Collectors.joining("; ")));
            }
        }
        long errors = ReviewJson.count(findings, Severity.ERROR);
        long warnings = ReviewJson.count(findings, Severity.WARNING);
        out.printf("%s: %s, %s.%n", file, counted(errors, "error"), counted(warnings, "warning"));
    }

    private static String example(Total total) {
        String amount = total.amount() == null ? "no price" : total.amount().toPlainString();
        return Decimals.plain(total.quantity()) + " -> " + amount;
    }

    private static String counted(long count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
