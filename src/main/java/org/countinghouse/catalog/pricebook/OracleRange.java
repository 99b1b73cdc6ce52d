package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.countinghouse.catalog.PriceModel;
import org.jspecify.annotations.Nullable;

/**
 * A price of Oracle's list for a range of the month's quantity.
 *
 * @param from where the range begins; 0 when the price has no range
 * @param to where it ends, inclusive; null: nowhere
 */
record OracleRange(BigDecimal from, @Nullable BigDecimal to, Listed listed) implements Comparable<OracleRange> {
    /** The list writes 999999999 or 999999999999999 where a range has no end. */
    private static final BigDecimal NO_END = new BigDecimal("999999999");

    static Optional<OracleRange> read(String part, String field, JsonNode price, Findings findings) {
        JsonNode from = price.path("rangeMin");
        JsonNode to = price.path("rangeMax");
        Optional<Listed> listed = Listed.read(part, field + ".value", price.path("value"), findings);
        if (listed.isPresent()
                && !(number(from)
                        && number(to)
                        && price.path("rangeUnit").asText("").isEmpty())) {
            findings.leave(
                    part,
                    listed.get().field(),
                    Reason.BROKEN_RANGES,
                    "The range of this price is no pair of numbers in the part's own metric.");
            return Optional.empty();
        }
        return listed.map(value -> new OracleRange(
                from.isNumber() ? from.decimalValue() : BigDecimal.ZERO,
                to.isNumber() && to.decimalValue().compareTo(NO_END) < 0 ? to.decimalValue() : null,
                value));
    }

    private static boolean number(JsonNode node) {
        return node.isNumber() || node.isNull() || node.isMissingNode();
    }

    /** Whether the ranges, in any order, begin at zero, follow each other without gap or overlap, and never end. */
    static boolean complete(List<OracleRange> ranges) {
        @Nullable BigDecimal reached = BigDecimal.ZERO;
        for (OracleRange range : ranges.stream().sorted().toList()) {
            if (reached == null
                    || range.from.compareTo(reached) != 0
                    || (range.to != null && range.to.compareTo(range.from) <= 0)) {
                return false;
            }
            reached = range.to;
        }
        return reached == null;
    }

    PriceModel.Tier tier() {
        return new PriceModel.Tier(to, listed.value(), BigDecimal.ZERO);
    }

    @Override
    public int compareTo(OracleRange other) {
        return from.compareTo(other.from);
    }
}
