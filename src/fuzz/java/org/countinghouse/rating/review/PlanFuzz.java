package org.countinghouse.rating.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.fuzz.Refusal;

/** Bytes as a plan document: looked through, read, written and read again, and compared with itself. */
public final class PlanFuzz {
    private PlanFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Refusal.orDone(() -> {
            JsonNode document = Json.parse(new String(bytes, StandardCharsets.UTF_8));
            List<Finding> findings = PlanLint.check(document, LintContext.NOTHING);
            Refusal.orDone(() -> read(document, findings));
        });
    }

    private static void read(JsonNode document, List<Finding> findings) {
        PlanDocument plan;
        try {
            plan = PlanJson.read(document);
        } catch (CatalogFailure refused) {
            if (findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR)) {
                throw new IllegalStateException("Refused, but nothing was found", refused);
            }
            throw refused;
        }
        if (!PlanJson.read(Json.text(PlanJson.write(plan))).equals(plan)) {
            throw new IllegalStateException("Not the same plan after writing and reading");
        }
        if (!PlanDiff.between(plan, plan, Map.of()).changes().isEmpty()) {
            throw new IllegalStateException("A plan differs from itself");
        }
    }
}
