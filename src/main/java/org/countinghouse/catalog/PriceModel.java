package org.countinghouse.catalog;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countinghouse.money.AmountRounding;
import org.jspecify.annotations.Nullable;

/**
 * How a quantity becomes an amount. Adding a model: a record here, a case in {@code PriceModelReader} and
 * {@code PriceModelWriter}, and a pricing class in {@code org.countinghouse.rating}.
 */
public sealed interface PriceModel {
    /** A model that prices the whole quantity. The others look at what it consists of, and may leave some unpriced. */
    sealed interface OfQuantity extends PriceModel {}

    /** The amount once per period, however much was used. */
    record Flat(BigDecimal amount) implements OfQuantity {}

    /** Quantity x unit amount. */
    record PerUnit(BigDecimal unitAmount) implements OfQuantity {}

    /** Each part of the quantity at its own tier's price, plus the flat amount of every tier entered. */
    record Graduated(List<Tier> tiers) implements OfQuantity {
        public Graduated {
            tiers = TierList.of(tiers);
        }
    }

    /** The whole quantity at the price of the tier reached, plus that tier's flat amount. */
    record Volume(List<Tier> tiers) implements OfQuantity {
        public Volume {
            tiers = TierList.of(tiers);
        }
    }

    /** Whole packages of a size, started ones counted ({@code UP}) or not ({@code DOWN}). */
    record Packages(BigDecimal size, BigDecimal amount, AmountRounding round) implements OfQuantity {}

    /**
     * Percent of the metered money plus a fixed amount per event.
     *
     * @param freeEvents the first events that cost nothing, or null
     * @param freeAmount the first money that costs nothing, or null; whichever ends first
     */
    record Percentage(
            BigDecimal rate,
            BigDecimal fixedAmount,
            @Nullable BigDecimal freeEvents,
            @Nullable BigDecimal freeAmount,
            @Nullable BigDecimal minimumPerEvent,
            @Nullable BigDecimal maximumPerEvent)
            implements OfQuantity {}

    /** Like graduated, in percent of money: a tier's {@code unitAmount} is its rate. */
    record GraduatedPercentage(List<Tier> tiers) implements OfQuantity {
        public GraduatedPercentage {
            tiers = List.copyOf(tiers);
        }
    }

    /** Unit price by event properties; the first matching row counts. */
    record Matrix(
            List<String> dimensions,
            List<Row> rows,
            @Nullable BigDecimal defaultUnitAmount) implements PriceModel {
        public Matrix {
            dimensions = List.copyOf(dimensions);
            rows = MatrixRows.of(rows);
        }

        /** The first row that matches the values, see {@link MatrixRows#first}. */
        public Optional<Row> first(Map<String, ? extends @Nullable String> values) {
            return MatrixRows.of(rows).first(values);
        }

        /** @param match dimension to value, compared as text; dimensions not named match anything */
        public record Row(Map<String, String> match, BigDecimal unitAmount) {
            public Row {
                match = Ordered.copy(match);
            }
        }
    }

    /**
     * Unit price by local wall-clock time; the first matching band counts.
     *
     * @param timezone null: the subscription's
     */
    record TimeOfUse(
            @Nullable ZoneId timezone,
            List<Band> bands,
            @Nullable BigDecimal defaultUnitAmount) implements PriceModel {
        public TimeOfUse {
            bands = List.copyOf(bands);
        }

        /**
         * A stretch of the day, from inclusive to exclusive.
         *
         * @param days the days it begins on
         * @param fromMinute minutes after midnight
         * @param toMinute minutes after midnight, 1440 for the day's end; at or before {@code fromMinute} it runs
         *     past midnight
         */
        public record Band(String code, Set<DayOfWeek> days, int fromMinute, int toMinute, BigDecimal unitAmount) {
            public Band {
                days = Set.copyOf(days);
            }
        }
    }

    /** Each usage at the feed's price in force at its time, times the multiplier, within floor and cap. */
    record Spot(
            String feed,
            BigDecimal multiplier,
            @Nullable BigDecimal floor,
            @Nullable BigDecimal cap) implements PriceModel {}

    /**
     * Reserved capacity is paid whether used or not, the rest goes to {@code onDemand}.
     *
     * @param term the upfront amount is spread evenly over this; null: billed once, in the first period
     */
    record Reserved(
            BigDecimal reservedQuantity,
            BigDecimal unitAmount,
            BigDecimal upfrontAmount,
            @Nullable Interval term,
            Price onDemand)
            implements PriceModel {}

    /** Nothing up to the allowance, then the inner price on the excess only. */
    record Allowance(BigDecimal included, Price overage) implements PriceModel {}

    /** Metered money x (1 + markup percent) + fixed amount x the events' own quantity. */
    record CostPlus(BigDecimal markupPercent, BigDecimal fixedPerUnit) implements OfQuantity {}

    /**
     * A decimal expression over named meters.
     *
     * @param variables name to a meter's code or a constant
     */
    record FormulaPrice(String expression, Map<String, String> variables) implements OfQuantity {
        public FormulaPrice {
            variables = Ordered.copy(variables);
        }
    }

    /**
     * One step of a tiered price.
     *
     * @param upTo inclusive bound, null on the last tier
     * @param unitAmount price of one, or percent for percentages
     * @param flatAmount added once when the tier is entered
     */
    record Tier(@Nullable BigDecimal upTo, BigDecimal unitAmount, BigDecimal flatAmount) {}
}
