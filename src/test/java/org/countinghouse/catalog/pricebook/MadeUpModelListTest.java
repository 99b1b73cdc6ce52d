package org.countinghouse.catalog.pricebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.PriceModel;
import org.junit.jupiter.api.Test;

/** Models whose prices go by dates, by hours, by names and by conditions of which some are broken. */
class MadeUpModelListTest {
    private static final String DATED = "{'constraint':{'start_date':'2026-03-01'},'prices':{%s}}";
    private static final String HOURLY =
            "{'constraint':{'start_time':'06:00:00%s','end_time':'07:00:00%1$s'},'prices':{%s}}";

    private static PriceBook models(String models) {
        return Lists.read(PriceSource.GENAI, ("[{'id':'p','models':[" + models + "]}]").replace('\'', '"'));
    }

    private static PriceBook genai(String prices) {
        return models("{'id':'m','prices':[" + prices + "]}");
    }

    private static PriceBook litellm(String fields) {
        return Lists.read(PriceSource.LITELLM, ("{'m':{'litellm_provider':'p'," + fields + "}}").replace('\'', '"'));
    }

    private static List<Charge> charges(PriceBook book) {
        return book.plans().getFirst().charges();
    }

    private static List<PriceModel.Matrix.Row> rows(PriceModel model) {
        return ((PriceModel.Matrix) model).rows();
    }

    private static void leftOut(PriceBook book, Tuple... wanted) {
        assertThat(book.report().leftOut())
                .extracting(PriceReport.LeftOut::field, PriceReport.LeftOut::reason)
                .containsExactlyInAnyOrder(wanted);
    }

    @Test
    void aPriceThatEndsHasNoRowFromThenOn() {
        PriceBook book = genai("{'prices':{'input_mtok':1,'output_mtok':2}}," + DATED.formatted("'input_mtok':3"));

        leftOut(book);
        var output = charges(book).getLast().price();
        assertThat(rows(output.model())).hasSize(1);
        assertThat(rows(output.versions().getFirst().price().model())).isEmpty();
    }

    @Test
    void aPriceThatIsNullIsNone() {
        assertThat(charges(genai("{'prices':{'input_mtok':1,'output_mtok':null}}")))
                .hasSize(1);
        PriceBook none = genai("{'prices':{'input_mtok':null}}");
        assertThat(none.plans()).isEmpty();
        leftOut(none, tuple(null, Reason.NO_PRICE));
    }

    @Test
    void aPriceOfWhichOnePartIsBrokenIsLeftOutAsAWhole() {
        PriceBook book = genai("{'prices':{'input_mtok':1}}," + DATED.formatted("'input_mtok':-1"));

        assertThat(book.plans()).isEmpty();
        leftOut(
                book,
                tuple("prices[1].prices.input_mtok", Reason.NEGATIVE),
                tuple("prices[0].prices.input_mtok", Reason.CONDITION));
    }

    @Test
    void hoursOfOneZoneAreBands() {
        PriceBook book = genai("{'prices':{'input_mtok':1}}," + HOURLY.formatted("Z", "'input_mtok':2"));

        leftOut(book);
        assertThat(charges(book).getFirst().price().model())
                .isInstanceOfSatisfying(
                        PriceModel.TimeOfUse.class,
                        price -> assertThat(price.bands())
                                .extracting(band -> band.code() + " " + band.fromMinute() + "-" + band.toMinute())
                                .containsExactly("window 1 360-420"));
    }

    @Test
    void hoursOfTwoZonesAreNot() {
        PriceBook book = genai("{'prices':{'input_mtok':1}}," + HOURLY.formatted("Z", "'input_mtok':2") + ","
                + HOURLY.formatted("+09:00", "'input_mtok':3"));

        assertThat(book.plans()).isEmpty();
        leftOut(
                book,
                tuple("prices[0].prices.input_mtok", Reason.CONDITION),
                tuple("prices[1].prices.input_mtok", Reason.CONDITION),
                tuple("prices[2].prices.input_mtok", Reason.CONDITION));
    }

    @Test
    void aPriceThatIsMissingInAnHourIsLeftOut() {
        PriceBook book = genai("{'prices':{'input_mtok':1}}," + HOURLY.formatted("Z", "'output_mtok':2"));

        leftOut(book, tuple("prices[0].prices.input_mtok", Reason.CONDITION));
        assertThat(book.report().taken())
                .extracting(PriceReport.Taken::field)
                .containsExactly("prices[1].prices.output_mtok");
    }

    /** Hours first, and from a date on a price by the length of the request: one charge cannot be both. */
    @Test
    void hoursThatGiveWayToThresholdsAreLeftOut() {
        PriceBook book = genai("{'prices':{'input_mtok':1}}," + HOURLY.formatted("Z", "'input_mtok':2") + ","
                + DATED.formatted("'input_mtok':{'base':3,'tiers':[{'start':5,'price':4}]}"));

        assertThat(book.plans()).isEmpty();
        assertThat(book.report().leftOutByReason()).isEqualTo(Map.of("condition", 3L));
    }

    @Test
    void modelsThatMakeNoSenseAreNamedByTheirPlace() {
        PriceBook book = models("{'id':'m','prices':{'input_mtok':1}},{'prices':{'input_mtok':1}},"
                + "{'id':'m','prices':{'input_mtok':2}},{'id':'n'}");

        assertThat(book.report().taken()).extracting(PriceReport.Taken::key).containsExactly("p/m");
        assertThat(book.report().leftOut())
                .extracting(PriceReport.LeftOut::key, PriceReport.LeftOut::reason)
                .containsExactly(
                        tuple("p/models[1]", Reason.BAD_ENTRY),
                        tuple("p/m", Reason.CONTRADICTION),
                        tuple("p/n", Reason.BAD_ENTRY));
    }

    @Test
    void commentsOnPricesAreKept() {
        PriceBook book = Lists.read(PriceSource.GENAI, """
                [{"id":"p","price_comments":" for all ","models":[
                {"id":"m","price_comments":"for one","prices":{"input_mtok":1}},{"id":"n","prices":{"input_mtok":1}}]}]""");

        assertThat(book.report().remarks())
                .containsExactly(
                        new PriceReport.Remark("p/m", "source_note", "for one"),
                        new PriceReport.Remark("p", "source_note", "for all"));
        assertThat(book.report().write().path("remarks").get(0))
                .isEqualTo(Json.parse("{\"key\":\"p/m\",\"code\":\"source_note\",\"message\":\"for one\"}"));
        assertThat(book.report().summary())
                .hasToString(
                        "{\"source\":\"genai\",\"entries\":2,\"taken\":2,\"left_out\":{},\"remarks\":{\"source_note\":2}}");
    }

    @Test
    void whatLitellmSaysOfItsPricesIsKept() {
        PriceBook book = litellm("'input_cost_per_token':1,'input_cost_per_character':2,'output_cost_per_token':3,"
                + "'metadata':{'notes':'N','calculation':'C','other':'O'}");

        assertThat(book.report().remarks())
                .extracting(PriceReport.Remark::code, PriceReport.Remark::message)
                .containsExactly(
                        tuple("source_note", "N"),
                        tuple("source_note", "C"),
                        tuple(
                                "two_units",
                                "The same use is priced as input_tokens and as input_characters: count only one of"
                                        + " them."));
    }

    @Test
    void aModelWithoutPricesSaysNothingOfThem() {
        PriceBook book = litellm("'metadata':{'notes':'N'}");

        leftOut(book, tuple(null, Reason.NO_PRICE));
        assertThat(book.report().remarks()).isEmpty();
    }

    @Test
    void searchesGoByTheirSize() {
        PriceBook book = litellm("'search_context_cost_per_query':{'search_context_size_low':1,'odd':2}");

        assertThat(rows(charges(book).getFirst().price().model()))
                .extracting(PriceModel.Matrix.Row::match)
                .containsExactly(Map.of("model", "m", "search_context_size", "low"));
        leftOut(book, tuple("search_context_cost_per_query.odd", Reason.UNKNOWN_PRICE));
    }

    /** Two names of one price agree in short requests and not in long ones. */
    @Test
    void namesThatDifferAboveAThresholdContradictEachOther() {
        String fields = "'cache_read_input_token_cost':1,'cache_read_input_token_cost_above_200k_tokens':2,"
                + "'input_cost_per_token_cache_hit':1.0,'input_cost_per_token_cache_hit_above_200k_tokens':";

        assertThat(litellm(fields + "3").report().leftOutByReason()).isEqualTo(Map.of("contradiction", 4L));
        assertThat(litellm(fields + "2.0").report().leftOutByReason()).isEqualTo(Map.of("repeated", 2L));
    }

    @Test
    void oneChargeForAllModelsNeedsNoFilter() {
        assertThat(charges(litellm("'input_cost_per_token':1")).getFirst().filter())
                .isEmpty();
    }

    /** Twenty-four decimals are as many as fit: priced per trillion, nothing of the text is lost. */
    @Test
    void theFinestPriceKeepsItsDigits() {
        String finest = "0.000000000000000000000010";
        PriceBook book = litellm("'input_cost_per_token':" + finest);

        assertThat(book.report().taken().getFirst().price().toPlainString()).isEqualTo(finest);
        Charge charge = charges(book).getFirst();
        assertThat(charge.unit()).isEqualTo(new Charge.UnitConversion(new BigDecimal("1000000000000"), null));
        assertThat(rows(charge.price().model()).getFirst().unitAmount()).isEqualTo("0.000000000010");
    }
}
