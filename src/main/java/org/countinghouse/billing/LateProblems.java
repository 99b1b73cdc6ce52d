package org.countinghouse.billing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.countinghouse.rating.Problem;
import org.countinghouse.rating.RatingRequest;
import org.jspecify.annotations.Nullable;

/** Late usage of a closed period that no price of it covers: told on the draft that bills the rest. */
final class LateProblems {
    static final String CODE = "usage.late";

    private LateProblems() {}

    private record Kind(
            String code, String message, @Nullable String charge) {}

    /** What the period has now and had not when it was billed. */
    static List<Problem> of(
            InvoiceInput before, InvoiceInput after, RatingRequest.Period period, java.time.ZoneId zone) {
        var known = new HashMap<Kind, BigDecimal>();
        for (Problem problem : before.rate(false).problems()) {
            known.merge(kind(problem), problem.events(), BigDecimal::add);
        }
        var found = new ArrayList<Problem>();
        for (Problem problem : after.rate(false).problems()) {
            BigDecimal more = problem.events().subtract(known.getOrDefault(kind(problem), BigDecimal.ZERO));
            if (more.signum() > 0) {
                String days = java.time.LocalDate.ofInstant(period.from().at(zone), zone) + " to "
                        + java.time.LocalDate.ofInstant(period.to().at(zone), zone)
                                .minusDays(1);
                found.add(new Problem(CODE, "Late, of " + days + ": " + problem.message(), problem.charge(), more));
            }
        }
        return found;
    }

    private static Kind kind(Problem problem) {
        return new Kind(problem.code(), problem.message(), problem.charge());
    }
}
