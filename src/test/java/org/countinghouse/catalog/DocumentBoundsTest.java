package org.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Exactly where a figure, a list or a formula stops being accepted. */
class DocumentBoundsTest {
    private static DocumentNode at(String value) {
        return DocumentNode.at(Json.parse(value), "$");
    }

    @Test
    void aboveZeroDoesNotTakeZero() {
        assertThat(at("\"0.000000000001\"").positive()).isEqualByComparingTo("0.000000000001");
        assertThatThrownBy(() -> at("\"0\"").positive()).hasMessage("0 must be above zero.");
        assertThat(at("0").notNegative()).isEqualByComparingTo("0");
        assertThatThrownBy(() -> at("-1").notNegative()).hasMessage("-1 must be zero or more.");
    }

    @Test
    void wholeNumbersIncludeBothBounds() {
        assertThat(at("3").integer(3, 7)).isEqualTo(3);
        assertThat(at("\"7.0\"").integer(3, 7)).isEqualTo(7);
        for (String outside : new String[] {"2", "8", "\"3.5\"", "99999999999"}) {
            assertThatThrownBy(() -> at(outside).integer(3, 7)).hasMessage("A whole number from 3 to 7 is expected.");
        }
    }

    @Test
    void percentIncludesBothBounds() {
        assertThat(at("100").percent()).isEqualByComparingTo("100");
        assertThat(at("0").percent()).isEqualByComparingTo("0");
        assertThatThrownBy(() -> at("100.01").percent()).hasMessageContaining("from 0 to 100");
        assertThatThrownBy(() -> at("-0.01").percent()).hasMessageContaining("from 0 to 100");
    }

    @Test
    void propertiesAreTextsWhateverTheyWereInTheDocument() {
        assertThat(at("\" a \"").propertyText()).isEqualTo(" a ");
        assertThat(at("1e3").propertyText()).isEqualTo("1000");
        assertThat(at("1.50").propertyText()).isEqualTo("1.50");
        assertThat(at("1e400").propertyText()).isEqualTo("1E+400");
        assertThat(at("true").propertyText()).isEqualTo("true");
        assertThat(at("[1,{\"a\":null}]").propertyText()).isEqualTo("[1,{\"a\":null}]");
        assertThat(at("null").isNull()).isTrue();
        assertThat(at("0").isNull()).isFalse();
    }

    @Test
    void whatIsNoNumberIsQuotedByItsBeginning() {
        String forty = "x".repeat(40);
        assertThatThrownBy(() -> at("\"" + forty + "\"").decimal())
                .hasMessage("\"" + forty + "\" is no decimal number such as 12.50.");
        assertThatThrownBy(() -> at("\"" + forty + "y\"").decimal())
                .hasMessage("\"" + forty + "…\" is no decimal number such as 12.50.");
        assertThatThrownBy(() -> at("true").decimal()).hasMessageContaining("\"true\" is no decimal");
    }

    @Test
    void aMissingFieldIsNamedByItsPath() {
        assertThatThrownBy(() -> at("{}").get("code"))
                .isInstanceOfSatisfying(
                        CatalogFailure.class,
                        missing -> assertThat(missing.path()).isEqualTo("$.code"));
    }

    /** A long sentence keeps its beginning and its end; a character of two parts is not torn. */
    @Test
    void onlyLongSentencesAreShortened() {
        String longest = "a".repeat(400);
        assertThat(Excerpt.ofSentence(longest)).isEqualTo(longest);
        assertThat(Excerpt.ofSentence(longest + "b")).isEqualTo("a".repeat(200) + " … " + "a".repeat(199) + "b");
        String pairs = "a" + "\uD83D\uDE00".repeat(300) + "b";
        assertThat(Excerpt.ofSentence(pairs))
                .isEqualTo("a" + "\uD83D\uDE00".repeat(99) + " … " + "\uD83D\uDE00".repeat(99) + "b");
    }

    @Test
    void aFormulaMayBeAsLongAndAsDeepAsItsBounds() {
        assertThat(parsed("1" + " ".repeat(1_999))).isTrue();
        assertThat(parsed("1" + " ".repeat(2_000))).isFalse();
        assertThat(parsed("(".repeat(49) + "1" + ")".repeat(49))).isTrue();
        assertThat(parsed("(".repeat(50) + "1" + ")".repeat(50))).isFalse();
        assertThat(parsed("-".repeat(49) + "1")).isTrue();
        assertThat(parsed("-".repeat(50) + "1")).isFalse();
    }

    /** What was closed does not count as depth, however often. */
    @Test
    void manyNeighboursAreNotDeep() {
        assertThat(parsed("(1)" + "+(1)".repeat(200))).isTrue();
        assertThat(parsed("-1" + "*-1".repeat(200))).isTrue();
        assertThat(parsed("1" + "-1".repeat(200))).isTrue();
    }

    private static boolean parsed(String formula) {
        try {
            Formula.parse(formula, Set.of(), "$");
            return true;
        } catch (CatalogFailure refused) {
            assertThat(refused.summary()).matches("The formula .* at position \\d+\\.");
            return false;
        }
    }

    @Test
    void bandsWithoutCodeAreNumberedAndWithoutDaysAreOfEveryDay() {
        var read = (PriceModel.TimeOfUse) PriceJson.read(Json.parse("""
                {"model":"time_of_use","bands":[{"from":"07:30","to":"24:00","unit_amount":"1"},
                 {"from":"00:05","to":"06:59","days":["sun"],"unit_amount":"1"}]}""")).model();
        assertThat(read.bands()).extracting(PriceModel.TimeOfUse.Band::code).containsExactly("band 1", "band 2");
        assertThat(read.bands())
                .extracting(PriceModel.TimeOfUse.Band::fromMinute)
                .containsExactly(450, 5);
        assertThat(read.bands()).extracting(PriceModel.TimeOfUse.Band::toMinute).containsExactly(1440, 419);
        assertThat(read.bands().getFirst().days()).hasSize(7);
        assertThat(read.bands().get(1).days()).containsExactly(java.time.DayOfWeek.SUNDAY);
    }

    @Test
    void anUnknownDayIsNamed() {
        var price = Json.parse("""
                {"model":"time_of_use","bands":[{"from":"07:30","to":"24:00","days":["mon","day"],"unit_amount":"1"}]}""");
        assertThatThrownBy(() -> PriceJson.read(price)).hasMessage("\"day\" is no day such as mon.");
    }

    @Test
    void whatIsNoJsonIsToldWithItsPlace() {
        assertThatThrownBy(() -> Json.parse("{\"a\":1"))
                .isInstanceOfSatisfying(
                        CatalogFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("document.unreadable"))
                .hasMessageStartingWith("This is no JSON document: it ends too early at line 1, column ");
        assertThatThrownBy(() -> Json.parse("{\"a\":1,\n\"a\":2}"))
                .hasMessageStartingWith(
                        "This is no JSON document: the same field stands twice in one object at line 2, column ");
        assertThatThrownBy(() -> Json.parse("{a}"))
                .hasMessageStartingWith("This is no JSON document: broken at line 1, column ");
        assertThat(Json.pretty(Json.parse("{\"a\":1}"))).containsSubsequence("{", "\n", "\"a\"", "1", "}");
    }
}
