package org.countinghouse.rating.naive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Parts make up the whole: of a period, of a fee, of usage that arrives bit by bit, of tiers. */
class PartLawsTest {
    private static final int CASES = 3000;

    private static void always(LongConsumer law) {
        LongStream.range(0, CASES).parallel().forEach(seed -> {
            try {
                law.accept(seed);
            } catch (AssertionError failed) {
                throw new AssertionError("Seed " + seed + ": " + failed.getMessage(), failed);
            }
        });
    }

    /** One fee or charge and nothing else, over some period in some zone. */
    private static ObjectNode request(Dice dice, LocalDate from, LocalDate to) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.putObject("plan").put("code", "p").put("currency", dice.pick("EUR", "JPY", "KWD"));
        request.putObject("period").put("from", from.toString()).put("to", to.toString());
        request.putObject("subscription")
                .put("timezone", dice.pick("UTC", "Europe/Berlin", "Australia/Lord_Howe", "Antarctica/Troll"));
        return request;
    }

    private static ObjectNode charge(ObjectNode request, String aggregation) {
        request.putArray("meters")
                .addObject()
                .put("code", "m")
                .put("aggregation", aggregation)
                .put("carry_over", false);
        ObjectNode charge =
                ((ObjectNode) request.get("plan")).putArray("charges").addObject();
        return charge.put("code", "c").put("meter", "m").putObject("price");
    }

    private static Fraction exact(JsonNode request) {
        JsonNode result = Engine.rate(request).orElseThrow();
        return Engine.sum(result, "exact");
    }

    private static LocalDate day(Dice dice) {
        return LocalDate.of(2026, dice.between(1, 12), dice.between(1, 28));
    }

    /** Cuts of a period, its begin and end among them: days, or exact moments inside it. */
    private static List<String> cuts(Dice dice, ObjectNode request, boolean days) {
        ZoneId zone = ZoneId.of(request.at("/subscription/timezone").asText());
        LocalDate from = LocalDate.parse(request.at("/period/from").asText());
        LocalDate to = LocalDate.parse(request.at("/period/to").asText());
        List<Instant> cuts = new ArrayList<>();
        for (int count = dice.between(1, 4); count > 0; count--) {
            LocalDate day = from.plusDays(dice.random().nextLong(to.toEpochDay() - from.toEpochDay()));
            Instant cut = day.atStartOfDay(zone).toInstant();
            cuts.add(days ? cut : cut.plusSeconds(dice.between(1, 80_000)));
        }
        cuts.add(from.atStartOfDay(zone).toInstant());
        cuts.add(to.atStartOfDay(zone).toInstant());
        return cuts.stream()
                .sorted()
                .distinct()
                .filter(cut -> !cut.isAfter(to.atStartOfDay(zone).toInstant()))
                .map(Instant::toString)
                .toList();
    }

    private static Fraction sumOfParts(ObjectNode request, List<String> cuts) {
        Fraction sum = Fraction.ZERO;
        for (int index = 0; index + 1 < cuts.size(); index++) {
            ObjectNode part = request.deepCopy();
            ((ObjectNode) part.get("subscription"))
                    .put("start", cuts.get(index))
                    .put("end", cuts.get(index + 1));
            if (index > 0 && part.has("meters")) {
                boolean held = part.at("/meters/0/aggregation").asText().equals("weighted_sum");
                ((ObjectNode) part.at("/meters/0")).put("carry_over", held);
            }
            sum = sum.plus(exact(part));
        }
        return sum;
    }

    @Test
    void prorationPartsSumToTheWholeFee() {
        always(seed -> {
            Dice dice = new Dice(seed);
            LocalDate from = day(dice);
            ObjectNode request =
                    request(dice, from, dice.pick(from.plusMonths(1), from.plusDays(1), from.plusYears(1)));
            boolean days = dice.chance(50);
            ObjectNode fee = ((ObjectNode) request.get("plan")).putArray("fees").addObject();
            fee.put("code", "f").put("amount", dice.price()).put("quantity", dice.pick("1", "3", "0.7"));
            fee.put("proration", days ? "day" : "second");
            Fraction parts = sumOfParts(request, cuts(dice, request, days));
            assertThat(ExplanationArithmetic.same(parts, exact(request)))
                    .as(request.toString())
                    .isTrue();
        });
    }

    /** A sum belongs to the part of its events; a level that is held goes over into the next part. */
    @Test
    void partsOfAPeriodSumToTheWholeUsage() {
        always(seed -> {
            Dice dice = new Dice(seed);
            LocalDate from = day(dice);
            ObjectNode request = request(dice, from, from.plusMonths(1));
            charge(request, dice.pick("sum", "count", "weighted_sum"))
                    .put("model", "per_unit")
                    .put("unit_amount", dice.price());
            usage(dice, request, from);
            Fraction parts = sumOfParts(request, cuts(dice, request, dice.chance(50)));
            assertThat(ExplanationArithmetic.same(parts, exact(request)))
                    .as(request.toString())
                    .isTrue();
        });
    }

    private static void usage(Dice dice, ObjectNode request, LocalDate from) {
        ArrayNode usage = request.putArray("usage");
        for (int count = dice.between(0, 12); count > 0; count--) {
            Instant time = Instant.parse(from + "T12:00:00Z").plusSeconds(dice.between(0, 29 * 86_400));
            usage.addObject().put("time", time.toString()).put("event", "m").put("quantity", dice.decimal());
        }
    }

    /** Late usage is billed as the difference to what was billed before. */
    @Test
    void differencesOfLateUsageSumToTheWholeAndAreNeverBelowZero() {
        always(seed -> {
            Dice dice = new Dice(seed);
            LocalDate from = day(dice);
            ObjectNode request = request(dice, from, from.plusMonths(1));
            risingPrice(dice, charge(request, "sum"));
            usage(dice, request, from);
            ObjectNode growing = request.deepCopy();
            ArrayNode arrived = growing.putArray("usage");
            Fraction billed = amount(growing);
            Fraction sum = billed;
            for (JsonNode late : request.get("usage")) {
                arrived.insert(dice.between(0, arrived.size()), late);
                Fraction difference = amount(growing).minus(billed);
                assertThat(difference.signum()).as(growing.toString()).isNotNegative();
                sum = sum.plus(difference);
                billed = billed.plus(difference);
            }
            assertThat(sum).as(request.toString()).isEqualTo(amount(request));
        });
    }

    private static void risingPrice(Dice dice, ObjectNode price) {
        switch (dice.between(0, 3)) {
            case 0 -> price.put("model", "per_unit").put("unit_amount", dice.price());
            case 1 -> price.put("model", "package").put("size", "7.5").put("amount", dice.price());
            case 2 -> tiers(dice, price);
            default ->
                tiers(
                        dice,
                        price.put("model", "allowance")
                                .put("included", "9")
                                .putObject("overage")
                                .putObject("price"));
        }
    }

    private static ArrayNode tiers(Dice dice, ObjectNode price) {
        ArrayNode tiers = price.put("model", "graduated").putArray("tiers");
        int bound = 0;
        for (int count = dice.between(0, 4); count > 0; count--) {
            bound += dice.between(1, 300);
            tiers.addObject().put("up_to", Dice.decimal(bound, 1)).put("unit_amount", dice.price());
        }
        tiers.addObject().putNull("up_to").put("unit_amount", dice.price());
        return tiers;
    }

    private static Fraction amount(JsonNode request) {
        return Engine.sum(Engine.rate(request).orElseThrow(), "amount");
    }

    /** Behind a bound each bit of quantity costs just its own tier's price: no jump anywhere. */
    @Test
    void graduatedPriceIsContinuousWithoutFlatAmounts() {
        always(seed -> {
            Dice dice = new Dice(seed);
            LocalDate from = day(dice);
            ObjectNode request = request(dice, from, from.plusMonths(1));
            ArrayNode tiers = tiers(dice, charge(request, "sum"));
            Fraction bit = Fraction.powerOfTen(-9);
            for (int index = 0; index + 1 < tiers.size(); index++) {
                String bound = tiers.get(index).path("up_to").asText();
                Fraction below = exactFor(request, Fraction.of(bound).minus(bit));
                Fraction at = exactFor(request, Fraction.of(bound));
                Fraction above = exactFor(request, Fraction.of(bound).plus(bit));
                assertThat(at.minus(below)).as(request.toString()).isEqualTo(bit.times(unit(tiers, index)));
                assertThat(above.minus(at)).as(request.toString()).isEqualTo(bit.times(unit(tiers, index + 1)));
            }
        });
    }

    private static Fraction unit(ArrayNode tiers, int index) {
        return Pricing.number(tiers.get(index), "unit_amount");
    }

    private static Fraction exactFor(ObjectNode request, Fraction quantity) {
        ObjectNode given = request.deepCopy();
        given.putObject("quantities").put("m", quantity.text(10));
        return exact(given);
    }
}
