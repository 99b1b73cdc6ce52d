package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.countinghouse.billing.late.LateTerms;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.customers.CustomerTerms;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The seller's terms are 14 days; a customer's own win over them. */
class PaymentTermsTest {
    /** Five at once, nothing more. */
    private static final LateTerms TERMS = new LateTerms(
            0, 1, new BigDecimal("5.00"), BigDecimal.ZERO, BigDecimal.ZERO, 365, BigDecimal.ZERO, null, null);

    private BilledWorld world;
    private CustomerTerms terms;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        terms = new CustomerTerms(world.database());
        world.subscribe("acme", "mixed");
        world.subscribe("beta", "mixed");
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    private long days(String customer) {
        Invoice invoice = world.invoiceOf(customer);
        return Objects.requireNonNull(invoice.dueOn()).toEpochDay()
                - Objects.requireNonNull(invoice.issuedOn()).toEpochDay();
    }

    private int onPaper(String customer) {
        return new InvoiceParties(world.database())
                .of(world.invoiceOf(customer).id())
                .paymentTermsDays();
    }

    @Test
    void aCustomersOwnWinOverTheSellersAndWhatIsFinalKeepsItsDay() {
        terms.set("acme", 45);
        world.draftOctober();
        assertThat(onPaper("acme")).as("of the draft").isEqualTo(45);
        assertThat(onPaper("beta")).isEqualTo(14);
        world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER));
        assertThat(days("acme")).isEqualTo(45);
        assertThat(days("beta")).isEqualTo(14);

        terms.set("acme", 0);
        terms.set("beta", 0);
        assertThat(onPaper("acme")).as("as it was issued").isEqualTo(45);
        assertThat(onPaper("beta")).isEqualTo(14);
        world.draft(BillingPeriod.parse("2026-09"));
        world.finalising().finalise(world.invoices().draftsOf(BillingPeriod.parse("2026-09")));
        assertThat(world.number("select max(due_on - issued_on) from invoice where period_from = '2026-09-01'"))
                .as("on receipt")
                .isZero();
        terms.set("acme", null);
        assertThat(terms.of("acme")).isEqualTo(new CustomerTerms.Terms(null, 14, 14, null));
    }

    @Test
    void whoPaysPaysByItsOwn() {
        new CustomerPayers(world.database()).set("beta", "acme");
        terms.set("acme", 60);
        terms.set("beta", 7);
        assertThat(terms.of("beta")).isEqualTo(new CustomerTerms.Terms(7, 14, 60, "acme"));
        world.billOctober();
        assertThat(world.number("select min(due_on - issued_on) from invoice")).isEqualByComparingTo("60");
        terms.set("acme", null);
        assertThat(terms.of("beta").days()).isEqualTo(14);
    }

    @Test
    void lateFeesFollow() {
        terms.set("acme", 3);
        world.billOctober();
        new LateFeeRules(world.database(), world.clock())
                .set(new LateFeeRules.Subject("main", null, "EUR"), LocalDate.of(2026, 1, 1), TERMS, "");
        Invoice invoice = world.invoiceOf("acme");
        LocalDate due = Objects.requireNonNull(invoice.dueOn());
        assertThat(due).isEqualTo(Objects.requireNonNull(invoice.issuedOn()).plusDays(3));
        world.clock().moveTo(due.plusDays(4).toString());
        var report = new LateFees(world.database(), world.clock()).run(due.plusDays(4), null, true, Progress.NONE);
        assertThat(report.bills())
                .as("beta has until the 16th")
                .extracting(LateFees.Bill::customer)
                .containsExactly("acme");
        assertThat(new InvoiceLife(world.database(), world.clock()).markOverdue())
                .isEqualTo(1);
    }

    @Test
    void whatIsNoNumberOfDaysChangesNothingAndTheSameAgainIsNoChange() {
        terms.set("acme", 30);
        terms.set("acme", 30);
        for (int wrong : new int[] {-1, 366}) {
            assertThatThrownBy(() -> terms.set("acme", wrong))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo("customer.terms"));
        }
        assertThatThrownBy(() -> terms.set("nobody", 30))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("customer.unknown"));
        assertThat(world.number("select count(*) from audit_entry where action = 'customer.terms'"))
                .isEqualByComparingTo(BigDecimal.ONE);
        assertThat(terms.of("acme").own()).isEqualTo(30);
    }
}
