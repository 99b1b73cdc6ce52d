package org.countinghouse.billing.tax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms as in the Commission's "VAT identification number structure" (VIES, frequently asked questions, question 11). */
class TaxNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "AT,ATU12345678,AT,U12345678",
        "BE,BE 0123.456.789,BE,0123456789",
        "DE,de 123 456 789,DE,123456789",
        "ES,ESX1234567X,ES,X1234567X",
        "ES,ESB12345678,ES,B12345678",
        "ES,ES12345678Z,ES,12345678Z",
        "FR,FRXX123456789,FR,XX123456789",
        "GR,EL123456789,EL,123456789",
        "IE,IE1234567WA,IE,1234567WA",
        "LT,LT123456789012,LT,123456789012",
        "NL,NL123456789B01,NL,123456789B01",
        "RO,RO12,RO,12"
    })
    void numbersAreReadWithoutSpacesDotsAndDashes(String country, String text, String prefix, String number) {
        assertThat(TaxNumbers.read(country, text)).contains(new TaxNumbers.TaxNumber(prefix, number));
    }

    @ParameterizedTest
    @CsvSource({
        "AT,AT12345678",
        "DE,DE12345678",
        "DE,DE1234567890",
        "DE,123456789",
        "DE,FR12123456789",
        "GR,GR123456789",
        "DE,''",
        "ES,ES123456789",
        "US,US123456789"
    })
    void whatIsWrittenOtherwiseIsNone(String country, String text) {
        assertThat(TaxNumbers.read(country, text)).isEmpty();
    }

    @Test
    void countryMayBeUnknown() {
        assertThat(TaxNumbers.read(null, "DE123456789")).isEmpty();
        assertThat(TaxNumbers.european(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
                "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"
            })
    void memberStatesAreKnown(String country) {
        assertThat(TaxNumbers.european(country)).isTrue();
        assertThat(TaxNumbers.european("CH")).isFalse();
        assertThat(TaxNumbers.european("GB")).isFalse();
    }
}
