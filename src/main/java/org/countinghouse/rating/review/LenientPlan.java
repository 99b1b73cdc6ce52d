package org.countinghouse.rating.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.jspecify.annotations.Nullable;

/**
 * A plan document read past its errors: each is a finding, the broken part is left out, and the rest is a plan.
 *
 * @param plan null when too little is left to be one
 * @param document the document without its broken parts
 * @param currencyKnown false: the currency is a stand-in
 */
record LenientPlan(
        @Nullable PlanDocument plan, MendedDocument document, boolean currencyKnown, List<Finding> findings) {
    /** More errors than this in one document are not worth telling one by one. */
    private static final int MOST_ERRORS = 200;

    private static final String CURRENCY = "$.currency";

    static LenientPlan read(JsonNode json) {
        var document = new MendedDocument(json);
        List<Finding> findings = new ArrayList<>(TierMending.mend(document));
        boolean currencyKnown = true;
        for (int errors = 0; errors < MOST_ERRORS; errors++) {
            try {
                return new LenientPlan(PlanJson.read(document.root()), document, currencyKnown, findings);
            } catch (CatalogFailure failure) {
                String place = document.original(failure.path());
                if (!document.isRemoved(place) && !isLeftBehind(document, failure, place)) {
                    findings.add(finding(failure, place));
                }
                currencyKnown &= !place.equals(CURRENCY);
                if (!mend(document, failure, errors)) {
                    break;
                }
            }
        }
        return new LenientPlan(null, document, currencyKnown, findings);
    }

    /** A tier, or a list of them, that only lacks what could not be read and was told already. */
    private static boolean isLeftBehind(MendedDocument document, CatalogFailure failure, String place) {
        return failure.code().equals("plan.bad_tiers") && document.isMendedBelow(place);
    }

    private static Finding finding(CatalogFailure failure, String place) {
        return new Finding(
                Severity.ERROR,
                failure.code(),
                "lint.document",
                place,
                failure.summary(),
                List.of(Fact.of(failure.summary())),
                List.of());
    }

    /** A stand-in where the rest depends on the part, else the part is taken away. */
    private static boolean mend(MendedDocument document, CatalogFailure failure, int number) {
        boolean object = document.root().isObject();
        if (object && failure.path().equals(CURRENCY)) {
            document.put(CURRENCY, "USD");
        } else if (object && failure.path().equals("$.code")) {
            document.put("$.code", "plan");
        } else if (failure.code().equals("plan.duplicate_code")) {
            document.put(failure.path(), "duplicate-" + number);
        } else {
            return document.remove(failure.path());
        }
        return true;
    }
}
