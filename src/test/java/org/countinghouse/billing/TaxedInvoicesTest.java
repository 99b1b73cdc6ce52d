package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.TaxNumberAnswer;
import org.countinghouse.billing.tax.TaxNumbers.TaxNumber;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.billing.tax.TaxRegister;
import org.countinghouse.billing.tax.TaxReport;
import org.countinghouse.billing.tax.TaxTreatment;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.Customer;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rates by date, treatments and the report, on invoices of real runs. */
class TaxedInvoicesTest {
    private static final TaxRates.Subject GERMAN = new TaxRates.Subject("main", "DE", "", "VAT");

    private final Deque<TaxNumberAnswer> answers = new ArrayDeque<>();
    private BillingWorld world;
    private TaxRates rates;
    private CustomerTaxes taxes;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2021-02-02T09:00:00Z");
        rates = new TaxRates(world.database, world.clock);
        var register = new TaxRegister() {
            @Override
            public String name() {
                return "VIES";
            }

            @Override
            public TaxNumberAnswer ask(TaxNumber number, @Nullable TaxNumber asking) {
                return answers.remove();
            }
        };
        taxes = new CustomerTaxes(world.database, register, world.clock);
        world.plan("base", "month", "calendar", "100.00", false);
        rates.set(GERMAN, LocalDate.parse("2007-01-01"), new BigDecimal("19"), false, "");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void bill(String month) {
        world.runs.run(BillingPeriod.parse(month), false, Progress.NONE);
    }

    private List<String> billed(String customer) {
        return world.texts("""
                select to_char(i.period_from, 'YYYY-MM') || ' ' || t.code || ' ' || trim_scale(t.rate) || ' '
                    || trim_scale(t.amount) || case t.reason when '' then '' else ' ' || t.reason end
                from invoice i join invoice_tax t on t.invoice_id = i.id join customer c on c.id = i.customer_id
                where i.status <> 'void' and c.external_id = '%s' order by i.period_from, t.position""".formatted(customer));
    }

    private void customer(String id, @Nullable String country, String number) {
        world.subscribe(id, "base", "2020-06-01", "Europe/Berlin");
        world.customers.save(new Customer(id, id, "", "", country, number, "EUR", "en", "UTC", "main"));
    }

    @Test
    void eachPeriodHasTheRateOfItsLastDay() {
        rates.set(GERMAN, LocalDate.parse("2020-07-01"), new BigDecimal("16"), false, "half a year");
        rates.set(GERMAN, LocalDate.parse("2021-01-01"), new BigDecimal("19"), false, "");
        customer("acme", "DE", "");
        for (String month : List.of("2020-06", "2020-07", "2020-12", "2021-01")) {
            bill(month);
        }
        assertThat(billed("acme"))
                .containsExactly("2020-06 VAT 19 19", "2020-07 VAT 16 16", "2020-12 VAT 16 16", "2021-01 VAT 19 19");
    }

    /** A run reads the rates of a country once for all of a batch. */
    @Test
    void customersOfOneRunHaveTheRatesOfTheirOwnCountriesAndSellers() {
        world.customers.save(new BillingEntity("paris", "Autre", "Rue 1", "FR", "FR1", "", "", 14, "P-", List.of()));
        rates.set(
                new TaxRates.Subject("main", "FR", "", "VAT"),
                LocalDate.parse("2007-01-01"),
                new BigDecimal("20"),
                false,
                "");
        rates.set(
                new TaxRates.Subject("paris", "FR", "", "VAT"),
                LocalDate.parse("2007-01-01"),
                new BigDecimal("5.5"),
                false,
                "");
        customer("acme", "DE", "");
        customer("lyon", "FR", "");
        customer("bern", "CH", "");
        customer("nowhere", null, "");
        customer("beta", "DE", "");
        world.customers.save(new Customer("nice", "nice", "", "", "FR", "", "EUR", "en", "UTC", "paris"));
        customer("nice", "FR", "");
        bill("2020-09");
        assertThat(billed("acme")).containsExactly("2020-09 VAT 19 19");
        assertThat(billed("beta")).containsExactly("2020-09 VAT 19 19");
        assertThat(billed("lyon")).containsExactly("2020-09 VAT 20 20");
        assertThat(billed("nice")).containsExactly("2020-09 VAT 5.5 5.5");
        assertThat(billed("bern")).isEmpty();
        assertThat(billed("nowhere")).isEmpty();
        assertThat(world.number("select count(*) from invoice")).isEqualTo(6);
    }

    @Test
    void theLastEntryOfADayHoldsAndAMistakeIsTakenBack() {
        customer("acme", "DE", "");
        rates.set(GERMAN, LocalDate.parse("2020-07-01"), new BigDecimal("61"), false, "typing error");
        rates.set(GERMAN, LocalDate.parse("2020-07-01"), new BigDecimal("16"), false, "");
        bill("2020-07");
        rates.withdraw(GERMAN, LocalDate.parse("2020-07-01"), "never was");
        bill("2020-08");
        assertThat(billed("acme")).containsExactly("2020-07 VAT 16 16", "2020-08 VAT 19 19");
        assertThat(rates.list()).singleElement().satisfies(entry -> {
            assertThat(entry.from()).isEqualTo("2007-01-01");
            assertThat(entry.until()).isNull();
        });
        assertThat(world.number("select count(*) from tax_rate")).isEqualTo(4);
    }

    @Test
    void reverseChargeAndExemptionStandOnTheInvoiceWithTheirReason() {
        customer("wien", "AT", "ATU12345678");
        customer("verein", "DE", "");
        taxes.treat("verein", TaxTreatment.EXEMPT, "Exempt under section 4 UStG", LocalDate.parse("2020-08-01"));
        bill("2020-07");
        bill("2020-08");
        assertThat(billed("wien"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("VAT 0 0 Reverse charge"));
        assertThat(billed("verein"))
                .containsExactly("2020-07 VAT 0 0 Exempt under section 4 UStG", "2020-08 VAT 19 19");
    }

    @Test
    void anOutageChangesNothingAndARefusalDoes() {
        rates.set(new TaxRates.Subject("main", "AT", "", "VAT"), LocalDate.EPOCH, new BigDecimal("20"), false, "");
        customer("wien", "AT", "ATU12345678");
        answers.add(new TaxNumberAnswer.Unavailable("MS_UNAVAILABLE"));
        assertThat(taxes.check("wien").answer()).isEqualTo("unavailable");
        bill("2020-06");
        answers.add(new TaxNumberAnswer.Invalid("INVALID"));
        assertThat(taxes.check("wien").answer()).isEqualTo("invalid");
        bill("2020-07");
        answers.add(new TaxNumberAnswer.Unavailable("TIMEOUT"));
        taxes.check("wien");
        bill("2020-08");
        answers.add(new TaxNumberAnswer.Valid("Muster GmbH", "Wien", "W1"));
        assertThat(taxes.check("wien"))
                .satisfies(check -> assertThat(check.consultation()).isEqualTo("W1"));
        bill("2020-09");
        assertThat(billed("wien"))
                .satisfiesExactly(
                        june -> assertThat(june).contains("VAT 0 0 Reverse charge"),
                        july -> assertThat(july).isEqualTo("2020-07 VAT 20 20"),
                        august -> assertThat(august).isEqualTo("2020-08 VAT 20 20"),
                        september -> assertThat(september).contains("VAT 0 0 Reverse charge"));
        assertThat(world.number("select count(*) from tax_number_check")).isEqualTo(4);
    }

    @Test
    void anotherNumberIsNotJudgedByTheAnswerForTheOldOne() {
        customer("wien", "AT", "ATU12345678");
        answers.add(new TaxNumberAnswer.Invalid("INVALID"));
        taxes.check("wien");
        world.customers.save(new Customer("wien", "wien", "", "", "AT", "ATU87654321", "EUR", "en", "UTC", "main"));
        assertThat(taxes.of("wien").check()).isNull();
        assertThat(taxes.of("wien").profile().on(LocalDate.parse("2020-07-31"))).isEqualTo(TaxTreatment.REVERSE_CHARGE);
        world.customers.save(new Customer("wien", "wien", "", "", "AT", "nonsense", "EUR", "en", "UTC", "main"));
        assertThatThrownBy(() -> taxes.check("wien"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("tax.number"));
    }

    @Test
    void theReportAddsUpToTheInvoices() {
        customer("acme", "DE", "");
        customer("zeta", "DE", "");
        customer("wien", "AT", "ATU12345678");
        bill("2020-07");
        bill("2020-08");
        world.finalising.finalise(world.texts("select id::text from invoice").stream()
                .map(Long::valueOf)
                .toList());
        var report =
                new TaxReport(world.database).between(LocalDate.parse("2021-02-01"), LocalDate.parse("2021-03-01"));
        assertThat(report)
                .satisfiesExactly(
                        austria -> {
                            assertThat(austria.country()).isEqualTo("AT");
                            assertThat(austria.reason()).startsWith("Reverse charge");
                            assertThat(austria.base()).isEqualByComparingTo("200");
                            assertThat(austria.tax()).isZero();
                        },
                        germany -> {
                            assertThat(germany.invoices()).isEqualTo(4);
                            assertThat(germany.rate()).isEqualByComparingTo("19");
                            assertThat(germany.base()).isEqualByComparingTo("400");
                            assertThat(germany.tax()).isEqualByComparingTo("76");
                        });
        assertThat(new TaxReport(world.database).between(LocalDate.parse("2021-01-01"), LocalDate.parse("2021-02-01")))
                .isEmpty();
    }

    /** 100 and 19 twice; a credit of 23.80 is 20 and 3.80. */
    @Test
    void creditNotesAndVoidsCountWhenTheyHappenAndChangeNoPastReport() {
        customer("acme", "DE", "");
        bill("2020-07");
        bill("2020-08");
        List<Long> ids = world.texts("select id::text from invoice order by id").stream()
                .map(Long::valueOf)
                .toList();
        world.finalising.finalise(ids);
        var february = report("2021-02-01", "2021-03-01");
        assertThat(february).containsExactly("2 200 38");

        world.at("2021-03-10T09:00:00Z");
        new CreditNotes(world.database, world.clock)
                .issue(ids.getFirst(), new CreditRequest.Amount(new BigDecimal("23.80")), "outage", null);
        assertThat(report("2021-03-01", "2021-04-01")).containsExactly("0 -20 -3.8");
        world.at("2021-04-10T09:00:00Z");
        new InvoiceLife(world.database, world.clock).makeVoid(ids.getLast(), "billed twice");
        assertThat(report("2021-04-01", "2021-05-01")).containsExactly("-1 -100 -19");
        assertThat(report("2021-02-01", "2021-03-01")).isEqualTo(february);
        assertThat(report("2021-02-01", "2021-05-01")).containsExactly("1 80 15.2");
    }

    /** 100 at 19 % and 50 at nothing; all of it is credited. */
    @Test
    void whatIsCreditedAtNoRateLeavesTheReportToo() throws Exception {
        LocalDate day = LocalDate.parse("2007-01-01");
        rates.set(new TaxRates.Subject("main", "DE", "books", "VAT"), day, BigDecimal.ZERO, false, "");
        two();
        world.subscribe("acme", "two", "2020-06-01", "Europe/Berlin");
        bill("2020-07");
        long id = world.number("select id from invoice");
        world.finalising.finalise(List.of(id));
        assertThat(report("2021-02-01", "2021-03-01")).containsExactlyInAnyOrder("1 100 19", "1 50 0");
        new CreditNotes(world.database, world.clock).issue(id, new CreditRequest.Full(), "outage", null);
        assertThat(report("2021-02-01", "2021-03-01")).containsExactlyInAnyOrder("1 0 0", "1 0 0");
    }

    /** Fees of 100, and of 50 in the category of books. */
    private void two() throws Exception {
        world.plans.publish(new ObjectMapper().readTree("""
                {"code":"two","name":"Two","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"calendar",
                 "fees":[{"code":"a","name":"A","amount":"100.00","timing":"arrears"},
                  {"code":"b","name":"B","amount":"50.00","timing":"arrears","tax_category":"books"}]}"""), LocalDate.of(2020, 1, 1));
    }

    /** 100 at 19 %, 50 at 7 %: not at 26 %. Another tax adds to both. */
    @Test
    void theRateOfACategoryTakesThePlaceOfTheGeneralOneOfTheSameTax() throws Exception {
        LocalDate day = LocalDate.parse("2007-01-01");
        var books = new TaxRates.Subject("main", "DE", "books", "VAT");
        rates.set(books, day, new BigDecimal("7"), false, "");
        rates.set(books, LocalDate.parse("2020-08-01"), null, false, "no longer its own");
        rates.set(
                new TaxRates.Subject("main", "DE", "", "CITY"),
                LocalDate.parse("2020-09-01"),
                BigDecimal.ONE,
                false,
                "");
        two();
        world.subscribe("acme", "two", "2020-06-01", "Europe/Berlin");
        for (String month : List.of("2020-07", "2020-08", "2020-09")) {
            bill(month);
        }
        assertThat(billed("acme"))
                .containsExactly(
                        "2020-07 VAT 19 19",
                        "2020-07 VAT 7 3.5",
                        "2020-08 VAT 19 28.5",
                        "2020-09 CITY 1 1.5",
                        "2020-09 VAT 19 28.5");
        long id = world.number("select min(id) from invoice");
        assertThat(InvoiceInput.read(world.texts(
                                        "select whole_input(request)::text from invoice_input where invoice_id = " + id)
                                .getFirst())
                        .rate(false)
                        .tax())
                .isEqualByComparingTo("22.5");
        world.finalising.finalise(List.of(id));
        var note = new CreditNotes(world.database, world.clock).issue(id, new CreditRequest.Full(), "outage", null);
        assertThat(note.total()).isEqualByComparingTo("172.5");
    }

    @Test
    void theReportOfThePastDoesNotMoveWithTheCustomer() {
        customer("acme", "DE", "");
        bill("2020-07");
        world.finalising.finalise(List.of(world.number("select id from invoice")));
        taxes.identify("acme", "FR", "");
        assertThat(new TaxReport(world.database).between(LocalDate.parse("2021-02-01"), LocalDate.parse("2021-03-01")))
                .singleElement()
                .satisfies(line -> assertThat(line.country()).isEqualTo("DE"));
        assertThatThrownBy(() -> world.arrange("update invoice set tax_country = 'FR'"))
                .hasMessageContaining("keeps the country");
    }

    /** 100 taxed and 50 in a category that has no rate, 100 of a country without any, 100 of nowhere. */
    @Test
    void whatNoTaxIsOnStandsInTheReportToo() throws Exception {
        LocalDate day = LocalDate.parse("2007-01-01");
        rates.withdraw(GERMAN, day, "by category");
        rates.set(new TaxRates.Subject("main", "DE", "standard", "VAT"), day, new BigDecimal("19"), false, "");
        two();
        world.subscribe("acme", "two", "2020-06-01", "Europe/Berlin");
        customer("paris", "FR", "");
        customer("nowhere", null, "");
        bill("2020-07");
        var ids = world.texts("select id::text from invoice order by id").stream()
                .map(Long::valueOf)
                .toList();
        assertThat(world.finalising.untaxed(ids)).as("France and nowhere").isEqualTo(2);
        world.finalising.finalise(ids);
        assertThat(lines("2021-02-01", "2021-03-01"))
                .containsExactlyInAnyOrder(
                        "DE VAT 1 100 19", "DE no tax 1 50 0", "FR no tax 1 100 0", " no tax 1 100 0");
        long german = world.number(
                "select i.id from invoice i join customer c on c.id = i.customer_id where c.external_id = 'acme'");
        new CreditNotes(world.database, world.clock).issue(german, new CreditRequest.Full(), "outage", null);
        world.at("2021-03-10T09:00:00Z");
        long french = world.number(
                "select i.id from invoice i join customer c on c.id = i.customer_id where c.external_id = 'paris'");
        new InvoiceLife(world.database, world.clock).makeVoid(french, "billed twice");
        assertThat(lines("2021-02-01", "2021-03-01"))
                .containsExactlyInAnyOrder("DE VAT 1 0 0", "DE no tax 1 0 0", "FR no tax 1 100 0", " no tax 1 100 0");
        assertThat(lines("2021-03-01", "2021-04-01")).containsExactly("FR no tax -1 -100 0");
        assertThat(rates.gaps(LocalDate.parse("2020-07-01")))
                .containsExactlyInAnyOrder(new TaxRates.Gap("main", "FR", 1), new TaxRates.Gap("main", "", 1));
    }

    private List<String> lines(String from, String to) {
        return new TaxReport(world.database)
                .between(LocalDate.parse(from), LocalDate.parse(to)).stream()
                        .map(line -> line.country() + " " + line.taxName() + " " + line.invoices() + " "
                                + line.base().stripTrailingZeros().toPlainString() + " "
                                + line.tax().stripTrailingZeros().toPlainString())
                        .toList();
    }

    private List<String> report(String from, String to) {
        return new TaxReport(world.database)
                .between(LocalDate.parse(from), LocalDate.parse(to)).stream()
                        .map(line -> line.invoices() + " "
                                + line.base().stripTrailingZeros().toPlainString() + " "
                                + line.tax().stripTrailingZeros().toPlainString())
                        .toList();
    }

    @Test
    void countriesWithoutARateAreNamed() {
        customer("paris", "FR", "");
        assertThat(rates.gaps(LocalDate.parse("2020-07-01"))).containsExactly(new TaxRates.Gap("main", "FR", 1));
        assertThatThrownBy(() -> rates.set(
                        new TaxRates.Subject("main", "XX", "", "VAT"), LocalDate.EPOCH, BigDecimal.ONE, false, ""))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> rates.set(GERMAN, LocalDate.EPOCH, new BigDecimal("101"), false, ""))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> rates.set(
                        new TaxRates.Subject("other", "DE", "", "VAT"), LocalDate.EPOCH, BigDecimal.ONE, false, ""))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> taxes.treat("paris", TaxTreatment.EXEMPT, " ", null))
                .isInstanceOf(Failure.class);
    }
}
