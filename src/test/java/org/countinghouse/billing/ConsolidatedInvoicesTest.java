package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.rating.ManualLine;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code group} has two subscriptions and pays for {@code shop}, all on one invoice; {@code other} pays itself. */
class ConsolidatedInvoicesTest {
    private BilledWorld world;
    private CustomerPayers payers;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        payers = new CustomerPayers(world.database());
        world.subscribe("group", "mixed");
        more("group", "basic");
        world.subscribe("shop", "mixed");
        world.subscribe("other", "basic");
        more("other", "mixed");
        payers.set("shop", "group");
        payers.together("group", true);
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    @Test
    void aPayerGetsOneInvoiceWithASectionForEachSubscription() {
        world.use("group", "1", 150, "2026-10-05T10:00:00Z");
        world.use("shop", "1", 33, "2026-10-05T10:00:00Z");
        BillingRunReport report = run(false);
        assertThat(report.drafted()).as("one of the group, two of the other").isEqualTo(3);
        assertThat(report.failures()).isEmpty();
        Invoice draft = of("group");
        assertThat(invoices()).hasSize(3);
        assertThat(draft.plan()).isNull();
        assertThat(draft.period()).isEqualTo(BilledWorld.OCTOBER);
        assertThat(draft.sections()).extracting(Invoice.Section::plan).containsExactly("mixed", "basic", "mixed");
        assertThat(draft.sections())
                .extracting(section -> section.usedBy().customer())
                .containsExactly("group", "group", "shop");
        assertThat(draft.sections().stream().map(Invoice.Section::net).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(draft.net());
        assertThat(draft.lines()).allSatisfy(line -> {
            assertThat(draft.section(line)).isNotNull();
            assertThat(line.service()).isEqualTo(BilledWorld.OCTOBER);
        });
        assertThat(draft.toJson(true)).contains("\"sections\":[{\"number\":1,", "\"used_by\":\"shop\"");
        assertThat(of("other").sections()).as("off: an invoice each").isEmpty();
        assertThat(new InvoiceList(world.database()).totals(Filter.ALL).rows()).isEqualTo(3);
        assertThat(number("select drafts from billing_run")).isEqualByComparingTo("3");

        world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER));
        Invoice fin = of("group");
        assertThat(fin.number()).isNotNull();
        assertThat(number("select count(*) from ledger_transaction where kind = 'invoice'"))
                .isEqualByComparingTo("3");
        assertThat(number("select sum(amount) from ledger_entry where account = 'receivables' and customer_id = "
                        + id("group")))
                .isEqualByComparingTo(fin.due());
        assertThat(world.balance("revenue").negate())
                .as("no more and no less than what all three come to")
                .isEqualByComparingTo(invoices().stream().map(Invoice::net).reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(new FinalInvoicesProbe(world).numbers("shop", "2026-10-05T10:00:00Z"))
                .containsExactly(fin.number());
    }

    @Test
    void linesAreThoseOfSeparateInvoicesAndTaxIsRoundedOncePerRate() {
        var random = new Random(20_261_101);
        for (int turn = 0; turn < 6; turn++) {
            for (String customer : List.of("group", "shop")) {
                world.use(customer, "t" + turn, random.nextInt(5_000), "2026-10-0" + (turn + 1) + "T10:00:00Z");
            }
            payers.together("group", false);
            run(false);
            List<Invoice> apart = allOf("group");
            assertThat(apart).hasSize(3);
            apart.forEach(each -> discard(each.id()));
            payers.together("group", true);
            BillingRunReport dry = run(true);
            BillingRunReport report = run(false);
            assertThat(report.totals()).as("a dry run tells the same").isEqualTo(dry.totals());
            Invoice together = of("group");
            assertThat(together.lines().stream()
                            .map(ConsolidatedInvoicesTest::figures)
                            .sorted()
                            .toList())
                    .isEqualTo(apart.stream()
                            .flatMap(each -> each.lines().stream())
                            .map(ConsolidatedInvoicesTest::figures)
                            .sorted()
                            .toList());
            Map<String, BigDecimal> bases = apart.stream()
                    .flatMap(each -> each.taxes().stream())
                    .collect(Collectors.toMap(Invoice.Tax::code, Invoice.Tax::base, BigDecimal::add));
            assertThat(together.taxes()).hasSize(bases.size()).allSatisfy(tax -> {
                assertThat(tax.base()).isEqualByComparingTo(bases.get(tax.code()));
                assertThat(tax.amount())
                        .isEqualByComparingTo(
                                tax.base().multiply(tax.rate()).movePointLeft(2).setScale(2, RoundingMode.HALF_UP));
            });
            discard(together.id());
        }
    }

    @Test
    void aRunIsRepeatedAndTwoRunAtOnceWithoutASecondInvoice() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Callable<BillingRunReport>> runs = List.of(() -> run(false), () -> run(false));
            for (var done : threads.invokeAll(runs)) {
                assertThat(done.get().failures()).isEmpty();
            }
        }
        assertThat(allOf("group"))
                .singleElement()
                .satisfies(invoice -> assertThat(invoice.sections()).hasSize(3));
        assertThat(run(false).drafted()).isZero();
        assertThat(number("select count(*) from invoice where status = 'collected'"))
                .isEqualByComparingTo("3");
    }

    @Test
    void aVoidInvoiceMakesAllItsPeriodsDueAgain() {
        run(false);
        Invoice first = of("group");
        world.finalising().finalise(List.of(first.id()));
        new InvoiceLife(world.database(), world.clock()).makeVoid(first.id(), "wrong address");
        assertThat(number("select count(*) from invoice where collected_by = " + first.id() + " and status = 'void'"))
                .isEqualByComparingTo("3");
        assertThat(world.balance("receivables")).isZero();
        run(false);
        Invoice again = of("group");
        assertThat(again.id()).isNotEqualTo(first.id());
        assertThat(again.sections()).hasSize(3);
        assertThat(again.total()).isEqualByComparingTo(first.total());
    }

    @Test
    void whatIsIssuedAnewHasAllItsSectionsAndLinesByHand() {
        run(false);
        Invoice first = of("group");
        new ManualLines(world.database(), world.clock())
                .change(
                        first.id(),
                        null,
                        new LineChange.Add(
                                new ManualEntry("Set-up", BigDecimal.ONE, new BigDecimal("40.00"), "standard", null)));
        first = of("group");
        world.finalising().finalise(List.of(first.id()));
        BillingRunReport report =
                new Reissue(world.database(), runs(), world.clock()).reissue(first.id(), "wrong address");
        assertThat(report.drafted()).isEqualTo(1);
        assertThat(report.failures()).isEmpty();
        Invoice again = of("group");
        assertThat(again.id()).isNotEqualTo(first.id());
        assertThat(again.sections()).hasSize(3);
        assertThat(again.total()).isEqualByComparingTo(first.total());
        assertThat(again.lines()).extracting(Invoice.Line::name).contains("Set-up");
    }

    @Test
    void aDraftIsRatedAgainWithUsageThatCameLateAndKeepsLinesByHand() {
        run(false);
        Invoice draft = of("group");
        var lines = new ManualLines(world.database(), world.clock());
        lines.change(
                draft.id(),
                null,
                new LineChange.Add(
                        new ManualEntry("Setup", BigDecimal.ONE, new BigDecimal("10.00"), "standard", null)));
        world.use("shop", "late", 500, "2026-10-20T10:00:00Z");
        var effect = new DraftRefresh(
                        world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .refresh(draft.id(), null);
        Invoice anew = of("group");
        assertThat(anew.id()).isEqualTo(draft.id());
        assertThat(anew.net()).isEqualByComparingTo(draft.net().add(new BigDecimal("15.00")));
        assertThat(effect.total()).isEqualByComparingTo(anew.total());
        assertThat(anew.lines().getLast().byHand()).isTrue();
        assertThat(anew.section(anew.lines().getLast())).isNull();
        assertThat(lines.of(draft.id())).extracting(ManualLine::name).containsExactly("Setup");
        world.finalising().finalise(List.of(draft.id()));
        discardAndCarry(draft.id(), lines);
    }

    private void discardAndCarry(long id, ManualLines lines) {
        discard(id);
        run(false);
        assertThat(lines.carry(id)).isEqualTo(1);
        assertThat(of("group").lines().getLast().name()).isEqualTo("Setup");
    }

    @Test
    void usageThatComesLaterStillIsAdjustedOnTheNextInvoice() {
        run(false);
        world.finalising().finalise(List.of(of("group").id()));
        world.clock().moveTo("2026-12-02");
        world.use("shop", "late", 500, "2026-10-20T10:00:00Z");
        runs().run(BillingPeriod.parse("2026-11"), false, Progress.NONE);
        Invoice november = of("group");
        assertThat(november.lines())
                .filteredOn(line -> line.kind().equals("adjustment"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.net()).isEqualByComparingTo("5.00");
                    assertThat(Objects.requireNonNull(november.section(line))
                                    .usedBy()
                                    .customer())
                            .isEqualTo("shop");
                });
        world.finalising().finalise(List.of(november.id()));
        new InvoiceLife(world.database(), world.clock()).makeVoid(november.id(), "again");
        runs().run(BillingPeriod.parse("2026-11"), false, Progress.NONE);
        assertThat(of("group").lines())
                .as("is adjusted again")
                .anyMatch(line -> line.kind().equals("adjustment"));
    }

    @Test
    void aLineIsCreditedWithItsTaxAndNothingIsVoidAfterThat() {
        run(false);
        Invoice invoice = of("group");
        world.finalising().finalise(List.of(invoice.id()));
        Invoice.Line line = invoice.lines().stream()
                .filter(each -> "books".equals(each.charge()))
                .findFirst()
                .orElseThrow();
        var note = new CreditNotes(world.database(), world.clock())
                .issue(
                        invoice.id(),
                        new CreditRequest.Lines(Map.of(line.position(), new BigDecimal("33.33"))),
                        "not delivered",
                        null);
        assertThat(note.net()).isEqualByComparingTo("33.33");
        assertThat(note.tax())
                .as("half of 4.67, which is rounded once over both books")
                .isEqualByComparingTo("2.34");
        assertThatThrownBy(() -> discard(invoice.id())).isInstanceOf(Failure.class);
        assertThat(number("select count(*) from invoice where status = 'collected'"))
                .isEqualByComparingTo("3");
    }

    @Test
    void whatWasPaidAheadIsSettledWithWhoseUsageItWas() {
        for (String customer : List.of("group", "shop")) {
            world.wallets().topUp(customer, new BigDecimal("20.00"), null, null, "");
            world.charge(customer, "1", 100, "2026-10-05T10:00:00Z", BillingMethod.WALLET);
        }
        run(false);
        world.finalising().finalise(List.of(of("group").id()));
        assertThat(of("group").prepaid()).isPositive();
        for (String customer : List.of("group", "shop")) {
            assertThat(number("select coalesce(sum(amount), 0) from ledger_entry where account = 'charged_usage'"
                            + " and customer_id = " + id(customer)))
                    .isZero();
        }
    }

    @Test
    void whatCouldNotBeBilledBeforeJoinsTheDraft() {
        long shop = number("select id from subscription where customer_id = " + id("shop"))
                .longValueExact();
        runs().run(RunScope.of(BilledWorld.OCTOBER).ofSubscription(shop), false, Progress.NONE);
        Invoice alone = of("group");
        assertThat(alone.sections()).hasSize(1);
        run(false);
        Invoice whole = of("group");
        assertThat(whole.id()).isEqualTo(alone.id());
        assertThat(whole.sections())
                .extracting(section -> section.usedBy().customer())
                .containsExactly("group", "group", "shop");
        assertThat(whole.revision()).isGreaterThan(alone.revision());
        assertThat(whole.lines().stream().map(Invoice.Line::net).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(whole.net());
    }

    @Test
    void aPartIsNoInvoiceForItself() {
        run(false);
        long part =
                number("select min(id) from invoice where status = 'collected'").longValueExact();
        assertThatThrownBy(() -> world.invoices().find(Long.toString(part))).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> discard(part)).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> world.finalising().finalise(List.of(part))).isInstanceOf(Failure.class);
        Invoice draft = of("group");
        for (String wrong : List.of(
                "update invoice set status = 'void' where id = " + part,
                "update invoice set collected_by = null, section = null, status = 'draft' where id = " + part,
                "update invoice set status = 'approved' where id = " + part)) {
            assertThatThrownBy(() -> world.execute(wrong)).as(wrong).isInstanceOf(Failure.class);
        }
        world.finalising().finalise(List.of(draft.id()));
        for (String wrong : List.of(
                "update invoice set total = total + 1, due = due + 1, tax = tax + 1 where id = " + part,
                "delete from invoice_line where invoice_id = " + part,
                "delete from invoice where id = " + part)) {
            assertThatThrownBy(() -> world.execute(wrong)).as(wrong).isInstanceOf(Failure.class);
        }
    }

    @Test
    void aChildsTokenDoesNotSeeThePayersPaper() {
        run(false);
        var confined = world.database().confined(id("shop").longValueExact());
        var seen = new ArrayList<Invoice>();
        new Invoices(confined).each(null, true, seen::add);
        assertThat(seen).isEmpty();
        assertThatThrownBy(() ->
                        new Invoices(confined).find(Long.toString(of("group").id())))
                .isInstanceOf(Failure.class);
        var payer = new ArrayList<Invoice>();
        new Invoices(world.database().confined(id("group").longValueExact())).each(null, true, payer::add);
        assertThat(payer)
                .singleElement()
                .satisfies(invoice -> assertThat(invoice.sections()).hasSize(3));
    }

    @Test
    void periodsThatEndAtAnotherMomentHaveTheirOwnInvoice() {
        world.planInAdvance("ahead", 1);
        world.customers()
                .subscribe(new Subscription("group", "ahead", LocalDate.of(2026, 10, 15), null, "UTC", Map.of()));
        world.customers()
                .subscribe(new Subscription("shop", "ahead", LocalDate.of(2026, 10, 15), null, "UTC", Map.of()));
        run(false);
        assertThat(allOf("group")).extracting(each -> each.sections().size()).containsExactlyInAnyOrder(3, 2);
        Invoice fees = allOf("group").stream()
                .filter(each -> each.sections().size() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(fees.net()).as("a month ahead for each").isEqualByComparingTo("62.00");
        world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER));
        assertThat(world.balance("deferred_revenue")).isNegative();
        discard(fees.id());
        assertThat(number("select count(*) from billed_fee where standing and kind = 'advance'"))
                .isZero();
        run(false);
        assertThat(of("group").net()).isEqualByComparingTo("62.00");
    }

    @Test
    void aLockedPeriodKeepsTheWholeInvoiceADraft() {
        run(false);
        new PeriodLocks(world.database(), world.clock()).close(BilledWorld.OCTOBER, "closed");
        assertThatThrownBy(() -> world.finalising().finalise(List.of(of("group").id())))
                .isInstanceOf(Failure.class);
    }

    @Test
    void onlyWhoPaysHasTheSetting() {
        assertThatThrownBy(() -> payers.together("shop", true)).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> payers.together("nobody", true)).isInstanceOf(Failure.class);
        payers.together("group", true);
        assertThat(number("select count(*) from audit_entry where action = 'customer.one-invoice'"))
                .as("the same again is no change")
                .isEqualByComparingTo("1");
        assertThat(payers.of(id("group").longValueExact()).together()).isTrue();
    }

    @Test
    void theBooksCheckFindsAPartThatWasTamperedWith() {
        run(false);
        Invoice invoice = of("group");
        world.finalising().finalise(List.of(invoice.id()));
        long part =
                number("select min(id) from invoice where status = 'collected'").longValueExact();
        String original = "update invoice_line set name = 'Base fee' where position = 1 and invoice_id = " + part;
        world.corrupt("update invoice_line set name = 'Other' where position = 1 and invoice_id = " + part);
        assertThat(new BooksVerification(world.database()).differences())
                .extracting(BooksVerification.Difference::rule)
                .containsExactly("invoice.parts");
        world.corrupt(original);
        world.corrupt("update invoice set status = 'void' where id = " + part);
        assertThat(new BooksVerification(world.database()).differences())
                .extracting(BooksVerification.Difference::rule)
                .containsExactly("invoice.parts");
        world.corrupt("update invoice set status = 'collected' where id = " + part);
    }

    private static String figures(Invoice.Line line) {
        return line.kind() + " " + line.charge() + " " + line.group() + " "
                + line.quantity().toPlainString() + " " + line.net().toPlainString();
    }

    private void more(String customer, String plan) {
        world.customers().subscribe(new Subscription(customer, plan, LocalDate.of(2026, 1, 1), null, "UTC", Map.of()));
    }

    private BillingRuns runs() {
        return new BillingRuns(
                world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock());
    }

    private BillingRunReport run(boolean dry) {
        return runs().run(BilledWorld.OCTOBER, dry, Progress.NONE);
    }

    private void discard(long id) {
        new InvoiceLife(world.database(), world.clock()).makeVoid(id, "anew");
    }

    private List<Invoice> invoices() {
        var found = new ArrayList<Invoice>();
        world.invoices().each(null, true, found::add);
        return found;
    }

    /** Those that stand. */
    private List<Invoice> allOf(String customer) {
        return invoices().stream()
                .filter(each -> each.customer().equals(customer) && each.status() != InvoiceStatus.VOID)
                .toList();
    }

    private Invoice of(String customer) {
        return allOf(customer).getLast();
    }

    private BigDecimal number(String sql) {
        return world.number(sql);
    }

    private BigDecimal id(String customer) {
        return number("select id from customer where external_id = '" + customer + "'");
    }

    /** Which numbered invoices cover usage. */
    private record FinalInvoicesProbe(BilledWorld world) {
        List<String> numbers(String customer, String at) {
            long id = world.number("select id from customer where external_id = '" + customer + "'")
                    .longValueExact();
            return world.database()
                    .read(connection -> new FinalInvoices()
                            .invoices(
                                    connection,
                                    List.of(new org.countinghouse.metering.BilledUsage.Used(
                                            id, "api_call", java.time.Instant.parse(at)))));
        }
    }
}
