package org.countinghouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.countinghouse.rating.ExplanationVerifier;
import org.joda.money.CurrencyUnit;

/** Marks the lines of a result with whether they follow from the explanation that is written beside them. */
final class LineChecks {
    private LineChecks() {}

    /**
     * @param keep whether the explanations stay in the result
     * @return whether all lines follow
     */
    static boolean mark(ObjectNode result, boolean keep) {
        CurrencyUnit currency = CurrencyUnit.of(result.path("currency").asText());
        boolean all = true;
        for (JsonNode line : result.path("lines")) {
            Optional<ExplanationVerifier.Mismatch> mismatch = ExplanationVerifier.verify(line, currency);
            mark((ObjectNode) line, mismatch);
            all &= mismatch.isEmpty();
            if (!keep) {
                ((ObjectNode) line).remove(List.of("explanation", "tax_explanation"));
            }
        }
        return all;
    }

    private static void mark(ObjectNode line, Optional<ExplanationVerifier.Mismatch> mismatch) {
        line.put("verified", mismatch.isEmpty());
        mismatch.ifPresent(found -> line.putObject("mismatch")
                .put("path", found.path())
                .put("expected", found.expected())
                .put("found", found.found()));
    }
}
