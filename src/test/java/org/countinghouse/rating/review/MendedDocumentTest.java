package org.countinghouse.rating.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MendedDocumentTest {
    private static MendedDocument document(String text) {
        return new MendedDocument(PlanTexts.json(text));
    }

    @Test
    void placesAreToldAsTheyWereWritten() {
        MendedDocument document = document("{'list':[{'a':1},{'a':2},{'a':3}]}");

        assertThat(document.remove("$.list[0]")).isTrue();

        assertThat(document.original("$.list[0].a")).isEqualTo("$.list[1].a");
        assertThat(document.original("$.list[1]")).isEqualTo("$.list[2]");
        assertThat(document.isRemoved("$.list[0]")).isTrue();
        assertThat(document.isRemoved("$.list[1]")).isFalse();
    }

    /** One behind the last element is nowhere, and stays so. */
    @Test
    void aPlaceThatIsNotThereIsToldAsItIs() {
        MendedDocument document = document("{'list':[1,2]}");

        assertThat(document.original("$.list[2]")).isEqualTo("$.list[2]");
        assertThat(document.find("$.list[2]")).isNull();
        assertThat(document.find("$.list[1]")).isEqualTo(PlanTexts.json("2"));
    }

    @Test
    void whatIsNotThereIsTakenAwayWithWhatShouldContainIt() {
        MendedDocument document = document("{'a':{'b':1},'c':2}");

        assertThat(document.remove("$.a.missing")).isTrue();

        assertThat(document.root()).isEqualTo(PlanTexts.json("{'c':2}"));
        assertThat(document.isRemoved("$.a.missing")).isTrue();
        assertThat(document.isRemoved("$.a")).isTrue();
    }

    @Test
    void theDocumentItselfCannotBeTakenAway() {
        MendedDocument document = document("[1]");

        assertThat(document.remove("$")).isFalse();
        assertThat(document.root()).isEqualTo(PlanTexts.json("[1]"));
    }

    @Test
    void namesMayContainDotsAndBrackets() {
        MendedDocument document = document("{'a':{'b':1},'a.b':2,'a[0]':3}");

        assertThat(document.find("$.a.b")).isEqualTo(PlanTexts.json("2"));
        assertThat(document.find("$.a[0]")).isEqualTo(PlanTexts.json("3"));
    }

    @Test
    void readingEndsWhereNothingIsLeftToTakeAway() {
        assertThat(LenientPlan.read(PlanTexts.json("[]")).findings()).hasSize(1);
    }

    @Test
    void aPlanWithoutCurrencyOrCodeIsReadWithStandIns() {
        LenientPlan read = LenientPlan.read(PlanTexts.json("{'colour':'red','fees':[{'code':'f','amount':'1.005'}]}"));

        assertThat(read.findings())
                .extracting(finding -> finding.code() + " " + finding.path())
                .containsExactlyInAnyOrder(
                        "document.unknown_field $.colour",
                        "document.missing_field $.code",
                        "document.missing_field $.currency");
        assertThat(read.currencyKnown()).isFalse();
        assertThat(read.plan()).satisfies(plan -> {
            assertThat(plan.code()).isEqualTo("plan");
            assertThat(plan.fees()).hasSize(1);
        });
        // How many decimals are too many depends on the currency.
        assertThat(PlanTexts.told("{'code':'p','fees':[{'code':'f','amount':'1.005'}]}"))
                .containsExactly("document.missing_field $.currency");
    }

    @Test
    void atMostTwoHundredErrorsAreTold() {
        String colours = IntStream.range(0, 203)
                .mapToObj(number -> ",'c" + number + "':1")
                .collect(Collectors.joining());
        LenientPlan read = LenientPlan.read(PlanTexts.json("{'code':'p','currency':'EUR'" + colours + "}"));

        assertThat(read.findings()).hasSize(200);
        assertThat(read.plan()).isNull();
    }
}
