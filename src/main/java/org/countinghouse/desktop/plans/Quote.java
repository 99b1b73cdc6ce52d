package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
import org.countinghouse.rating.review.ChargePricer;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** The answer to "what does this quantity cost?". */
public sealed interface Quote {
    /** Nothing was asked yet. */
    record Nothing() implements Quote {}

    /** The text is no quantity. */
    record Unreadable() implements Quote {}

    record Refused(Failure why) implements Quote {}

    /** @param unitPrice exact amount / quantity; null for a quantity of zero */
    record Answer(ChargePricer.Priced priced, @Nullable BigDecimal unitPrice) implements Quote {}
}
