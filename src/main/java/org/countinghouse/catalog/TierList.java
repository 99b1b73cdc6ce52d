package org.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import org.countinghouse.catalog.PriceModel.Tier;
import org.jspecify.annotations.Nullable;

/**
 * Tiers that cannot change, with the same tiers in 64-bit arithmetic beside them: bounds, unit amounts and what lies
 * below each tier as whole numbers of a fixed scale. A figure that does not fit gives no answer, never a wrong one; the
 * caller then takes {@link BigDecimal}.
 */
public final class TierList extends AbstractList<Tier> {
    private static final int MOST_DIGITS = 18;
    private static final long[] POWERS = powers();

    private final List<Tier> tiers;
    private final boolean fits;
    private int boundScale;
    private int unitScale;
    /** Inclusive bounds; the last tier's is {@link Long#MAX_VALUE}. */
    private final long[] bounds;

    private final long[] units;
    /** Amounts below each tier, the flat amounts up to and including its own. */
    private final long[] reached;

    private final long[] flats;
    /** Where the straight line of each tier's graduated price would begin, at no quantity at all. */
    private final long[] starts;
    /** Up to this quantity, at the scale of the bounds, no figure of a graduated price can overflow; -1: none is. */
    private long safe = -1;

    private TierList(List<Tier> tiers) {
        this.tiers = List.copyOf(tiers);
        int size = tiers.size();
        bounds = new long[size];
        units = new long[size];
        reached = new long[size];
        flats = new long[size];
        starts = new long[size];
        fits = compile();
    }

    static List<Tier> of(List<Tier> tiers) {
        return tiers instanceof TierList list ? list : new TierList(tiers);
    }

    @Override
    public Tier get(int index) {
        return tiers.get(index);
    }

    @Override
    public int size() {
        return tiers.size();
    }

    private boolean compile() {
        int flatScale = 0;
        for (Tier tier : tiers) {
            boundScale =
                    Math.max(boundScale, tier.upTo() == null ? 0 : tier.upTo().scale());
            unitScale = Math.max(unitScale, tier.unitAmount().scale());
            flatScale = Math.max(flatScale, tier.flatAmount().scale());
        }
        // Amounts have the scale of bound x unit amount; a finer flat amount makes the unit amounts finer.
        unitScale = Math.max(unitScale, flatScale - boundScale);
        if (boundScale + unitScale > MOST_DIGITS) {
            return false;
        }
        try {
            long amount = 0;
            long below = 0;
            for (int index = 0; index < tiers.size(); index++) {
                Tier tier = tiers.get(index);
                flats[index] = whole(tier.flatAmount(), boundScale + unitScale);
                units[index] = whole(tier.unitAmount(), unitScale);
                amount = Math.addExact(amount, flats[index]);
                reached[index] = amount;
                BigDecimal bound = tier.upTo();
                bounds[index] = bound == null ? Long.MAX_VALUE : whole(bound, boundScale);
                if (bound != null) {
                    amount = Math.addExact(
                            amount, Math.multiplyExact(Math.subtractExact(bounds[index], below), units[index]));
                    below = bounds[index];
                }
            }
            safe = straight();
            return true;
        } catch (ArithmeticException tooLarge) {
            return false;
        }
    }

    /** Lays out the straight line of each tier; returns up to which quantity none of them can overflow. */
    private long straight() {
        try {
            long below = 0;
            for (int index = 0; index < bounds.length; index++) {
                starts[index] = Math.subtractExact(reached[index], Math.multiplyExact(below, units[index]));
                below = bounds[index];
            }
            return (Long.MAX_VALUE - largest(starts)) / Math.max(1, largest(units));
        } catch (ArithmeticException tooLarge) {
            return -1;
        }
    }

    private static long largest(long[] figures) {
        return Arrays.stream(figures).map(Math::absExact).max().orElse(0);
    }

    private static long whole(BigDecimal value, int scale) {
        return value.setScale(scale).unscaledValue().longValueExact();
    }

    /**
     * Each part of the quantity at its own tier's price, with the flat amounts of the tiers entered.
     *
     * @param quantity above zero
     * @return the exact amount; null when a figure on the way does not fit 64 bits
     */
    public @Nullable BigDecimal graduated(BigDecimal quantity) {
        if (quantity.scale() == boundScale && quantity.precision() <= MOST_DIGITS) {
            long whole = digits(quantity);
            if (whole <= safe) {
                return climbed(whole);
            }
        }
        int finer = finer(quantity);
        if (finer < 0) {
            return null;
        }
        long units = POWERS[Math.max(0, boundScale - quantity.scale())];
        long amount = digits(quantity);
        if (tooLarge(amount, units)) {
            return null;
        }
        return climbed(amount * units, finer);
    }

    /** @param quantity at the scale of the bounds, at most {@link #safe} */
    private BigDecimal climbed(long quantity) {
        int tier = 0;
        while (tier < bounds.length - 1 && quantity > bounds[tier]) {
            tier++;
        }
        return BigDecimal.valueOf(starts[tier] + quantity * units[tier], boundScale + unitScale);
    }

    private @Nullable BigDecimal climbed(long quantity, int finer) {
        long power = POWERS[finer];
        int tier = tier(quantity, power);
        long below = tier == 0 ? 0 : bounds[tier - 1] * power;
        long part = quantity - below;
        long start = reached[tier];
        if (tooLarge(part, units[tier]) || tooLarge(start, power)) {
            return null;
        }
        return sum(start * power, part * units[tier], finer);
    }

    /**
     * The whole quantity at the price of the tier reached, with that tier's flat amount.
     *
     * @param quantity above zero
     * @return the exact amount; null when a figure on the way does not fit 64 bits
     */
    public @Nullable BigDecimal volume(BigDecimal quantity) {
        int finer = finer(quantity);
        if (finer < 0) {
            return null;
        }
        long up = POWERS[Math.max(0, boundScale - quantity.scale())];
        long whole = digits(quantity);
        if (tooLarge(whole, up)) {
            return null;
        }
        long scaled = whole * up;
        int tier = tier(scaled, POWERS[finer]);
        if (tooLarge(scaled, units[tier]) || tooLarge(flats[tier], POWERS[finer])) {
            return null;
        }
        return sum(flats[tier] * POWERS[finer], scaled * units[tier], finer);
    }

    private @Nullable BigDecimal sum(long one, long other, int finer) {
        long sum = one + other;
        boolean overflowed = ((one ^ sum) & (other ^ sum)) < 0;
        return overflowed ? null : BigDecimal.valueOf(sum, boundScale + unitScale + finer);
    }

    /** The digits without the point. Unlike {@code unscaledValue} this makes no {@code BigInteger} on the way. */
    private static long digits(BigDecimal quantity) {
        int scale = quantity.scale();
        return scale == 0
                ? quantity.longValue()
                : quantity.scaleByPowerOfTen(scale).longValue();
    }

    /** By how many digits the quantity is finer than the bounds; below zero when it cannot be told in 64 bits. */
    private int finer(BigDecimal quantity) {
        int scale = quantity.scale();
        int finer = Math.max(0, scale - boundScale);
        boolean small = fits
                && scale >= 0
                && quantity.precision() <= MOST_DIGITS
                && boundScale + unitScale + finer <= MOST_DIGITS;
        return small ? finer : -1;
    }

    /** The tier that a quantity reaches; a bound belongs to its tier. */
    private int tier(long quantity, long power) {
        int tier = 0;
        while (tier < bounds.length - 1 && beyond(quantity, bounds[tier], power)) {
            tier++;
        }
        return tier;
    }

    private static boolean beyond(long quantity, long bound, long power) {
        // A bound that does not fit at the quantity's scale is beyond any quantity that does.
        return !tooLarge(bound, power) && quantity > bound * power;
    }

    private static boolean tooLarge(long one, long other) {
        long product = one * other;
        return Math.multiplyHigh(one, other) != product >> 63;
    }

    private static long[] powers() {
        long[] powers = new long[MOST_DIGITS + 1];
        powers[0] = 1;
        for (int exponent = 1; exponent < powers.length; exponent++) {
            powers[exponent] = 10 * powers[exponent - 1];
        }
        return powers;
    }
}
