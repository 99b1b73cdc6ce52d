package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.assertj.core.api.AbstractThrowableAssert;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CreditNotesTest {
    private BilledWorld world;
    private CreditNotes notes;
    private InvoiceLife life;
    private long invoice;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        notes = new CreditNotes(world.database(), world.clock());
        life = new InvoiceLife(world.database(), world.clock());
        world.subscribe("acme", "mixed");
        world.use("acme", "1", 250, "2026-10-05T10:00:00Z");
        world.billOctober();
        invoice = world.invoiceOf("acme").id();
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    @Test
    void aWholeInvoiceIsTakenBackWithItsTaxes() {
        var note = notes.issue(invoice, new CreditRequest.Full(), "wrong customer", null);
        assertThat(note.number()).isEqualTo("CN-2026-000001");
        assertThat(note.total()).isEqualByComparingTo("157.64");
        assertThat(note.taxes()).extracting(CreditNote.Tax::code).containsExactly("VAT", "VAT7");
        assertThat(note.toWallet()).isZero();
        assertThat(world.balance("receivables")).isZero();
        assertThat(world.balance("revenue")).isZero();
        assertThat(world.balance("tax")).isZero();
        assertThat(world.invoiceOf("acme").status()).as("nothing is open").isEqualTo(InvoiceStatus.PAID);
        assertThatFails(() -> notes.issue(invoice, new CreditRequest.Full(), "again", null), "credit.nothing");
    }

    @Test
    void aLineTakesItsOwnTaxAlong() {
        var reduced = notes.preview(invoice, new CreditRequest.Lines(Map.of(2, new BigDecimal("33.33"))));
        assertThat(reduced.tax()).isEqualByComparingTo("2.33");
        assertThat(reduced.number()).isNull();
        assertThat(world.number("select count(*) from credit_note")).isZero();

        var half = notes.issue(invoice, new CreditRequest.Lines(Map.of(1, new BigDecimal("50.00"))), "half", null);
        assertThat(half.taxes()).singleElement().satisfies(tax -> {
            assertThat(tax.code()).isEqualTo("VAT");
            assertThat(tax.amount()).isEqualByComparingTo("9.50");
        });
        var rest = notes.issue(invoice, new CreditRequest.Full(), "the rest", null);
        assertThat(half.total().add(rest.total())).isEqualByComparingTo("157.64");
        assertThat(rest.number()).isEqualTo("CN-2026-000002");
    }

    @Test
    void anAmountIsSpreadToTheLastCent() {
        BigDecimal credited = BigDecimal.ZERO;
        for (String amount : List.of("0.01", "33.34", "100.00", "0.02")) {
            var note = notes.issue(invoice, new CreditRequest.Amount(new BigDecimal(amount)), "goodwill", null);
            assertThat(note.total()).isEqualByComparingTo(amount);
            credited = credited.add(note.total());
        }
        assertThat(life.open(invoice)).isEqualByComparingTo(new BigDecimal("157.64").subtract(credited));
        var rest = notes.issue(invoice, new CreditRequest.Full(), "the rest", null);
        assertThat(credited.add(rest.total())).isEqualByComparingTo("157.64");
    }

    @Test
    void whatWasPaidGoesToTheWallet() {
        life.pay(invoice, new BigDecimal("100.00"), null, "bank-1");
        var note = notes.issue(invoice, new CreditRequest.Full(), "outage", null);
        assertThat(note.toReceivable()).isEqualByComparingTo("57.64");
        assertThat(note.toWallet()).isEqualByComparingTo("100.00");
        assertThat(world.wallets().balances("acme"))
                .singleElement()
                .satisfies(balance -> assertThat(balance.amount()).isEqualByComparingTo("100.00"));
        assertThat(world.balance("prepaid_wallet")).isEqualByComparingTo("-100");
    }

    @Test
    void aFeeThatIsStillDeferredIsTakenFromThereFirst() {
        world.planInAdvance("two-months", 2);
        world.subscribe("umbrella", "two-months", LocalDate.of(2026, 11, 1));
        world.draft(BillingPeriod.parse("2026-11"));
        long draft = world.invoiceOf("umbrella").id();
        world.finalising().finalise(List.of(draft));
        assertThat(world.balance("deferred_revenue")).isEqualByComparingTo("-31");
        notes.issue(draft, new CreditRequest.Lines(Map.of(1, new BigDecimal("20.00"))), "leaves early", null);
        assertThat(world.number("select coalesce(sum(amount), 0) from ledger_entry"
                        + " where account = 'deferred_revenue' and revenue_period = '2026-12-01'"))
                .as("the last month is not given any more")
                .isZero();
        assertThat(world.balance("deferred_revenue")).isEqualByComparingTo("-11");
    }

    @Test
    void theSameReferenceCreditsOnce() {
        var first = notes.issue(invoice, new CreditRequest.Amount(BigDecimal.TEN), "goodwill", "ticket-7");
        assertThat(notes.issue(invoice, new CreditRequest.Amount(BigDecimal.TEN), "goodwill", "ticket-7"))
                .isEqualTo(first);
        assertThat(life.open(invoice)).isEqualByComparingTo("147.64");
    }

    @Test
    void neverMoreThanWasBilled() {
        assertThatFails(
                () -> notes.issue(invoice, new CreditRequest.Amount(new BigDecimal("157.65")), "too much", null),
                "credit.too-much");
        assertThatFails(
                () -> notes.issue(invoice, new CreditRequest.Lines(Map.of(2, new BigDecimal("33.34"))), "x", null),
                "credit.too-much");
        assertThatFails(
                () -> notes.issue(invoice, new CreditRequest.Lines(Map.of(1, new BigDecimal("-1"))), "x", null),
                "credit.too-much");
        assertThatFails(
                () -> notes.issue(invoice, new CreditRequest.Lines(Map.of(9, BigDecimal.ONE)), "x", null),
                "credit.line");
        assertThatFails(
                () -> notes.issue(invoice, new CreditRequest.Lines(Map.of(1, new BigDecimal("1.001"))), "x", null),
                "credit.amount");
        assertThatFails(
                () -> notes.issue(invoice, new CreditRequest.Amount(new BigDecimal("0.001")), "x", null),
                "credit.amount");
        assertThatFails(() -> notes.issue(invoice, new CreditRequest.Full(), " ", null), "credit.reason");
        assertThat(world.number("select count(*) from credit_note")).isZero();
    }

    @Test
    void theDatabaseRefusesToCreditTooMuchWhateverTheProgramSays() {
        notes.issue(invoice, new CreditRequest.Amount(new BigDecimal("150.00")), "goodwill", null);
        for (String wrong : List.of(
                "insert into credit_note (billing_entity_id, customer_id, invoice_id, number, reason, currency, net,"
                        + " tax, total, to_receivable, to_wallet, issued_on, at) select billing_entity_id, customer_id,"
                        + " id, 'X', 'x', currency, 7.65, 0, 7.65, 0, 7.65, '2026-11-02', now() from invoice",
                "insert into credit_note_line select id, 2, 'x', 33.33 from credit_note",
                "insert into credit_note_line select id, 7, 'x', 1 from credit_note",
                "insert into credit_note_tax select id, 3, 'x', 1, 1 from credit_note",
                "update credit_note set total = total",
                "delete from credit_note_line",
                "insert into invoice_payment (invoice_id, amount, received_on, at)"
                        + " select id, 7.65, '2026-11-02', now() from invoice")) {
            assertThatThrownBy(() -> world.execute(wrong)).as(wrong).isInstanceOf(Failure.class);
        }
    }

    @Test
    void manyWhoCreditAtOnceNeverCreditTooMuch() throws Exception {
        try (var threads = Executors.newFixedThreadPool(6)) {
            var work = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 24; i++) {
                int amount = 5 + i;
                work.add(() -> {
                    Thread.sleep(ThreadLocalRandom.current().nextInt(10));
                    try {
                        notes.issue(invoice, new CreditRequest.Amount(BigDecimal.valueOf(amount)), "race", null);
                        return true;
                    } catch (Failure tooMuch) {
                        assertThat(tooMuch.code()).isEqualTo("credit.too-much");
                        return false;
                    }
                });
            }
            int issued = 0;
            for (var future : threads.invokeAll(work)) {
                issued += future.get() ? 1 : 0;
            }
            assertThat(issued).isBetween(5, 15);
        }
        assertThat(life.open(invoice)).isNotNegative();
    }

    @Test
    void voidAndCreditAtOnceIsOneOfThem() throws Exception {
        for (int round = 0; round < 6; round++) {
            String customer = "race-" + round;
            world.subscribe(customer, "mixed");
            world.billOctober();
            long id = world.invoiceOf(customer).id();
            try (var threads = Executors.newFixedThreadPool(2)) {
                Callable<Boolean> credit = () -> done(() -> notes.issue(id, new CreditRequest.Full(), "race", null));
                Callable<Boolean> undo = () -> done(() -> life.makeVoid(id, "race"));
                int won = 0;
                for (var future : threads.invokeAll(List.of(credit, undo))) {
                    won += future.get() ? 1 : 0;
                }
                assertThat(won).isEqualTo(1);
            }
            assertThat(life.open(id)).isZero();
        }
    }

    private static boolean done(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Failure refused) {
            return false;
        }
    }

    @Test
    void whatIsNotFinalOrNoLongerStandsIsNotCredited() {
        world.subscribe("umbrella", "basic");
        world.draftOctober();
        long draft = world.invoiceOf("umbrella").id();
        assertThatFails(() -> notes.preview(draft, new CreditRequest.Full()), "invoice.state");
        life.makeVoid(invoice, "wrong customer");
        assertThatFails(() -> notes.issue(invoice, new CreditRequest.Full(), "x", null), "invoice.state");
    }

    private static AbstractThrowableAssert<?, ?> assertThatFails(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable work, String code) {
        return assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
