package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;

/**
 * Any sequence of changes and undone changes: the fees of the invoices are what counting day by day says, usage is billed
 * once, periods tile, and every invoice follows from its stored input.
 */
class SubscriptionPropertiesTest {
    private static final LocalDate START = LocalDate.of(2026, 1, 17);
    private static final Instant END = Instant.parse("2026-05-01T00:00:00Z");
    private static final BigDecimal BASIC = new BigDecimal("30.10");
    private static final BigDecimal PRO = new BigDecimal("77.77");
    private static final int SUBSCRIPTIONS = 40;

    /** What a subscription is on a day, kept by hand. */
    private static final class Day {
        private BigDecimal amount = BASIC;
        private BigDecimal quantity = BigDecimal.ONE;
        private boolean paused;
        private boolean ended;

        private BigDecimal rate() {
            return paused || ended ? BigDecimal.ZERO : amount.multiply(quantity);
        }
    }

    private record Made(LocalDate on, long order, WantedChange change) {}

    @Test
    void feesAreWhatCountingDayByDaySays() throws Exception {
        try (var world = new BillingWorld("2026-01-17T00:00:00Z")) {
            world.plan("basic", "month", "calendar", BASIC.toPlainString(), true);
            world.plan("pro", "month", "calendar", PRO.toPlainString(), true);
            var changes = new SubscriptionChanges(world.database, world.clock);
            var random = new Random(42);
            var made = new TreeMap<Long, List<Made>>();
            for (int i = 0; i < SUBSCRIPTIONS; i++) {
                long id = world.subscribe("customer-" + i, "basic", START.toString(), "UTC");
                world.usage("customer-" + i, "2026-02-%02dT10:00:00Z".formatted(1 + random.nextInt(28)), 100);
                made.put(id, change(changes, id, random));
            }
            world.runs.run(RunScope.upTo(END), false, Progress.NONE);
            for (var entry : made.entrySet()) {
                check(world, entry.getKey(), entry.getValue());
            }
            assertThat(world.number(
                            "select coalesce(sum(l.quantity), 0)::bigint from invoice_line l where l.meter = 'calls'"))
                    .isEqualTo(100L * SUBSCRIPTIONS);
            reDerive(world);
        }
    }

    /** Some changes at random, some of them undone; what does not fit is refused and leaves nothing. */
    private static List<Made> change(SubscriptionChanges changes, long id, Random random) {
        var made = new ArrayList<Made>();
        int wanted = random.nextInt(7);
        for (int i = 0; i < wanted; i++) {
            LocalDate on = START.plusDays(random.nextInt(95));
            WantedChange change = switch (random.nextInt(5)) {
                case 0 -> WantedChange.plan(random.nextBoolean() ? "pro" : "basic", null, "");
                case 1 -> WantedChange.quantity("base", BigDecimal.valueOf(random.nextInt(4)), "");
                case 2 -> WantedChange.pause("");
                default -> WantedChange.resume("");
            };
            try {
                long change1 = changes.add(id, change.on(on));
                if (random.nextInt(3) == 0) {
                    changes.undo(change1, "");
                } else {
                    made.add(new Made(on, change1, change));
                }
            } catch (Failure refused) {
                assertThat(refused.code()).startsWith("subscription.");
            }
        }
        made.sort(java.util.Comparator.comparing(Made::on).thenComparingLong(Made::order));
        return made;
    }

    private static Day on(LocalDate day, List<Made> made) {
        var state = new Day();
        for (Made each : made) {
            if (!each.on().isAfter(day)) {
                switch (each.change().kind()) {
                    case PLAN -> state.amount = "pro".equals(each.change().plan()) ? PRO : BASIC;
                    case QUANTITY ->
                        state.quantity =
                                java.util.Objects.requireNonNull(each.change().quantity());
                    case PAUSE -> state.paused = true;
                    case RESUME -> state.paused = false;
                    default -> throw new AssertionError(each);
                }
            }
        }
        return state;
    }

    private static void check(BillingWorld world, long id, List<Made> made) {
        for (LocalDate month = LocalDate.of(2026, 1, 1);
                month.isBefore(LocalDate.of(2026, 5, 1));
                month = month.plusMonths(1)) {
            BigDecimal exact = BigDecimal.ZERO;
            for (LocalDate day = month; day.isBefore(month.plusMonths(1)); day = day.plusDays(1)) {
                if (!day.isBefore(START)) {
                    exact = exact.add(on(day, made).rate());
                }
            }
            exact = exact.divide(BigDecimal.valueOf(month.lengthOfMonth()), 20, RoundingMode.HALF_UP);
            String of = "from invoice_line l join invoice i on i.id = l.invoice_id where l.kind = 'fee'"
                    + " and i.subscription_id = " + id + " and i.period_from = '" + month + "'";
            var billed = new BigDecimal(
                    world.texts("select coalesce(sum(l.exact), 0) " + of).getFirst());
            var rounded = new BigDecimal(
                    world.texts("select coalesce(sum(l.amount), 0) " + of).getFirst());
            var lines = world.number("select count(*) " + of);
            assertThat(billed.subtract(exact).abs())
                    .as("%s of %s: %s", month, id, made)
                    .isLessThan(new BigDecimal("0.000001"));
            assertThat(rounded.subtract(exact).abs())
                    .as("each line is rounded once")
                    .isLessThanOrEqualTo(
                            new BigDecimal("0.005000001").multiply(BigDecimal.valueOf(Math.max(1, lines))));
        }
        assertThat(world.number("select count(*) from invoice where subscription_id = " + id))
                .isEqualTo(4);
    }

    private static void reDerive(BillingWorld world) {
        List<String> inputs = world.texts("select whole_input(request) from invoice_input order by invoice_id");
        List<String> totals = world.texts("select total from invoice order by id");
        for (int index = 0; index < inputs.size(); index++) {
            assertThat(InvoiceInput.read(inputs.get(index)).rate(true).total()).isEqualByComparingTo(totals.get(index));
        }
    }
}
