package org.countinghouse.desktop.usage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;
import org.countinghouse.insight.Granularity;
import org.countinghouse.insight.Grouping;
import org.countinghouse.insight.TimeRange;
import org.countinghouse.insight.UsageScope;
import org.jspecify.annotations.Nullable;

/**
 * All that a person has chosen on the usage screen, and the same as the arguments of a place, so that it can be saved,
 * linked to and come back to.
 *
 * @param meter code of a meter; empty for whichever is chosen
 * @param granularity null for the one that suits the range
 * @param customerName name of the customer that usage is narrowed down to, as far as it is known
 */
public record AskedUsage(
        String meter,
        RangeChoice range,
        @Nullable Granularity granularity,
        Grouping grouping,
        UsageScope scope,
        String customerName,
        boolean compare) {
    /** What a person begins with. */
    public static final AskedUsage BEGINNING =
            new AskedUsage("", new RangeChoice.Latest(), null, new Grouping.None(), UsageScope.ALL, "", false);

    private static final String PROPERTY = "property.";
    private static final String DIMENSION = "dimension.";

    /** Everything that is chosen; {@link #of} reads it back. */
    public Map<String, String> arguments() {
        var arguments = new TreeMap<String, String>();
        if (!meter.isEmpty()) {
            arguments.put("meter", meter);
        }
        arguments.put("range", text(range));
        if (granularity != null) {
            arguments.put("step", granularity.name());
        }
        switch (grouping) {
            case Grouping.None _ -> {}
            case Grouping.ByCustomer _ -> arguments.put("group", "customer");
            case Grouping.ByDimension(String name) -> arguments.put("group", DIMENSION + name);
        }
        if (scope.customer() != null) {
            arguments.put("customer", Long.toString(scope.customer()));
            arguments.put("customerName", customerName);
        }
        scope.properties().forEach((name, value) -> arguments.put(PROPERTY + name, value));
        if (compare) {
            arguments.put("compare", "true");
        }
        return arguments;
    }

    /**
     * Reads a place's arguments. With a range they say everything; without one they only change what they name.
     *
     * @param before what was chosen before
     */
    public static AskedUsage of(Map<String, String> arguments, AskedUsage before) {
        AskedUsage base = arguments.containsKey("range") ? BEGINNING : before;
        return new AskedUsage(
                arguments.getOrDefault("meter", before.meter()),
                range(arguments, base.range()),
                arguments.containsKey("step") ? step(arguments.get("step")) : base.granularity(),
                grouping(arguments.get("group"), base.grouping()),
                scope(arguments, base.scope()),
                arguments.containsKey("customer") ? arguments.getOrDefault("customerName", "") : base.customerName(),
                arguments.containsKey("compare") || base.compare());
    }

    private static String text(RangeChoice range) {
        return switch (range) {
            case RangeChoice.Latest _ -> "latest";
            case RangeChoice.LastDay _ -> "day";
            case RangeChoice.Month(YearMonth month) -> month.toString();
            case RangeChoice.Custom(TimeRange(Instant from, Instant to)) -> from + "/" + to;
        };
    }

    private static RangeChoice range(Map<String, String> arguments, RangeChoice otherwise) {
        String text = arguments.getOrDefault("range", arguments.getOrDefault("period", ""));
        try {
            return switch (text) {
                case "" -> otherwise;
                case "latest" -> new RangeChoice.Latest();
                case "day" -> new RangeChoice.LastDay();
                default -> {
                    int middle = text.indexOf('/');
                    yield middle < 0
                            ? new RangeChoice.Month(YearMonth.parse(text))
                            : new RangeChoice.Custom(new TimeRange(
                                    Instant.parse(text.substring(0, middle)),
                                    Instant.parse(text.substring(middle + 1))));
                }
            };
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            return otherwise;
        }
    }

    private static @Nullable Granularity step(@Nullable String name) {
        for (Granularity granularity : Granularity.values()) {
            if (granularity.name().equals(name)) {
                return granularity;
            }
        }
        return null;
    }

    /** A bare name is a dimension too; only one that is called customer needs the long form. */
    private static Grouping grouping(@Nullable String text, Grouping otherwise) {
        if (text == null) {
            return otherwise;
        }
        return text.equals("customer")
                ? new Grouping.ByCustomer()
                : new Grouping.ByDimension(text.startsWith(DIMENSION) ? text.substring(DIMENSION.length()) : text);
    }

    /** A customer that is named replaces every other condition. */
    private static UsageScope scope(Map<String, String> arguments, UsageScope otherwise) {
        var scope = arguments.containsKey("customer") ? UsageScope.ALL : otherwise;
        String customer = arguments.get("customer");
        if (customer != null && customer.matches("\\d{1,18}")) {
            scope = scope.withCustomer(Long.valueOf(customer));
        }
        for (var argument : arguments.entrySet()) {
            if (argument.getKey().startsWith(PROPERTY)) {
                scope = scope.withProperty(argument.getKey().substring(PROPERTY.length()), argument.getValue());
            }
        }
        return scope;
    }
}
