package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Fraction;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What pricing one line costs: the engine's graduated price with three tiers, from the quantity to the amount rounded to
 * the currency, against the same tiers written by hand in scaled long arithmetic with overflow checks, and in
 * BigDecimal.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TierBenchmark {
    private static final int QUANTITIES = 1_000;

    // Prices are data to the engine, so they are data to both yardsticks: fields, no constants that a compiler folds in.
    private final List<PriceModel.Tier> tiers;
    private final long[] bounds;

    /** In thousandths. */
    private final long[] units;

    /** One hundredth. */
    private long roundTo = 10;
    private final long[] longs = new long[QUANTITIES];
    private final BigDecimal[] decimals = new BigDecimal[QUANTITIES];
    private final PricedUsage[] usages = new PricedUsage[QUANTITIES];
    private final Price price;
    private final PricingContext context;
    private final Explanation silent = new Explanation(false);

    public TierBenchmark() {
        var plan = PlanJson.read(Rated.json("""
                {'code':'p','currency':'USD','charges':[{'code':'c','meter':'m','price':{'model':'graduated',
                  'tiers':[{'up_to':'1000','unit_amount':'0.01'},{'up_to':'10000','unit_amount':'0.005'},{'up_to':null,'unit_amount':'0.001'}]}}]}"""));
        price = plan.charges().getFirst().price();
        tiers = new ArrayList<>(((PriceModel.Graduated) price.model()).tiers());
        bounds = tiers.stream()
                .mapToLong(tier -> tier.upTo() == null ? Long.MAX_VALUE : tier.upTo().longValueExact())
                .toArray();
        units = tiers.stream()
                .mapToLong(tier -> tier.unitAmount().movePointRight(3).longValueExact())
                .toArray();
        var meter = Meter.of("m", Aggregation.SUM, null, null);
        var request = RatingRequest.ofReadings(
                plan,
                List.of(meter),
                RatingRequest.Subscription.ALWAYS,
                RatingJson.readRequest(
                                Rated.json(
                                        "{'plan':{'code':'p','currency':'USD'},'period':{'from':'2026-10-01','to':'2026-11-01'}}"))
                        .period(),
                List.of());
        var problems = new Problems();
        var timeline = Timeline.of(request);
        context = new PricingContext(
                request,
                timeline,
                new UsageBook(request, timeline, problems),
                problems,
                plan.charges().getFirst(),
                "$");
        var random = new Random(7);
        var conversion = new Conversion(meter, null, BigDecimal.ONE);
        for (int index = 0; index < QUANTITIES; index++) {
            longs[index] = random.nextLong(1, 30_000);
            decimals[index] = BigDecimal.valueOf(longs[index]);
            usages[index] = new PricedUsage(
                    conversion,
                    Fraction.of(decimals[index]),
                    Fraction.ZERO,
                    List.of(),
                    Instant.EPOCH,
                    Instant.MAX,
                    false);
        }
    }

    @Benchmark
    @OperationsPerInvocation(QUANTITIES)
    public void engine(Blackhole hole) {
        for (PricedUsage usage : usages) {
            hole.consume(engine(usage));
        }
    }

    private BigDecimal engine(PricedUsage usage) {
        return Pricing.price(price, usage, context, silent).amount().round(2, RoundingMode.HALF_UP);
    }

    @Benchmark
    @OperationsPerInvocation(QUANTITIES)
    public void scaledLong(Blackhole hole) {
        for (long quantity : longs) {
            hole.consume(scaledLong(quantity));
        }
    }

    /** In thousandths; rounded half up to hundredths. */
    private long scaledLong(long quantity) {
        long amount = 0;
        long below = 0;
        for (int tier = 0; tier < bounds.length && quantity > below; tier++) {
            long part = Math.subtractExact(Math.min(quantity, bounds[tier]), below);
            amount = Math.addExact(amount, Math.multiplyExact(part, units[tier]));
            below = bounds[tier];
        }
        return Math.addExact(amount, roundTo / 2) / roundTo;
    }

    /** The same with the types that the engine has at its doors. */
    @Benchmark
    @OperationsPerInvocation(QUANTITIES)
    public void scaledLongOfDecimals(Blackhole hole) {
        for (BigDecimal quantity : decimals) {
            hole.consume(BigDecimal.valueOf(scaledLong(quantity.longValueExact()), 2));
        }
    }

    @Benchmark
    @OperationsPerInvocation(QUANTITIES)
    public void bigDecimal(Blackhole hole) {
        for (BigDecimal quantity : decimals) {
            hole.consume(bigDecimal(quantity));
        }
    }

    private BigDecimal bigDecimal(BigDecimal quantity) {
        BigDecimal amount = BigDecimal.ZERO;
        BigDecimal below = BigDecimal.ZERO;
        for (PriceModel.Tier tier : tiers) {
            BigDecimal bound = tier.upTo();
            BigDecimal part = (bound == null ? quantity : quantity.min(bound)).subtract(below);
            amount = amount.add(part.multiply(tier.unitAmount()));
            if (bound == null || quantity.compareTo(bound) <= 0) {
                break;
            }
            below = bound;
        }
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    @Test
    void allThreeAgreeAndTheEngineKeepsItsRatios() throws RunnerException {
        for (int index = 0; index < QUANTITIES; index++) {
            BigDecimal expected = bigDecimal(decimals[index]);
            assertThat(engine(usages[index])).isEqualByComparingTo(expected);
            assertThat(BigDecimal.valueOf(scaledLong(longs[index]), 2)).isEqualByComparingTo(expected);
        }
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(TierBenchmark.class.getName() + "\\.")
                        .forks(1)
                        .warmupIterations(4)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
                        .build())
                .run();
        double engine = score(results, "engine");
        double scaled = score(results, "scaledLong");
        double converted = score(results, "scaledLongOfDecimals");
        double decimal = score(results, "bigDecimal");
        System.out.printf(
                Locale.ROOT,
                "graduated line: engine %.1f ns; scaled long by hand %.1f ns (%.2f times), from and to"
                        + " BigDecimal %.1f ns (%.2f times); BigDecimal by hand %.1f ns"
                        + " (%.2f of it)%n",
                engine,
                scaled,
                engine / scaled,
                converted,
                engine / converted,
                decimal,
                engine / decimal);
    }

    private static double score(Collection<RunResult> results, String name) {
        return results.stream()
                .filter(result -> result.getPrimaryResult().getLabel().equals(name))
                .findFirst()
                .orElseThrow()
                .getPrimaryResult()
                .getScore();
    }
}
