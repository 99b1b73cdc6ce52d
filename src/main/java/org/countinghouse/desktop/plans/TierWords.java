package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.catalog.PriceModel.Tier;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.plans.PriceTable.Heading;

/** Tiers and bands as tables. */
final class TierWords {
    private static final int MINUTES = 60;

    private final Texts texts;
    private final Amounts amounts;
    private final PricedUnit unit;

    TierWords(Texts texts, Amounts amounts, PricedUnit unit) {
        this.texts = texts;
        this.amounts = amounts;
        this.unit = unit;
    }

    /** Columns above, up to, unit price; the price of a million and the flat amount only where they say something. */
    PriceTable money(List<Tier> tiers) {
        boolean tiny = Amounts.areTiny(tiers.stream().map(Tier::unitAmount).toList());
        boolean flat = tiers.stream().anyMatch(tier -> tier.flatAmount().signum() != 0);
        var headings = bounds();
        headings.add(Heading.number(unit.heading()));
        if (tiny) {
            headings.add(Heading.number(texts.get("plans.per.million")));
        }
        if (flat) {
            headings.add(Heading.number(texts.get("plans.tier.flat")));
        }
        var rows = new ArrayList<List<String>>();
        for (int index = 0; index < tiers.size(); index++) {
            Tier tier = tiers.get(index);
            List<String> row = bounds(tiers, index);
            row.add(amounts.of(tier.unitAmount()));
            if (tiny) {
                row.add(amounts.ofMillion(tier.unitAmount()));
            }
            if (flat) {
                row.add(orDash(tier.flatAmount()));
            }
            rows.add(row);
        }
        return new PriceTable(headings, rows);
    }

    /** Columns above, up to, percent, flat amount. */
    PriceTable percent(List<Tier> tiers) {
        var headings = bounds();
        headings.add(Heading.number(texts.get("plans.tier.rate")));
        headings.add(Heading.number(texts.get("plans.tier.flat")));
        var rows = new ArrayList<List<String>>();
        for (int index = 0; index < tiers.size(); index++) {
            List<String> row = bounds(tiers, index);
            row.add(amounts.percent(tiers.get(index).unitAmount()));
            row.add(orDash(tiers.get(index).flatAmount()));
            rows.add(row);
        }
        return new PriceTable(headings, rows);
    }

    private String orDash(BigDecimal flat) {
        return flat.signum() == 0 ? "–" : amounts.of(flat);
    }

    private List<Heading> bounds() {
        return new ArrayList<>(
                List.of(Heading.number(texts.get("plans.tier.above")), Heading.number(texts.get("plans.tier.to"))));
    }

    /** A bound is inclusive, so the next tier begins above it. */
    private List<String> bounds(List<Tier> tiers, int index) {
        BigDecimal before = index == 0 ? null : tiers.get(index - 1).upTo();
        BigDecimal bound = tiers.get(index).upTo();
        var row = new ArrayList<String>();
        row.add(before == null ? "0" : amounts.number(before));
        row.add(bound == null ? "∞" : amounts.number(bound));
        return row;
    }

    /** Columns band, days, from, to, unit price. */
    PriceTable bands(List<PriceModel.TimeOfUse.Band> bands) {
        var headings = List.of(
                Heading.words(texts.get("plans.band")),
                Heading.words(texts.get("plans.band.days")),
                Heading.number(texts.get("plans.band.from")),
                Heading.number(texts.get("plans.band.to")),
                Heading.number(unit.heading()));
        var rows = bands.stream()
                .map(band -> List.of(
                        band.code(),
                        days(band),
                        clock(band.fromMinute()),
                        clock(band.toMinute()),
                        amounts.of(band.unitAmount())))
                .toList();
        return new PriceTable(headings, rows);
    }

    private String days(PriceModel.TimeOfUse.Band band) {
        if (band.days().size() == DayOfWeek.values().length) {
            return texts.get("plans.band.daily");
        }
        return Arrays.stream(DayOfWeek.values())
                .filter(band.days()::contains)
                .map(day -> day.getDisplayName(TextStyle.SHORT, texts.locale()))
                .collect(Collectors.joining(", "));
    }

    private static String clock(int minute) {
        return "%02d:%02d".formatted(minute / MINUTES, minute % MINUTES);
    }
}
