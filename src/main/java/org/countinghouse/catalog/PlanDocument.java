package org.countinghouse.catalog;

import java.util.List;
import org.countinghouse.money.AmountRounding;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything a plan charges, as it is exported, imported and priced.
 *
 * @param trialDays days from the subscription's start in which fees are free
 * @param rounding how lines are rounded
 * @param taxInclusive prices contain their tax
 */
public record PlanDocument(
        String code,
        String name,
        CurrencyUnit currency,
        Interval interval,
        Anchor anchor,
        int trialDays,
        Rounding rounding,
        TaxRounding taxRounding,
        boolean taxInclusive,
        List<Fee> fees,
        List<Charge> charges,
        @Nullable Commitment commitment,
        List<Quota> quotas) {
    public PlanDocument {
        fees = List.copyOf(fees);
        charges = List.copyOf(charges);
        quotas = List.copyOf(quotas);
    }

    /** The same plan with other fees, charges and commitment: a part of it, or with prices of a customer's own. */
    public PlanDocument with(
            List<Fee> otherFees, List<Charge> otherCharges, @Nullable Commitment otherCommitment, int otherTrialDays) {
        return new PlanDocument(
                code,
                name,
                currency,
                interval,
                anchor,
                otherTrialDays,
                rounding,
                taxRounding,
                taxInclusive,
                otherFees,
                otherCharges,
                otherCommitment,
                quotas);
    }

    /** The same in another currency, for what has no prices. */
    public PlanDocument in(CurrencyUnit other) {
        return new PlanDocument(
                code,
                name,
                other,
                interval,
                anchor,
                trialDays,
                rounding,
                taxRounding,
                taxInclusive,
                fees,
                charges,
                commitment,
                quotas);
    }

    /** Where a billing period begins. */
    public enum Anchor {
        /** The first of the month or quarter, Monday, the first of January. */
        CALENDAR,
        /** The day the subscription started. */
        ANNIVERSARY
    }

    /** Where tax is rounded. */
    public enum TaxRounding {
        /** Once per rate over the whole invoice (EN 16931). */
        INVOICE,
        LINE
    }

    /** @param per a line once, or each tier's part and then the line */
    public record Rounding(AmountRounding mode, Per per) {
        public static final Rounding DEFAULT = new Rounding(AmountRounding.HALF_UP, Per.LINE);

        /** What is rounded. */
        public enum Per {
            LINE,
            TIER
        }
    }
}
