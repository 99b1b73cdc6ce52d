package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contracts that end, begin again and stand beside one another inside a period. */
class ContractsTest {
    private static final String LINES =
            "select l.name || ': ' || l.amount::numeric(12,2) from invoice_line l join invoice i on i.id = l.invoice_id"
                    + " order by i.subscription_id, i.starts_at, l.position";
    private static final String PROBLEMS =
            "select e ->> 'code' || ' ' || (e ->> 'events') from invoice i, jsonb_array_elements(i.problems) e"
                    + " where i.status <> 'void' order by 1";

    private BillingWorld world;
    private SubscriptionChanges changes;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2026-07-10T15:00:00Z");
        changes = new SubscriptionChanges(world.database, world.clock);
        world.plan("basic", "month", "calendar", "31.00", true);
        world.plan("pro", "month", "calendar", "62.00", true);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void bill() {
        world.at("2026-08-02T09:00:00Z");
        world.runs.run(RunScope.upTo(world.now()), false, Progress.NONE);
    }

    private List<Long> drafts() {
        return world.texts("select id from invoice where status = 'draft' order by id").stream()
                .map(Long::valueOf)
                .toList();
    }

    private UsageProblems problems() {
        return new UsageProblems(world.database, world.clock);
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @Test
    void whatWasUsedOnTheLastDayIsBilled() {
        long id = world.subscribe("acme", "basic", "2026-07-01", "UTC");
        world.usage("acme", "2026-07-10T09:00:00Z", 100);
        world.usage("acme", "2026-07-10T20:00:00Z", 200);
        changes.add(id, WantedChange.cancel(true, "leaves"));
        assertThat(changes.of(id).getFirst().effectiveOn()).isEqualTo("2026-07-11");
        bill();
        assertThat(world.texts(PROBLEMS)).isEmpty();
        assertThat(world.texts(LINES)).containsExactly("Base fee: 10.00", "Calls: 3.00");
        assertThat(world.finalising.finalise(drafts())).isEqualTo(1);
    }

    @Test
    void aSubscriptionThatHasNotBegunNeverDoes() {
        long id = world.subscribe("acme", "basic", "2026-07-20", "UTC");
        changes.add(id, WantedChange.cancel(true, "leaves"));
        assertThat(changes.of(id).getFirst().effectiveOn()).isEqualTo("2026-07-20");
        bill();
        assertThat(drafts()).isEmpty();
    }

    @Test
    void usageThatTheNextSubscriptionPricesIsNoProblemOfTheLastOne() {
        long old = world.subscribe("acme", "basic", "2026-07-01", "UTC");
        world.usage("acme", "2026-07-05T09:00:00Z", 100);
        world.usage("acme", "2026-07-15T09:00:00Z", 200);
        changes.add(old, WantedChange.cancel(true, "moves").on(LocalDate.of(2026, 7, 11)));
        world.subscribe("acme", "pro", "2026-07-11", "UTC");
        bill();
        assertThat(world.texts(PROBLEMS)).isEmpty();
        assertThat(world.texts(LINES))
                .containsExactly("Base fee: 10.00", "Calls: 1.00", "Base fee: 42.00", "Calls: 2.00");
        assertThat(world.finalising.finalise(drafts())).isEqualTo(2);
    }

    @Test
    void usageBetweenTwoSubscriptionsIsTold() {
        long old = world.subscribe("acme", "basic", "2026-07-01", "UTC");
        world.usage("acme", "2026-07-15T09:00:00Z", 100);
        world.usage("acme", "2026-07-25T09:00:00Z", 200);
        changes.add(old, WantedChange.cancel(true, "pauses").on(LocalDate.of(2026, 7, 11)));
        world.subscribe("acme", "pro", "2026-07-21", "UTC");
        bill();
        assertThat(world.texts(PROBLEMS)).containsExactly("usage.outside_period 1", "usage.outside_period 1");
        assertThat(world.texts(LINES))
                .containsExactly("Base fee: 10.00", "Calls: 0.00", "Base fee: 22.00", "Calls: 2.00");
    }

    @Test
    void usageAfterTheEndIsLetGoByAPersonWithAReason() {
        long id = world.subscribe("acme", "basic", "2026-07-01", "UTC");
        world.usage("acme", "2026-07-05T09:00:00Z", 100);
        world.usage("acme", "2026-07-15T09:00:00Z", 200);
        changes.add(id, WantedChange.cancel(true, "leaves"));
        bill();
        assertThat(world.texts(LINES)).containsExactly("Base fee: 10.00", "Calls: 1.00");
        assertThat(world.texts(PROBLEMS)).containsExactly("usage.outside_period 1");
        refused("invoice.problems", () -> world.finalising.finalise(drafts()));
        refused("invoice.reason", () -> problems().accept(drafts(), " "));
        assertThat(problems().accept(drafts(), "a test of theirs")).isEqualTo(1);
        long draft = drafts().getFirst();
        assertThat(new InvoiceLife(world.database, world.clock).steps(draft).getLast())
                .satisfies(step -> {
                    assertThat(step.reason()).isEqualTo("a test of theirs");
                    assertThat(step.to()).isEqualTo(InvoiceStatus.DRAFT);
                    assertThat(step.by()).isNotEmpty();
                });
        assertThat(world.invoices.find(Long.toString(draft)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.accepted()).isTrue());
        new InvoiceLife(world.database, world.clock).approve(List.of(draft), "");
        assertThat(world.finalising.finalise(List.of(draft))).isEqualTo(1);
        refused("invoice.state", () -> problems().accept(List.of(draft), "again"));
        assertThatThrownBy(() -> world.update("update invoice set accepted_problems = null"))
                .hasStackTraceContaining("is final and cannot change");
    }

    @Test
    void moreUsageAfterTheEndWaitsForAnotherDecision() {
        long id = world.subscribe("acme", "basic", "2026-07-01", "UTC");
        world.usage("acme", "2026-07-15T09:00:00Z", 200);
        changes.add(id, WantedChange.cancel(true, "leaves"));
        bill();
        problems().accept(drafts(), "a test of theirs");
        world.usage("acme", "2026-07-16T09:00:00Z", 300);
        new DraftRefresh(world.database, new SubscriptionRating(world.database, world.clock), world.clock)
                .refresh(drafts().getFirst(), null);
        refused("invoice.problems", () -> world.finalising.finalise(drafts()));
        assertThat(problems().accept(drafts(), "these too")).isEqualTo(1);
        assertThat(world.finalising.finalise(drafts())).isEqualTo(1);
    }

    @Test
    void aProblemThatCanBeMendedIsNotLetGo() {
        world.subscribe("acme", "basic", "2026-07-01", "UTC");
        bill();
        world.update(
                "update invoice set problems = '[{\"code\":\"matrix.no_row\",\"message\":\"No row.\",\"events\":\"1\"}]'");
        refused("invoice.problems", () -> problems().accept(drafts(), "never mind"));
    }

    @Test
    void aPlanByTheHourEndsAfterTheHoursThatAreBilled() throws Exception {
        world.plan("hourly", "hour", "calendar", "1.00", true);
        long id = world.subscribe("acme", "hourly", "2026-07-10", "UTC");
        world.runs.run(RunScope.upTo(world.now()), false, Progress.NONE);
        assertThat(drafts()).hasSize(15);
        assertThat(changes.preview(id, WantedChange.pause("rests")).effectiveOn())
                .isEqualTo("2026-07-11");
        changes.add(id, WantedChange.cancel(true, "leaves"));
        assertThat(changes.of(id).getFirst().effectiveOn()).isEqualTo("2026-07-11");
    }

    @Test
    void anAddOnIsBilledInThePeriodsOfItsPlan() throws Exception {
        world.plan("support", "month", "calendar", "15.50", false);
        world.plan("yearly", "year", "calendar", "300.00", true);
        long id = world.subscribe("acme", "basic", "2026-07-01", "UTC");
        long added = changes.add(id, WantedChange.addOn("support", true, "").on(LocalDate.of(2026, 7, 1)));
        WantedChange year = WantedChange.plan("yearly", null, "").on(LocalDate.of(2026, 9, 1));
        refused("subscription.add-on", () -> changes.preview(id, year));
        refused("subscription.add-on", () -> changes.add(id, year));
        long removed = changes.add(id, WantedChange.addOn("support", false, "").on(LocalDate.of(2026, 9, 1)));
        long moved = changes.add(id, year);
        refused("subscription.add-on", () -> changes.undo(removed, "keeps it"));
        assertThat(changes.of(id)).allMatch(change -> change.holds());
        changes.undo(moved, "stays");
        changes.undo(removed, "keeps it");
        changes.undo(added, "never had it");
    }

    @Test
    void aQuantityIsOfThePlanOrOfTheAddOn() throws Exception {
        world.plan("support", "month", "calendar", "15.50", false);
        long id = world.subscribe("acme", "basic", "2026-07-01", "UTC");
        LocalDate first = LocalDate.of(2026, 7, 1);
        changes.add(
                id,
                WantedChange.quantity("base", new java.math.BigDecimal("5"), "seats")
                        .on(first));
        changes.add(id, WantedChange.addOn("support", true, "").on(first));
        var many =
                WantedChange.quantity("base", new java.math.BigDecimal("3"), "").on(LocalDate.of(2026, 7, 17));
        refused("subscription.item", () -> changes.preview(id, many));
        refused("subscription.item", () -> changes.preview(id, many.ofPlan("pro")));
        changes.add(id, many.ofPlan("support"));
        var price = WantedChange.price("base", "7.75", "").on(LocalDate.of(2026, 8, 1));
        changes.add(id, price.ofPlan("support"));
        world.usage("acme", "2026-07-05T09:00:00Z", 100);
        bill();
        assertThat(world.texts(LINES))
                .containsExactly(
                        "Base fee: 155.00",
                        "Calls: 1.00",
                        "support: Base fee, 2026-07-01 to 2026-07-16: 8.00",
                        "support: Base fee, 2026-07-17 to 2026-07-31: 22.50");
        world.at("2026-09-02T09:00:00Z");
        world.runs.run(RunScope.upTo(world.now()), false, Progress.NONE);
        assertThat(world.texts(LINES)).endsWith("Base fee: 155.00", "Calls: 0.00", "support: Base fee: 23.25");
    }

    @Test
    void anOwnPriceStaysWithThePlanAndEndsWithIt() throws Exception {
        long id = world.subscribe("acme", "basic", "2026-07-01", "UTC");
        LocalDate first = LocalDate.of(2026, 7, 1);
        changes.add(id, WantedChange.price("base", "20.00", "agreed").on(first));
        changes.add(
                id,
                WantedChange.quantity("base", new java.math.BigDecimal("2"), "seats")
                        .on(first));
        var upgrade = WantedChange.plan("pro", null, "grows").on(LocalDate.of(2026, 8, 1));
        assertThat(changes.preview(id, upgrade).ending()).containsExactly("base");
        changes.add(id, upgrade);
        world.at("2026-09-02T09:00:00Z");
        world.runs.run(RunScope.upTo(world.now()), false, Progress.NONE);
        assertThat(world.texts(LINES))
                .containsExactly("Base fee: 40.00", "Calls: 0.00", "Base fee: 124.00", "Calls: 0.00");
    }

    @Test
    void lateUsageThatNoPriceCoversIsTold() throws Exception {
        long id = world.subscribe("acme", "basic", "2026-07-01", "UTC");
        changes.add(id, WantedChange.cancel(true, "leaves").on(LocalDate.of(2026, 7, 11)));
        bill();
        assertThat(world.finalising.finalise(drafts())).isEqualTo(1);
        long customer = world.number("select id from customer");
        world.usage("acme", "2026-07-20T09:00:00Z", 300);
        world.arrange(
                "set search_path = countinghouse; insert into late_usage (invoice_id, subscription_id, noticed_at)"
                        + " select id, subscription_id, now() from invoice where customer_id = " + customer);
        world.arrange("set search_path = countinghouse; update subscription set due_at = '-infinity'");
        world.runs.run(RunScope.upTo(world.now()), false, Progress.NONE);
        assertThat(world.texts(PROBLEMS)).containsExactly("usage.late 1");
        assertThat(world.texts("select total::numeric(12,2) from invoice where status = 'draft'"))
                .containsExactly("0.00");
        refused("invoice.problems", () -> world.finalising.finalise(drafts()));
        assertThat(problems().accept(drafts(), "theirs")).isEqualTo(1);
        assertThat(world.finalising.finalise(drafts())).isEqualTo(1);
    }

    @Test
    void aMeterIsBilledOnceUnlessItIsMeantOtherwise() throws Exception {
        long id = world.subscribe("acme", "basic", "2026-07-01", "UTC");
        world.plan("flat", "month", "calendar", "5.00", false);
        var starts = new SubscriptionStarts(world.customers);
        var wanted = new org.countinghouse.customers.Subscription(
                "acme", "pro", LocalDate.of(2026, 7, 15), null, "UTC", java.util.Map.of());
        refused("subscription.meter", () -> starts.start(wanted, false));
        assertThat(new StartPreview(world.database, world.clock).of(wanted).shared())
                .extracting(SharedMeters.Shared::meter)
                .containsExactly("calls");
        var flat = new org.countinghouse.customers.Subscription(
                "acme", "flat", LocalDate.of(2026, 7, 15), null, "UTC", java.util.Map.of());
        long second = starts.start(flat, false);
        assertThat(starts.start(flat, false)).isEqualTo(second);
        var change = WantedChange.plan("pro", null, "").on(LocalDate.of(2026, 8, 1));
        refused("subscription.meter", () -> changes.add(second, change));
        changes.add(second, change.besideOthers());
        assertThat(SharedMeters.standing(world.database, LocalDate.of(2026, 7, 10)))
                .singleElement()
                .satisfies(each -> assertThat(each.shared().from()).isEqualTo("2026-08-01"));
        long cancelled = changes.add(id, WantedChange.cancel(true, "").on(LocalDate.of(2026, 7, 15)));
        long third = starts.start(wanted, true);
        assertThat(third).isGreaterThan(second);
        refused("subscription.meter", () -> changes.undo(cancelled, "stays"));
        assertThat(changes.previewUndo(cancelled).shared())
                .extracting(SharedMeters.Shared::subscription)
                .containsExactly(second, third);
        assertThat(changes.of(id).getFirst().holds())
                .as("a look stores nothing")
                .isTrue();
        changes.undo(cancelled, "both, as agreed", true);
        assertThat(changes.of(id).getFirst().holds()).isFalse();
        assertThat(
                        world.texts(
                                "select (e ->> 'meter') || ' ' || (e ->> 'subscription') from audit_entry,"
                                        + " jsonb_array_elements(detail -> 'billed_twice') e where action = 'subscription.undo' order by 1"))
                .containsExactly("calls " + second, "calls " + third);
        refused("change.missing", () -> changes.previewUndo(cancelled));
    }

    @Test
    void aLookAtAnUndoSaysWhatStandsInItsWay() {
        long id = world.subscribe("acme", "basic", "2026-07-01", "UTC");
        long cancelled = changes.add(id, WantedChange.cancel(true, "").on(LocalDate.of(2026, 7, 15)));
        assertThat(changes.previewUndo(cancelled).shared()).isEmpty();
        bill();
        refused("subscription.billed", () -> changes.previewUndo(cancelled));
        refused("subscription.billed", () -> changes.undo(cancelled, "", true));
        refused("change.missing", () -> changes.previewUndo(9999));
    }

    @Test
    void aNamedVersionIsTakenWhenItIsInForceAndQuantitiesAndEndAreKept() throws Exception {
        world.subscribe("acme", "pro", "2026-01-01", "UTC");
        world.plan("seats", "month", "calendar", "31.00", false);
        world.plan("seats", "month", "calendar", "62.00", false);
        world.plans.publish(org.countinghouse.catalog.Json.parse("""
                        {"code":"seats","name":"seats","currency":"EUR","interval":{"unit":"month","count":1},
                         "anchor":"calendar","fees":[{"code":"base","name":"Base fee","amount":"93.00"}]}"""), LocalDate.of(2026, 9, 1));
        var starts = new SubscriptionStarts(world.customers);
        var preview = new StartPreview(world.database, world.clock);
        LocalDate first = LocalDate.of(2026, 7, 11);
        LocalDate end = LocalDate.of(2026, 7, 21);
        var three = java.util.Map.of("base", new java.math.BigDecimal("3"));
        for (Integer version : new Integer[] {3, 4}) {
            var early =
                    new org.countinghouse.customers.Subscription("acme", "seats", version, first, end, "UTC", three);
            refused("subscription.plan", () -> preview.of(early));
            refused("subscription.plan", () -> starts.start(early, false));
        }
        var wanted = new org.countinghouse.customers.Subscription("acme", "seats", 1, first, end, "UTC", three);
        assertThat(preview.of(wanted).net()).isEqualByComparingTo("30.00");
        long id = starts.start(wanted, false);
        assertThat(starts.start(wanted, false)).as("the same again").isEqualTo(id);
        bill();
        assertThat(world.texts("select total::numeric(12,2) from invoice where subscription_id = " + id))
                .containsExactly("30.00");
        var backwards = new org.countinghouse.customers.Subscription("acme", "seats", 1, first, first, "UTC", three);
        refused("subscription.end", () -> preview.of(backwards));
        var newest = new org.countinghouse.customers.Subscription("acme", "seats", first, null, "UTC", three);
        assertThat(preview.of(newest).net()).isEqualByComparingTo("126.00");
    }

    @Test
    void aRunNamesWhatItsOwnCustomersBillTwice() throws Exception {
        world.plan("flat", "month", "calendar", "5.00", false);
        long one = world.subscribe("acme", "basic", "2026-07-01", "UTC");
        long other = world.subscribe("acme", "pro", "2026-07-05", "UTC");
        long apart = world.subscribe("acme", "flat", "2026-07-01", "UTC");
        world.subscribe("borealis", "basic", "2026-07-01", "UTC");
        long ended = world.subscribe("cumulus", "basic", "2026-05-01", "UTC");
        world.subscribe("cumulus", "pro", "2026-05-01", "UTC");
        changes.add(ended, WantedChange.cancel(true, "").on(LocalDate.of(2026, 7, 1)));
        RunScope july = RunScope.of(BillingPeriod.parse("2026-07"));
        assertThat(world.runs.billedTwice(july)).singleElement().satisfies(each -> {
            assertThat(each.customer()).isEqualTo("acme");
            assertThat(each.subscription()).isEqualTo(one);
            assertThat(each.shared().subscription()).isEqualTo(other);
            assertThat(each.shared().from()).isEqualTo("2026-07-05");
        });
        assertThat(world.runs.billedTwice(RunScope.of(BillingPeriod.parse("2026-06"))))
                .as("its second subscription ended with June")
                .hasSize(2);
        assertThat(world.runs.billedTwice(july.ofSubscription(other))).hasSize(1);
        assertThat(world.runs.billedTwice(july.ofSubscription(apart))).isEmpty();
        assertThat(world.runs.billedTwice(
                        july.ofCustomer(world.number("select id from customer where external_id = 'borealis'"))))
                .isEmpty();
        assertThat(world.runs.billedTwice(july.ofPlan(world.number("select id from plan where code = 'flat'"))))
                .hasSize(1);
        var report = world.runs.run(july, false, Progress.NONE);
        assertThat(report.billedTwice()).as("only where it is asked").isEmpty();
        assertThat(world.runs.billedTwice(report.runId())).isEqualTo(world.runs.billedTwice(july));
    }

    @Test
    void startingAgainOnTheSameDayBeginsAnew() {
        long id = world.subscribe("acme", "basic", "2026-07-10", "UTC");
        assertThat(world.subscribe("acme", "basic", "2026-07-10", "UTC")).isEqualTo(id);
        long later = changes.add(id, WantedChange.cancel(true, "").on(LocalDate.of(2026, 7, 20)));
        refused("subscription.cancelled", () -> world.subscribe("acme", "basic", "2026-07-10", "UTC"));
        changes.undo(later, "");
        changes.add(id, WantedChange.cancel(true, "").on(LocalDate.of(2026, 7, 10)));
        long again = world.subscribe("acme", "basic", "2026-07-10", "UTC");
        assertThat(again).isGreaterThan(id);
        assertThat(world.subscribe("acme", "basic", "2026-07-10", "UTC")).isEqualTo(again);
    }
}
