package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.countinghouse.catalog.CatalogFailure;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/** Lines are rated and rounded in the plan's currency, then exchanged and rounded once in the invoice's. */
class ExchangeTest {
    private static final String REQUEST = """
            {'plan':{'code':'p','currency':'%s','fees':[{'code':'f','name':'Fee','amount':'%s'}],
              'charges':[{'code':'c','meter':'m','price':{'model':'per_unit','unit_amount':'%s'}}]},
             'meters':[{'code':'m','aggregation':'sum'}],'quantities':{'m':'%s'},
             'period':{'from':'2026-10-01','to':'2026-11-01'},
             'exchange':{'currency':'%s','rate':'%s','day':'2026-10-30','source':'ECB'}%s}""";

    @Test
    void eachLineIsExchangedOnceAndTaxesFollow() {
        Rated rated = Rated.of(REQUEST.formatted(
                "USD",
                "12.345",
                "0.01",
                "1000",
                "EUR",
                "0.9182",
                ",'taxes':[{'code':'VAT','rate':'19'}],'coupons':[{'code':'TEN','amount':'10.00'}],'prepaid':'5'"));
        // 12.345 is 12.35 USD, x 0.9182 = 11.33977; 10.00 x 0.9182 = 9.182; the coupon of 10.00 USD is 9.18 EUR
        assertThat(rated.lines()).containsExactly("11.34", "9.18");
        assertThat(rated.text("currency")).isEqualTo("EUR");
        assertThat(rated.text("subtotal")).isEqualTo("20.52");
        assertThat(rated.text("discounts")).isEqualTo("9.18");
        // 19 % of 11.34
        assertThat(rated.text("tax")).isEqualTo("2.15");
        assertThat(rated.text("due")).isEqualTo("8.49");
        assertThat(rated.result().get("priced").toString())
                .isEqualTo("{\"currency\":\"USD\",\"subtotal\":\"22.35\",\"rate\":\"0.9182\",\"day\":\"2026-10-30\","
                        + "\"source\":\"ECB\"}");
        assertThat(rated.line(0).get("explanation").toString())
                .contains("12.35 USD × 0.9182 (ECB, 2026-10-30) = 11.34 EUR");
        rated.result()
                .get("lines")
                .forEach(line -> assertThat(ExplanationVerifier.verify(line, CurrencyUnit.EUR))
                        .isEmpty());
    }

    @Test
    void sumsHoldForRandomLinesRatesAndExponents() {
        var random = new Random(20261122);
        List<String> currencies = List.of("USD", "JPY", "KWD", "EUR");
        for (int round = 0; round < 2_000; round++) {
            String from = currencies.get(random.nextInt(4));
            String to = currencies.stream()
                    .filter(each -> !each.equals(from))
                    .toList()
                    .get(random.nextInt(3));
            BigDecimal rate = BigDecimal.valueOf(1 + random.nextInt(1_000_000_000), 3 + random.nextInt(9));
            String taxes = ",'taxes':[{'code':'A','rate':'" + random.nextInt(30) + "'},{'code':'B','rate':'7.7'}]";
            RatingResult result = RatingEngine.rate(
                    RatingJson.readRequest(REQUEST.formatted(
                                    from,
                                    BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(5)),
                                    BigDecimal.valueOf(random.nextInt(10_000), 6),
                                    random.nextInt(1_000_000),
                                    to,
                                    rate.toPlainString(),
                                    taxes)
                            .replace('\'', '"')),
                    true);
            CurrencyUnit unit = CurrencyUnit.of(to);
            BigDecimal half =
                    BigDecimal.ONE.movePointLeft(unit.getDecimalPlaces()).divide(BigDecimal.TWO);
            assertThat(sum(result.lines().stream().map(RatedLine::amount).toList()))
                    .isEqualByComparingTo(result.subtotal());
            assertThat(result.net().add(result.tax())).isEqualByComparingTo(result.total());
            for (RatedLine line : result.lines()) {
                assertThat(line.amount().scale()).isEqualTo(unit.getDecimalPlaces());
                assertThat(line.amount().subtract(line.exact()).abs()).isLessThanOrEqualTo(half);
                assertThat(ExplanationVerifier.verify(line, unit)).isEmpty();
            }
            for (RatingResult.TaxAmount tax : result.taxes()) {
                assertThat(tax.amount())
                        .isEqualByComparingTo(result.net()
                                .multiply(tax.rate())
                                .movePointLeft(2)
                                .setScale(unit.getDecimalPlaces(), RoundingMode.HALF_UP));
            }
        }
    }

    @Test
    void whatWasBilledIsGivenBackAsItWasBilled() {
        CurrencyUnit eur = CurrencyUnit.EUR;
        RatedLine line = FeeDifference.line(
                new FeeDifference.Settled(
                        "base", BigDecimal.ONE, new BigDecimal("100.00"), new BigDecimal("0.00"), "standard"),
                "Base: not used",
                "days");
        RatedLine all = Exchange.asBefore(
                eur, new Exchange.Before(new BigDecimal("100.00"), new BigDecimal("91.83")), line, CurrencyUnit.USD);
        assertThat(all.amount()).isEqualByComparingTo("-91.83");
        assertThat(ExplanationVerifier.verify(all, eur)).isEmpty();
        var forged = new RatedLine(
                all.kind(),
                all.charge(),
                null,
                all.name(),
                all.group(),
                all.quantity(),
                null,
                all.exact(),
                all.amount().add(BigDecimal.ONE),
                all.discount(),
                all.credit(),
                all.net().add(BigDecimal.ONE),
                all.taxCategory(),
                all.explanation());
        assertThat(ExplanationVerifier.verify(forged, eur)).isPresent();
        assertThat(ExplanationVerifier.verify(all, CurrencyUnit.of("GBP"))).isPresent();
    }

    @Test
    void anExchangeThatCannotBeIsRefused() {
        for (String wrong :
                List.of("'currency':'USD','rate':'1'", "'currency':'XXX','rate':'1'", "'currency':'EUR','rate':'0'")) {
            String request = "{'plan':{'code':'p','currency':'USD'},'period':{'from':'2026-10-01','to':'2026-11-01'},"
                    + "'exchange':{" + wrong + ",'day':'2026-10-30','source':'ECB'}}";
            assertThatThrownBy(() -> Rated.of(request))
                    .isInstanceOfSatisfying(
                            CatalogFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo("rating.bad_exchange"));
        }
        assertThatThrownBy(() -> new Exchange(CurrencyUnit.EUR, BigDecimal.ZERO, LocalDate.EPOCH, "ECB"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
