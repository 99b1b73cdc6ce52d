package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.countinghouse.rating.ExplanationVerifier;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes hold from their day on, are seen in money first, and stay out of what is billed. */
class SubscriptionChangesTest {
    private static final BillingPeriod OCTOBER = BillingPeriod.parse("2026-10");
    private static final String LINES =
            "select l.name || ': ' || l.amount::numeric(12,2) from invoice_line l join invoice i on i.id = l.invoice_id"
                    + " order by i.starts_at, l.position";

    private BillingWorld world;
    private SubscriptionChanges changes;
    private long id;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2026-10-11T12:00:00Z");
        changes = new SubscriptionChanges(world.database, world.clock);
        world.plan("basic", "month", "calendar", "31.00", true);
        world.plan("pro", "month", "calendar", "62.00", true);
        id = world.subscribe("acme", "basic", "2026-08-01", "UTC");
        world.runs.run(RunScope.upTo(world.now()), false, Progress.NONE);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void bill() {
        world.update("delete from invoice where period_from < '2026-10-01'");
        world.at("2026-11-02T09:00:00Z");
        world.runs.run(OCTOBER, false, Progress.NONE);
    }

    private List<String> lines() {
        bill();
        reDerive();
        return world.texts(LINES);
    }

    /** Every invoice follows from its stored input, and every line from its explanation. */
    private void reDerive() {
        List<String> inputs = world.texts("select whole_input(request) from invoice_input order by invoice_id");
        List<String> totals = world.texts("select total from invoice order by id");
        for (int index = 0; index < inputs.size(); index++) {
            var again = InvoiceInput.read(inputs.get(index)).rate(true);
            assertThat(again.total()).isEqualByComparingTo(totals.get(index));
            again.lines()
                    .forEach(line -> assertThat(ExplanationVerifier.verify(line, CurrencyUnit.EUR))
                            .isEmpty());
        }
    }

    @Test
    void anUpgradeHoldsAtOnceAndEachPlanPricesItsOwnUsage() {
        world.usage("acme", "2026-10-05T10:00:00Z", 100);
        world.usage("acme", "2026-10-20T10:00:00Z", 300);
        changes.add(id, WantedChange.plan("pro", null, "grows"));
        assertThat(lines())
                .containsExactly(
                        "Base fee, 2026-10-01 to 2026-10-10: 10.00",
                        "Calls, 2026-10-01 to 2026-10-10: 1.00",
                        "Base fee, 2026-10-11 to 2026-10-31: 42.00",
                        "Calls, 2026-10-11 to 2026-10-31: 3.00");
    }

    @Test
    void aDowngradeHoldsAtThePeriodsEndUnlessAskedForAtOnce() throws Exception {
        world.plan("mini", "month", "calendar", "3.10", true);
        var preview = changes.preview(id, WantedChange.plan("mini", null, ""));
        assertThat(preview.effectiveOn()).isEqualTo("2026-11-01");
        assertThat(preview.invoices()).hasSize(2);
        assertThat(preview.invoices().getFirst().difference()).isZero();
        assertThat(preview.invoices().getLast().difference()).isEqualByComparingTo("-27.90");
        var now = changes.preview(id, WantedChange.plan("mini", null, "").at(WantedChange.When.NOW));
        assertThat(now.invoices())
                .singleElement()
                .satisfies(effect -> assertThat(effect.with()).isEqualByComparingTo("12.10"));
    }

    @Test
    void aQuantityDividesTheFeeAndNotTheUsage() {
        world.usage("acme", "2026-10-05T10:00:00Z", 100);
        world.usage("acme", "2026-10-20T10:00:00Z", 300);
        changes.add(id, WantedChange.quantity("base", new BigDecimal("2"), "second seat"));
        assertThat(lines())
                .containsExactly(
                        "Calls: 4.00",
                        "Base fee, 2026-10-01 to 2026-10-10: 10.00",
                        "Base fee, 2026-10-11 to 2026-10-31: 42.00");
    }

    @Test
    void aPauseRestsFeesAndBillsUsage() {
        world.usage("acme", "2026-10-15T10:00:00Z", 100);
        changes.add(id, WantedChange.pause("holiday"));
        changes.add(id, WantedChange.resume("back").on(LocalDate.of(2026, 10, 21)));
        assertThat(lines())
                .containsExactly(
                        "Calls: 1.00",
                        "Base fee, 2026-10-01 to 2026-10-10: 10.00",
                        "Base fee, 2026-10-21 to 2026-10-31: 11.00");
    }

    @Test
    void cancellingWithCreditEndsTheFeeAndWithoutItTheFeeRunsOn() {
        long cancelled = changes.add(id, WantedChange.cancel(true, "leaves").on(LocalDate.of(2026, 10, 11)));
        assertThatThrownBy(() -> changes.add(id, WantedChange.pause("").on(LocalDate.of(2026, 10, 20))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("subscription.ended"));
        var rated = changes.preview(
                id, WantedChange.quantity("base", BigDecimal.ONE, "").on(LocalDate.of(2026, 10, 2)));
        assertThat(rated.invoices().getFirst().with()).isEqualByComparingTo("10.00");
        changes.undo(cancelled, "stays a while");
        changes.add(id, WantedChange.cancel(false, "leaves"));
        assertThat(lines()).containsExactly("Calls: 0.00", "Base fee: 31.00");
        assertThat(world.runs
                        .run(RunScope.upTo(Instant.parse("2027-11-02T09:00:00Z")), false, Progress.NONE)
                        .drafted())
                .isEqualTo(2); // August and September again, nothing after the end
    }

    @Test
    void anAddOnIsBilledBeside() throws Exception {
        world.plan("support", "month", "calendar", "15.50", false);
        changes.add(id, WantedChange.addOn("support", true, "wants help"));
        assertThat(lines()).containsExactly("Base fee: 31.00", "Calls: 0.00", "support: Base fee: 10.50");
    }

    @Test
    void anOwnPriceBeginsWithAPeriodAndStaysVisible() {
        assertThatThrownBy(() ->
                        changes.add(id, WantedChange.price("base", "20", "").at(WantedChange.When.NOW)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("subscription.price-day"));
        changes.add(id, WantedChange.price("base", "20", "loyal").on(LocalDate.of(2026, 10, 1)));
        changes.add(
                id,
                WantedChange.price("calls", "{\"model\":\"per_unit\",\"unit_amount\":\"0.005\"}", "loyal")
                        .on(LocalDate.of(2026, 10, 1)));
        world.usage("acme", "2026-10-15T10:00:00Z", 100);
        assertThat(lines()).containsExactly("Base fee: 20.00", "Calls: 0.50");
        assertThat(changes.of(id)).allSatisfy(change -> {
            assertThat(change.reason()).isEqualTo("loyal");
            assertThat(change.by()).isNotEmpty();
        });
    }

    @Test
    void aPlanOfAnotherIntervalEndsThePeriodAndBeginsItsOwn() throws Exception {
        world.plan("yearly", "year", "anniversary", "365.00", false);
        changes.add(id, WantedChange.plan("yearly", null, "").at(WantedChange.When.NOW));
        bill();
        assertThat(world.texts("select period_from || ' ' || period_to || ' ' || total::numeric(12,2) from invoice"
                        + " order by starts_at"))
                .containsExactly("2026-10-01 2026-10-11 10.00");
        world.runs.run(RunScope.upTo(Instant.parse("2027-10-11T00:00:00Z")), false, Progress.NONE);
        assertThat(world.texts("select period_from || ' ' || period_to || ' ' || total::numeric(12,2) from invoice"
                        + " where period_from > '2026-10-01'"))
                .containsExactly("2026-10-11 2027-10-11 365.00");
    }

    @Test
    void whatIsBilledIsNeitherChangedNorUndone() {
        long change = changes.add(id, WantedChange.plan("pro", null, ""));
        bill();
        for (Runnable late : List.<Runnable>of(
                () -> changes.undo(change, "too late"),
                () -> changes.add(id, WantedChange.pause("").on(LocalDate.of(2026, 10, 30))),
                () -> world.update("update subscription_change set undone_at = now(), undone_by = 'x',"
                        + " undone_reason = 'x'"))) {
            assertThatThrownBy(late::run)
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo("subscription.billed"));
        }
        world.update("update invoice set status = 'void'");
        changes.undo(change, "voided first");
        assertThatThrownBy(() -> world.update("update subscription_change set effective_on = '2020-01-01'"))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> changes.undo(change, "again"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("change.missing"));
    }

    @Test
    void thePreviewIsWhatIsBilled() {
        world.usage("acme", "2026-10-15T10:00:00Z", 100);
        var preview = changes.preview(id, WantedChange.plan("pro", null, ""));
        changes.add(id, WantedChange.plan("pro", null, ""));
        bill();
        assertThat(world.texts("select total from invoice"))
                .singleElement()
                .satisfies(total -> assertThat(new BigDecimal(total))
                        .isEqualByComparingTo(preview.invoices().getFirst().with()));
    }

    /** Whatever the moment: a change is in the invoice, or it is refused. */
    @Test
    void changesDuringARunAreBilledOrRefused() throws Exception {
        var ids = new ArrayList<Long>();
        for (int i = 0; i < 150; i++) {
            ids.add(world.subscribe("customer-" + i, "basic", "2026-10-01", "UTC"));
        }
        int made = 0;
        try (var threads = Executors.newFixedThreadPool(3)) {
            var run = threads.submit(() -> world.runs.run(OCTOBER, false, Progress.NONE));
            Callable<Integer> changing = () -> {
                int done = 0;
                for (long each : ids.reversed()) {
                    try {
                        changes.add(each, WantedChange.plan("pro", null, ""));
                        done++;
                    } catch (Failure refused) {
                        assertThat(refused.code()).isEqualTo("subscription.billed");
                    }
                }
                return done;
            };
            made = threads.submit(changing).get();
            assertThat(run.get().failures()).isEmpty();
        }
        assertThat(world.number("select count(*) from invoice where period_from = '2026-10-01'"))
                .isEqualTo(151);
        assertThat(world.number("select count(*) from invoice where period_from = '2026-10-01' and total = 52"))
                .isEqualTo(made);
    }
}
