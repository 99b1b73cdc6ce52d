package org.countinghouse.metering.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mapping that is wrong is refused with the place. */
class MappingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {}                                                                          | $
                    {"rules":[]}                                                                | $
                    {"rules":{}}                                                                | $.rules
                    {"rule":[]}                                                                 | $.rule
                    {"rules":[{"metric":"m"}]}                                                  | $.rules[0].event
                    {"rules":[{"event":"e"},{"event":"e","metrics":"m"}]}                       | $.rules[1].metrics
                    {"rules":[{"event":"e","take":"rate"}]}                                     | $.rules[0].take
                    {"rules":[{"event":"e","take":"increase","seconds":"s"}]}                   | $.rules[0]
                    {"rules":[{"event":"e","labels":{"a":"x"},"property":"x"}]}                 | $.rules[0]
                    {"rules":[{"event":"e","labels":{"a":7}}]}                                  | $.rules[0].labels.a
                    {"rules":[{"event":""}]}                                                    | $.rules[0].event
                    """)
    void theFirstMistakeIsNamed(String document, String place) {
        assertThatThrownBy(() -> Mapping.read(Json.parse(document), true))
                .isInstanceOfSatisfying(
                        CatalogFailure.class,
                        failure -> assertThat(failure.path()).isEqualTo(place));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"rules":[{"event":"e"}]} | false
            {"rules":[{"event":"e","customer_label":"tenant"}]} | true
            """)
    void withoutACustomerEachRuleNamesItsLabel(String document, boolean taken) {
        if (taken) {
            assertThat(Mapping.read(Json.parse(document), false).rules()).hasSize(1);
        } else {
            assertThatThrownBy(() -> Mapping.read(Json.parse(document), false))
                    .isInstanceOf(CatalogFailure.class)
                    .hasMessageContaining("Whose usage");
        }
    }
}
