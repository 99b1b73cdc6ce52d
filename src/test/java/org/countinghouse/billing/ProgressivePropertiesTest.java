package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever was used, passed and voided: all invoices of a period come to what one without thresholds does. */
class ProgressivePropertiesTest {
    private static final List<String> PRICES = List.of(
            "{\"model\":\"per_unit\",\"unit_amount\":\"0.0137\"}",
            "{\"model\":\"graduated\",\"tiers\":[{\"up_to\":\"900\",\"unit_amount\":\"0.05\",\"flat_amount\":\"3\"},"
                    + "{\"up_to\":null,\"unit_amount\":\"0.011\"}]}",
            "{\"model\":\"volume\",\"tiers\":[{\"up_to\":\"2500\",\"unit_amount\":\"0.04\"},"
                    + "{\"up_to\":null,\"unit_amount\":\"0.013\"}]}",
            "{\"model\":\"package\",\"size\":\"700\",\"amount\":\"9.99\"}");

    @Test
    void allInvoicesOfAPeriodComeToWhatOneWould() throws Exception {
        var random = new Random(17);
        try (var all = new ProgressiveWorld()) {
            for (int price = 0; price < PRICES.size(); price++) {
                all.plan("plan-" + price, PRICES.get(price), "");
                long subscription = all.subscribe("inside-" + price, "plan-" + price);
                all.subscribe("plain-" + price, "plan-" + price);
                all.thresholds(
                        subscription,
                        new UsageThresholds(
                                List.of(new BigDecimal(5 + random.nextInt(20))),
                                new BigDecimal(10 + random.nextInt(30))));
            }
            for (LocalDate day = ProgressiveWorld.START.plusDays(1);
                    day.getMonthValue() == 10;
                    day = day.plusDays(1 + random.nextInt(3))) {
                for (int price = 0; price < PRICES.size(); price++) {
                    int calls = random.nextInt(900);
                    all.use("inside-" + price, calls, day.toString());
                    all.use("plain-" + price, calls, day.toString());
                }
                assertThat(all.run(day.toString()).failures()).isEmpty();
                if (random.nextInt(3) > 0) {
                    all.finalise();
                }
                if (random.nextInt(3) == 0) {
                    List<Long> standing = all.ids("kind = 'progressive' and status <> 'void'");
                    if (!standing.isEmpty()) {
                        all.makeVoid(standing.get(random.nextInt(standing.size())));
                    }
                }
            }
            assertThat(all.ids("kind = 'progressive'")).hasSizeGreaterThan(8);
            all.bill("2026-11-03");
            for (int price = 0; price < PRICES.size(); price++) {
                assertThat(all.sum("inside-" + price, "net"))
                        .as("plan %d", price)
                        .isEqualByComparingTo(all.sum("plain-" + price, "net"));
            }
            assertThatBooksBalance(all.world.database());
        }
    }
}
