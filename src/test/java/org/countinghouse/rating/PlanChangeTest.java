package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/** Upgrades, downgrades and terminations inside a period, from pricing.md, section 4. */
class PlanChangeTest {
    /** 30 a month, changed on 11 June (30 days): 10 days used, 20 x 1.00 given back. */
    @Test
    void unusedDaysAreGivenBack() {
        List<RatedLine> credits = PlanChange.unusedFees(june("'amount':'30'"), day("2026-06-11"));
        assertThat(credits).hasSize(1);
        RatedLine credit = credits.getFirst();
        assertThat(credit.amount()).isEqualTo("-20.00");
        assertThat(credit.kind()).isEqualTo(RatedLine.Kind.PRORATION);
        assertThat(credit.name()).contains("2026-06-11");
        assertThat(ExplanationVerifier.verify(credit, CurrencyUnit.EUR)).isEmpty();
        assertThat(figures(credit)).containsExactly("quantity=1", "billed=30.00", "used=10.00", "amount=-20.00");
    }

    private static List<String> figures(RatedLine line) {
        return line.explanation().getFirst().figures().entrySet().stream()
                .map(figure -> figure.getKey() + "=" + figure.getValue())
                .toList();
    }

    /** A line that gives back more than was billed does not follow. */
    @Test
    void whatIsGivenBackIsVerified() {
        RatedLine credit =
                PlanChange.unusedFees(june("'amount':'30'"), day("2026-06-11")).getFirst();
        for (String field : List.of("quantity", "exact", "amount", "net")) {
            ObjectNode line = RatingJson.line(credit, true).put(field, "-20.01");
            assertThat(ExplanationVerifier.verify(line, CurrencyUnit.EUR))
                    .as(field)
                    .isPresent();
        }
        ObjectNode more = RatingJson.line(credit, true);
        ((ObjectNode) more.at("/explanation/0")).put("used", "-5").put("amount", "-35");
        assertThat(ExplanationVerifier.verify(more, CurrencyUnit.EUR))
                .contains(new ExplanationVerifier.Mismatch("explanation[0].amount", "unused", "-30", "-35"));
        ObjectNode less = RatingJson.line(credit, true);
        ((ObjectNode) less.at("/explanation/0")).put("used", "45").put("amount", "15");
        assertThat(ExplanationVerifier.verify(less, CurrencyUnit.EUR))
                .contains(new ExplanationVerifier.Mismatch("explanation[0].amount", "unused", "0", "15"));
    }

    /** 30 a month until 21 June: 20.00 are billed; a change on the 11th gives 10.00 back, one on the 25th nothing. */
    @Test
    void aSubscriptionThatEndsAnywayIsNotEndedLater() {
        RatingRequest june = june("'amount':'30'");
        RatingRequest.Subscription before = june.subscription();
        RatingRequest ending = june.with(new RatingRequest.Subscription(
                before.start(), day("2026-06-21"), before.timezone(), before.quantities()));
        assertThat(PlanChange.unusedFees(ending, day("2026-06-11")).getFirst().amount())
                .isEqualTo("-10.00");
        assertThat(PlanChange.unusedFees(ending, day("2026-06-25")).getFirst().amount())
                .isEqualByComparingTo("0");
        assertThat(PlanChange.endingAt(ending, day("2026-06-25"))).isEqualTo(ending);
    }

    @Test
    void aFigureTooManyIsFound() {
        ObjectNode line = RatingJson.line(
                PlanChange.unusedFees(june("'amount':'30'"), day("2026-06-11")).getFirst(), true);
        ((ObjectNode) line.at("/explanation/0")).put("bonus", "1");
        assertThat(ExplanationVerifier.verify(line, CurrencyUnit.EUR))
                .contains(new ExplanationVerifier.Mismatch("explanation[0].bonus", "unused", "none", "1"));
    }

    /** The day of the change belongs to the new plan: both together bill every day once. */
    @Test
    void anUpgradeBillsEachDayOnce() {
        RatingRequest old = june("'amount':'30'");
        RatingRequest anew = starting(june("'amount':'60'"), "2026-06-11");
        BigDecimal sum = RatingEngine.rate(old, false)
                .total()
                .add(PlanChange.unusedFees(old, day("2026-06-11")).getFirst().amount())
                .add(RatingEngine.rate(anew, false).total());
        // 10 days at 1.00 and 20 days at 2.00.
        assertThat(sum).isEqualTo("50.00");
    }

    @Test
    void aFeeWithoutProrationIsNotGivenBack() {
        assertThat(PlanChange.unusedFees(june("'amount':'30','proration':'none'"), day("2026-06-11"))
                        .getFirst()
                        .amount())
                .isEqualByComparingTo("0");
    }

    @Test
    void endingBeforeThePeriodGivesAllBackAndAfterItNothing() {
        assertThat(PlanChange.unusedFees(june("'amount':'30'"), day("2026-05-01"))
                        .getFirst()
                        .amount())
                .isEqualTo("-30.00");
        assertThat(PlanChange.unusedFees(june("'amount':'30'"), day("2026-07-01"))
                        .getFirst()
                        .amount())
                .isEqualByComparingTo("0");
    }

    @Test
    void theYearlyValueDecidesWhatIsAnUpgrade() {
        PlanDocument monthly = plan("'amount':'10'", "{'unit':'month','count':1}");
        PlanDocument yearly = plan("'amount':'100'", "{'unit':'year','count':1}");
        PlanDocument weekly = plan("'amount':'3'", "{'unit':'week','count':1}");
        assertThat(kind(monthly, yearly)).isEqualTo(PlanChange.Kind.DOWNGRADE);
        assertThat(kind(yearly, monthly)).isEqualTo(PlanChange.Kind.UPGRADE);
        // 3 x 365 / 7 = 156.43 a year.
        assertThat(kind(monthly, weekly)).isEqualTo(PlanChange.Kind.UPGRADE);
        assertThat(kind(monthly, monthly)).isEqualTo(PlanChange.Kind.DOWNGRADE);
        assertThat(PlanChange.kind(monthly, monthly, Map.of(), Map.of("a", new BigDecimal("2"))))
                .isEqualTo(PlanChange.Kind.UPGRADE);
    }

    @Test
    void plansOfDifferentCurrenciesCannotBeCompared() {
        PlanDocument euro = PlanJson.read(Rated.json("{'code':'e','currency':'EUR'}"));
        PlanDocument dollar = PlanJson.read(Rated.json("{'code':'d','currency':'USD'}"));
        assertThatThrownBy(() -> kind(euro, dollar)).isInstanceOf(RatingFailure.class);
    }

    /** Billed and given back add up to what is used, never more than was billed, for any fee and day. */
    @Test
    void whatWasBilledLessTheCreditIsWhatWasUsed() {
        var random = new Random(11);
        for (int number = 0; number < 3_000; number++) {
            String amount = BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(4))
                    .toPlainString();
            String proration = List.of("none", "day", "second").get(random.nextInt(3));
            RatingRequest request = june(
                    "'amount':'" + amount + "','quantity':'" + random.nextInt(4) + "','proration':'" + proration + "'");
            if (random.nextBoolean()) {
                request = starting(
                        request,
                        LocalDate.of(2026, 5, 25).plusDays(random.nextInt(36)).toString());
            }
            Moment end =
                    day(LocalDate.of(2026, 5, 28).plusDays(random.nextInt(40)).toString());
            BigDecimal billed = RatingEngine.rate(request, false).total();
            BigDecimal used =
                    RatingEngine.rate(PlanChange.endingAt(request, end), false).total();
            BigDecimal credit = PlanChange.unusedFees(request, end).getFirst().amount();
            String about = "case " + number + ": " + request.plan().fees() + " until " + end;
            assertThat(billed.add(credit)).as(about).isEqualByComparingTo(used);
            assertThat(credit).as(about).isBetween(billed.negate(), BigDecimal.ZERO);
        }
    }

    private static PlanChange.Kind kind(PlanDocument from, PlanDocument to) {
        return PlanChange.kind(from, to, Map.of(), Map.of());
    }

    private static PlanDocument plan(String fee, String interval) {
        return PlanJson.read(Rated.json("{'code':'p','currency':'EUR','interval':" + interval
                + ",'fees':[{'code':'a','name':'Base'," + fee + "}]}"));
    }

    private static RatingRequest june(String fee) {
        return RatingJson.readRequest(
                Rated.json(
                        "{'plan':{'code':'p','currency':'EUR','fees':[{'code':'a','name':'Base'," + fee
                                + "}]},'subscription':{'timezone':'Europe/Berlin'},'period':{'from':'2026-06-01','to':'2026-07-01'}}"));
    }

    private static RatingRequest starting(RatingRequest request, String day) {
        RatingRequest.Subscription before = request.subscription();
        return request.with(
                new RatingRequest.Subscription(day(day), before.end(), before.timezone(), before.quantities()));
    }

    private static Moment day(String date) {
        return Moment.of(LocalDate.parse(date));
    }
}
