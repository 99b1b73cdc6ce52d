package org.countinghouse.rating.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countinghouse.money.Decimals;
import org.jspecify.annotations.Nullable;

/** Finds tiers that overlap, leave gaps or are never reached, and puts the list in order so that it can be priced. */
final class TierMending {
    private final MendedDocument document;
    private final List<Finding> findings = new ArrayList<>();

    private TierMending(MendedDocument document) {
        this.document = document;
    }

    /** Findings with their places in the document as it was written. */
    static List<Finding> mend(MendedDocument document) {
        var mending = new TierMending(document);
        JsonNode charges = document.root().path("charges");
        for (int index = 0; index < charges.size(); index++) {
            mending.price("$.charges[" + index + "].price");
        }
        return mending.findings;
    }

    private void price(String path) {
        JsonNode price = document.find(path);
        if (price == null) {
            return;
        }
        if (price.path("tiers") instanceof ArrayNode tiers) {
            new Tiers(tiers, path + ".tiers").mend();
        }
        for (int index = 0; index < price.path("versions").size(); index++) {
            price(path + ".versions[" + index + "].price");
        }
        for (String inner : List.of("overage", "on_demand")) {
            price(path + "." + inner + ".price");
        }
    }

    private final class Tiers {
        private final ArrayNode tiers;
        private final String path;
        private final List<String> originals = new ArrayList<>();
        private final Set<Integer> overlapping = new HashSet<>();
        private BigDecimal reached = BigDecimal.ZERO;

        Tiers(ArrayNode tiers, String path) {
            this.tiers = tiers;
            this.path = path;
            for (int index = 0; index < tiers.size(); index++) {
                originals.add(document.original(path + "[" + index + "]"));
            }
        }

        void mend() {
            int size = tiers.size();
            int end = size;
            for (int index = 0; index < end; index++) {
                JsonNode tier = tiers.get(index);
                priced(tier, index);
                if (!(tier instanceof ObjectNode) || isUnreadable(tier)) {
                    return;
                }
                BigDecimal bound = bound(tier);
                if (bound != null) {
                    bounded(index, bound);
                } else if (index < size - 1) {
                    unreachable(index);
                    end = index + 1;
                }
            }
            if (size > 0 && end == size && bound(tiers.get(size - 1)) != null) {
                gap();
            }
            for (int index = size - 1; index >= 0; index--) {
                if (index >= end || overlapping.contains(index)) {
                    document.remove(path + "[" + index + "]");
                }
            }
            if (!tiers.isEmpty()) {
                ((ObjectNode) tiers.get(tiers.size() - 1)).putNull("up_to");
            }
        }

        /** Also the quantity at which the next tier says it ends is priced by this one. */
        private void unreachable(int index) {
            BigDecimal next = bound(tiers.get(index + 1));
            findings.add(Check.TIERS_UNREACHABLE.at(
                    originals.get(index + 1),
                    List.of(Fact.of(index + 1), Fact.of(index + 2)),
                    new Total(next == null ? reached.add(BigDecimal.ONE) : next, null)));
        }

        private void gap() {
            findings.add(Check.TIERS_GAP.at(
                    originals.getLast() + ".up_to",
                    List.of(Fact.of(reached)),
                    new Total(reached.add(BigDecimal.ONE), null)));
        }

        private void bounded(int index, BigDecimal bound) {
            if (bound.compareTo(reached) > 0) {
                reached = bound;
                return;
            }
            overlapping.add(index);
            if (reached.signum() == 0) {
                findings.add(Check.TIERS_EMPTY.at(
                        originals.get(index) + ".up_to",
                        List.of(Fact.of(index + 1), Fact.of(bound)),
                        new Total(bound, null)));
            } else {
                findings.add(Check.TIERS_OVERLAP.at(
                        originals.get(index) + ".up_to",
                        List.of(Fact.of(index + 1), Fact.of(bound), Fact.of(reached)),
                        new Total(bound, null)));
            }
        }

        private void priced(JsonNode tier, int index) {
            boolean free = tier.isObject() && !tier.has("unit_amount") && !tier.has("rate") && !tier.has("flat_amount");
            if (free) {
                findings.add(Check.TIERS_NO_PRICE.at(
                        originals.get(index), List.of(Fact.of(index + 1)), new Total(within(tier), null)));
            }
        }

        /** The next whole quantity after the tiers before, unless the tier ends earlier. */
        private BigDecimal within(JsonNode tier) {
            BigDecimal next = reached.add(BigDecimal.ONE);
            BigDecimal bound = bound(tier);
            return bound == null || bound.compareTo(reached) <= 0 ? next : next.min(bound);
        }

        private static boolean isUnreadable(JsonNode tier) {
            JsonNode bound = tier.path("up_to");
            return !bound.isMissingNode() && !bound.isNull() && bound(tier) == null;
        }

        private static @Nullable BigDecimal bound(JsonNode tier) {
            JsonNode bound = tier.path("up_to");
            Optional<BigDecimal> value = bound.isNumber()
                    ? Optional.of(bound.decimalValue())
                    : bound.isTextual() ? Decimals.parse(bound.textValue()) : Optional.empty();
            return value.filter(Decimals::fits).orElse(null);
        }
    }
}
