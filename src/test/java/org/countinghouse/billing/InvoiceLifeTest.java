package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvoiceLifeTest {
    private BilledWorld world;
    private InvoiceLife life;
    private long invoice;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        life = new InvoiceLife(world.database(), world.clock());
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
    void eachStepKeepsWhoWhenAndWhy() {
        life.review(List.of(invoice), "large amount");
        assertThatFails(() -> world.finalising().finalise(List.of(invoice)), "invoice.review");
        assertThat(world.invoices().draftsOf(BilledWorld.OCTOBER))
                .as("held back")
                .isEmpty();
        life.reject(List.of(invoice), "ask sales");
        life.review(List.of(invoice), "again");
        life.approve(List.of(invoice), "fine");
        world.finalising().finalise(List.of(invoice));
        life.sent(List.of(invoice), "by e-mail");
        world.clock().moveTo("2026-12-24");
        assertThat(life.markOverdue()).isEqualTo(1);
        assertThat(life.markOverdue()).as("once").isZero();
        assertThat(life.pay(invoice, null, null, "bank-1")).isZero();

        var steps = life.steps(invoice);
        assertThat(steps)
                .extracting(InvoiceLife.Step::to)
                .containsExactly(
                        InvoiceStatus.DRAFT,
                        InvoiceStatus.IN_REVIEW,
                        InvoiceStatus.DRAFT,
                        InvoiceStatus.IN_REVIEW,
                        InvoiceStatus.APPROVED,
                        InvoiceStatus.FINAL,
                        InvoiceStatus.SENT,
                        InvoiceStatus.OVERDUE,
                        InvoiceStatus.PAID);
        assertThat(steps.get(2).reason()).isEqualTo("ask sales");
        assertThat(steps).allSatisfy(step -> assertThat(step.by()).isNotEmpty());
        assertThat(steps.getLast().at()).isEqualTo(world.clock().instant());
    }

    @Test
    void aDraftThatSomebodyDiscardsHoldsUpNobodyElses() {
        world.subscribe("umbrella", "mixed");
        world.draftOctober();
        long other = world.invoiceOf("umbrella").id();
        life.makeVoid(invoice, "test");
        assertThatFails(() -> world.finalising().finalise(List.of(invoice)), "invoice.state");
        world.finalising().finalise(List.of(invoice, other));
        assertThat(world.invoiceOf("umbrella").number()).isEqualTo("R-2026-000001");
    }

    @Test
    void aPaymentIsBookedNeitherInAClosedPeriodNorOnADayToCome() {
        world.finalising().finalise(List.of(invoice));
        new PeriodLocks(world.database(), world.clock()).close(BilledWorld.OCTOBER, "books of October");
        LocalDate today = LocalDate.ofInstant(world.clock().instant(), ZoneOffset.UTC);
        assertThatFails(() -> life.pay(invoice, null, LocalDate.parse("2026-10-28"), "bank-1"), "period.locked");
        assertThatFails(() -> life.pay(invoice, null, today.plusDays(2), "bank-1"), "payment.day");
        assertThat(life.pay(invoice, null, today, "bank-1")).isZero();
    }

    @Test
    void aNumberOfTwoSellersMeansNeither() {
        world.customers()
                .save(new BillingEntity("second", "Second", "Street 2", "DE", "DE2", "", "", 14, "R-", List.of()));
        world.subscribe("umbrella", "mixed");
        world.execute("update customer set billing_entity_id = (select id from billing_entity where code = 'second')"
                + " where external_id = 'umbrella'");
        world.draftOctober();
        long other = world.invoiceOf("umbrella").id();
        world.finalising().finalise(List.of(invoice, other));
        assertThatFails(() -> world.invoices().find("R-2026-000001"), "invoice.ambiguous");
        assertThat(world.invoices().find(Long.toString(other)).number()).isEqualTo("R-2026-000001");
    }

    @Test
    void onlyTheStepsOfAnInvoicesLifeAreTaken() {
        for (InvoiceStatus from : InvoiceStatus.values()) {
            for (InvoiceStatus to : InvoiceStatus.values()) {
                // A part has an invoice that it is part of; see ConsolidatedInvoicesTest.
                if (from != InvoiceStatus.COLLECTED && from != to && !from.mayBecome(to)) {
                    world.corrupt("update invoice set status = '" + from.code() + "', number = "
                            + (from.open() ? "null" : "'R-2026-000001'"));
                    assertThatThrownBy(() -> world.execute("update invoice set status = '" + to.code() + "'"))
                            .as(from + " to " + to)
                            .isInstanceOf(Failure.class);
                }
            }
        }
        world.corrupt("update invoice set status = 'draft', number = null");
        assertThatFails(() -> life.sent(List.of(invoice), ""), "invoice.state");
        assertThatFails(() -> life.reject(List.of(invoice), ""), "invoice.reason");
        assertThatFails(() -> life.pay(invoice, null, null, null), "invoice.state");
        assertThatFails(() -> life.review(List.of(999L), ""), "invoice.missing");
    }

    @Test
    void aVoidInvoiceLeavesNothingAndItsPeriodIsBilledAnew() {
        world.wallets().topUp("acme", new BigDecimal("20.00"), null, null, "");
        world.charge("acme", "1", 100, "2026-10-05T10:00:00Z", BillingMethod.WALLET);
        world.execute("delete from invoice");
        world.billOctober();
        var first = world.invoiceOf("acme");
        life.makeVoid(first.id(), "wrong address");
        assertThat(world.balance("receivables")).isZero();
        assertThat(world.balance("revenue")).isZero();
        assertThat(world.balance("charged_usage"))
                .as("paid, and not billed again yet")
                .isEqualByComparingTo("-1.19");

        world.billOctober();
        var second = world.invoiceOf("acme");
        assertThat(second.number()).isEqualTo("R-2026-000002");
        assertThat(second.total()).isEqualByComparingTo(first.total());
        assertThat(second.prepaid()).isEqualByComparingTo("1.19");
        life.makeVoid(first.id(), "once more changes nothing");
    }

    @Test
    void whatWasSettledIsNotMadeVoid() {
        world.finalising().finalise(List.of(invoice));
        assertThat(life.pay(invoice, BigDecimal.TEN, null, "bank-1")).isEqualByComparingTo("144.66");
        assertThat(life.pay(invoice, BigDecimal.TEN, null, "bank-1"))
                .as("the same payment")
                .isEqualByComparingTo("144.66");
        assertThatFails(() -> life.makeVoid(invoice, "x"), "invoice.settled");
        assertThatThrownBy(() -> world.execute("update invoice set status = 'void'"))
                .isInstanceOf(Failure.class);
        assertThatFails(() -> life.pay(invoice, new BigDecimal("144.67"), null, null), "payment.amount");
        assertThatFails(() -> life.pay(invoice, BigDecimal.ZERO, null, null), "payment.amount");
    }

    @Test
    void whatWillNotBePaidIsGivenUp() {
        world.finalising().finalise(List.of(invoice));
        life.pay(invoice, BigDecimal.TEN, null, null);
        assertThatFails(() -> life.writeOff(invoice, ""), "invoice.reason");
        assertThat(life.writeOff(invoice, "insolvent")).isEqualByComparingTo("144.66");
        assertThat(world.balance("receivables")).isZero();
        assertThat(world.balance("write_off")).isEqualByComparingTo("144.66");
        assertThat(life.pay(invoice, BigDecimal.ONE, null, null))
                .as("comes in after all")
                .isEqualByComparingTo("143.66");
    }

    @Test
    void manyWhoPayAtOncePayOnce() throws Exception {
        world.finalising().finalise(List.of(invoice));
        try (var threads = Executors.newFixedThreadPool(4)) {
            var work = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 8; i++) {
                String reference = "bank-" + i;
                work.add(() -> {
                    try {
                        life.pay(invoice, new BigDecimal("154.66"), null, reference);
                        return true;
                    } catch (Failure refused) {
                        return false;
                    }
                });
            }
            int paid = 0;
            for (var future : threads.invokeAll(work)) {
                paid += future.get() ? 1 : 0;
            }
            assertThat(paid).isEqualTo(1);
        }
        assertThat(world.balance("cash")).isEqualByComparingTo("154.66");
    }

    private static void assertThatFails(ThrowingCallable work, String code) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
