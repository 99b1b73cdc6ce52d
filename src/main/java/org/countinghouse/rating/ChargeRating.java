package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.Price;
import org.countinghouse.money.Decimals;
import org.countinghouse.money.Fraction;
import org.jspecify.annotations.Nullable;

/** The lines of one charge: one per group, its adjustments, and what is missing to the minimum. */
final class ChargeRating {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** The values of the group's properties; null first, then by text, property by property. */
    private record GroupKey(List<@Nullable String> values) implements Comparable<GroupKey> {
        @Override
        public int compareTo(GroupKey other) {
            int order = 0;
            for (int index = 0; order == 0 && index < values.size(); index++) {
                order = compare(values.get(index), other.values.get(index));
            }
            return order;
        }

        private static int compare(@Nullable String left, @Nullable String right) {
            if (left == null || right == null) {
                return Boolean.compare(left != null, right != null);
            }
            return left.compareTo(right);
        }
    }

    private final PricingContext context;
    private final Charge charge;
    private final boolean explained;
    private final List<DraftLine> lines = new ArrayList<>();
    private @Nullable BigDecimal capLeft;

    private ChargeRating(PricingContext context, boolean explained) {
        this.context = context;
        this.charge = context.charge();
        this.explained = explained;
        this.capLeft = charge.maximum();
    }

    static List<DraftLine> lines(PricingContext context, boolean explained) {
        Charge charge = context.charge();
        Optional<MeterUsage> usage = context.book().usage(charge.meter());
        if (usage.isEmpty()) {
            context.problems()
                    .add(
                            "meter.unknown",
                            "The charge \"" + charge.code() + "\" names the unknown meter \"" + charge.meter() + "\".",
                            charge.code(),
                            BigDecimal.ZERO);
            return List.of();
        }
        return new ChargeRating(context, explained).rate(usage.get());
    }

    private List<DraftLine> rate(MeterUsage usage) {
        Meter meter = usage.meter();
        BigDecimal total = usage.total();
        Explanation explain = new Explanation(explained);
        if (!context.timeline().subscribed()) {
            explain.step("price", step -> step.text("not subscribed").figure("amount", BigDecimal.ZERO));
            addUsage(meter, Map.of(), new Pricing.Priced(Fraction.ZERO, Fraction.ZERO), explain);
            return lines;
        }
        if (total != null) {
            addUsage(meter, Map.of(), new GroupRating(context, meter, explain).ofTotal(total), explain);
        } else {
            Map<GroupKey, List<Item>> groups = groups(usage.matching(charge.filter()));
            groups.forEach((key, items) -> {
                Explanation steps = new Explanation(explained);
                addUsage(meter, group(key.values()), new GroupRating(context, meter, steps).ofItems(items), steps);
            });
        }
        addMinimum(meter);
        return lines;
    }

    private Map<GroupKey, List<Item>> groups(List<Item> items) {
        Map<GroupKey, List<Item>> groups = new TreeMap<>();
        for (Item item : items) {
            context.book().account(item);
            List<@Nullable String> values = new ArrayList<>(charge.groupBy().size());
            charge.groupBy().forEach(property -> values.add(item.properties().get(property)));
            groups.computeIfAbsent(new GroupKey(values), key -> new ArrayList<>())
                    .add(item);
        }
        return groups.isEmpty() ? Map.of(new GroupKey(List.of()), List.of()) : groups;
    }

    /** No usage at all gives one line without group. */
    private Map<String, @Nullable String> group(List<@Nullable String> values) {
        Map<String, @Nullable String> group = new LinkedHashMap<>();
        for (int index = 0; index < values.size(); index++) {
            group.put(charge.groupBy().get(index), values.get(index));
        }
        return group;
    }

    private void addUsage(
            Meter meter, Map<String, @Nullable String> group, Pricing.Priced priced, Explanation explain) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(null, priced.amount(), explain));
        if (context.timeline().subscribed()) {
            addAdjustments(priced.amount(), parts);
        }
        parts.forEach(this::discount);
        cap(parts);
        BigDecimal quantity = priced.quantity().value();
        String unit = Wording.lineUnit(meter, charge.unit());
        for (Part part : parts) {
            BigDecimal percent = part.percent;
            boolean usage = percent == null;
            DraftLine.Subject subject = new DraftLine.Subject(
                    usage ? RatedLine.Kind.USAGE : RatedLine.Kind.ADJUSTMENT,
                    charge.code(),
                    charge.meter(),
                    percent == null ? charge.name() : charge.name() + ": adjustment " + Decimals.plain(percent) + "%",
                    group,
                    usage ? quantity : BigDecimal.ONE,
                    usage ? unit : null,
                    charge.taxCategory());
            DraftLine line = new DraftLine(subject, part.amount, context.scale(), context.mode(), part.explain);
            lines.add(line);
            capLeft = capLeft == null ? null : capLeft.subtract(line.amount());
        }
    }

    /** A line before it is rounded; {@code percent} marks an adjustment. */
    private static final class Part {
        private final @Nullable BigDecimal percent;
        private final Explanation explain;
        private Fraction amount;

        private Part(@Nullable BigDecimal percent, Fraction amount, Explanation explain) {
            this.percent = percent;
            this.amount = amount;
            this.explain = explain;
        }
    }

    private void addAdjustments(Fraction modelAmount, List<Part> parts) {
        for (Price.Adjustment adjustment : charge.price().adjustments()) {
            Fraction reading = context.book().wholeReading(adjustment.meter(), context.path() + ".price.adjustments");
            boolean applies = (adjustment.above() == null || reading.compare(adjustment.above()) > 0)
                    && (adjustment.below() == null || reading.compare(adjustment.below()) < 0);
            if (applies) {
                Fraction amount = modelAmount.percent(adjustment.percent());
                Explanation explain = new Explanation(explained);
                explain.step(
                        "adjustment",
                        step -> condition(step.text("reading of " + adjustment.meter()), reading, adjustment)
                                .figure("from", modelAmount)
                                .figure("percent", adjustment.percent())
                                .figure("amount", amount));
                parts.add(new Part(adjustment.percent(), amount, explain));
            }
        }
    }

    /** The reading and how far it is on the right side of the bounds. */
    private static Explanation.Step condition(Explanation.Step step, Fraction reading, Price.Adjustment adjustment) {
        step.figure("reading", reading);
        BigDecimal above = adjustment.above();
        BigDecimal below = adjustment.below();
        if (above != null) {
            step.figure("above", above).figure("over", reading.minus(above));
        }
        if (below != null) {
            step.figure("below", below).figure("under", Fraction.of(below).minus(reading));
        }
        return step;
    }

    private void discount(Part part) {
        if (charge.discountPercent().signum() == 0) {
            return;
        }
        Fraction from = part.amount;
        part.amount = from.percent(HUNDRED.subtract(charge.discountPercent()));
        part.explain.step(
                "discount",
                step -> step.figure("from", from)
                        .figure("percent", charge.discountPercent())
                        .figure("value", part.amount));
    }

    /** Takes what is above the rest of the maximum off the last lines first, so that the first ones use it up. */
    private void cap(List<Part> parts) {
        BigDecimal left = capLeft;
        BigDecimal maximum = charge.maximum();
        if (left == null || maximum == null) {
            return;
        }
        Fraction sum = Fraction.ZERO;
        for (Part part : parts) {
            sum = sum.plus(part.amount);
        }
        Fraction excess = sum.minus(left.max(BigDecimal.ZERO)).atLeastZero();
        for (Part part : parts.reversed()) {
            Fraction off = part.amount.atLeastZero().min(excess);
            if (off.signum() > 0) {
                Fraction from = part.amount;
                BigDecimal billed = maximum.subtract(left);
                Fraction room = from.minus(excess);
                Fraction others = Fraction.of(left.max(BigDecimal.ZERO)).minus(room);
                part.amount = from.minus(off);
                excess = excess.minus(off);
                part.explain.step(
                        "maximum",
                        step -> step.figure("from", from)
                                .figure("maximum", maximum)
                                .figureUnlessZero("billed", Fraction.of(billed))
                                .figureUnlessZero(
                                        "over", Fraction.of(left).negate().atLeastZero())
                                .figureUnlessZero("others", others)
                                .figure("left", room)
                                .figure("value", part.amount));
            }
        }
    }

    private void addMinimum(Meter meter) {
        BigDecimal minimum = charge.minimum();
        if (minimum == null) {
            return;
        }
        Fraction share = context.timeline().dayShare(context.timeline().part());
        Fraction least = charge.prorate()
                ? Fraction.of(minimum).times(share.numerator()).dividedBy(share.denominator())
                : Fraction.of(minimum);
        BigDecimal billed = lines.stream().map(DraftLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        Fraction missing = least.minus(billed);
        if (missing.signum() <= 0) {
            return;
        }
        Explanation explain = new Explanation(explained);
        explain.step("minimum", step -> {
            if (charge.prorate()) {
                step.figure("full", minimum).figure("part", share.numerator()).figure("whole", share.denominator());
            }
            step.figure("minimum", least).figure("billed", billed).figure("amount", missing);
        });
        DraftLine.Subject subject = new DraftLine.Subject(
                RatedLine.Kind.MINIMUM,
                charge.code(),
                meter.code(),
                charge.name() + ": minimum",
                Map.of(),
                BigDecimal.ONE,
                null,
                charge.taxCategory());
        lines.add(new DraftLine(subject, missing, context.scale(), context.mode(), explain));
    }
}
