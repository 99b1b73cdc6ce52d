package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.billing.tax.TaxReport;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A seller whose books are in dollars and whose invoices are in euros. */
class BooksCurrencyTest {
    private BilledWorld world;
    private InvoiceLife life;
    private ExchangeRates rates;
    private LocalDate today;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        life = new InvoiceLife(world.database(), world.clock());
        rates = new ExchangeRates(world.database(), List.of(), world.clock());
        today = LocalDate.ofInstant(world.clock().instant(), ZoneOffset.UTC);
        new BillingRules(world.database()).change("main", rule -> rule.withBooksCurrency("USD"));
        world.subscribe("acme", "mixed");
        world.draftOctober();
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    @Test
    void anInvoiceKeepsTheRateAtWhichItWasIssued() {
        long draft = world.invoiceOf("acme").id();
        assertThatThrownBy(() -> world.finalising().finalise(List.of(draft)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("invoice.rate"));
        assertThat(world.invoiceOf("acme").number()).as("nothing was numbered").isNull();

        rates.set("EUR", "USD", today.minusDays(2), new BigDecimal("1.0832"), "");
        world.finalising().finalise(List.of(draft));
        Invoice invoice = world.invoiceOf("acme");
        assertThat(invoice.exchange())
                .isEqualTo(new ExchangeRate("EUR", "USD", today.minusDays(2), new BigDecimal("1.0832"), "manual"));
        // 19 % of 100.00 and 7 % of 33.33 are 19.00 + 2.33 = 21.33 EUR; x 1.0832 = 23.104656
        assertThat(invoice.toJson(true))
                .contains("\"exchange\":{\"currency\":\"USD\",\"rate\":\"1.0832\"")
                .contains("\"tax\":\"23.10\"");

        assertThat(new TaxReport(world.database()).between(today, today.plusDays(1)))
                .extracting(line -> line.booksCurrency() + " " + line.booksTax())
                .containsExactly("USD 20.58", "USD 2.52");

        rates.set("EUR", "USD", today, new BigDecimal("1.2"), "");
        assertThat(world.invoiceOf("acme").exchange())
                .as("a later rate changes nothing")
                .isEqualTo(invoice.exchange());
        assertThatThrownBy(() -> world.execute("update invoice set exchange_rate = 1.2"))
                .isInstanceOf(Failure.class);
    }

    @Test
    void moneyInTheBooksCurrencySettlesAtTheInvoicesRate() {
        long id = issued("1.0832");
        BigDecimal total = world.invoiceOf("acme").due();
        assertThat(total).isEqualByComparingTo("154.66");

        // Three parts, so that each is rounded: 154.66 x 1.0832 = 167.527712
        assertThat(pay(id, "50.01", "54.50")).isEqualByComparingTo("104.65");
        assertThat(pay(id, "50.02", "53.00")).isEqualByComparingTo("54.63");
        assertThat(pay(id, "54.63", "60.11")).isZero();

        assertThat(world.invoiceOf("acme").status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(balance("receivables", "EUR")).isZero();
        assertThat(balance("cash", "USD")).isEqualByComparingTo("167.61");
        assertThat(balance("cash", "EUR")).isZero();
        assertThat(balance("exchange_position", "EUR")).isEqualByComparingTo("154.66");
        assertThat(balance("exchange_position", "USD"))
                .as("the whole at the invoice's rate, however many parts")
                .isEqualByComparingTo("-167.53");
        assertThat(balance("exchange_difference", "USD")).as("eight cents won").isEqualByComparingTo("-0.08");
    }

    /** Three parts, so that the second and third are rounded against what was settled before. */
    @Test
    void aPaymentsPreviewIsWhatIsBookedAndBooksNothingItself() {
        long id = issued("1.0832");
        rates.set("EUR", "USD", today.minusDays(1), new BigDecimal("1.1"), "");
        for (String[] part : new String[][] {{"50.01", "54.50"}, {"50.02", "53.00"}, {"54.63", "59.17"}}) {
            BigDecimal stood = world.number("select count(*) + coalesce(sum(abs(amount)), 0) from ledger_entry");
            PaymentPreview preview = life.previewPayment(
                    id,
                    new BigDecimal(part[0]),
                    today.minusDays(1),
                    "bank-" + part[0],
                    new InvoiceLife.Received("USD", new BigDecimal(part[1])));
            assertThat(world.number("select count(*) + coalesce(sum(abs(amount)), 0) from ledger_entry"))
                    .as("nothing is booked yet")
                    .isEqualByComparingTo(stood);
            assertThat(world.invoiceOf("acme").status()).isNotEqualTo(InvoiceStatus.PAID);
            var inBooks = java.util.Objects.requireNonNull(preview.books());
            assertThat(inBooks.issued().rate()).isEqualByComparingTo("1.0832");
            assertThat(inBooks.ofDay())
                    .isEqualTo(new ExchangeRate("EUR", "USD", today.minusDays(1), new BigDecimal("1.1"), "manual"));

            BigDecimal before = balance("exchange_difference", "USD");
            BigDecimal position = balance("exchange_position", "USD");
            assertThat(pay(id, part[0], part[1])).isEqualByComparingTo(preview.left());
            assertThat(balance("exchange_difference", "USD").subtract(before).negate())
                    .isEqualByComparingTo(inBooks.difference());
            assertThat(balance("exchange_position", "USD").subtract(position).negate())
                    .isEqualByComparingTo(String.valueOf(inBooks.expected()));
        }
        // 54.17, 54.18 and 59.18 at the invoice's rate
        assertThat(balance("exchange_difference", "USD")).isEqualByComparingTo("0.86");
    }

    @Test
    void aPreviewRefusesWhatThePaymentWouldAndKnowsAKeyThatWasUsed() {
        long id = issued("1.0832");
        assertThatThrownBy(() -> life.previewPayment(id, new BigDecimal("1000"), null, null, null))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("payment.amount"));
        assertThatThrownBy(() -> life.previewPayment(
                        id, null, null, null, new InvoiceLife.Received("GBP", new BigDecimal("130.00"))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("payment.currency"));
        PaymentPreview same = life.previewPayment(id, null, null, null, null);
        var inBooks = java.util.Objects.requireNonNull(same.books());
        assertThat(inBooks.difference()).isZero();
        assertThat(inBooks.expected()).as("nothing is exchanged").isNull();
        pay(id, "50.01", "54.50");
        PaymentPreview again = life.previewPayment(
                id,
                new BigDecimal("50.01"),
                null,
                "bank-50.01",
                new InvoiceLife.Received("USD", new BigDecimal("54.50")));
        assertThat(again.before()).isTrue();
        assertThat(again.amount()).isZero();
        assertThat(again.left()).isEqualByComparingTo("104.65");
    }

    @Test
    void moneyInTheInvoicesCurrencyMakesNoDifference() {
        long id = issued("1.0832");
        assertThat(life.pay(id, null, null, "bank-1")).isZero();
        assertThat(balance("cash", "EUR")).isEqualByComparingTo("154.66");
        assertThat(world.balance("exchange_position")).isZero();
        assertThat(world.balance("exchange_difference")).isZero();
    }

    @Test
    void moneyInAThirdCurrencyIsRefused() {
        long id = issued("1.0832");
        assertThatThrownBy(() ->
                        life.pay(id, null, null, "bank-1", new InvoiceLife.Received("GBP", new BigDecimal("130.00"))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("payment.currency"));
        assertThatThrownBy(() -> world.execute("insert into invoice_payment (invoice_id, amount, received_on, at,"
                        + " received_currency, received_amount) values (" + id + ", 1, '2026-11-02', now(), 'GBP', 1)"))
                .isInstanceOf(Failure.class);
        assertThat(life.open(id)).isEqualByComparingTo("154.66");
    }

    @Test
    void rulesThatAreNotNamedStay() {
        var rules = new BillingRules(world.database());
        rules.change("main", rule -> rule.withAutomatic(true).withGraceHours(12));
        rules.change("main", rule -> rule.withBooksCurrency(null));
        assertThat(rules.all()).containsExactly(new BillingRules.Rule("main", "Seller", true, 12, null));
        assertThatThrownBy(() -> rules.change("main", rule -> rule.withBooksCurrency("XYZ")))
                .isInstanceOf(Failure.class);
    }

    private long issued(String rate) {
        rates.set("EUR", "USD", today, new BigDecimal(rate), "");
        long id = world.invoiceOf("acme").id();
        world.finalising().finalise(List.of(id));
        return id;
    }

    private BigDecimal pay(long id, String amount, String dollars) {
        return life.pay(
                id,
                new BigDecimal(amount),
                null,
                "bank-" + amount,
                new InvoiceLife.Received("USD", new BigDecimal(dollars)));
    }

    private BigDecimal balance(String account, String currency) {
        return world.number("select coalesce(sum(amount), 0) from ledger_entry where account = '" + account
                + "' and currency = '" + currency + "'");
    }
}
