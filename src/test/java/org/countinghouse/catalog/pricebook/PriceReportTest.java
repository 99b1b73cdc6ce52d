package org.countinghouse.catalog.pricebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.PriceModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the four lists give, counted. */
class PriceReportTest {
    @Test
    void litellm() {
        PriceBook book = Lists.read(PriceSource.LITELLM);
        assertThat(book.plans()).hasSize(67);
        assertThat(book.report().entries()).isEqualTo(1701);
        assertThat(book.report().taken()).hasSize(4492);
        // Models without price; Databricks' own units; one video price by length; two prices told twice.
        assertThat(book.report().leftOutByReason())
                .isEqualTo(Map.of("no_price", 43L, "not_money", 28L, "condition", 6L, "repeated", 2L));
        assertThat(book.report().leftOut())
                .filteredOn(left -> left.key().equals("deepseek/deepseek-v3"))
                .extracting(PriceReport.LeftOut::field, PriceReport.LeftOut::reason, PriceReport.LeftOut::message)
                .containsExactly(tuple(
                        "cache_read_input_token_cost",
                        Reason.REPEATED,
                        "The same price as input_cost_per_token_cache_hit."));
    }

    @Test
    void genai() {
        PriceBook book = Lists.read(PriceSource.GENAI);
        assertThat(book.plans()).hasSize(34);
        assertThat(book.report().entries()).isEqualTo(1442);
        assertThat(book.report().taken()).hasSize(3145);
        assertThat(book.report().leftOutByReason()).isEqualTo(Map.of("no_price", 157L));
    }

    @Test
    void oracle() {
        PriceBook book = Lists.read(PriceSource.ORACLE);
        assertThat(book.report().entries()).isEqualTo(450);
        assertThat(book.report().taken()).hasSize(520);
        assertThat(book.report().leftOut()).isEmpty();
        assertThat(book.report().remarksByCode()).isEqualTo(Map.of("started_blocks", 23L));
        assertThat(book.plans().stream().flatMap(plan -> plan.charges().stream()))
                .hasSize(450)
                .filteredOn(charge -> charge.price().model() instanceof PriceModel.Graduated)
                .hasSize(59);
    }

    @Test
    void energy() {
        PriceBook book = Lists.read(PriceSource.ENERGY);
        assertThat(book.plans()).hasSize(351);
        assertThat(book.report().taken()).hasSize(832);
        assertThat(book.report().leftOutByReason()).isEqualTo(Map.of("not_scheduled", 461L));
        assertThat(book.report().remarksByCode())
                .isEqualTo(Map.of(
                        "source_has_one_season",
                        272L,
                        "source_has_first_tier",
                        15L,
                        "source_is_approximate",
                        13L,
                        "source_note",
                        51L));
        assertThat(book.plans())
                .filteredOn(plan -> plan.charges().getFirst().price().model() instanceof PriceModel.TimeOfUse)
                .hasSize(283);
    }

    @Test
    void filtersTakeOnePlanOrOneModel() {
        PriceBook provider = Lists.read(PriceSource.GENAI, new PriceFilter("Anthropic", null));
        assertThat(provider.plans()).hasSize(1);
        assertThat(provider.report().entries()).isEqualTo(21);
        PriceBook model = Lists.read(PriceSource.LITELLM, new PriceFilter(null, "gpt-4o"));
        assertThat(model.report().entries()).isEqualTo(1);
        assertThat(model.report().taken()).hasSize(5);
    }

    @Test
    void reportIsWhole() {
        PriceBook book = Lists.read(PriceSource.LITELLM, new PriceFilter("databricks", null));
        JsonNode json = book.report().write();
        assertThat(json.at("/summary/taken").intValue())
                .isEqualTo(json.path("taken").size());
        assertThat(json.at("/summary/left_out/not_money").intValue()).isEqualTo(28);
        assertThat(json.at("/left_out/0")).isEqualTo(Json.parse("""
                {"key":"databricks/databricks-meta-llama-3-1-405b-instruct","field":"input_dbu_cost_per_token",
                 "code":"not_money","message":"The price is in DBU, not in a currency."}"""));
    }

    /** The sample's plans carry a few prices of the same list; they are those that the list gives. */
    @ParameterizedTest
    @ValueSource(strings = {"llm-pay-as-you-go", "llm-business"})
    void sampleHasThePricesOfTheList(String plan) throws IOException {
        Map<String, BigDecimal> list = new HashMap<>();
        Lists.read(PriceSource.LITELLM)
                .report()
                .taken()
                .forEach(taken -> list.put(taken.key() + " " + taken.field(), taken.price()));
        try (var input = PriceReportTest.class.getResourceAsStream("/sample/plans/" + plan + ".json")) {
            JsonNode charges = Json.MAPPER.readTree(input).path("charges");
            assertThat(charges).hasSize(2);
            for (JsonNode charge : charges) {
                assertThat(charge.at("/price/rows")).isNotEmpty();
                for (JsonNode row : charge.at("/price/rows")) {
                    String field = charge.path("code").textValue() + "_cost_per_token";
                    assertThat(new BigDecimal(row.path("unit_amount").textValue()))
                            .isEqualByComparingTo(
                                    list.get(row.at("/match/model").textValue() + " " + field));
                }
            }
        }
    }
}
