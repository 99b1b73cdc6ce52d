package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.countinghouse.billing.ledger.Recognition;
import org.countinghouse.customers.Subscription;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fees in advance stand beside arrears on one invoice, and whatever changes is settled to the cent. */
class AdvanceFeesTest {
    private BillingWorld world;
    private SubscriptionChanges changes;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2026-10-11T12:00:00Z");
        changes = new SubscriptionChanges(world.database, world.clock);
        world.plan("basic", "month", "calendar", "31.00", true, 0, "advance");
        world.plan("pro", "month", "calendar", "62.00", true, 0, "advance");
    }

    @AfterEach
    void close() {
        world.finalising.finalise(ids("status = 'draft'"));
        assertThatBooksBalance(world.database);
        world.close();
    }

    private List<Long> ids(String where) {
        return world.texts("select id from invoice where " + where + " order by id").stream()
                .map(Long::valueOf)
                .toList();
    }

    private int bill(String day) {
        world.at(day + "T09:00:00Z");
        return world.runs.run(RunScope.upTo(world.now()), false, Progress.NONE).drafted();
    }

    /** Of the invoices of one day and kind. */
    private List<String> lines(String kind, String from) {
        return world.texts("select l.name || ': ' || l.amount::numeric(12,2) from invoice_line l"
                + " join invoice i on i.id = l.invoice_id where i.status <> 'void' and i.kind = '" + kind
                + "' and i.period_from = '" + from + "' order by i.id, l.position");
    }

    @Test
    void theStartIsBilledAtOnceAndEachPeriodBringsTheNextOnesFee() {
        world.subscribe("acme", "basic", "2026-10-11", "Europe/Berlin");
        world.usage("acme", "2026-10-20T10:00:00Z", 300);
        assertThat(bill("2026-10-11")).isEqualTo(1);
        assertThat(bill("2026-10-12")).isZero();
        assertThat(lines("advance", "2026-10-11")).containsExactly("Base fee, 2026-10-11 to 2026-10-31: 21.00");
        assertThat(bill("2026-11-02")).isEqualTo(1);
        assertThat(lines("regular", "2026-10-01"))
                .containsExactly("Calls: 3.00", "Base fee, 2026-11-01 to 2026-11-30: 31.00");
        assertThat(bill("2026-12-02")).isEqualTo(1);
        assertThat(world.texts("select service_from || ' ' || service_to from invoice_line where kind = 'fee'"
                        + " order by service_from"))
                .containsExactly("2026-10-11 2026-11-01", "2026-11-01 2026-12-01", "2026-12-01 2027-01-01");
    }

    @Test
    void aChangeIsSettledWithTheUnusedRestAndTheNewFeeForTheRest() {
        long id = world.subscribe("acme", "basic", "2026-10-01", "UTC");
        bill("2026-10-01");
        world.at("2026-10-11T09:00:00Z");
        changes.add(id, WantedChange.plan("pro", null, "grows"));
        bill("2026-11-01");
        assertThat(lines("regular", "2026-10-01"))
                .containsExactly(
                        "Calls, 2026-10-01 to 2026-10-10: 0.00",
                        "Calls, 2026-10-11 to 2026-10-31: 0.00",
                        "Base fee, 2026-10-11 to 2026-10-31: 42.00",
                        "Base fee, 2026-11-01 to 2026-11-30: 62.00",
                        "Base fee: not used, 2026-10-11 to 2026-10-31: -21.00");
    }

    @Test
    void aPeriodThatGrowsAfterItWasBilledAheadIsBilledOnce() throws Exception {
        world.plan("yearly", "year", "anniversary", "365.00", true, 0, "advance");
        long id = world.subscribe("acme", "basic", "2026-10-01", "UTC");
        bill("2026-10-01");
        world.at("2026-10-20T09:00:00Z");
        changes.add(id, WantedChange.plan("yearly", null, "").on(LocalDate.of(2026, 11, 10)));
        bill("2026-11-01");
        String change = world.texts("select max(id) from subscription_change").getFirst();
        world.at("2026-11-05T09:00:00Z");
        changes.undo(Long.parseLong(change), "not yet");
        bill("2026-11-06");
        bill("2026-11-07");
        assertThat(bill("2026-12-01")).isEqualTo(1);
        assertThat(fees("2026-11-01", "2026-12-01")).isEqualTo("31.00");

        changes.add(id, WantedChange.plan("yearly", null, "").on(LocalDate.of(2026, 12, 1)));
        // The year is owed now, not at its end.
        assertThat(bill("2026-12-02")).isEqualTo(1);
        assertThat(fees("2026-12-01", "2027-12-01")).isEqualTo("365.00");
        assertThat(bill("2026-12-03")).isZero();
        bill("2027-12-02");
        assertThat(fees("2026-12-01", "2027-12-01")).isEqualTo("365.00");
        assertThat(bill("2027-12-03")).isZero();
    }

    @Test
    void aYearInPlaceOfTheMonthThatWasJustBilledIsOwedAtOnce() throws Exception {
        world.plan("yearly", "year", "anniversary", "365.00", true, 0, "advance");
        long id = world.subscribe("acme", "basic", "2026-10-01", "UTC");
        bill("2026-10-01");
        changes.add(id, WantedChange.plan("yearly", null, "").on(LocalDate.of(2026, 10, 1)));
        var preview = changes.preview(id, WantedChange.pause(""));
        assertThat(bill("2026-10-01")).isEqualTo(1);
        assertThat(lines("advance", "2026-10-01"))
                .containsExactly(
                        "Base fee, 2026-10-01 to 2026-10-31: 31.00",
                        "Base fee, 2026-10-01 to 2027-09-30: 365.00",
                        "Base fee: not used, 2026-10-01 to 2026-10-31: -31.00");
        assertThat(preview.invoices()).hasSize(2);
        assertThat(preview.invoices().getFirst().without()).isEqualByComparingTo("334.00");
        assertThat(bill("2026-10-02")).isZero();
        assertThat(bill("2027-10-01")).isEqualTo(1);
        assertThat(fees("2026-10-01", "2027-10-01")).isEqualTo("365.00");
    }

    /** On its first day, when it was billed just before, and on a later one; each time twice, and once more. */
    @Test
    void whatGrowsAgainOnTheSameDayIsOwedAtOnce() throws Exception {
        world.plan("quarterly", "quarter", "anniversary", "92.00", true, 0, "advance");
        world.plan("yearly", "year", "anniversary", "365.00", true, 0, "advance");
        for (String day : List.of("2026-10-01", "2026-10-20")) {
            String customer = "of-" + day;
            long id = world.subscribe(customer, "basic", "2026-10-01", "UTC");
            bill("2026-10-01");
            int minute = 10;
            for (String plan : List.of("quarterly", "yearly", "basic", "yearly")) {
                world.at(day + "T09:" + minute++ + ":00Z");
                changes.add(id, WantedChange.plan(plan, null, "").on(LocalDate.of(2026, 10, 1)));
                world.runs.run(RunScope.upTo(world.now()), false, Progress.NONE);
                if (!plan.equals("basic")) {
                    assertThat(world.texts("select sum(l.amount)::numeric(12, 2) from invoice_line l"
                                    + " join invoice i on i.id = l.invoice_id join customer c on c.id = i.customer_id"
                                    + " where c.external_id = '" + customer + "'"))
                            .as("%s on %s", plan, day)
                            .containsExactly(plan.equals("yearly") ? "365.00" : "92.00");
                }
            }
            assertThat(bill(LocalDate.parse(day).plusDays(1).toString())).isZero();
            // The last of them void: what is owed is billed again at once, and nothing twice.
            String last = world.texts("select i.id from invoice i join customer c on c.id = i.customer_id"
                            + " where c.external_id = '" + customer + "' and i.kind = 'advance' order by i.id")
                    .getLast();
            new InvoiceLife(world.database, world.clock).makeVoid(Long.parseLong(last), "wrong");
            bill(LocalDate.parse(day).plusDays(1).toString());
            assertThat(world.texts("select sum(l.amount)::numeric(12, 2) from invoice_line l"
                            + " join invoice i on i.id = l.invoice_id join customer c on c.id = i.customer_id"
                            + " where i.status <> 'void' and c.external_id = '" + customer + "'"))
                    .containsExactly("365.00");
        }
        bill("2027-10-01");
        assertThat(fees("2026-10-01", "2027-10-01")).isEqualTo("730.00");
    }

    /** 31 of October less 21 of its rest; with the first invoice void, all days are owed again and none twice. */
    @Test
    void aVoidFirstInvoiceOfSeveralIsBilledAgainForItsOwnDays() {
        long id = world.subscribe("acme", "basic", "2026-10-01", "UTC");
        bill("2026-10-01");
        world.at("2026-10-11T09:00:00Z");
        changes.add(id, WantedChange.cancel(true, "").on(LocalDate.of(2026, 10, 11)));
        bill("2026-10-12");
        var life = new InvoiceLife(world.database, world.clock);
        world.finalising.finalise(ids("status = 'draft'"));
        ids("kind = 'advance'").forEach(each -> life.makeVoid(each, "wrong address"));
        bill("2026-10-13");
        assertThat(lines("advance", "2026-10-01"))
                .containsExactly("Base fee: in addition, 2026-10-01 to 2026-10-31: 31.00");
        assertThat(fees("2026-10-01", "2026-11-01")).isEqualTo("10.00");
    }

    /** A run has rated a subscription when an invoice of an earlier period is made void: it looks again. */
    @Test
    void aVoidWhileARunIsAtItIsSeen() throws Exception {
        world.plan("arrears", "month", "calendar", "31.00", true);
        long id = world.subscribe("late", "arrears", "2026-08-01", "UTC");
        bill("2026-09-02");
        var read =
                world.database.read(connection -> DueSubscriptions.anew(connection, List.of(id), new PlanDocuments()));
        ids("subscription_id = " + id)
                .forEach(each -> new InvoiceLife(world.database, world.clock).makeVoid(each, "wrong"));
        assertThat(world.database.<java.util.Set<Long>>write(
                        connection -> new DraftStore(connection, world.now(), new RatingTerms()).changed(read)))
                .containsExactly(id);
        bill("2026-09-03");
        var again =
                world.database.read(connection -> DueSubscriptions.anew(connection, List.of(id), new PlanDocuments()));
        world.update("delete from invoice where status = 'draft'");
        assertThat(world.database.<java.util.Set<Long>>write(
                        connection -> new DraftStore(connection, world.now(), new RatingTerms()).changed(again)))
                .containsExactly(id);
    }

    /** Billed less given back for days from one on and before another. */
    private String fees(String from, String to) {
        return world.texts("select sum(amount)::numeric(12,2) from invoice_line l join invoice i on i.id = l.invoice_id"
                        + " where i.status <> 'void' and service_from >= '" + from + "' and service_to <= '" + to + "'"
                        + " and l.kind in ('fee', 'proration')")
                .getFirst();
    }

    @Test
    void cancellingGivesBackWhatIsNotUsedOrNothing() {
        long with = world.subscribe("with", "basic", "2026-10-01", "UTC");
        long without = world.subscribe("without", "basic", "2026-10-01", "UTC");
        bill("2026-10-01");
        world.at("2026-10-11T09:00:00Z");
        changes.add(with, WantedChange.cancel(true, "").on(LocalDate.of(2026, 10, 11)));
        changes.add(without, WantedChange.cancel(false, "").on(LocalDate.of(2026, 10, 11)));
        bill("2026-10-12");
        assertThat(lines("regular", "2026-10-01"))
                .containsExactly("Calls: 0.00", "Base fee: not used, 2026-10-11 to 2026-10-31: -21.00", "Calls: 0.00");
        assertThat(bill("2027-02-01")).isZero();
    }

    @Test
    void cancellingOnThePeriodsFirstDayGivesAllOfItBack() {
        long id = world.subscribe("acme", "basic", "2026-09-01", "UTC");
        bill("2026-10-01");
        assertThat(lines("regular", "2026-09-01"))
                .containsExactly(
                        "Calls: 0.00",
                        "Base fee, 2026-09-01 to 2026-09-30: 31.00",
                        "Base fee, 2026-10-01 to 2026-10-31: 31.00");
        changes.add(id, WantedChange.cancel(true, "").on(LocalDate.of(2026, 10, 1)));
        assertThat(bill("2026-10-02")).isEqualTo(1);
        assertThat(lines("closing", "2026-10-01"))
                .containsExactly("Base fee: not used, 2026-10-01 to 2026-10-31: -31.00");
        assertThat(bill("2026-12-01")).isZero();
    }

    @Test
    void aPauseIsGivenBackAndAQuantityIsSettled() {
        long paused = world.subscribe("paused", "basic", "2026-10-01", "UTC");
        bill("2026-10-01");
        world.at("2026-10-11T09:00:00Z");
        changes.add(paused, WantedChange.pause("holiday"));
        changes.add(paused, WantedChange.resume("back").on(LocalDate.of(2026, 10, 21)));
        bill("2026-11-01");
        assertThat(lines("regular", "2026-10-01"))
                .containsExactly(
                        "Calls: 0.00",
                        "Base fee, 2026-10-21 to 2026-10-31: 11.00",
                        "Base fee, 2026-11-01 to 2026-11-30: 31.00",
                        "Base fee: not used, 2026-10-11 to 2026-10-31: -21.00");
        changes.add(
                paused, WantedChange.quantity("base", new BigDecimal("2"), "").on(LocalDate.of(2026, 11, 16)));
        bill("2026-12-01");
        assertThat(lines("regular", "2026-11-01"))
                .containsExactly(
                        "Calls: 0.00",
                        "Base fee, 2026-11-16 to 2026-11-30: 31.00",
                        "Base fee, 2026-12-01 to 2026-12-31: 62.00",
                        "Base fee: not used, 2026-11-16 to 2026-11-30: -15.50");
    }

    @Test
    void aTrialPutsTheFirstFeeOffToItsEnd() throws Exception {
        world.plan("inside", "month", "calendar", "31.00", true, 10, "advance");
        world.plan("later", "month", "calendar", "30.00", true, 40, "advance");
        world.plan("even", "month", "calendar", "30.00", true, 31, "advance");
        world.subscribe("inside", "inside", "2026-10-01", "UTC");
        world.subscribe("later", "later", "2026-10-01", "UTC");
        world.subscribe("even", "even", "2026-10-01", "UTC");
        assertThat(bill("2026-10-10")).isZero();
        assertThat(bill("2026-10-11")).isEqualTo(1);
        assertThat(lines("advance", "2026-10-11")).containsExactly("Base fee, 2026-10-11 to 2026-10-31: 21.00");
        assertThat(bill("2026-11-01")).isEqualTo(3);
        assertThat(lines("regular", "2026-10-01"))
                .containsExactlyInAnyOrder(
                        "Calls: 0.00",
                        "Base fee, 2026-11-01 to 2026-11-30: 31.00",
                        "Calls: 0.00",
                        "Calls: 0.00",
                        "Base fee, 2026-11-01 to 2026-11-30: 30.00");
        assertThat(bill("2026-11-10")).isEqualTo(1);
        assertThat(lines("advance", "2026-11-10")).containsExactly("Base fee, 2026-11-10 to 2026-11-30: 21.00");
    }

    @Test
    void aLateRunBillsNothingTwice() {
        world.subscribe("acme", "basic", "2026-08-01", "UTC");
        assertThat(bill("2026-11-05")).isEqualTo(3);
        assertThat(world.texts("select name from invoice_line where kind = 'fee' order by service_from"))
                .containsExactly(
                        "Base fee, 2026-08-01 to 2026-08-31",
                        "Base fee, 2026-09-01 to 2026-09-30",
                        "Base fee, 2026-10-01 to 2026-10-31",
                        "Base fee, 2026-11-01 to 2026-11-30");
    }

    @Test
    void whatIsVoidedIsBilledAgainWhereverItStood() {
        world.subscribe("acme", "basic", "2026-10-01", "UTC");
        bill("2026-10-01");
        bill("2026-11-01");
        var life = new InvoiceLife(world.database, world.clock);
        ids("kind = 'advance'").forEach(id -> life.makeVoid(id, "wrong address"));
        assertThat(bill("2026-11-02")).isEqualTo(1);
        ids("kind = 'regular'").forEach(id -> life.makeVoid(id, "wrong address"));
        assertThat(bill("2026-11-03")).isEqualTo(1);
        assertThat(bill("2026-12-01")).isEqualTo(1);
        assertThat(world.texts("select l.name from invoice_line l join invoice i on i.id = l.invoice_id"
                        + " where l.kind = 'fee' and i.status <> 'void' order by l.service_from"))
                .containsExactly(
                        "Base fee, 2026-10-01 to 2026-10-31",
                        "Base fee, 2026-11-01 to 2026-11-30",
                        "Base fee, 2026-12-01 to 2026-12-31");
    }

    @Test
    void whatWasBilledInArrearsBeforeIsNotBilledAgain() throws Exception {
        world.plan("old", "month", "calendar", "31.00", true);
        world.subscribe("acme", "old", "2026-08-01", "UTC");
        bill("2026-10-01");
        world.arrange("set session_replication_role = replica; update countinghouse.plan_version set document ="
                + " replace(document::text, '\"arrears\"', '\"advance\"')::jsonb");
        assertThat(bill("2026-10-02")).isZero();
        bill("2026-11-01");
        assertThat(lines("regular", "2026-10-01"))
                .containsExactly(
                        "Calls: 0.00",
                        "Base fee, 2026-10-01 to 2026-10-31: 31.00",
                        "Base fee, 2026-11-01 to 2026-11-30: 31.00");
        new InvoiceLife(world.database, world.clock)
                .makeVoid(ids("period_from = '2026-09-01'").getFirst(), "wrong");
        assertThat(bill("2026-11-02")).isEqualTo(1);
        assertThat(lines("regular", "2026-09-01"))
                .containsExactly("Calls: 0.00", "Base fee, 2026-09-01 to 2026-09-30: 31.00");
    }

    @Test
    void aYearIsDeferredAndItsRestTakenBackFromTheSameMonths() throws Exception {
        world.plan("yearly", "year", "anniversary", "365.00", false, 0, "advance");
        long id = world.subscribe("acme", "yearly", "2026-10-01", "UTC");
        bill("2026-10-01");
        world.finalising.finalise(ids("status = 'draft'"));
        assertThat(balance("deferred_revenue")).isEqualByComparingTo("-365");
        world.at("2026-11-15T09:00:00Z");
        new Recognition(world.database, world.clock).recognise();
        assertThat(balance("revenue")).isEqualByComparingTo("-31");
        changes.add(id, WantedChange.cancel(true, "").on(LocalDate.of(2026, 11, 15)));
        bill("2026-11-16");
        assertThat(lines("regular", "2026-10-01"))
                .containsExactly("Base fee: not used, 2026-11-15 to 2027-09-30: -320.00");
        world.finalising.finalise(ids("status = 'draft'"));
        assertThat(balance("deferred_revenue")).isEqualByComparingTo("-14");
        world.at("2027-11-01T09:00:00Z");
        new Recognition(world.database, world.clock).recognise();
        assertThat(balance("revenue")).isEqualByComparingTo("-45");
        assertThat(balance("deferred_revenue")).isZero();
    }

    private BigDecimal balance(String account) {
        return new BigDecimal(
                world.texts("select coalesce(sum(amount), 0) from ledger_entry where account = '" + account + "'")
                        .getFirst());
    }

    @Test
    void previewsSayWhatTheRunsBill() {
        var wanted = new Subscription("acme", "basic", LocalDate.of(2026, 10, 11), null, "UTC", Map.of());
        long id = world.subscribe("acme", "basic", "2026-10-11", "UTC");
        var start = new StartPreview(world.database, world.clock).of(wanted);
        assertThat(start.dueAt()).isEqualTo("2026-10-11T00:00:00Z");
        assertThat(start.period()).isEqualTo(new BillingPeriod(wanted.startsOn(), LocalDate.of(2026, 11, 1)));
        var change = WantedChange.plan("pro", null, "").on(LocalDate.of(2026, 10, 21));
        var preview = changes.preview(id, change);
        assertThat(preview.invoices()).hasSize(2);
        changes.add(id, change);
        var dry = world.runs.run(RunScope.upTo(world.now()), true, Progress.NONE);
        bill("2026-10-11");
        assertThat(total("advance"))
                .isEqualByComparingTo(preview.invoices().getFirst().with());
        assertThat(total("advance")).isEqualByComparingTo(dry.totals().get("EUR"));
        assertThat(preview.invoices().getFirst().without()).isEqualByComparingTo(start.total());
        world.usage("acme", "2026-10-20T10:00:00Z", 0);
        var estimate = new Estimates(world.database, world.clock)
                .of(world.number("select id from customer"))
                .getFirst();
        bill("2026-11-01");
        assertThat(total("regular"))
                .isEqualByComparingTo(preview.invoices().getLast().with());
        assertThat(total("regular")).isEqualByComparingTo(estimate.result().total());
    }

    private BigDecimal total(String kind) {
        return new BigDecimal(world.texts("select sum(total) from invoice where kind = '" + kind + "'")
                .getFirst());
    }

    @Test
    void aChangeOfALaterPeriodIsPreviewedAsItWillBeBilled() {
        long id = world.subscribe("acme", "basic", "2026-10-01", "UTC");
        bill("2026-10-01");
        var change = WantedChange.plan("pro", null, "").on(LocalDate.of(2026, 11, 11));
        var preview = changes.preview(id, change);
        assertThat(preview.invoices()).hasSize(2);
        changes.add(id, change);
        bill("2026-11-01");
        assertThat(total("regular"))
                .isEqualByComparingTo(preview.invoices().getFirst().with());
        BigDecimal before = total("regular");
        bill("2026-12-01");
        assertThat(total("regular").subtract(before))
                .isEqualByComparingTo(preview.invoices().getLast().with());
    }

    @Test
    void aDraftThatIsRatedAgainKeepsItsFeesInAdvance() {
        long id = world.subscribe("acme", "basic", "2026-10-01", "UTC");
        bill("2026-10-01");
        var refresh =
                new DraftRefresh(world.database, new SubscriptionRating(world.database, world.clock), world.clock);
        long start = ids("kind = 'advance'").getFirst();
        assertThat(refresh.refresh(start, null).total()).isEqualByComparingTo("31.00");
        world.at("2026-10-11T09:00:00Z");
        changes.add(id, WantedChange.plan("pro", null, "grows"));
        bill("2026-11-01");
        BigDecimal before = total("regular");
        world.usage("acme", "2026-10-05T10:00:00Z", 500);
        long draft = ids("kind = 'regular'").getFirst();
        refresh.refresh(draft, null);
        assertThat(total("regular").subtract(before)).isEqualByComparingTo("5.00");
        assertThat(lines("regular", "2026-10-01"))
                .contains(
                        "Calls, 2026-10-01 to 2026-10-10: 5.00",
                        "Base fee: not used, 2026-10-11 to 2026-10-31: -21.00");
        bill("2026-12-01");
        assertThat(lines("regular", "2026-11-01"))
                .containsExactly("Calls: 0.00", "Base fee, 2026-12-01 to 2026-12-31: 62.00");
    }

    @Test
    void aMonthsRunBillsTheStartsOfItsMonth() throws Exception {
        world.plan("yearly", "year", "anniversary", "365.00", false, 0, "advance");
        world.subscribe("acme", "yearly", "2026-10-05", "UTC");
        world.subscribe("umbrella", "basic", "2026-10-05", "UTC");
        world.at("2026-11-02T09:00:00Z");
        assertThat(world.runs
                        .run(BillingPeriod.parse("2026-10"), false, Progress.NONE)
                        .drafted())
                .isEqualTo(2);
        assertThat(lines("advance", "2026-10-05")).containsExactly("Base fee, 2026-10-05 to 2027-10-04: 365.00");
        assertThat(lines("regular", "2026-10-01"))
                .containsExactly(
                        "Calls: 0.00",
                        "Base fee, 2026-10-05 to 2026-10-31: 27.00",
                        "Base fee, 2026-11-01 to 2026-11-30: 31.00");
        assertThat(new Invoices(world.database).draftsOf(BillingPeriod.parse("2026-10")))
                .hasSize(2);
    }

    @Test
    void runsAtOnceBillAFeeOnce() throws Exception {
        for (int i = 0; i < 40; i++) {
            world.subscribe("customer-" + i, "basic", "2026-09-%02d".formatted(1 + i % 28), "UTC");
        }
        // Each looks at another moment, so that one bills ahead what the other bills at the period's end.
        List<String> moments =
                List.of("2026-09-20T00:00:00Z", "2026-10-02T00:00:00Z", "2026-11-02T00:00:00Z", "2026-12-02T00:00:00Z");
        world.at("2026-12-03T00:00:00Z");
        try (var threads = Executors.newFixedThreadPool(4)) {
            var runs = new ArrayList<Callable<BillingRunReport>>();
            for (String moment : moments) {
                runs.add(() -> world.runs.run(RunScope.upTo(Instant.parse(moment)), false, Progress.NONE));
            }
            for (var run : threads.invokeAll(runs)) {
                run.get();
            }
        }
        bill("2026-12-03");
        assertThat(world.number("select count(*) from (select i.subscription_id, l.service_to from invoice_line l"
                        + " join invoice i on i.id = l.invoice_id where l.kind = 'fee'"
                        + " group by 1, 2 having count(*) <> 1) twice"))
                .isZero();
        assertThat(world.number("select count(*) from invoice_line where kind = 'fee'"))
                .isEqualTo(160);
        assertThatThrownBy(() -> world.update("insert into billed_fee (invoice_id, subscription_id, starts_at, ends_at,"
                        + " turn, kind, fees) select (select max(id) from invoice), subscription_id,"
                        + " starts_at + interval '0', ends_at, turn, kind, fees from billed_fee limit 1"))
                .isInstanceOf(Failure.class);
    }
}
