package org.countinghouse.rating.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.catalog.PriceModel.Matrix.Row;
import org.countinghouse.rating.review.Reviewed.PricedCharge;

/** Rows of a matrix that never count: the first matching row does, and only filtered usage comes here. */
final class MatrixChecks {
    /** Every combination of a row's dimensions is looked up; beyond this many that would be too many. */
    private static final int MOST_DIMENSIONS = 10;

    private MatrixChecks() {}

    static void check(Reviewed reviewed, PricedCharge priced) {
        check(reviewed, priced, priced.price().model(), ".price");
    }

    private static void check(Reviewed reviewed, PricedCharge priced, PriceModel model, String path) {
        switch (model) {
            case PriceModel.Matrix matrix -> {
                hidden(reviewed, matrix.rows(), priced.place(path));
                filtered(reviewed, priced, matrix.rows(), priced.place(path));
            }
            case PriceModel.Allowance allowance ->
                check(reviewed, priced, allowance.overage().model(), path + ".overage.price");
            case PriceModel.Reserved reserved ->
                check(reviewed, priced, reserved.onDemand().model(), path + ".on_demand.price");
            default -> {}
        }
    }

    private static void hidden(Reviewed reviewed, List<Row> rows, String place) {
        Map<Map<String, String>, Integer> seen = new HashMap<>();
        for (int index = 0; index < rows.size(); index++) {
            Integer first = null;
            for (Map<String, String> wider : widerThan(rows.get(index).match())) {
                Integer before = seen.get(wider);
                first = before != null && (first == null || before < first) ? before : first;
            }
            if (first == null) {
                seen.putIfAbsent(Map.copyOf(rows.get(index).match()), index);
            } else {
                reviewed.add(
                        Check.MATRIX_HIDDEN_ROW,
                        place + ".rows[" + index + "]",
                        Fact.of(first + 1),
                        Fact.of(index + 1));
            }
        }
    }

    /** Every match that asks for a part of this one's dimensions, itself included. */
    private static List<Map<String, String>> widerThan(Map<String, String> match) {
        List<Map<String, String>> wider = new ArrayList<>();
        wider.add(Map.of());
        if (match.size() > MOST_DIMENSIONS) {
            wider.add(match);
            return wider;
        }
        match.forEach((dimension, value) -> {
            for (Map<String, String> without : List.copyOf(wider)) {
                Map<String, String> with = new LinkedHashMap<>(without);
                with.put(dimension, value);
                wider.add(with);
            }
        });
        return wider;
    }

    private static void filtered(Reviewed reviewed, PricedCharge priced, List<Row> rows, String place) {
        for (int index = 0; index < rows.size(); index++) {
            for (Map.Entry<String, String> wanted : rows.get(index).match().entrySet()) {
                List<String> accepted = priced.charge().filter().get(wanted.getKey());
                if (accepted != null && !accepted.contains(wanted.getValue())) {
                    reviewed.add(
                            Check.MATRIX_FILTERED_ROW,
                            place + ".rows[" + index + "]",
                            Fact.of(wanted.getKey()),
                            Fact.of(accepted.stream().collect(Collectors.joining(", "))),
                            Fact.of(index + 1),
                            Fact.of(wanted.getValue()));
                    break;
                }
            }
        }
    }
}
