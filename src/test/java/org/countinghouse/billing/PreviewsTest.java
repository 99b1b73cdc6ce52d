package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.countinghouse.billing.late.LateTerms;
import org.countinghouse.billing.ledger.Account;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.billing.tax.TaxTreatment;
import org.countinghouse.billing.tax.Vies;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is shown before something is done is what then comes of it, and showing it changes nothing. */
class PreviewsTest {
    private static final TaxRates.Subject GERMAN = new TaxRates.Subject("main", "DE", "standard", "VAT");

    private BilledWorld world;
    private TaxRates rates;
    private CustomerTaxes taxes;
    private CustomerPayers payers;
    private TaxEffects taxEffects;
    private DraftRefresh refresh;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        rates = new TaxRates(world.database(), world.clock());
        taxes = new CustomerTaxes(world.database(), new Vies(Vies.ADDRESS), world.clock());
        payers = new CustomerPayers(world.database());
        taxEffects = new TaxEffects(world.database(), world.clock());
        refresh = new DraftRefresh(
                world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock());
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    private List<Invoice> all() {
        var all = new ArrayList<Invoice>();
        world.invoices().each(null, false, all::add);
        return all;
    }

    private Invoice invoice(long id) {
        return world.invoices().find(Long.toString(id));
    }

    private long id(String sql) {
        return world.number(sql).longValueExact();
    }

    private BillingRuns runs() {
        return new BillingRuns(
                world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock());
    }

    private Reissue reissue() {
        return new Reissue(world.database(), runs(), world.clock());
    }

    /** All that could have been left behind. */
    private String state() {
        return world.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("""
                            select concat_ws(' ', (select count(*) from invoice), (select sum(total) from invoice),
                                (select sum(revision) from invoice), (select count(*) from ledger_entry),
                                (select count(*) from billing_run), (select count(*) from audit_entry),
                                (select sum(revision) from subscription), (select count(*) from late_charge),
                                (select count(*) from late_fee_rule), (select sum(revision) from customer))""")) {
                row.next();
                return row.getString(1);
            }
        });
    }

    @Test
    void aVoidAndItsNewDraftComeToWhatWasShown() {
        world.subscribe("acme", "mixed");
        world.billOctober();
        Invoice old = world.invoiceOf("acme");
        world.use("acme", "late", 1_000, "2026-10-05T10:00:00Z");
        String before = state();

        var alone = reissue().preview(old.id(), false);
        assertThat(alone.drafts()).isEmpty();
        assertThat(alone.total()).isEqualByComparingTo(old.total());
        assertThat(alone.postings())
                .filteredOn(each -> each.account() == Account.RECEIVABLES)
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.before()).isEqualByComparingTo(old.total());
                    assertThat(each.after()).isZero();
                });
        assertThat(alone.postings())
                .filteredOn(each -> each.account() == Account.TAX)
                .singleElement()
                .satisfies(each -> assertThat(each.before()).isEqualByComparingTo(old.tax()));
        var shown = reissue().preview(old.id(), true);
        assertThat(state()).isEqualTo(before);

        reissue().reissue(old.id(), "wrong");
        Invoice draft = all().stream()
                .filter(each -> each.status() == InvoiceStatus.DRAFT)
                .findFirst()
                .orElseThrow();
        assertThat(shown.failures()).isEmpty();
        assertThat(shown.drafts()).singleElement().satisfies(each -> {
            assertThat(each.before()).isZero();
            assertThat(each.total()).isEqualByComparingTo(draft.total()).isGreaterThan(old.total());
        });
        assertThat(world.balance("receivables")).isZero();
    }

    @Test
    void anInvoiceForSeveralAndOneOfLinesByHandAreDraftedAgainAsShown() {
        world.subscribe("group", "basic");
        world.subscribe("group", "mixed");
        payers.together("group", true);
        world.draftOctober();
        long several = world.invoiceOf("group").id();
        new ManualLines(world.database(), world.clock())
                .change(
                        several,
                        null,
                        new LineChange.Add(
                                new ManualEntry("Help", BigDecimal.ONE, new BigDecimal("12.00"), "standard", null)));
        long byHand = new OneOffInvoices(world.database(), world.clock())
                .draft(
                        "group",
                        List.of(new ManualEntry("Work", BigDecimal.ONE, new BigDecimal("50.00"), "standard", null)));
        world.finalising().finalise(List.of(several, byHand));
        world.use("group", "late", 500, "2026-10-05T10:00:00Z");
        for (long id : List.of(several, byHand)) {
            String before = state();
            var shown = reissue().preview(id, true);
            assertThat(state()).isEqualTo(before);
            assertThat(reissue().reissue(id, "wrong").failures()).isEqualTo(shown.failures());
            Invoice anew = all().stream()
                    .filter(each -> each.status() == InvoiceStatus.DRAFT)
                    .max(Comparator.comparingLong(Invoice::id))
                    .orElseThrow();
            assertThat(shown.drafts())
                    .singleElement()
                    .satisfies(each -> assertThat(each.total()).isEqualByComparingTo(anew.total()));
        }
        assertThat(world.balance("receivables")).isZero();
    }

    @Test
    void whatCannotBeVoidIsRefusedBeforeItIsTried() {
        world.subscribe("acme", "mixed");
        world.billOctober();
        Invoice paid = world.invoiceOf("acme");
        new InvoiceLife(world.database(), world.clock()).pay(paid.id(), null, null, "bank-1");
        assertThatThrownBy(() -> reissue().preview(paid.id(), true)).isInstanceOf(Failure.class);
    }

    @Test
    void anUndoneChangeShowsTheInvoiceThatThenComes() {
        world.subscribe("acme", "basic");
        long subscription = id("select id from subscription");
        world.billOctober();
        var changes = new SubscriptionChanges(world.database(), world.clock());
        var end = WantedChange.pause("holiday").on(LocalDate.of(2026, 11, 11));
        var added = changes.preview(subscription, end);
        long change = changes.add(subscription, end);
        String before = state();
        var undone = changes.previewUndo(change).money();
        assertThat(state()).isEqualTo(before);
        assertThat(undone.invoices()).hasSameSizeAs(added.invoices()).isNotEmpty();
        var first = undone.invoices().getFirst();
        assertThat(first.without())
                .isEqualByComparingTo(added.invoices().getFirst().with());
        assertThat(first.with())
                .isEqualByComparingTo(added.invoices().getFirst().without())
                .isNotEqualByComparingTo(first.without());
        changes.undo(change, "they work on");
        world.clock().moveTo("2026-12-03");
        assertThat(runs().run(BillingPeriod.parse("2026-11"), true, Progress.NONE)
                        .totals())
                .containsEntry("EUR", first.with());
        assertThatThrownBy(() -> changes.previewUndo(change)).isInstanceOf(Failure.class);
    }

    @Test
    void theUndoOfACancellationShowsTheInvoiceThatWouldNotHaveCome() {
        world.subscribe("acme", "mixed");
        long subscription = id("select id from subscription");
        world.billOctober();
        var changes = new SubscriptionChanges(world.database(), world.clock());
        long change =
                changes.add(subscription, WantedChange.cancel(true, "gone").on(LocalDate.of(2026, 12, 1)));
        world.clock().moveTo("2026-12-03");
        world.draft(BillingPeriod.parse("2026-11"));
        // The last period is billed: no invoice follows, but for the undo.
        assertThat(changes.previewUndo(change).money().invoices())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.without()).isZero();
                    assertThat(each.with()).isEqualByComparingTo("154.66");
                    assertThat(each.period()).isEqualTo(BillingPeriod.parse("2026-12"));
                });
    }

    @Test
    void whatIsLeftOfARunComesToWhatWasShown() {
        world.subscribe("acme", "mixed");
        world.subscribe("other", "basic");
        var locks = new PeriodLocks(world.database(), world.clock());
        locks.close(BillingPeriod.parse("2026-10"), "books");
        long run =
                runs().run(BillingPeriod.parse("2026-10"), false, Progress.NONE).runId();
        assertThat(runs().previewFailures(run, Progress.NONE).failures()).hasSize(2);
        locks.reopen(BillingPeriod.parse("2026-10"), "again");
        String before = state();
        var failed = runs().previewFailures(run, Progress.NONE);
        var left = runs().previewResume(run, Progress.NONE);
        assertThat(state()).isEqualTo(before);
        assertThat(failed.drafted()).isEqualTo(2);
        assertThat(left.totals()).isEqualTo(failed.totals());
        var done = runs().failuresAgain(run, Progress.NONE);
        assertThat(done.drafted()).isEqualTo(2);
        assertThat(done.totals()).isEqualTo(failed.totals());
        assertThat(runs().previewResume(run, Progress.NONE).drafted()).isZero();
    }

    @Test
    void draftsAreRatedAgainToTheTaxesThatWereShown() {
        world.subscribe("acme", "mixed");
        world.subscribe("group", "basic");
        world.subscribe("group", "mixed");
        payers.together("group", true);
        world.draftOctober();
        long byHand = new OneOffInvoices(world.database(), world.clock())
                .draft(
                        "acme",
                        List.of(new ManualEntry("Work", BigDecimal.ONE, new BigDecimal("50.00"), "standard", null)));
        new InvoiceLife(world.database(), world.clock()).approve(List.of(byHand), "");
        var before = state();
        LocalDate october = LocalDate.of(2026, 10, 1);

        var shown = taxEffects.of(
                inside -> new TaxRates(inside, world.clock()).set(GERMAN, october, new BigDecimal("21"), false, ""),
                Progress.NONE);
        assertThat(state()).isEqualTo(before);
        assertThat(shown.left()).isZero();
        assertThat(shown.drafts()).hasSize(3).allSatisfy(each -> {
            assertThat(each.failure()).isNull();
            assertThat(each.before()).isEqualByComparingTo(invoice(each.id()).total());
            assertThat(each.taxBefore()).isEqualByComparingTo(invoice(each.id()).tax());
            assertThat(each.tax()).isGreaterThan(each.taxBefore());
        });
        var sum = shown.sums().get("EUR");
        assertThat(sum.drafts()).isEqualTo(3);

        rates.set(GERMAN, october, new BigDecimal("21"), false, "");
        new InvoiceLife(world.database(), world.clock()).reject(List.of(byHand), "other taxes");
        for (var each : shown.drafts()) {
            refresh.refresh(each.id(), null);
            assertThat(invoice(each.id()).total()).isEqualByComparingTo(each.total());
            assertThat(invoice(each.id()).tax()).isEqualByComparingTo(each.tax());
        }
        assertThat(sum.total())
                .isEqualByComparingTo(all().stream().map(Invoice::total).reduce(BigDecimal.ZERO, BigDecimal::add));
        // What is in doubt because of something else is not this change's.
        rates.set(GERMAN, october, new BigDecimal("22"), false, "");
        var other = taxEffects.of(
                inside -> new CustomerTaxes(inside, new Vies(Vies.ADDRESS), world.clock())
                        .treat("acme", TaxTreatment.EXEMPT, "§ 4 UStG", null),
                Progress.NONE);
        assertThat(other.drafts()).hasSize(2).allSatisfy(each -> {
            assertThat(each.customerName()).isEqualTo("acme");
            assertThat(each.tax()).isZero();
        });
        assertThat(taxEffects.of(_ -> {}, Progress.NONE).drafts()).isEmpty();
    }

    @Test
    void lookingAtADraftOfLinesByHandLeavesIt() {
        world.subscribe("acme", "mixed");
        long draft = new OneOffInvoices(world.database(), world.clock())
                .draft(
                        "acme",
                        List.of(new ManualEntry("Work", BigDecimal.ONE, new BigDecimal("50.00"), "standard", null)));
        taxes.treat("acme", TaxTreatment.EXEMPT, "§ 4 UStG", null);
        assertThat(refresh.preview(draft).tax()).isZero();
        assertThat(invoice(draft).tax()).as("a look").isPositive();
    }

    @Test
    void whoPaysShowsWhoseInvoicesComeNext() {
        world.subscribe("group", "mixed", LocalDate.of(2026, 10, 1));
        world.subscribe("shop", "mixed", LocalDate.of(2026, 10, 1));
        world.draftOctober();
        var effects = new PayerEffects(world.database(), world.clock());
        String before = state();
        var shown = effects.of(
                List.of("shop", "group"), inside -> new CustomerPayers(inside).set("shop", "group"), Progress.NONE);
        assertThat(state()).isEqualTo(before);
        assertThat(shown.staying()).singleElement().satisfies(each -> {
            assertThat(each.customerName()).isEqualTo("shop");
            assertThat(each.total())
                    .isEqualByComparingTo(world.invoiceOf("shop").total());
        });
        assertThat(shown.bills())
                .extracting(
                        PayerEffects.Bills::customerName,
                        PayerEffects.Bills::invoicesBefore,
                        PayerEffects.Bills::invoices)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("shop", 1, 0),
                        org.assertj.core.groups.Tuple.tuple("group", 1, 2));
        payers.set("shop", "group");
        var together = effects.of(
                List.of("group"), inside -> new CustomerPayers(inside).together("group", true), Progress.NONE);
        assertThat(together.bills()).singleElement().satisfies(each -> {
            assertThat(each.invoicesBefore()).isEqualTo(2);
            assertThat(each.invoices()).isEqualTo(1);
        });
        payers.together("group", true);
        world.clock().moveTo("2026-12-03");
        var done = runs().run(BillingPeriod.parse("2026-11"), false, Progress.NONE);
        assertThat(done.drafted()).isEqualTo(1);
        assertThat(done.totals().get("EUR"))
                .isEqualByComparingTo(
                        together.bills().getFirst().amounts().getFirst().total());
        assertThat(shown.bills().getLast().amounts().getFirst().total())
                .as("rounded twice")
                .isEqualByComparingTo(
                        together.bills().getFirst().amounts().getFirst().before());
    }

    @Test
    void aLateFeeRuleShowsWhatIsThenOwed() {
        var rules = new LateFeeRules(world.database(), world.clock());
        var seller = new LateFeeRules.Subject("main", null, "EUR");
        rules.set(seller, LocalDate.of(2026, 1, 1), terms("40.00"), "");
        world.subscribe("acme", "mixed");
        world.billOctober();
        world.clock().moveTo("2026-11-27");
        var effects = new LateRuleEffects(world.database(), world.clock());
        String before = state();
        var shown = effects.of(
                seller, inside -> inside.set(seller, LocalDate.of(2026, 1, 1), terms("15.00"), ""), Progress.NONE);
        var own = new LateFeeRules.Subject(null, "acme", "EUR");
        var none = effects.of(own, inside -> inside.none(own, LocalDate.of(2026, 1, 1), "friend"), Progress.NONE);
        assertThat(state()).isEqualTo(before);
        assertThat(shown.changed()).singleElement().satisfies(each -> {
            assertThat(each.before()).isEqualByComparingTo("41.55");
            assertThat(each.after()).isEqualByComparingTo("16.55");
        });
        assertThat(none.sums().get("EUR").before()).isEqualByComparingTo("41.55");
        assertThat(none.sums().get("EUR").after()).isZero();
        rules.set(seller, LocalDate.of(2026, 1, 1), terms("15.00"), "");
        assertThat(new LateFees(world.database(), world.clock())
                        .run(LocalDate.of(2026, 11, 27), null, false, Progress.NONE)
                        .sums())
                .containsEntry("EUR", new BigDecimal("16.55"));
    }

    /** Admins set rates, payers and rules, and may neither bill nor rate again. */
    @Test
    void whoMayDecideSeesItWithoutTheRightToDoWhatFollows() {
        world.subscribe("acme", "mixed");
        world.subscribe("shop", "mixed");
        world.draftOctober();
        try (Database admin = world.test().as(GroupRole.ADMIN)) {
            assertThat(new TaxEffects(admin, world.clock())
                            .of(
                                    inside -> new TaxRates(inside, world.clock())
                                            .set(GERMAN, LocalDate.of(2026, 10, 1), new BigDecimal("21"), false, ""),
                                    Progress.NONE)
                            .sums()
                            .get("EUR")
                            .drafts())
                    .isEqualTo(2);
            assertThat(new PayerEffects(admin, world.clock())
                            .of(
                                    List.of("shop", "acme"),
                                    inside -> new CustomerPayers(inside).set("shop", "acme"),
                                    Progress.NONE)
                            .bills())
                    .hasSize(2);
            var seller = new LateFeeRules.Subject("main", null, "EUR");
            assertThat(new LateRuleEffects(admin, world.clock())
                            .of(
                                    seller,
                                    inside -> inside.set(seller, LocalDate.of(2026, 1, 1), terms("15.00"), ""),
                                    Progress.NONE)
                            .owed())
                    .isEmpty();
        }
    }

    private static LateTerms terms(String fee) {
        return new LateTerms(
                0,
                30,
                new BigDecimal(fee),
                BigDecimal.ZERO,
                new BigDecimal("36.5"),
                365,
                new BigDecimal("0.00"),
                null,
                null);
    }
}
