package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Usage that arrives after its period's invoice is final (pricing.md, section 4): the closed period is rated again with
 * it, and the next open invoice bills the difference in lines that name the period. The final invoice stays as it is.
 */
public final class LateUsage {
    private LateUsage() {}

    /** How the difference is written down; the lines add up to the same. */
    public enum Form {
        /** One line a charge and group: after less before. */
        DELTA,
        /** What was billed is taken back and billed anew, so that sums by period of use stay right. */
        PERIOD_PRESERVING
    }

    /** What identifies a line of a period: its kind, charge and group. */
    private record Key(RatedLine.Kind kind, String charge, String name, Map<String, @Nullable String> group) {
        static Key of(RatedLine line) {
            return new Key(line.kind(), line.charge(), line.name(), line.group());
        }
    }

    /**
     * The lines for the next open invoice.
     *
     * @param billed the lines of the final invoice, or of the newest rating of the period whose difference was billed since
     * @param rated the same period rated again with all usage that is there now
     * @return empty when nothing changed
     */
    public static List<RatedLine> adjustments(
            List<RatedLine> billed, RatingResult rated, RatingRequest.Period period, Form form) {
        Map<Key, List<RatedLine>> before = byKey(billed);
        Map<Key, List<RatedLine>> after = byKey(rated.lines());
        int scale = rated.currency().getDecimalPlaces();
        List<RatedLine> lines = new ArrayList<>();
        Map<Key, List<RatedLine>> all = new LinkedHashMap<>(after);
        before.forEach(all::putIfAbsent);
        for (Map.Entry<Key, List<RatedLine>> entry : all.entrySet()) {
            BigDecimal was = sum(before.getOrDefault(entry.getKey(), List.of()), scale);
            BigDecimal is = sum(after.getOrDefault(entry.getKey(), List.of()), scale);
            if (is.compareTo(was) != 0) {
                RatedLine pattern = entry.getValue().getFirst();
                Rating old = new Rating(quantity(before.getOrDefault(entry.getKey(), List.of())), was);
                Rating anew = new Rating(quantity(after.getOrDefault(entry.getKey(), List.of())), is);
                Rating none = new Rating(BigDecimal.ZERO, BigDecimal.ZERO.setScale(scale));
                lines.addAll(
                        form == Form.DELTA
                                ? List.of(line(pattern, "late usage", old, anew, period))
                                : List.of(
                                        line(pattern, "taken back", old, none, period),
                                        line(pattern, "with late usage", none, anew, period)));
            }
        }
        return lines;
    }

    private static Map<Key, List<RatedLine>> byKey(List<RatedLine> lines) {
        Map<Key, List<RatedLine>> found = new LinkedHashMap<>();
        lines.forEach(line ->
                found.computeIfAbsent(Key.of(line), _ -> new ArrayList<>()).add(line));
        return found;
    }

    private static BigDecimal sum(List<RatedLine> lines, int scale) {
        return lines.stream()
                .map(RatedLine::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(scale);
    }

    private static BigDecimal quantity(List<RatedLine> lines) {
        return lines.stream().map(RatedLine::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What the lines of one kind, charge and group come to. */
    private record Rating(BigDecimal quantity, BigDecimal amount) {}

    private static RatedLine line(
            RatedLine pattern, String what, Rating before, Rating after, RatingRequest.Period period) {
        BigDecimal quantity = after.quantity().subtract(before.quantity());
        BigDecimal amount = after.amount().subtract(before.amount());
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        figures.put("quantity_before", before.quantity());
        figures.put("quantity_after", after.quantity());
        figures.put("before", before.amount());
        figures.put("after", after.amount());
        figures.put("amount", amount);
        String dates = period.from() + " to " + period.to();
        return new RatedLine(
                RatedLine.Kind.ADJUSTMENT,
                pattern.charge(),
                pattern.meter(),
                pattern.name() + ": " + what + ", " + dates,
                pattern.group(),
                quantity,
                pattern.unit(),
                amount,
                amount,
                BigDecimal.ZERO.setScale(amount.scale()),
                BigDecimal.ZERO.setScale(amount.scale()),
                amount,
                pattern.taxCategory(),
                List.of(new ExplanationStep(
                        SettledCheck.LATE_USAGE,
                        "the period " + dates + " rated again",
                        Map.of(),
                        figures,
                        List.of())));
    }
}
