package org.countinghouse.billing.tax;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.countinghouse.rating.Tax;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaxProfileTest {
    private static final LocalDate DAY = LocalDate.parse("2026-10-31");

    private static DatedRate rate(String code, String category, String from, @Nullable String percent) {
        return new DatedRate(
                code, category, LocalDate.parse(from), percent == null ? null : new BigDecimal(percent), false);
    }

    private static TaxProfile profile(String seller, @Nullable String country, String number, DatedRate... rates) {
        return new TaxProfile(seller, country, number, TaxTreatment.AUTOMATIC, "", null, false, List.of(rates));
    }

    private static List<String> percents(TaxProfile profile, String day) {
        return profile.taxes(LocalDate.parse(day)).stream()
                .map(tax -> tax.code() + " " + tax.rate().toPlainString()
                        + (tax.category() == null ? "" : " " + tax.category()))
                .toList();
    }

    /** Germany lowered its rates for half a year (Zweites Corona-Steuerhilfegesetz, section 28 UStG). */
    @Test
    void ratesHoldFromTheirDayOn() {
        var german = profile(
                "DE",
                "DE",
                "",
                rate("VAT", "", "2021-01-01", "19"),
                rate("VAT", "", "2020-07-01", "16"),
                rate("VAT", "", "2007-01-01", "19"));
        assertThat(percents(german, "2006-12-31")).isEmpty();
        assertThat(percents(german, "2020-06-30")).containsExactly("VAT 19");
        assertThat(percents(german, "2020-07-01")).containsExactly("VAT 16");
        assertThat(percents(german, "2020-12-31")).containsExactly("VAT 16");
        assertThat(percents(german, "2021-01-01")).containsExactly("VAT 19");
    }

    @Test
    void severalRatesStandBesideEachOtherAndOneMayEnd() {
        var canadian = profile(
                "CA",
                "CA",
                "",
                rate("GST", "", "2008-01-01", "5"),
                rate("QST", "", "2013-01-01", "9.975"),
                rate("Levy", "", "2013-01-01", "1"),
                rate("Levy", "", "2020-01-01", null),
                rate("GST", "books", "2008-01-01", "0"));
        assertThat(percents(canadian, "2019-12-31")).containsExactly("GST 5", "GST 0 books", "Levy 1", "QST 9.975");
        assertThat(percents(canadian, "2026-01-01")).containsExactly("GST 5", "GST 0 books", "QST 9.975");
    }

    @Test
    void whatIsOnTopOfOtherTaxesComesAfterThem() {
        var compound = new DatedRate("A", "", LocalDate.parse("2020-01-01"), BigDecimal.ONE, true);
        var profile = profile("CA", "CA", "", compound, rate("B", "", "2020-01-01", "5"));
        assertThat(profile.taxes(DAY)).extracting(Tax::code).containsExactly("B", "A");
        assertThat(profile.taxes(DAY).getLast().compound()).isTrue();
    }

    @Test
    void businessesOfOtherMemberStatesOweTheTaxThemselves() {
        DatedRate austrian = rate("USt", "", "2000-01-01", "20");
        var business = profile("DE", "AT", "ATU12345678", austrian);
        assertThat(business.on(DAY)).isEqualTo(TaxTreatment.REVERSE_CHARGE);
        assertThat(business.taxes(DAY)).singleElement().satisfies(tax -> {
            assertThat(tax.rate()).isZero();
            assertThat(tax.code()).isEqualTo("USt");
            assertThat(tax.reason()).contains("Art. 196");
        });
        assertThat(percents(profile("DE", "AT", "", austrian), "2026-10-31")).containsExactly("USt 20");
        assertThat(percents(profile("DE", "AT", "AT12", austrian), "2026-10-31"))
                .containsExactly("USt 20");
        assertThat(profile("DE", "DE", "DE123456789").on(DAY)).isEqualTo(TaxTreatment.DOMESTIC);
        assertThat(profile("CH", "AT", "ATU12345678").on(DAY)).isEqualTo(TaxTreatment.DOMESTIC);
        assertThat(profile("DE", null, "ATU12345678").on(DAY)).isEqualTo(TaxTreatment.DOMESTIC);
    }

    @Test
    void aNumberThatTheRegisterRefusedCountsForNothing() {
        var refused = new TaxProfile(
                "DE",
                "AT",
                "ATU12345678",
                TaxTreatment.AUTOMATIC,
                "",
                null,
                true,
                List.of(rate("VAT", "", "2000-01-01", "20")));
        assertThat(percents(refused, "2026-10-31")).containsExactly("VAT 20");
    }

    @Test
    void anExemptionHoldsUntilItsEnd() {
        var exempt = new TaxProfile(
                "DE",
                "DE",
                "",
                TaxTreatment.EXEMPT,
                "Certificate 7",
                LocalDate.parse("2026-11-01"),
                false,
                List.of(rate("VAT", "", "2000-01-01", "19")));
        assertThat(exempt.taxes(DAY)).singleElement().satisfies(tax -> {
            assertThat(tax.rate()).isZero();
            assertThat(tax.reason()).isEqualTo("Certificate 7");
        });
        assertThat(percents(exempt, "2026-11-01")).containsExactly("VAT 19");
    }

    @Test
    void whatIsSaidGoesBeforeWhatFollows() {
        var domestic = new TaxProfile(
                "DE",
                "AT",
                "ATU12345678",
                TaxTreatment.DOMESTIC,
                "",
                null,
                false,
                List.of(rate("VAT", "", "2000-01-01", "20")));
        assertThat(percents(domestic, "2026-10-31")).containsExactly("VAT 20");
        var reverse = new TaxProfile(
                "DE", "CH", "", TaxTreatment.REVERSE_CHARGE, "Bezugsteuer, Art. 45 MWSTG", null, false, List.of());
        assertThat(reverse.taxes(DAY).getFirst().reason()).isEqualTo("Bezugsteuer, Art. 45 MWSTG");
    }
}
