package org.countinghouse.rating.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.rating.review.Reviewed.PricedCharge;

/**
 * Looks a plan document through for what is wrong or probably a mistake, also one that cannot be read as a plan. Every
 * amount in a finding comes from the rating engine.
 */
public final class PlanLint {
    private PlanLint() {}

    /** Errors first, else in the order of the document. */
    public static List<Finding> check(JsonNode document, LintContext context) {
        LenientPlan lenient = LenientPlan.read(document);
        var findings = new LinkedHashSet<Finding>();
        PlanDocument plan = lenient.plan();
        if (plan != null) {
            var reviewed = new Reviewed(lenient, plan, context);
            check(reviewed);
            lenient.findings().forEach(finding -> findings.add(reviewed.withAmounts(finding)));
            findings.addAll(reviewed.findings());
        } else {
            findings.addAll(lenient.findings());
        }
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparing(Finding::severity).thenComparing(Finding::path, PlanLint::inOrder));
        return sorted;
    }

    /** As above, of a plan that was read. */
    public static List<Finding> check(PlanDocument plan, LintContext context) {
        return check(PlanJson.write(plan), context);
    }

    private static void check(Reviewed reviewed) {
        PlanChecks.check(reviewed);
        DecimalsChecks.check(reviewed);
        var charges = new ChargeChecks(reviewed);
        var discounts = new DiscountChecks(reviewed);
        for (PricedCharge priced : reviewed.prices()) {
            if (priced.pricePath().equals(".price")) {
                charges.charge(priced);
                discounts.charge(priced);
            }
            charges.price(priced);
            TimeOfUseChecks.check(reviewed, priced);
            MatrixChecks.check(reviewed, priced);
            TotalChecks.check(reviewed, priced);
        }
        Trial.check(reviewed);
    }

    /** The tenth charge comes after the second. */
    private static int inOrder(String one, String other) {
        return padded(one).compareTo(padded(other));
    }

    private static String padded(String path) {
        var padded = new StringBuilder();
        for (String part : path.split("\\[", -1)) {
            int end = part.indexOf(']');
            padded.append('[').append(end > 0 ? "0".repeat(Math.max(0, 8 - end)) + part : part);
        }
        return padded.toString();
    }
}
