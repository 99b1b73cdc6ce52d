package org.countinghouse.catalog.pricebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the formats allow and the four published lists happen not to have. */
class MadeUpListTest {
    private static PriceBook genai(String prices) {
        return Lists.read(PriceSource.GENAI, "[{\"id\":\"p\",\"models\":[{\"id\":\"m\",\"prices\":" + prices + "}]}]");
    }

    private static PriceBook energy(String tariff) {
        return Lists.read(
                PriceSource.ENERGY,
                "{\"meta\":{\"id\":\"t\",\"currency\":\"EUR\",\"timezone\":\"Europe/Berlin\"},\"tariff\":" + tariff
                        + "}");
    }

    private static PriceBook oracle(String prices) {
        return Lists.read(PriceSource.ORACLE, """
                {"items":[{"partNumber":"B1","metricName":"Each","serviceCategory":"C","currencyCodeLocalizations":
                [{"currencyCode":"EUR","prices":%s}]}]}""".formatted(prices));
    }

    private static PriceModel model(PriceBook book) {
        return book.plans().getFirst().charges().getFirst().price().model();
    }

    private static Reason onlyReason(PriceBook book) {
        assertThat(book.plans()).isEmpty();
        return book.report().leftOut().getFirst().reason();
    }

    @Test
    void severalThresholds() {
        PriceBook book = genai(
                "{\"input_mtok\":{\"base\":1,\"tiers\":[{\"start\":128000,\"price\":2},{\"start\":512001,\"price\":3}]}}");
        assertThat(((PriceModel.Matrix) model(book)).rows())
                .extracting(
                        row -> row.match().get("context"),
                        row -> row.unitAmount().intValue())
                .containsExactly(tuple("up_to_128k", 1), tuple("above_128k", 2), tuple("above_512001", 3));
    }

    @Test
    void tierWithoutStartLeavesTheWholePriceOut() {
        PriceBook book = genai("{\"input_mtok\":{\"base\":1,\"tiers\":[{\"price\":2}]},\"output_mtok\":4}");
        assertThat(book.report().taken()).extracting(PriceReport.Taken::field).containsExactly("prices.output_mtok");
        assertThat(book.report().leftOut())
                .extracting(PriceReport.LeftOut::field, PriceReport.LeftOut::reason)
                .containsExactly(tuple("prices.input_mtok.tiers[0].price", Reason.CONDITION));
    }

    /** Later prices take precedence, as the list's own schema has it. */
    @Test
    void priceThatNeverHolds() {
        PriceBook book = genai("[{\"prices\":{\"input_mtok\":1}},{\"prices\":{\"input_mtok\":2}}]");
        assertThat(((PriceModel.Matrix) model(book)).rows().getFirst().unitAmount())
                .isEqualTo("2");
        assertThat(book.report().leftOut())
                .extracting(PriceReport.LeftOut::field, PriceReport.LeftOut::reason)
                .containsExactly(tuple("prices[0].prices.input_mtok", Reason.NEVER_IN_FORCE));
    }

    /** Before the first start date holds the first price, whatever its own condition. */
    @Test
    void firstPriceWithADate() {
        PriceBook book = genai("""
                [{"constraint":{"start_date":"2026-02-01"},"prices":{"input_mtok":1}},
                 {"constraint":{"start_date":"2026-03-01"},"prices":{"input_mtok":2}}]""");
        Price price = book.plans().getFirst().charges().getFirst().price();
        assertThat(((PriceModel.Matrix) price.model()).rows().getFirst().unitAmount())
                .isEqualTo("1");
        assertThat(price.versions())
                .extracting(version -> version.from().toString())
                .containsExactly("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'region':'eu'}",
                "{'start_date':'soon'}",
                "{'start_time':'22:00:00Z','end_time':'06:00:00Z'}",
                "{'start_time':'06:00:30Z','end_time':'07:00:00Z'}",
                "{'start_time':'06:00:00Z','end_time':'07:00:00+01:00'}",
            })
    void conditionThatNobodyKnows(String constraint) {
        PriceBook book = genai("[{\"prices\":{\"input_mtok\":1}},{\"constraint\":" + constraint.replace('\'', '"')
                + ",\"prices\":{\"input_mtok\":2}}]");
        assertThat(onlyReason(book)).isEqualTo(Reason.CONDITION);
        assertThat(book.report().leftOut().getFirst().field()).isEqualTo("prices[1].constraint");
    }

    @Test
    void priceByTimeOfDayAndByLengthOfTheRequest() {
        PriceBook book = genai("""
                [{"prices":{"input_mtok":{"base":1,"tiers":[{"start":5,"price":2}]}}},
                 {"constraint":{"start_time":"06:00:00Z","end_time":"07:00:00Z"},"prices":{"input_mtok":2}}]""");
        assertThat(onlyReason(book)).isEqualTo(Reason.CONDITION);
    }

    @Test
    void unknownPricesAreNamed() {
        assertThat(genai("{\"web_search_kcount\":1}").report().leftOutByReason())
                .containsKey("unknown_price");
        PriceBook litellm = Lists.read(
                PriceSource.LITELLM, "{\"m\":{\"litellm_provider\":\"p\",\"code_interpreter_cost_per_session\":0.03}}");
        assertThat(onlyReason(litellm)).isEqualTo(Reason.UNKNOWN_PRICE);
    }

    @Test
    void twoPricesForOneThing() {
        PriceBook book = Lists.read(
                PriceSource.LITELLM,
                "{\"m\":{\"litellm_provider\":\"p\",\"input_cost_per_token_cache_hit\":1,\"cache_read_input_token_cost\":2}}");
        assertThat(book.report().leftOut())
                .extracting(PriceReport.LeftOut::reason)
                .containsExactly(Reason.CONTRADICTION, Reason.CONTRADICTION);
        assertThat(book.report().taken()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'value':1,'model':'ANNUAL_COMMIT'}]                                        | OTHER_TERMS",
                "[]                                                                           | NO_PRICE",
                "[{'value':1},{'value':2}]                                                    | BROKEN_RANGES",
                "[{'value':1,'rangeMin':1,'rangeMax':999999999}]                              | BROKEN_RANGES",
                "[{'value':1,'rangeMin':0,'rangeMax':100}]                                    | BROKEN_RANGES",
                "[{'value':1,'rangeMin':0,'rangeMax':9},{'value':2,'rangeMin':10}]            | BROKEN_RANGES",
                "[{'value':1,'rangeMin':0,'rangeMax':9},{'value':2,'rangeMin':8}]             | BROKEN_RANGES",
                "[{'value':1,'rangeMin':0,'rangeMax':0},{'value':2,'rangeMin':0}]             | BROKEN_RANGES",
                "[{'value':1,'rangeMin':'a'}]                                                 | BROKEN_RANGES",
                "[{'value':1,'rangeMin':'a'},{'value':1}]                                     | BROKEN_RANGES",
                "[{'value':1,'rangeUnit':'GB'}]                                               | BROKEN_RANGES",
            })
    void oraclePricesThatCannotBeTold(String prices, Reason reason) {
        assertThat(onlyReason(oracle(prices.replace('\'', '"')))).isEqualTo(reason);
    }

    @Test
    void oracleInAnotherCurrency() {
        PriceBook book = oracle("[{\"value\":1.10}]");
        assertThat(book.plans().getFirst().currency().getCode()).isEqualTo("EUR");
        assertThat(((PriceModel.PerUnit) model(book)).unitAmount()).isEqualTo("1.10");
        PriceBook odd = Lists.read(PriceSource.ORACLE, """
                {"lastUpdated":"x","items":[{"partNumber":"B1","metricName":"Each","serviceCategory":"C",
                "currencyCodeLocalizations":[{"currencyCode":"XAU","prices":[{"value":1}]}]}]}""");
        assertThat(onlyReason(odd)).isEqualTo(Reason.UNKNOWN_CURRENCY);
        PriceBook none = Lists.read(PriceSource.ORACLE, """
                {"items":[{"partNumber":"B1","metricName":"Each","serviceCategory":"C",
                "currencyCodeLocalizations":[]}]}""");
        assertThat(onlyReason(none)).isEqualTo(Reason.NO_PRICE);
    }

    @Test
    void tariffInNoCurrency() {
        PriceBook book = Lists.read(PriceSource.ENERGY, """
                {"meta":{"id":"t","currency":"XAU"},"tariff":{"kind":"flat","import":{"flatRate":0.3}}}""");
        assertThat(book.report().leftOut())
                .containsExactly(new PriceReport.LeftOut(
                        "t", "meta.currency", Reason.UNKNOWN_CURRENCY, "\"XAU\" is no currency of ISO 4217."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'days':'weekday','from':'00:00','to':'24:00','band':'a'}                     | SCHEDULE_GAP",
                "{'days':'all','from':'00:00','to':'23:59','band':'a'}                         | SCHEDULE_GAP",
                "{'days':'all','from':'00:00','to':'24:00','band':'a'},"
                        + "{'days':['mon'],'from':'07:00','to':'08:00','band':'b'}            | SCHEDULE_OVERLAP",
                "{'days':'all','from':'00:00','to':'24:00','band':'c'}                         | BAD_ENTRY",
                "{'days':'all','from':'00:00','to':'24:30','band':'a'}                         | BAD_ENTRY",
                "{'days':['monday'],'from':'00:00','to':'24:00','band':'a'}                    | BAD_ENTRY",
            })
    void schedulesThatCannotBeTold(String schedule, Reason reason) {
        PriceBook book = energy("""
                {"kind":"tou","import":{"bands":[{"id":"a","rate":0.1},{"id":"b","rate":0.2}],"schedule":[%s]}}""".formatted(schedule.replace('\'', '"')));
        assertThat(onlyReason(book)).isEqualTo(reason);
        assertThat(book.report().leftOut().getFirst().message())
                .contains(
                        switch (reason) {
                            case SCHEDULE_GAP -> "leaves hours of the week without a rate";
                            case SCHEDULE_OVERLAP -> "gives two rates for the same hours";
                            default -> "is not as open energy tariffs has it";
                        });
    }

    /** A stretch for every hour of the week is as many as there can be. */
    @Test
    void scheduleOfSingleHours() {
        String hours = Stream.of("mon", "tue", "wed", "thu", "fri", "sat", "sun")
                .flatMap(day -> IntStream.range(0, 24)
                        .mapToObj(hour -> "{\"days\":[\"%s\"],\"from\":\"%02d:00\",\"to\":\"%02d:00\",\"band\":\"a\"}"
                                .formatted(day, hour, hour + 1)))
                .collect(Collectors.joining(","));
        PriceBook book = energy("""
                {"kind":"tou","import":{"bands":[{"id":"a","rate":0.1}],"schedule":[%s]}}""".formatted(hours));
        assertThat(((PriceModel.TimeOfUse) model(book)).bands()).hasSize(168);
    }

    @Test
    void nightThatRunsPastMidnight() {
        PriceBook book = energy("""
                {"kind":"tou","import":{"bands":[{"id":"day","rate":0.30},{"id":"night","rate":0.2}],"schedule":[
                {"days":"all","from":"06:30","to":"22:00","band":"day"},
                {"days":"all","from":"22:00","to":"06:30","band":"night"}]}}""");
        PriceModel.TimeOfUse price = (PriceModel.TimeOfUse) model(book);
        assertThat(price.timezone()).hasToString("Europe/Berlin");
        assertThat(price.bands())
                .extracting(band -> band.code() + band.fromMinute() + "-" + band.toMinute() + "=" + band.unitAmount())
                .containsExactly("day390-1320=0.30", "night1320-390=0.2");
    }

    @Test
    void stepsByUse() {
        String steps = """
                {"kind":"tou","import":{"bands":[{"id":"a","rate":0.1,"tiers":[{"upTo":120,"rate":0.20},
                {"upTo":300,"rate":0.25},{"upTo":null,"rate":0.31}]}],"schedule":[
                {"days":"all","from":"00:00","to":"24:00","band":"a"}]}}""";
        assertThat(((PriceModel.Graduated) model(energy(steps))).tiers())
                .containsExactly(
                        new PriceModel.Tier(new BigDecimal("120"), new BigDecimal("0.20"), BigDecimal.ZERO),
                        new PriceModel.Tier(new BigDecimal("300"), new BigDecimal("0.25"), BigDecimal.ZERO),
                        new PriceModel.Tier(null, new BigDecimal("0.31"), BigDecimal.ZERO));
        assertThat(onlyReason(energy(steps.replace("null", "400")))).isEqualTo(Reason.CONDITION);
        assertThat(onlyReason(energy(steps.replace("300", "100")))).isEqualTo(Reason.CONDITION);
        assertThat(onlyReason(energy(steps.replace("300", "120")))).isEqualTo(Reason.CONDITION);
    }

    @Test
    void seasonsFeedInAndDemandAreLeftOut() {
        PriceBook seasonal = energy("""
                {"kind":"tou","supply":{"daily":1},"import":{"bands":[{"id":"a","rate":0.1,"seasonRates":{"s":0.2}}],
                "schedule":[{"days":"all","from":"00:00","to":"24:00","band":"a"}]}}""");
        assertThat(seasonal.plans()).isEmpty();
        assertThat(seasonal.report().leftOut())
                .extracting(PriceReport.LeftOut::field, PriceReport.LeftOut::reason)
                .containsExactly(
                        tuple("tariff.seasons", Reason.SEASONAL), tuple("tariff.supply.daily", Reason.CONDITION));
        PriceBook flat = energy("""
                {"kind":"flat","import":{"flatRate":0.3},"export":{"flatRate":0.08},"demand":[{"rate":9}],
                "controlledLoad":[{"id":"c","name":"C","rate":0.2}]}""");
        assertThat(((PriceModel.PerUnit) model(flat)).unitAmount()).isEqualTo("0.3");
        assertThat(flat.report().leftOut())
                .extracting(PriceReport.LeftOut::reason)
                .isEqualTo(List.of(Reason.EXPORT, Reason.DEMAND, Reason.CONDITION));
    }
}
