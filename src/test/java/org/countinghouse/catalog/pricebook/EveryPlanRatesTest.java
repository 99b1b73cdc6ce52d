package org.countinghouse.catalog.pricebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.rating.Reading;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every plan of the four lists is read back as it was written, and prices usage of everything that is in it. */
class EveryPlanRatesTest {
    /** After the last dated price of the lists, and before the first one. */
    private static final List<LocalDate> MONTHS = List.of(LocalDate.of(2027, 1, 1), LocalDate.of(2025, 1, 1));

    @ParameterizedTest
    @EnumSource
    void planReadsBackTheSame(PriceSource source) {
        for (PlanDocument plan : Lists.read(source).plans()) {
            assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
        }
    }

    @ParameterizedTest
    @EnumSource
    void planPricesWhatIsInIt(PriceSource source) {
        PriceBook book = Lists.read(source);
        for (LocalDate month : MONTHS) {
            for (PlanDocument plan : book.plans()) {
                rates(book, plan, month);
            }
        }
    }

    private static void rates(PriceBook book, PlanDocument plan, LocalDate month) {
        List<Reading> readings = new ArrayList<>();
        Map<String, BigDecimal> expected = new HashMap<>();
        for (Charge charge : plan.charges()) {
            expected.put(charge.code(), use(charge, month, readings));
        }
        RatingRequest.Period period = new RatingRequest.Period(Moment.of(month), Moment.of(month.plusMonths(1)));
        RatingResult result = RatingEngine.rate(
                RatingRequest.ofReadings(plan, book.meters(), RatingRequest.Subscription.ALWAYS, period, readings),
                false);
        assertThat(result.problems()).as(plan.code()).isEmpty();
        for (RatedLine line : result.lines()) {
            assertThat(line.exact())
                    .as(plan.code() + " " + line.charge())
                    .isEqualByComparingTo(expected.get(line.charge()));
        }
    }

    /** Adds usage of one charge and says what it must cost, worked out from the amounts in the plan. */
    private static BigDecimal use(Charge charge, LocalDate month, List<Reading> readings) {
        BigDecimal per = charge.unit() == null ? BigDecimal.ONE : charge.unit().divideBy();
        Instant noon = month.plusDays(9).atTime(12, 0).toInstant(ZoneOffset.UTC);
        Map<String, String> properties = new HashMap<>();
        charge.filter().forEach((property, values) -> properties.put(property, values.getFirst()));
        return switch (model(charge.price(), noon)) {
            case PriceModel.Matrix matrix -> {
                BigDecimal sum = BigDecimal.ZERO;
                for (PriceModel.Matrix.Row row : matrix.rows()) {
                    readings.add(reading(charge, noon, row.match(), per));
                    sum = sum.add(row.unitAmount());
                }
                yield sum;
            }
            case PriceModel.PerUnit perUnit -> {
                readings.add(reading(charge, noon, properties, per.multiply(new BigDecimal("2.5"))));
                yield perUnit.unitAmount().multiply(new BigDecimal("2.5"));
            }
            case PriceModel.Graduated graduated -> {
                BigDecimal quantity = BigDecimal.ZERO;
                BigDecimal sum = BigDecimal.ZERO;
                for (PriceModel.Tier tier : graduated.tiers()) {
                    // Fills every tier; 7 in the open one.
                    BigDecimal top = tier.upTo() == null ? quantity.add(BigDecimal.valueOf(7)) : tier.upTo();
                    sum = sum.add(top.subtract(quantity).multiply(tier.unitAmount()));
                    quantity = top;
                }
                readings.add(reading(charge, noon, properties, quantity.multiply(per)));
                yield sum;
            }
            case PriceModel.TimeOfUse timeOfUse -> week(charge, timeOfUse, month, properties, per, readings);
            default -> throw new AssertionError("no price list has " + charge.price());
        };
    }

    private static PriceModel model(Price price, Instant time) {
        PriceModel model = price.model();
        for (Price.Version version : price.versions()) {
            model = version.from().at(ZoneOffset.UTC).isAfter(time)
                    ? model
                    : version.price().model();
        }
        return model;
    }

    /** One unit in every local half hour of a week without a clock change. */
    private static BigDecimal week(
            Charge charge,
            PriceModel.TimeOfUse price,
            LocalDate month,
            Map<String, String> properties,
            BigDecimal per,
            List<Reading> readings) {
        ZoneId zone = price.timezone() == null ? ZoneOffset.UTC : price.timezone();
        BigDecimal sum = BigDecimal.ZERO;
        for (int half = 0; half < 7 * 48; half++) {
            ZonedDateTime time = month.plusDays(5).atStartOfDay(zone).plusMinutes(30L * half);
            readings.add(reading(charge, time.toInstant(), properties, per));
            int minute = time.getHour() * 60 + time.getMinute();
            BigDecimal amount = price.defaultUnitAmount();
            for (PriceModel.TimeOfUse.Band band : price.bands().reversed()) {
                if (band.days().contains(time.getDayOfWeek())
                        && band.fromMinute() <= minute
                        && minute < band.toMinute()) {
                    amount = band.unitAmount();
                }
            }
            sum = sum.add(java.util.Objects.requireNonNull(amount));
        }
        return sum;
    }

    private static Reading reading(Charge charge, Instant time, Map<String, String> properties, BigDecimal quantity) {
        return new Reading(charge.meter(), time, properties, quantity, BigDecimal.ONE);
    }
}
