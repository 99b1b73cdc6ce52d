package org.countinghouse.rating.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeOfUseFindingsTest {
    private static List<Finding> lint(String... bands) {
        return PlanTexts.lint(PlanTexts.price("'model':'time_of_use','bands':["
                + Stream.of(bands)
                        .map(band -> "{'unit_amount':'1'," + band + "}")
                        .collect(Collectors.joining(","))
                + "]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Eight stretches are told, and none is left over.
                "'from':'07:00','to':'19:00' | Mon 00:00–07:00, Mon 19:00–07:00, Tue 19:00–07:00, Wed 19:00–07:00,"
                        + " Thu 19:00–07:00, Fri 19:00–07:00, Sat 19:00–07:00, Sun 19:00–24:00",
                "'days':['mon','tue','wed','thu','fri','sat'],'from':'00:00','to':'24:00' | Sun 00:00–24:00",
                "'days':['tue','wed','thu','fri','sat'],'from':'00:00','to':'24:00' | Mon 00:00–24:00,"
                        + " Sun 00:00–24:00",
                "'days':['mon','tue','wed','thu','fri'],'from':'00:00','to':'24:00' | Sat 00:00–Sun 24:00",
                "'days':['mon'],'from':'00:00','to':'23:59' | Mon 23:59–Sun 24:00",
            })
    void hoursWithoutAPriceAreTold(String band, String hours) {
        assertThat(lint(band))
                .extracting(Finding::message)
                .containsExactly(
                        "Usage at these times has no price: " + hours + ". Add a band or a default unit amount.");
    }

    @Test
    void moreThanEightStretchesAreCounted() {
        assertThat(lint("'from':'07:00','to':'12:00'", "'from':'13:00','to':'19:00'"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("Thu 12:00–13:00 (+7)."));
    }

    /** From seven to seven is the whole day, and Sunday's last hours are in Monday's morning. */
    @Test
    void aBandThatEndsWhereItBeginsCoversADay() {
        assertThat(lint("'from':'07:00','to':'07:00'")).isEmpty();
    }

    @Test
    void aHiddenBandIsShownByItsFirstMinute() {
        assertThat(lint("'code':'all','from':'00:00','to':'24:00'", "'code':'none','from':'00:00','to':'01:00'"))
                .filteredOn(finding -> finding.code().equals("time_of_use.hidden_band"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.example()).hasSize(1));
        assertThat(lint("'from':'00:00','to':'24:00'", "'days':[],'from':'00:00','to':'01:00'"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.example()).isEmpty());
    }
}
