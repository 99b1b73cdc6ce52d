package org.countinghouse.catalog.pricebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.countinghouse.work.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The beginning of a file tells whose price list it is. */
class PriceSourceDetectionTest {
    private static InputStream file(String text) {
        return new ByteArrayInputStream(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'meta':{},'tariff':{}} | ENERGY",
                "{'version':1,'tariff':{}} | ENERGY",
                "[{'tariff':{}}] | ENERGY",
                "[{'id':'x','models':[]}] | GENAI",
                "{'lastUpdated':'2026','items':[]} | ORACLE",
                "{'items':{'mode':'chat'}} | LITELLM",
                "{'models':{'mode':'chat'}} | LITELLM",
                "{'version':1,'gpt':{'mode':'chat'}} | LITELLM",
                "{'list':[{'meta':1}],'gpt':{}} | LITELLM"
            })
    void isToldByTheFirstFieldsThatOnlyOneHas(String text, PriceSource source) {
        assertThat(PriceBooks.detect(file(text), "prices.json")).isEqualTo(source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "3",
                "[1]",
                "{}",
                "[{'id':'x','items':[]}]",
                "[{'gpt':{'mode':'chat'}}]",
                "{'items':1,'models':2}"
            })
    void isNotGuessedFromAnythingElse(String text) {
        assertThatThrownBy(() -> PriceBooks.detect(file(text), "prices.json"))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo("prices.unknown_source");
                    assertThat(failure.summary()).startsWith("prices.json ");
                });
    }
}
