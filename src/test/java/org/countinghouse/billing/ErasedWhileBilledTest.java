package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.countinghouse.customers.CustomerErasure;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;

/**
 * A customer erased while it is billed: whoever comes first decides. It is billed and the erasure refused, or it is erased
 * and nothing is billed; never a draft of a customer that is gone.
 */
class ErasedWhileBilledTest {
    private static final int ROUNDS = Integer.getInteger("countinghouse.erasure.rounds", 4);
    private static final int CUSTOMERS = 240;
    /** Of each round that somebody asks to erase. */
    private static final int ASKED = 80;

    @Test
    void whoeverComesFirstDecides() throws Exception {
        int erasedInAll = 0;
        int refusedInAll = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (BilledWorld world = BilledWorld.fresh()) {
                world.subscribeMany("mixed", CUSTOMERS);
                world.execute("update subscription set ends_on = '2026-11-01'");
                for (int each = 1; each <= ASKED; each += 7) {
                    world.use("many-" + each, "1", each, "2026-10-05T10:00:00Z");
                }
                Set<Integer> erased = together(world, new Random(20261122 + round));
                erasedInAll += erased.size();
                refusedInAll += ASKED - erased.size();
                check(world, erased);
            }
        }
        assertThat(erasedInAll).as("erased before they were billed").isPositive();
        assertThat(refusedInAll).as("billed before they were erased").isPositive();
    }

    /** A run of October with two workers, and two people who erase; each customer is asked for once. */
    private static Set<Integer> together(BilledWorld world, Random random) throws Exception {
        var asked = new ArrayList<Integer>();
        for (int each = 1; each <= CUSTOMERS; each++) {
            asked.add(each);
        }
        Collections.shuffle(asked, random);
        List<Integer> chosen = asked.subList(0, ASKED);
        var begin = new CountDownLatch(1);
        var run = new BillingRuns(
                world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock());
        try (var threads = Executors.newFixedThreadPool(3)) {
            var billing = threads.submit(() -> {
                begin.await();
                return run.run(BilledWorld.OCTOBER, false, Progress.NONE);
            });
            var one = threads.submit(erasing(world, begin, chosen.subList(0, ASKED / 2)));
            var other = threads.submit(erasing(world, begin, chosen.subList(ASKED / 2, ASKED)));
            begin.countDown();
            var erased = new HashSet<>(one.get());
            erased.addAll(other.get());
            assertThat(billing.get().failures()).isEmpty();
            return erased;
        }
    }

    private static Callable<List<Integer>> erasing(BilledWorld world, CountDownLatch begin, List<Integer> customers) {
        return () -> {
            var erasure = new CustomerErasure(world.database());
            var erased = new ArrayList<Integer>();
            begin.await();
            for (int each : customers) {
                try {
                    erasure.erase("many-" + each, "request", true);
                    erased.add(each);
                } catch (Failure refused) {
                    assertThat(refused.code()).as(refused.toString()).isEqualTo("customer.erase.open");
                    assertThat(refused.summary()).contains("draft ");
                }
            }
            return erased;
        };
    }

    private static void check(BilledWorld world, Set<Integer> erased) {
        assertThat(world.number("select count(*) from customer where erased_at is not null"))
                .isEqualByComparingTo(Integer.toString(erased.size()));
        assertThat(world.number("select count(*) from invoice i join customer c on c.id in (i.customer_id, i.used_by)"
                        + " where c.erased_at is not null"))
                .as("drafts of customers that are gone")
                .isZero();
        assertThat(world.number("select count(*) from invoice"))
                .as("everybody else is billed, once")
                .isEqualByComparingTo(Integer.toString(CUSTOMERS - erased.size()));
        assertThat(world.number(
                        "select count(*) from customer where erased_at is not null and external_id like 'many-%'"))
                .isZero();
        world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER));
        assertThat(world.number("select count(*) from invoice where number is null"))
                .isZero();
        assertThatBooksBalance(world.database());
    }
}
