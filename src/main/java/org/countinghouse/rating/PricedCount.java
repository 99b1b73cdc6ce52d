package org.countinghouse.rating;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Counts, step by step, how much a line says was priced. */
final class PricedCount {
    /** What reached the price; null where nothing was measured, as for a fee. */
    private @Nullable BigDecimal reaching;
    /** What of it has no price. */
    private BigDecimal unpriced = BigDecimal.ZERO;
    /** What was priced without being measured: how many of a fee. */
    private BigDecimal given = BigDecimal.ZERO;
    /** What parts that are priced by themselves come to. */
    private BigDecimal ofParts = BigDecimal.ZERO;

    private boolean rule;

    /** The quantity as it is after this step; the units that a price itself takes off are priced too. */
    void reach(BigDecimal quantity) {
        reaching = quantity;
    }

    void leaveOut(BigDecimal quantity) {
        unpriced = unpriced.add(quantity);
    }

    void give(BigDecimal quantity) {
        given = given.add(quantity);
    }

    /** Reserved capacity is paid, not used: of a part only what was measured counts. */
    void addPart(PricedCount part) {
        ofParts = ofParts.add(part.reaching == null ? part.ofParts : part.quantity());
    }

    /** The line is of a rule, of which there is one: an adjustment, a minimum, a commitment. */
    void ofRule() {
        rule = true;
    }

    BigDecimal quantity() {
        if (rule) {
            return BigDecimal.ONE;
        }
        BigDecimal own = reaching == null ? given : reaching.subtract(unpriced);
        return own.add(ofParts);
    }
}
