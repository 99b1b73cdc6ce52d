package org.countinghouse.catalog.pricebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.rating.Reading;
import org.junit.jupiter.api.Test;

/** Figures of single models, parts and tariffs, worked out by hand. */
class WorkedPricesTest {
    private final List<Reading> readings = new ArrayList<>();

    private void use(String meter, String time, String quantity, Map<String, String> properties) {
        readings.add(new Reading(meter, Instant.parse(time), properties, new BigDecimal(quantity), BigDecimal.ONE));
    }

    private RatingResult rate(PriceSource source, PriceFilter filter, String month, String zone) {
        PriceBook book = Lists.read(source, filter);
        PlanDocument plan = book.plans().getFirst();
        LocalDate from = LocalDate.parse(month + "-01");
        var subscription = new RatingRequest.Subscription(null, null, ZoneId.of(zone), Map.of());
        return RatingEngine.rate(
                RatingRequest.ofReadings(
                        plan,
                        book.meters(),
                        subscription,
                        new RatingRequest.Period(Moment.of(from), Moment.of(from.plusMonths(1))),
                        readings),
                false);
    }

    private static BigDecimal exact(RatingResult result, String charge) {
        return result.lines().stream()
                .filter(line -> line.charge().equals(charge))
                .findFirst()
                .orElseThrow()
                .exact();
    }

    @Test
    void tokensOfOneModel() {
        Map<String, String> model = Map.of("model", "gpt-4o");
        use("input_tokens", "2025-10-02T10:00:00Z", "1234567", model);
        use("output_tokens", "2025-10-02T10:00:00Z", "89012", model);
        use("cache_read_tokens", "2025-10-02T10:00:00Z", "1000000", model);
        use("batch_output_tokens", "2025-10-02T10:00:00Z", "3", model);
        RatingResult result = rate(PriceSource.LITELLM, new PriceFilter("openai", null), "2025-10", "UTC");
        assertThat(exact(result, "input_tokens")).isEqualByComparingTo("3.0864175"); // 1,234,567 x 0.0000025
        assertThat(exact(result, "output_tokens")).isEqualByComparingTo("0.89012"); // 89,012 x 0.00001
        assertThat(exact(result, "cache_read_tokens")).isEqualByComparingTo("1.25"); // 1,000,000 x 0.00000125
        assertThat(exact(result, "batch_output_tokens")).isEqualByComparingTo("0.000015"); // 3 x 0.000005
        assertThat(result.total()).isEqualByComparingTo("5.23"); // 3.09 + 0.89 + 1.25 + 0.00
        assertThat(result.problems()).isEmpty();
    }

    /** All tokens of a request of more than 200,000 input tokens cost the higher price, those of the others do not. */
    @Test
    void longRequestsByTheirContext() {
        String model = "claude-4-sonnet-20250514";
        use("input_tokens", "2025-10-02T10:00:00Z", "150000", Map.of("model", model, "context", "up_to_200k"));
        use("input_tokens", "2025-10-02T11:00:00Z", "300000", Map.of("model", model, "context", "above_200k"));
        use("output_tokens", "2025-10-02T11:00:00Z", "1000", Map.of("model", model, "context", "above_200k"));
        use("input_tokens", "2025-10-02T12:00:00Z", "5", Map.of("model", model));
        RatingResult result = rate(PriceSource.LITELLM, new PriceFilter("anthropic", model), "2025-10", "UTC");
        assertThat(exact(result, "input_tokens"))
                .isEqualByComparingTo("2.25"); // 150,000 x 0.000003 + 300,000 x 0.000006
        assertThat(exact(result, "output_tokens")).isEqualByComparingTo("0.0225"); // 1,000 x 0.0000225
        // Without its context a request could be either: a problem, never the cheaper price in silence.
        assertThat(result.problems()).hasSize(1);
        assertThat(result.problems().getFirst().message()).contains("context=(none)");
    }

    /** A price of 0.000000159263611 has more decimals than a unit price may have: it is kept per thousand pixels. */
    @Test
    void pricesWithMoreThanTwelveDecimals() {
        String model = "high/1024-x-1024/gpt-image-1";
        use("input_pixels", "2025-10-02T10:00:00Z", "1048576", Map.of("model", model));
        RatingResult result = rate(PriceSource.LITELLM, new PriceFilter("openai", null), "2025-10", "UTC");
        // 1024 x 1024 x 159,263,611: 159,263,611,000,000 (a million times) + 7,736,389,167,936 (48,576 times), / 10^15
        assertThat(exact(result, "input_pixels_per_1000")).isEqualByComparingTo("0.167000000167936");
        assertThat(result.problems()).isEmpty();
    }

    /** Input of o3 cost 10 a million until 2025-06-09 (UTC) and 2 since. */
    @Test
    void datedPrices() {
        use("input_tokens", "2025-06-09T23:00:00Z", "500000", Map.of("model", "o3"));
        use("input_tokens", "2025-06-10T00:00:00Z", "500000", Map.of("model", "o3"));
        RatingResult result = rate(PriceSource.GENAI, new PriceFilter("openai", "o3"), "2025-06", "UTC");
        assertThat(exact(result, "input_tokens")).isEqualByComparingTo("6"); // 0.5 x 10 + 0.5 x 2
    }

    /** The long context of Opus 4.6 cost more until 2026-03-12; then every context costs the same. */
    @Test
    void datedAndTieredPrices() {
        Map<String, String> usage = Map.of("model", "claude-opus-4-6", "context", "above_200k");
        use("output_tokens", "2026-03-12T10:00:00Z", "1000000", usage);
        use("output_tokens", "2026-03-13T10:00:00Z", "1000000", usage);
        use("output_tokens", "2026-03-13T11:00:00Z", "1000000", Map.of("model", "claude-opus-4-6"));
        RatingResult result = rate(PriceSource.GENAI, new PriceFilter("anthropic", null), "2026-03", "UTC");
        assertThat(exact(result, "output_tokens")).isEqualByComparingTo("87.5"); // 37.5 + 25 + 25
        assertThat(result.problems()).isEmpty();
    }

    /** DeepSeek: 0.27 a million from 00:30 to 16:30 UTC, 0.135 at other times, whatever the customer's zone. */
    @Test
    void pricesByTimeOfDay() {
        Map<String, String> model = Map.of("model", "deepseek-chat");
        use("input_tokens", "2025-10-02T00:29:00Z", "1000000", model);
        use("input_tokens", "2025-10-02T00:30:00Z", "1000000", model);
        use("input_tokens", "2025-10-02T16:29:00Z", "1000000", model);
        use("input_tokens", "2025-10-02T16:30:00Z", "1000000", model);
        RatingResult result = rate(PriceSource.GENAI, new PriceFilter("deepseek", null), "2025-10", "Asia/Tokyo");
        assertThat(exact(result, "input_tokens_deepseek-chat")).isEqualByComparingTo("0.81"); // 2 x 0.27 + 2 x 0.135
        assertThat(exact(result, "input_tokens_deepseek-reasoner")).isZero();
        assertThat(result.problems()).isEmpty();
    }

    /** 12,345 emails are 12.345 thousands; three are free, 9.345 cost 0.085 each: 0.794325. */
    @Test
    void oracleBlocksWithAFreePart() {
        use("emails_sent", "2025-10-02T10:00:00Z", "12345", Map.of("part_number", "B88523"));
        RatingResult result = rate(PriceSource.ORACLE, new PriceFilter(null, "B88523"), "2025-10", "UTC");
        assertThat(exact(result, "B88523")).isEqualByComparingTo("0.794325");
        assertThat(result.total()).isEqualByComparingTo("0.79");
    }

    /** 100 x 200 + 200 x 150 + 200 x 100 + 20 x 50 = 71,000. */
    @Test
    void oracleRanges() {
        use("target_database_per_month", "2025-10-02T10:00:00Z", "520", Map.of("part_number", "B92733"));
        RatingResult result = rate(PriceSource.ORACLE, new PriceFilter(null, "B92733"), "2025-10", "UTC");
        assertThat(exact(result, "B92733")).isEqualByComparingTo("71000");
    }

    /** The list gives the ranges of this part out of order: 1 x 640 + 2 x 640 + 97 x 172 + 10 x 32 = 18,924. */
    @Test
    void oracleRangesInAnyOrder() {
        use("5_000_assets_per_month", "2025-10-02T10:00:00Z", "110", Map.of("part_number", "B91210"));
        RatingResult result = rate(PriceSource.ORACLE, new PriceFilter(null, "B91210"), "2025-10", "UTC");
        assertThat(exact(result, "B91210")).isEqualByComparingTo("18924");
    }

    /**
     * Ontario in winter, Toronto time (UTC-5): on-peak 07-11 and 17-19, mid-peak 11-17, off-peak else and at weekends.
     * Wednesday 2026-01-14 08:00 2 kWh at 0.203, 12:00 3 at 0.122, 20:00 4 at 0.087; Saturday 08:00 5 at 0.087: 0.406
     * + 0.366 + 0.348 + 0.435 = 1.555.
     */
    @Test
    void energyByTimeOfUse() {
        use("energy_kwh", "2026-01-14T13:00:00Z", "2", Map.of());
        use("energy_kwh", "2026-01-14T17:00:00Z", "3", Map.of());
        use("energy_kwh", "2026-01-15T01:00:00Z", "4", Map.of());
        use("energy_kwh", "2026-01-17T13:00:00Z", "5", Map.of());
        RatingResult result = rate(
                PriceSource.ENERGY,
                new PriceFilter(null, "ca-on-ontario-oeb-rpp-time-of-use-winter"),
                "2026-01",
                "America/Toronto");
        assertThat(exact(result, "energy")).isEqualByComparingTo("1.555");
        assertThat(result.total()).isEqualByComparingTo("1.56");
        assertThat(result.problems()).isEmpty();
    }

    /** 100 kWh x 0.07527 = 7.527; 31 days x 0.50099 = 15.53069: 7.53 + 15.53 = 23.06. */
    @Test
    void energyWithADailySupplyCharge() {
        use("energy_kwh", "2026-01-14T13:00:00Z", "100", Map.of());
        use("supply_days", "2026-01-14T13:00:00Z", "31", Map.of());
        RatingResult result = rate(
                PriceSource.ENERGY,
                new PriceFilter(null, "us-al-alabama-power-co-family-dwelling-service-demand-option"),
                "2026-01",
                "America/Chicago");
        assertThat(exact(result, "energy")).isEqualByComparingTo("7.527");
        assertThat(exact(result, "supply")).isEqualByComparingTo("15.53069");
        assertThat(result.total()).isEqualByComparingTo("23.06");
    }
}
