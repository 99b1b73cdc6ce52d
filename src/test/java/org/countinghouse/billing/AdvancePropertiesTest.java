package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;

/**
 * Two subscriptions live the same life, one pays its fees in advance and one in arrears: whatever changes, is voided,
 * discarded or billed late, in the end both have paid the same to the cent.
 */
class AdvancePropertiesTest {
    private static final int PAIRS = 24;
    private static final int STEPS = 22;

    private record Pair(long ahead, long arrears) {}

    @Test
    void inAdvanceAndInArrearsComeToTheSame() throws Exception {
        try (var world = new BillingWorld("2026-01-10T00:00:00Z")) {
            for (String timing : List.of("advance", "arrears")) {
                world.plan("basic-" + timing, "month", "calendar", "30.10", true, 0, timing);
                world.plan("trial-" + timing, "month", "calendar", "30.10", true, 40, timing);
                world.plan("pro-" + timing, "month", "calendar", "77.77", true, 0, timing);
                world.plan("yearly-" + timing, "quarter", "anniversary", "99.99", true, 0, timing);
            }
            var changes = new SubscriptionChanges(world.database, world.clock);
            var random = new Random(7);
            for (int i = 0; i < PAIRS; i++) {
                String start = "2026-01-" + (10 + random.nextInt(20));
                String plan = List.of("basic-", "trial-", "yearly-").get(random.nextInt(3));
                var pair = new Pair(
                        world.subscribe("ahead-" + i, plan + "advance", start, "Europe/Berlin"),
                        world.subscribe("after-" + i, plan + "arrears", start, "Europe/Berlin"));
                var life = new Life(world, changes, pair, i, random, LocalDate.parse(start));
                life.live();
                life.end();
            }
            assertThat(world.number("select count(*) from invoice_line where service_from is not null"))
                    .isGreaterThan(5L * PAIRS);
            List<Long> drafts = world.texts("select id from invoice where status = 'draft' order by id").stream()
                    .map(Long::valueOf)
                    .toList();
            world.finalising.finalise(drafts);
            assertThatBooksBalance(world.database);
        }
    }

    private static final class Life {
        private final BillingWorld world;
        private final SubscriptionChanges changes;
        private final Pair pair;
        private final int number;
        private final Random random;
        private final LocalDate start;
        private LocalDate today = LocalDate.of(2026, 1, 10);
        private final StringBuilder story = new StringBuilder();

        Life(BillingWorld world, SubscriptionChanges changes, Pair pair, int number, Random random, LocalDate start) {
            this.world = world;
            this.changes = changes;
            this.pair = pair;
            this.number = number;
            this.random = random;
            this.start = start;
        }

        void live() {
            for (int step = 0; step < STEPS; step++) {
                today = today.plusDays(random.nextInt(12));
                now();
                switch (random.nextInt(9)) {
                    case 0 -> plan();
                    case 1 -> change(WantedChange.quantity("base", BigDecimal.valueOf(random.nextInt(4)), ""));
                    case 2 -> change(WantedChange.pause(""));
                    case 3 -> change(WantedChange.resume(""));
                    case 4 -> voidOne();
                    case 5 -> use();
                    default -> run();
                }
            }
        }

        /** Both end, with credit, and everything is billed. */
        void end() {
            boolean ended = false;
            while (!ended) {
                today = today.plusDays(1 + random.nextInt(5));
                now();
                ended = change(WantedChange.cancel(true, ""), today);
            }
            run();
            assertThat(paid(pair.ahead())).as("pair %d: %s", number, story).isEqualByComparingTo(paid(pair.arrears()));
            run();
            assertThat(paid(pair.ahead())).isEqualByComparingTo(paid(pair.arrears()));
        }

        private void now() {
            world.at(today + "T09:00:00Z");
        }

        private void plan() {
            String plan = List.of("basic-", "pro-", "yearly-").get(random.nextInt(3));
            LocalDate on = today.plusDays(random.nextInt(20));
            both(WantedChange.plan(plan + "advance", null, ""), WantedChange.plan(plan + "arrears", null, ""), on);
        }

        private void change(WantedChange change) {
            change(change, today.plusDays(random.nextInt(25)));
        }

        private boolean change(WantedChange change, LocalDate on) {
            return both(change, change, on);
        }

        /** Both or none. */
        private boolean both(WantedChange ahead, WantedChange arrears, LocalDate on) {
            long first = add(pair.ahead(), ahead.on(on));
            long second = add(pair.arrears(), arrears.on(on));
            boolean both = first > 0 && second > 0;
            if (both
                    && random.nextInt(5) == 0
                    && ahead.kind() != org.countinghouse.customers.SubscriptionChange.Kind.CANCEL) {
                changes.undo(first, "");
                changes.undo(second, "");
            } else if (!both && first > 0) {
                changes.undo(first, "");
            } else if (!both && second > 0) {
                changes.undo(second, "");
            }
            story.append(today)
                    .append(' ')
                    .append(both ? "" : "not ")
                    .append(ahead.kind())
                    .append(" on ")
                    .append(on)
                    .append("; ");
            return both;
        }

        private long add(long subscription, WantedChange change) {
            try {
                return changes.add(subscription, change);
            } catch (Failure refused) {
                assertThat(refused.code()).startsWith("subscription.");
                return 0;
            }
        }

        /** A draft of either is made void or thrown away. */
        private void voidOne() {
            long of = random.nextBoolean() ? pair.ahead() : pair.arrears();
            List<String> drafts = world.texts(
                    "select id from invoice where status = 'draft' and subscription_id = " + of + " order by id");
            if (!drafts.isEmpty()) {
                String id = drafts.get(random.nextInt(drafts.size()));
                world.update(
                        random.nextBoolean()
                                ? "delete from invoice where id = " + id
                                : "update invoice set status = 'void' where id = " + id);
                story.append(today).append(" void ").append(id).append("; ");
            }
        }

        private void use() {
            if (!today.isAfter(start)) {
                return;
            }
            int quantity = random.nextInt(5_000);
            String hour = today + "T06:00:00Z";
            world.usage("ahead-" + number, hour, quantity);
            world.usage("after-" + number, hour, quantity);
        }

        private void run() {
            Instant moment = today.atStartOfDay().toInstant(ZoneOffset.UTC);
            var report = world.runs.run(RunScope.upTo(moment), false, Progress.NONE);
            assertThat(report.failures()).isEmpty();
            story.append(today).append(" run ").append(report.drafted()).append("; ");
        }

        private BigDecimal paid(long subscription) {
            return new BigDecimal(world.texts("select coalesce(sum(total), 0) from invoice where status <> 'void'"
                            + " and subscription_id = " + subscription)
                    .getFirst());
        }
    }
}
