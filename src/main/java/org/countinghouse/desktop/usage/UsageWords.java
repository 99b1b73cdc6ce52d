package org.countinghouse.desktop.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.countinghouse.catalog.Meter;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.insight.Granularity;
import org.countinghouse.insight.Grouping;
import org.countinghouse.insight.UsageQuestion;
import org.countinghouse.insight.UsageSeries;

/** How the usage screen puts things. */
record UsageWords(Texts texts, Formats formats) {
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final int SMALL_DIGITS = 4;

    /** A line's name in legend, table and file. */
    String line(UsageSeries.Line line) {
        return switch (line.kind()) {
            case TOTAL -> texts.get("usage.total");
            case VALUE -> line.label();
            case MISSING -> texts.get("usage.missing");
            case OTHER -> texts.get("usage.other", line.label());
        };
    }

    String grouping(Grouping grouping) {
        return switch (grouping) {
            case Grouping.None _ -> texts.get("usage.group.none");
            case Grouping.ByCustomer _ -> texts.get("usage.group.customer");
            case Grouping.ByDimension(String name) -> name;
        };
    }

    /** What a property is called; the name of the customer's own one is empty. */
    String property(String name) {
        return name.isEmpty() ? texts.get("usage.group.customer") : name;
    }

    String granularity(Granularity granularity) {
        return texts.get("usage.granularity." + granularity.name());
    }

    /** What the one number over everything is: a total, or the highest, or a mean. */
    String whole(Meter meter) {
        return texts.get("usage.whole." + meter.aggregation().name());
    }

    /** A quantity in full. */
    String number(BigDecimal quantity) {
        return formats.number(quantity);
    }

    /** A quantity rounded for a headline: no decimals from a thousand on, below one the first digits that count. */
    String rounded(BigDecimal quantity) {
        BigDecimal size = quantity.abs();
        int scale = size.compareTo(THOUSAND) >= 0
                ? 0
                : size.compareTo(BigDecimal.ONE) >= 0 ? 2 : Math.max(2, size.scale() - size.precision() + SMALL_DIGITS);
        return formats.number(quantity.scale() <= scale ? quantity : quantity.setScale(scale, RoundingMode.HALF_UP));
    }

    String withUnit(String number, Meter meter) {
        String unit = meter.unit();
        return unit == null || unit.isEmpty() ? number : texts.get("usage.quantity", number, unit);
    }

    TimeLabels times(UsageQuestion question) {
        return new TimeLabels(question.granularity(), question.zone(), formats.locale());
    }

    /** The range and its zone. */
    String range(UsageQuestion question) {
        String range =
                times(question).range(question.range().from(), question.range().to());
        return texts.get("usage.range.zone", range, zone(question));
    }

    private String zone(UsageQuestion question) {
        if (question.zone().normalized().equals(java.time.ZoneOffset.UTC)) {
            return "UTC";
        }
        return java.time.format.DateTimeFormatter.ofPattern("zzz", formats.locale())
                .format(question.range().from().atZone(question.zone()));
    }

    /** A bucket by its beginning alone. */
    String moment(UsageSeries series, int bucket) {
        return times(series.question()).moment(series.starts().get(bucket));
    }

    String bucket(UsageSeries series, int bucket) {
        return times(series.question()).bucket(series.starts().get(bucket), series.end(bucket));
    }
}
