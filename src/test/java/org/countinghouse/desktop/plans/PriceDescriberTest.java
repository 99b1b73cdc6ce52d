package org.countinghouse.desktop.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

class PriceDescriberTest {
    private static final String PER_UNIT = "{\"model\":\"per_unit\",\"unit_amount\":\"0.00000015\"}";

    /** One price of each model, by its name in plan documents. */
    static final List<String> PRICES = List.of(
            "{\"model\":\"flat\",\"amount\":\"12\"}",
            PER_UNIT,
            "{\"model\":\"graduated\",\"tiers\":[{\"up_to\":\"5\",\"unit_amount\":\"2\"},{\"up_to\":null,\"unit_amount\":\"1\"}]}",
            "{\"model\":\"volume\",\"tiers\":[{\"up_to\":null,\"unit_amount\":\"1\",\"flat_amount\":\"3\"}]}",
            "{\"model\":\"package\",\"size\":\"250\",\"amount\":\"9\"}",
            "{\"model\":\"percentage\",\"rate\":\"2.9\",\"fixed_amount\":\"0.30\",\"free_events\":\"3\"}",
            "{\"model\":\"graduated_percentage\",\"tiers\":[{\"up_to\":\"100\",\"rate\":\"3\"},{\"up_to\":null,\"rate\":\"2\"}]}",
            "{\"model\":\"matrix\",\"dimensions\":[\"model\"],\"rows\":[{\"match\":{\"model\":\"a\"},\"unit_amount\":\"1\"}]}",
            "{\"model\":\"time_of_use\",\"bands\":[{\"code\":\"day\",\"days\":[\"mon\",\"tue\"],\"from\":\"07:00\",\"to\":\"19:00\","
                    + "\"unit_amount\":\"0.3\"}],\"default_unit_amount\":\"0.1\"}",
            "{\"model\":\"spot\",\"feed\":\"eu\",\"multiplier\":\"1.2\",\"cap\":\"5\"}",
            "{\"model\":\"reserved\",\"reserved_quantity\":\"10\",\"unit_amount\":\"2\",\"upfront_amount\":\"120\","
                    + "\"upfront\":\"spread\",\"term\":{\"unit\":\"year\",\"count\":1},\"on_demand\":{\"price\":"
                    + PER_UNIT + "}}",
            "{\"model\":\"allowance\",\"included\":\"50\",\"overage\":{\"price\":" + PER_UNIT + "}}",
            "{\"model\":\"cost_plus\",\"markup_percent\":\"15\",\"fixed_per_unit\":\"0.01\"}",
            "{\"model\":\"formula\",\"expression\":\"quantity * rate\",\"variables\":{\"rate\":\"0.2\"}}");

    @Test
    void everyModelIsDescribedInEveryLanguage() {
        Map<Class<?>, PriceModel> models = new LinkedHashMap<>();
        PRICES.forEach(
                json -> models.put(price(json).model().getClass(), price(json).model()));
        assertThat(models.keySet())
                .containsExactlyInAnyOrder(java.util.Arrays.stream(PriceModel.class.getPermittedSubclasses())
                        .flatMap(model -> model.isSealed()
                                ? java.util.Arrays.stream(model.getPermittedSubclasses())
                                : java.util.stream.Stream.of(model))
                        .toArray(Class<?>[]::new));
        for (Language language : Language.values()) {
            for (PriceModel model : models.values()) {
                PriceDescription words = describer(language).describe(model);
                assertThat(words.model()).isNotBlank();
                assertThat(words.sentence()).isNotBlank().doesNotContain("{0}");
            }
        }
    }

    @Test
    void aTinyPriceKeepsEveryDecimalAndIsToldForAMillion() {
        PriceDescription words = describer(Language.ENGLISH).describe(price(PER_UNIT));

        assertThat(words.sentence()).isEqualTo("$0.00000015 per 1,000 requests");
        assertThat(words.facts()).containsExactly(new Fact("Per million", "$0.15"));
    }

    @Test
    void tiersSayWhereTheyBeginAndEnd() {
        PriceTable table = Objects.requireNonNull(
                describer(Language.ENGLISH).describe(price(PRICES.get(2))).table());

        assertThat(table.rows()).containsExactly(List.of("0", "5", "$2.00"), List.of("5", "∞", "$1.00"));
        assertThat(table.headings().getLast().text()).isEqualTo("Price per 1,000 requests");
    }

    @Test
    void pricesInsideAPriceStandBelowIt() {
        PriceDescription words = describer(Language.ENGLISH).describe(price(PRICES.get(11)));

        assertThat(words.parts())
                .singleElement()
                .satisfies(part -> assertThat(part.price().model()).isEqualTo("Per unit"));
    }

    @Test
    void quantitiesAreReadAsThePersonWritesThem() {
        assertThat(QuantityText.parse("1,000.5", java.util.Locale.US).orElseThrow())
                .isEqualByComparingTo("1000.5");
        assertThat(QuantityText.parse("1.000,5", java.util.Locale.GERMANY).orElseThrow())
                .isEqualByComparingTo("1000.5");
        assertThat(QuantityText.parse("12x", java.util.Locale.US)).isEmpty();
        assertThat(QuantityText.parse("9".repeat(40), java.util.Locale.US)).isEmpty();
    }

    private static PriceDescriber describer(Language language) {
        var texts = Texts.in(language);
        var amounts = new Amounts(new Formats(language.formats(java.util.Locale.US), ZoneOffset.UTC), CurrencyUnit.USD);
        return new PriceDescriber(
                texts, amounts, PricedUnit.of(texts, amounts, new java.math.BigDecimal(1000), "requests"));
    }

    private static Price price(String json) {
        return PlanJson.read(
                        Json.parse("{\"code\":\"p\",\"name\":\"P\",\"currency\":\"USD\",\"charges\":[{\"code\":\"c\","
                                + "\"name\":\"C\",\"meter\":\"m\",\"price\":" + json + "}]}"))
                .charges()
                .getFirst()
                .price();
    }
}
