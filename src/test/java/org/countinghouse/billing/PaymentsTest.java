package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Payments that were wrong, and money that comes after an invoice was given up. The invoice comes to 154.66 EUR. */
class PaymentsTest {
    private BilledWorld world;
    private InvoiceLife life;
    private Payments payments;
    private LocalDate today;
    private long invoice;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        life = new InvoiceLife(world.database(), world.clock());
        payments = new Payments(world.database(), world.clock());
        today = LocalDate.ofInstant(world.clock().instant(), ZoneOffset.UTC);
        world.subscribe("acme", "mixed");
        world.draftOctober();
        invoice = world.invoiceOf("acme").id();
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    @Test
    void aReferenceOfAnotherPaymentIsRefusedAndNamesBoth() {
        world.finalising().finalise(List.of(invoice));
        life.pay(invoice, new BigDecimal("10.00"), today, "bank-1");
        assertThat(life.pay(invoice, new BigDecimal("10"), today, "bank-1"))
                .as("the same payment")
                .isEqualByComparingTo("144.66");
        assertThatThrownBy(() -> life.pay(invoice, new BigDecimal("20.00"), today, "bank-1"))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo("payment.reference");
                    assertThat(failure.summary()).contains("bank-1", "10.00 EUR of " + today, "20.00 EUR of " + today);
                });
        assertThatFails(() -> life.pay(invoice, BigDecimal.TEN, today.minusDays(1), "bank-1"), "payment.reference");
        assertThatFails(() -> life.pay(invoice, null, null, "bank-1"), "payment.reference");
        assertThatFails(
                () -> life.pay(
                        invoice, BigDecimal.TEN, today, "bank-1", new InvoiceLife.Received("USD", BigDecimal.TEN)),
                "payment.reference");
        assertThat(payments.of(invoice)).hasSize(1);
    }

    @Test
    void aWrongPaymentIsTakenBackOnceAndTheRightOneRecordedWithItsReference() {
        world.finalising().finalise(List.of(invoice));
        life.sent(List.of(invoice), "by post");
        life.pay(invoice, null, null, "bank-1");
        long payment = payments.of(invoice).getFirst().id();

        Payments.Effect preview = payments.preview(payment);
        assertThat(preview.from()).isEqualTo(InvoiceStatus.PAID);
        assertThat(preview.to()).isEqualTo(InvoiceStatus.SENT);
        assertThat(preview.open()).isEqualByComparingTo("154.66");
        assertThat(world.invoiceOf("acme").status()).as("nothing changed").isEqualTo(InvoiceStatus.PAID);

        assertThatFails(() -> payments.takeBack(payment, " "), "invoice.reason");
        assertThat(payments.takeBack(payment, "of another customer").to()).isEqualTo(InvoiceStatus.SENT);
        assertThat(world.invoiceOf("acme").status()).isEqualTo(InvoiceStatus.SENT);
        assertThat(life.open(invoice)).isEqualByComparingTo("154.66");
        assertThat(world.balance("cash")).isZero();
        var stored = payments.of(invoice).getFirst().takenBack();
        assertThat(stored).isNotNull();
        assertThat(stored.reason()).isEqualTo("of another customer");
        assertThat(stored.by()).isNotEmpty();
        assertThat(life.steps(invoice).getLast().reason()).isEqualTo("of another customer");
        assertThatFails(() -> payments.takeBack(payment, "again"), "payment.taken-back");
        assertThatFails(() -> payments.takeBack(999, "none"), "payment.missing");
        assertThatThrownBy(() -> world.execute("delete from invoice_payment_reversal"))
                .isInstanceOf(Failure.class);

        assertThat(life.pay(invoice, new BigDecimal("100.00"), null, "bank-1")).isEqualByComparingTo("54.66");
        assertThat(world.balance("cash")).isEqualByComparingTo("100.00");
    }

    @Test
    void anOverdueInvoiceIsOverdueAgainAndMayBecomeVoid() {
        world.finalising().finalise(List.of(invoice));
        world.clock().moveTo("2026-12-24");
        life.markOverdue();
        life.pay(invoice, new BigDecimal("54.66"), null, "bank-1");
        life.pay(invoice, null, null, "bank-2");
        payments.takeBack(payments.of(invoice).getLast().id(), "returned");
        assertThat(world.invoiceOf("acme").status()).isEqualTo(InvoiceStatus.OVERDUE);
        assertThat(life.open(invoice)).isEqualByComparingTo("100.00");
        assertThatFails(() -> life.makeVoid(invoice, "wrong"), "invoice.settled");
        payments.takeBack(payments.of(invoice).getFirst().id(), "returned too");
        life.makeVoid(invoice, "wrong");
        assertThat(world.balance("receivables")).isZero();
        assertThat(world.balance("cash")).isZero();
    }

    @Test
    void whatAPaymentOfAClosedPeriodBookedIsTakenBackToday() {
        world.finalising().finalise(List.of(invoice));
        LocalDate october = LocalDate.parse("2026-10-28");
        life.pay(invoice, null, october, "bank-1");
        new PeriodLocks(world.database(), world.clock()).close(BilledWorld.OCTOBER, "books of October");
        long payment = payments.of(invoice).getFirst().id();
        assertThat(payments.preview(payment).bookedOn()).isEqualTo(today);
        // The program closes no month that goes on; the rule is the database's.
        world.execute("insert into period_lock (period_from, period_to, closed_at) values (date_trunc('month', date '"
                + today + "'), date_trunc('month', date '" + today + "') + interval '1 month', now())");
        assertThatFails(() -> payments.takeBack(payment, "returned"), "period.locked");
        assertThat(life.open(invoice)).isZero();
    }

    @Test
    void theRealisedDifferenceIsTakenBackAndBookedAnew() {
        new BillingRules(world.database()).change("main", rule -> rule.withBooksCurrency("USD"));
        new ExchangeRates(world.database(), List.of(), world.clock())
                .set("EUR", "USD", today, new BigDecimal("1.0832"), "");
        world.finalising().finalise(List.of(invoice));
        life.pay(invoice, null, today, "bank-1", new InvoiceLife.Received("USD", new BigDecimal("176.53")));
        // 154.66 x 1.0832 = 167.53: 9.00 more came.
        assertThat(world.balance("exchange_difference")).isEqualByComparingTo("-9.00");
        long payment = payments.of(invoice).getFirst().id();
        assertThat(payments.preview(payment).difference()).isEqualByComparingTo("9.00");
        payments.takeBack(payment, "typed wrong");
        assertThat(world.balance("exchange_difference")).isZero();
        assertThat(world.balance("exchange_position")).isZero();
        life.pay(invoice, null, today, "bank-1", new InvoiceLife.Received("USD", new BigDecimal("167.53")));
        assertThat(world.balance("exchange_difference")).isZero();
    }

    @Test
    void whatWasWrittenOffMayComeInAfterAll() {
        world.finalising().finalise(List.of(invoice));
        life.pay(invoice, BigDecimal.TEN, null, "bank-1");
        life.writeOff(invoice, "insolvent");
        assertThatFails(() -> life.pay(invoice, new BigDecimal("144.67"), null, "bank-2"), "payment.amount");
        assertThat(life.pay(invoice, new BigDecimal("44.66"), null, "bank-2")).isEqualByComparingTo("100.00");
        assertThat(world.balance("write_off")).isEqualByComparingTo("100.00");
        assertThat(world.balance("receivables")).isZero();
        assertThat(life.pay(invoice, null, null, "bank-3")).isZero();
        assertThat(world.balance("write_off")).isZero();
        assertThat(world.invoiceOf("acme").status()).isEqualTo(InvoiceStatus.UNCOLLECTIBLE);
        assertThatFails(() -> life.pay(invoice, BigDecimal.ONE, null, "bank-4"), "payment.amount");
        assertThatThrownBy(() -> world.execute("insert into invoice_payment (invoice_id, amount, received_on, at)"
                        + " values (" + invoice + ", 1, '2026-11-05', now())"))
                .isInstanceOf(Failure.class);

        var all = payments.of(invoice);
        assertThat(all).extracting(Payments.Payment::recovery).containsExactly(false, true, true);
        payments.takeBack(all.getLast().id(), "returned");
        assertThat(world.balance("write_off")).isEqualByComparingTo("100.00");
        assertThatFails(() -> payments.takeBack(all.getFirst().id(), "wrong"), "payment.written-off");
    }

    private static void assertThatFails(ThrowingCallable work, String code) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
