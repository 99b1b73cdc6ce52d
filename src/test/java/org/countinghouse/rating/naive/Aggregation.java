package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** How a meter makes one number of many events; section 2 of the contract. */
record Aggregation(JsonNode meter, String name, Situation situation) {
    static Aggregation of(JsonNode meter, Situation situation) {
        return new Aggregation(meter, meter.path("aggregation").asText(), situation);
    }

    boolean additive() {
        return name.equals("sum") || name.equals("count");
    }

    /**
     * The aggregate of one stretch of time, divided and rounded as the meter says.
     *
     * @param uses in the order of time; those before the stretch set the level it starts with
     */
    Fraction value(List<Use> uses, Instant from, Instant to) {
        return rounded(unrounded(uses, from, to));
    }

    Fraction unrounded(List<Use> uses, Instant from, Instant to) {
        return uses.isEmpty() ? Fraction.ZERO : divided(plain(starting(uses, from), from, to));
    }

    Fraction rounded(Fraction value) {
        JsonNode rounding = meter.path("rounding");
        return rounding.isObject()
                ? value.rounded(
                        rounding.path("mode").asText(), rounding.path("scale").asInt(0))
                : value;
    }

    /** Sums and counts go on from all that was earlier, the others from the last value. */
    private List<Use> starting(List<Use> uses, Instant from) {
        List<Use> earlier =
                uses.stream().filter(use -> use.time().isBefore(from)).toList();
        return additive() || earlier.isEmpty() ? uses : uses.subList(earlier.size() - 1, uses.size());
    }

    Fraction divided(Fraction value) {
        JsonNode divisor = meter.path("quantity").path("divide_by");
        return divisor.isMissingNode() || divisor.isNull() ? value : value.over(Fraction.of(divisor.asText()));
    }

    private Fraction plain(List<Use> uses, Instant from, Instant to) {
        List<Fraction> values = uses.stream().map(Use::value).toList();
        return switch (name) {
            case "sum" -> Fraction.sum(uses, Use::value);
            case "count" -> Fraction.sum(uses, Use::count);
            case "max" -> values.stream().reduce(Fraction::larger).orElseThrow();
            case "min" -> values.stream().reduce(Fraction::smaller).orElseThrow();
            case "latest" -> values.getLast();
            case "average" -> Fraction.sum(values, value -> value).over(Fraction.of(values.size()));
            case "unique_count" ->
                Fraction.of(
                        uses.stream().map(Use::text).collect(Collectors.toSet()).size());
            case "percentile" -> percentile(values);
            case "weighted_sum" -> weighted(uses, from, to);
            default -> throw new Refusal("unknown aggregation " + name);
        };
    }

    /** Nearest rank: the smallest sample that at least so many percent of all samples do not exceed. */
    private Fraction percentile(List<Fraction> values) {
        Fraction percent = Fraction.of(meter.path("percentile").asText()).percent();
        int rank =
                percent.times(Fraction.of(values.size())).ceiling().numerator().intValueExact();
        return values.stream().sorted().toList().get(Math.max(rank, 1) - 1);
    }

    private Fraction weighted(List<Use> uses, Instant from, Instant to) {
        Fraction sum = Fraction.ZERO;
        for (int index = 0; index < uses.size(); index++) {
            Use use = uses.get(index);
            Instant until = index + 1 < uses.size() ? uses.get(index + 1).time() : to;
            Instant since = use.time().isBefore(from) ? from : use.time();
            sum = sum.plus(use.value().times(Situation.seconds(since, until)));
        }
        return sum.over(Situation.seconds(situation.from(), situation.to()));
    }
}
