package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.TaxNumberAnswer;
import org.countinghouse.billing.tax.TaxNumbers.TaxNumber;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.billing.tax.TaxRegister;
import org.countinghouse.billing.tax.TaxTreatment;
import org.countinghouse.customers.Customer;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A draft does not become final with taxes that hold no more. */
class DraftTaxesTest {
    private static final LocalDate SINCE = LocalDate.parse("2007-01-01");

    private BillingWorld world;
    private TaxRates rates;
    private CustomerTaxes taxes;
    private DraftRefresh refresh;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2021-02-02T09:00:00Z");
        rates = new TaxRates(world.database, world.clock);
        taxes = new CustomerTaxes(
                world.database,
                new TaxRegister() {
                    @Override
                    public String name() {
                        return "VIES";
                    }

                    @Override
                    public TaxNumberAnswer ask(TaxNumber number, @Nullable TaxNumber asking) {
                        return new TaxNumberAnswer.Invalid("INVALID");
                    }
                },
                world.clock);
        refresh = new DraftRefresh(world.database, new SubscriptionRating(world.database, world.clock), world.clock);
        world.plan("base", "month", "calendar", "100.00", false);
        set("DE", "", "19");
        set("AT", "", "20");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void set(String country, String category, String percent) {
        rates.set(new TaxRates.Subject("main", country, category, "VAT"), SINCE, new BigDecimal(percent), false, "");
    }

    private long draft(String id, String country, String number) {
        world.subscribe(id, "base", "2020-07-01", "Europe/Berlin");
        customer(id, country, number, id);
        world.runs.run(BillingPeriod.parse("2020-07"), false, Progress.NONE);
        return world.number("select max(id) from invoice");
    }

    private void customer(String id, String country, String number, String name) {
        world.customers.save(new Customer(id, name, "", "", country, number, "EUR", "en", "UTC", "main"));
    }

    private void refused(long draft) {
        assertThatThrownBy(() -> world.finalising.finalise(List.of(draft)))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo("invoice.stale");
                    assertThat(failure.getMessage()).contains("Draft " + draft, "taxes");
                });
    }

    private void finalAgain(long draft, String tax) {
        refused(draft);
        refresh.refresh(draft, null);
        assertThat(world.finalising.finalise(List.of(draft))).isEqualTo(1);
        assertThat(world.texts("select trim_scale(tax)::text from invoice where id = " + draft))
                .containsExactly(tax);
    }

    @Test
    void anotherRateIsOnTheInvoiceOnceItIsRatedAgain() {
        long draft = draft("acme", "DE", "");
        rates.set(
                new TaxRates.Subject("main", "DE", "", "VAT"),
                LocalDate.parse("2020-07-01"),
                new BigDecimal("16"),
                false,
                "half a year");
        finalAgain(draft, "16");
    }

    @Test
    void whatChangesNothingOfWhatIsBilledHoldsNothingUp() {
        long draft = draft("acme", "DE", "");
        set("DE", "books", "7");
        rates.set(
                new TaxRates.Subject("main", "DE", "", "VAT"),
                LocalDate.parse("2021-01-01"),
                new BigDecimal("21"),
                false,
                "later");
        taxes.treat("acme", TaxTreatment.DOMESTIC, "", null);
        customer("acme", "DE", "", "Another name");
        assertThat(world.number("select count(*) from invoice where tax_doubt")).isEqualTo(1);
        assertThat(world.finalising.finalise(List.of(draft))).isEqualTo(1);
    }

    @Test
    void anExemptionARegistersAnswerAndAnotherCountryCount() {
        long exempt = draft("verein", "DE", "");
        taxes.treat("verein", TaxTreatment.EXEMPT, "Exempt under section 4 UStG", null);
        finalAgain(exempt, "0");
        long refusedNumber = draft("wien", "AT", "ATU12345678");
        taxes.check("wien");
        finalAgain(refusedNumber, "20");
        long moved = draft("moved", "AT", "");
        customer("moved", "DE", "", "moved");
        finalAgain(moved, "19");
    }

    @Test
    void theSellersCountryCounts() {
        long draft = draft("wien", "AT", "ATU12345678");
        world.update("update billing_entity set country = 'AT'");
        finalAgain(draft, "20");
    }

    @Test
    void linesByHandAreTaxedAgain() {
        world.subscribe("acme", "base", "2021-02-01", "Europe/Berlin");
        customer("acme", "DE", "", "acme");
        long draft = new OneOffInvoices(world.database, world.clock).draft("acme", List.of(entry()));
        customer("acme", "AT", "", "acme");
        finalAgain(draft, "10");
    }

    /** 50 for a day's work. */
    private static ManualEntry entry() {
        return new ManualEntry("Work", BigDecimal.ONE, new BigDecimal("50"), "standard", null);
    }

    /** Read before a rate is set, it is rated again before it is stored. */
    @Test
    void aRunThatHasReadTheOldRateStoresNothing() {
        world.subscribe("acme", "base", "2020-07-01", "Europe/Berlin");
        customer("acme", "DE", "", "acme");
        long revision = world.number("select revision from subscription");
        set("DE", "", "21");
        assertThat(world.number("select revision from subscription")).isGreaterThan(revision);
    }
}
