package org.countinghouse.desktop.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.countinghouse.billing.Invoice;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

class DerivationTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void showsQuantityTimesPriceAndHowItWasRounded() throws Exception {
        var steps = of("""
                [{"step":"aggregate","text":"122,345 requests in 118 hourly readings","value":"122345"},
                 {"step":"free","quantity":"10","value":"113"},
                 {"step":"price","text":"tier up to 200","quantity":"113","unit_amount":"0.0125","flat_amount":"5","amount":"6.4125"},
                 {"step":"round","from":"6.4125","value":"6.41"}]""");

        assertThat(steps)
                .containsExactly(
                        new Derivation.Step(0, "Measured", "122,345 requests in 118 hourly readings", "", "122,345"),
                        new Derivation.Step(0, "Free units taken off", "quantity 10", "", "113"),
                        new Derivation.Step(0, "Priced", "tier up to 200", "113 × $0.0125 + $5.00", "= $6.4125"),
                        new Derivation.Step(0, "Rounded to the currency", "", "$6.4125", "→ $6.41"));
    }

    @Test
    void stepsInsideAStepStandUnderIt() throws Exception {
        var steps = of("""
                [{"step":"part","text":"first half","amount":"3","steps":[
                   {"step":"price","quantity":"300","rate":"1","amount":"3"}]}]""");

        assertThat(steps).extracting(Derivation.Step::depth).containsExactly(0, 1);
        assertThat(steps.getLast().calculation()).isEqualTo("300 × 1\u00a0%");
        assertThat(steps.getLast().result()).isEqualTo("= $3.00");
    }

    @Test
    void aStepOfANewerEngineKeepsItsNameAndFigures() throws Exception {
        var steps = of("""
                [{"step":"moon_phase","waxing":"0.5","amount":"1"}]""");

        assertThat(steps).containsExactly(new Derivation.Step(0, "Moon phase", "waxing 0.5", "", "$1.00"));
    }

    @Test
    void stepsBeforeTheExchangeAreInTheCurrencyOfThePrices() throws Exception {
        var steps = of("""
                [{"step":"round","from":"12.345","value":"12.35"},
                 {"step":"exchange","text":"12.35 EUR × 1.1 (ECB, 2026-10-30) = 13.59 USD","priced_in":"EUR","billed_in":"USD",
                  "rate_source":"ECB","rate_day":"2026-10-30","from":"12.35","rate":"1.1","exact":"13.585","value":"13.59"},
                 {"step":"tax_added","text":"VAT","net":"13.59","rate":"10","amount":"1.36"}]""");

        assertThat(steps)
                .containsExactly(
                        new Derivation.Step(0, "Rounded to the currency", "", "€12.345", "→ €12.35"),
                        new Derivation.Step(
                                0, "Exchanged", "1 EUR = 1.1 USD (ECB, Oct 30, 2026)", "€12.35", "→ $13.59"),
                        new Derivation.Step(0, "Tax on it", "VAT", "$13.59 × 10\u00a0%", "= $1.36"));
    }

    @Test
    void whatIsGivenBackIsInTheProportionInWhichItWasBilled() throws Exception {
        var steps = of("""
                [{"step":"exchange","text":"as it was billed","priced_in":"EUR","billed_in":"USD",
                  "from":"-21.00","billed":"33.58","for":"31.00","exact":"-22.748","value":"-22.75"}]""");

        assertThat(steps)
                .containsExactly(new Derivation.Step(
                        0, "Exchanged", "As it was billed before: $33.58 for €31.00", "-€21.00", "→ -$22.75"));
    }

    @Test
    void couponAndTaxAreToldInWords() throws Exception {
        var steps = of("""
                [{"step":"coupon","text":"TEN","from":"60","percent":"10","covered":"80","wanted":"8","taken":"8","exact":"6","share":"6","value":"54"},
                 {"step":"tax_added","text":"VAT, rounded on the invoice","net":"54","rate":"19","amount":"10.26"}]""");

        assertThat(steps)
                .containsExactly(
                        new Derivation.Step(
                                0,
                                "Coupon",
                                "TEN, percent 10, left of all lines it covers $80.00, taken off them $8.00, this line’s share $6.00",
                                "$60.00",
                                "→ $54.00"),
                        new Derivation.Step(
                                0, "Tax on it", "VAT, rounded on the invoice", "$54.00 × 19\u00a0%", "= $10.26"));
    }

    @Test
    void saysWhetherTheStepsGiveTheLine() throws Exception {
        var good = line("""
                [{"step":"price","quantity":"2","unit_amount":"0.5","amount":"1"},{"step":"round","from":"1","value":"1"}]""");
        var bad = line("""
                [{"step":"price","quantity":"2","unit_amount":"0.6","amount":"1"},{"step":"round","from":"1","value":"1"}]""");

        assertThat(derivation().check(good)).isEmpty();
        assertThat(derivation().check(bad)).map(found -> found.path()).contains("explanation[0].amount");
    }

    private static List<Derivation.Step> of(String explanation) throws Exception {
        return derivation().of(line(explanation));
    }

    private static Derivation derivation() {
        return new Derivation(Texts.in(Language.ENGLISH), new Formats(Locale.US, ZoneOffset.UTC), CurrencyUnit.USD);
    }

    private static Invoice.Line line(String explanation) throws Exception {
        return new Invoice.Line(
                1,
                "usage",
                "calls",
                "calls",
                "Calls",
                JSON.createObjectNode(),
                BigDecimal.TWO,
                "",
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ONE,
                JSON.readTree(explanation),
                null);
    }

    @Test
    void theWordsOfTheEngineAreSaidInGermanWithGermanFigures() {
        var words = new StepWords(Texts.in(Language.GERMAN), new Formats(Locale.GERMANY, ZoneOffset.UTC));

        assertThat(words.of("VAT, rounded on the invoice")).isEqualTo("VAT, auf der Rechnung gerundet");
        assertThat(words.of("tier up to 1000.5")).isEqualTo("Stufe bis 1.000,5");
        assertThat(words.of("122,345 requests in 118 hourly readings and 1 event"))
                .isEqualTo("122.345 requests aus 118 Stundenwerten und 1 Ereignis");
        assertThat(words.of("max 12 in 3 events")).isEqualTo("höchster Wert 12 aus 3 Ereignissen");
        assertThat(words.of("2026-01-01 to 2026-01-31")).isEqualTo("01.01.2026 bis 31.01.2026");
        assertThat(words.of("per 1000, rounded up")).isEqualTo("je 1.000, aufgerundet");
        assertThat(words.of("days")).isEqualTo("Tage");
        assertThat(words.of("model=large, region=eu")).isEqualTo("model=large, region=eu");
    }
}
