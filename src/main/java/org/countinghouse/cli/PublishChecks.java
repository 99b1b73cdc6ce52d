package org.countinghouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Meter;
import org.countinghouse.rating.review.Finding;
import org.countinghouse.rating.review.LintContext;
import org.countinghouse.rating.review.PlanLint;
import org.countinghouse.rating.review.Severity;
import org.countinghouse.work.Failure;

/** A version that is published never changes, so a plan is looked through before. */
final class PublishChecks {
    private static final String UNKNOWN_METER = "meter.unknown";

    private PublishChecks() {}

    /**
     * Refuses a plan with findings that are errors.
     *
     * @param meters that are stored; one that is missing is refused by the storage itself, always
     * @throws Failure {@code plan.has_errors}, naming every place
     */
    static void refuseErrors(Path file, JsonNode plan, List<Meter> meters) {
        List<Finding> errors = PlanLint.check(plan, new LintContext(meters, List.of(), List.of())).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .filter(finding -> !finding.code().equals(UNKNOWN_METER))
                .toList();
        if (!errors.isEmpty()) {
            String places = errors.stream()
                    .map(error -> "at " + error.path() + ": " + error.message())
                    .collect(Collectors.joining(System.lineSeparator()));
            throw new Failure(
                    "plan.has_errors",
                    file + ", " + places,
                    "Correct it there and run the command again, or publish it as it is with --despite-errors."
                            + " Nothing was stored.");
        }
    }
}
