package org.countinghouse.desktop.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BundlesTest {
    private final Texts english = Texts.in(Language.ENGLISH);
    private final Texts german = Texts.in(Language.GERMAN);

    @Test
    void everyEnglishKeyHasAGermanOneOfItsOwn() throws java.io.IOException {
        assertThat(keys("messages_de.properties")).isEqualTo(keys("messages.properties"));
    }

    private static java.util.Set<Object> keys(String file) throws java.io.IOException {
        var properties = new java.util.Properties();
        try (var in = BundlesTest.class.getResourceAsStream("/i18n/" + file)) {
            properties.load(new java.io.InputStreamReader(in, java.nio.charset.StandardCharsets.UTF_8));
        }
        return properties.keySet();
    }

    @Test
    void placesForValuesAreTheSameInBothAndApostrophesAreTypographic() {
        var place = Pattern.compile("\\{\\d}");
        for (String key : english.bundle().keySet()) {
            assertThat(german.get(key)).as(key).doesNotContain("'").isNotBlank();
            assertThat(english.get(key)).as(key).doesNotContain("'").isNotBlank();
            assertThat(place.matcher(german.get(key))
                            .results()
                            .map(r -> r.group())
                            .sorted())
                    .as(key)
                    .containsExactlyElementsOf(place.matcher(english.get(key))
                            .results()
                            .map(r -> r.group())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void aFailureIsTranslatedByItsCodeElseShownAsItIs() {
        var known = new org.countinghouse.work.Failure("unexpected", "It broke.", "Again.");
        var unknown = new org.countinghouse.work.Failure("csv.line", "Line 7 of a.csv has no date.", "Mend it.");

        assertThat(FailureText.of(known, german).summary()).isEqualTo("Etwas ist schiefgegangen.");
        assertThat(FailureText.of(unknown, german)).isEqualTo(new FailureText(unknown.summary(), unknown.remedy()));
    }

    @Test
    void oneThingIsNotSaidAsMany() {
        assertThat(english.get("table.count", "1")).isEqualTo("1 row");
        assertThat(english.get("table.count", "0")).isEqualTo("0 rows");
        assertThat(english.get("table.count", "1,000")).isEqualTo("1,000 rows");
        assertThat(german.get("table.count", "1")).isEqualTo("1 Zeile");
        assertThat(german.get("table.exported", "1", "a.csv")).isEqualTo("1 Zeile nach a.csv geschrieben");
        assertThat(german.get("invoices.finalise.count", "2")).isEqualTo("2 Rechnungen festschreiben");
    }

    /** Whoever adds words that count something finds out here that one of it needs words too. */
    @Test
    void whatBeginsWithACountHasWordsForOne() {
        var many = Pattern.compile(
                "^(\\w+ )?\\{0} (new |more |other )?(rows|days|versions|subscriptions|events|drafts|invoices|customers"
                        + "|limits|rates|months|entries|steps|time steps|seconds|minutes)\\b.*");
        assertThat(english.bundle().keySet().stream()
                        .filter(key -> many.matcher(english.get(key)).matches())
                        .filter(key -> !key.endsWith(".many"))
                        .filter(key -> english.find(key + ".one").isEmpty()))
                .isEmpty();
    }
}
