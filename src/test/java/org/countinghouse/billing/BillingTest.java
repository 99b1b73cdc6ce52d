package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.Customer;
import org.countinghouse.customers.Customers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.rating.ExplanationJson;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingJson;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.storage.catalog.Plans;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BillingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-02T09:00:00Z"), ZoneOffset.UTC);
    private static final BillingPeriod OCTOBER = BillingPeriod.parse("2026-10");

    private TestDatabase test;
    private Database database;
    private Plans plans;
    private Customers customers;
    private BillingRuns runs;
    private Invoices invoices;
    private Finalising finalising;

    @BeforeEach
    void open() throws Exception {
        test = TestDatabase.fresh(Stream.of(Plans.ENTITIES, Customers.ENTITIES)
                .flatMap(List::stream)
                .toArray(Class<?>[]::new));
        database = test.database();
        var meters = new Meters(database, CLOCK);
        plans = new Plans(database, CLOCK);
        customers = new Customers(database, CLOCK);
        runs = new BillingRuns(database, new SubscriptionRating(database, CLOCK), CLOCK);
        invoices = new Invoices(database);
        finalising = new Finalising(database, CLOCK);
        meters.saveAll(JSON.readTree("""
                {"code":"calls","name":"Calls","aggregation":"sum","unit":"calls","dimensions":["region"]}"""));
        plans.publish(JSON.readTree(plan("month")), LocalDate.of(2026, 1, 1));
        customers.save(new BillingEntity(
                "main",
                "Seller",
                "Street 1",
                "DE",
                "DE1",
                "",
                "",
                14,
                "R-",
                List.of(new BillingEntity.TaxRate("VAT", BigDecimal.valueOf(19), null, "DE"))));
    }

    @AfterEach
    void close() {
        BooksAssert.assertThatBooksBalance(database);
        test.close();
    }

    @Test
    void aRunDraftsEachSubscriptionOnceWithFeeUsageAndTax() {
        subscribe("berlin", "DE", "2026-01-01");
        subscribe("boston", "US", "2026-10-17");
        var report = runs.run(OCTOBER, false, Progress.NONE);
        assertThat(report.drafted()).isEqualTo(2);
        assertThat(runs.run(OCTOBER, false, Progress.NONE).drafted()).isZero();

        Invoice berlin = only("berlin");
        assertThat(berlin.subtotal()).isEqualByComparingTo("31.00");
        assertThat(berlin.tax()).isEqualByComparingTo("5.89");
        assertThat(berlin.total()).isEqualByComparingTo("36.89");
        // Started on the 17th of 31 days: 15 of them are paid for, and other countries pay no tax here.
        Invoice boston = only("boston");
        assertThat(boston.total()).isEqualByComparingTo("15.00");
        assertThat(boston.tax()).isZero();
    }

    @Test
    void aDryRunGivesTheSameFiguresAndStoresNothing() {
        subscribe("berlin", "DE", "2026-01-01");
        var dry = runs.run(OCTOBER, true, Progress.NONE);
        assertThat(all()).isEmpty();
        var real = runs.run(OCTOBER, false, Progress.NONE);
        assertThat(dry.totals()).isEqualTo(real.totals());
    }

    @Test
    void aSubscriptionThatCannotBeBilledIsSetAsideWithItsReason() throws Exception {
        subscribe("berlin", "DE", "2026-01-01");
        plans.publish(
                JSON.readTree(plan("month")
                        .replace("\"basic\"", "\"market\"")
                        .replace(
                                "{\"model\":\"per_unit\",\"unit_amount\":\"0.01\"}",
                                "{\"model\":\"spot\",\"feed\":\"eu\",\"multiplier\":\"1\"}")),
                LocalDate.of(2026, 1, 1));
        customer("boston", "US");
        customers.subscribe(new Subscription("boston", "market", LocalDate.of(2026, 1, 1), null, "UTC", Map.of()));
        var report = runs.run(OCTOBER, false, Progress.NONE);
        assertThat(report.drafted()).isEqualTo(1);
        assertThat(report.failures()).singleElement().satisfies(failed -> {
            assertThat(failed.customer()).isEqualTo("boston");
            assertThat(failed.code()).isEqualTo("rating.unknown_feed");
        });
    }

    @Test
    void runsAtOnceDraftEachInvoiceOnce() throws Exception {
        for (int i = 0; i < 120; i++) {
            subscribe("customer-" + i, "DE", "2026-01-01");
        }
        int drafted = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<BillingRunReport> run = () -> runs.run(OCTOBER, false, Progress.NONE);
            for (var future : threads.invokeAll(List.of(run, run, run, run))) {
                drafted += future.get().drafted();
            }
        }
        assertThat(drafted).isEqualTo(120);
        assertThat(all()).hasSize(120).extracting(Invoice::customer).doesNotHaveDuplicates();
    }

    @Test
    void twoPeopleFinalisingTheSameBatchLeaveNoGapAndNoDouble() throws Exception {
        for (int i = 0; i < 40; i++) {
            subscribe("customer-" + i, "DE", "2026-01-01");
        }
        runs.run(OCTOBER, false, Progress.NONE);
        var ids = invoices.draftsOf(OCTOBER);
        int finalised = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            var work = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 4; i++) {
                work.add(() -> finalising.finalise(ids));
            }
            for (var future : threads.invokeAll(work)) {
                finalised += future.get();
            }
        }
        assertThat(finalised).isEqualTo(40);
        assertThat(all()).extracting(Invoice::number).doesNotHaveDuplicates();
        assertThat(all().getFirst().number()).isEqualTo("R-2026-000001");
        assertThat(all().getLast().number()).isEqualTo("R-2026-000040");
        assertThat(all().getFirst().dueOn()).isEqualTo("2026-11-16");
    }

    @Test
    void aFailedFinalisationGivesItsNumbersBack() {
        subscribe("berlin", "DE", "2026-01-01");
        subscribe("boston", "US", "2026-01-01");
        runs.run(OCTOBER, false, Progress.NONE);
        var ids = invoices.draftsOf(OCTOBER);
        assertThatThrownBy(() -> finalising.finalise(List.of(ids.getFirst(), 999_999L)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("invoice.missing"));
        finalising.finalise(ids);
        assertThat(all()).extracting(Invoice::number).containsExactly("R-2026-000001", "R-2026-000002");
    }

    @Test
    void aFinalInvoiceIsRefusedEveryChange() {
        subscribe("berlin", "DE", "2026-01-01");
        runs.run(OCTOBER, false, Progress.NONE);
        finalising.finalise(invoices.draftsOf(OCTOBER));
        for (String change : List.of(
                "update invoice set total = total + 1, due = due + 1, tax = tax + 1",
                "delete from invoice",
                "update invoice set status = 'draft', number = null",
                "insert into invoice_tax select id, 9, 'X', 1, 1, 1 from invoice")) {
            assertThatThrownBy(() -> database.write(connection -> {
                        try (Statement statement = connection.createStatement()) {
                            return statement.executeUpdate(change);
                        }
                    }))
                    .as(change)
                    .isInstanceOf(Failure.class);
        }
        assertThat(only("berlin").total()).isEqualByComparingTo("36.89");
    }

    @Test
    void anInvoiceIsReDerivedFromItsStoredInput() throws Exception {
        subscribe("berlin", "DE", "2026-10-05");
        runs.run(OCTOBER, false, Progress.NONE);
        String request = database.read(connection -> {
            try (var statement = connection.prepareStatement("select whole_input(request) from invoice_input");
                    var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        });
        var again = RatingEngine.rate(RatingJson.readRequest(request), true);
        var invoice = only("berlin");
        assertThat(again.total()).isEqualByComparingTo(invoice.total());
        assertThat(again.lines()).hasSameSizeAs(invoice.lines());
        for (int i = 0; i < invoice.lines().size(); i++) {
            assertThat(ExplanationJson.write(again.lines().get(i).explanation()))
                    .isEqualTo(invoice.lines().get(i).explanation());
        }
    }

    private void subscribe(String id, String country, String start) {
        customer(id, country);
        customers.subscribe(new Subscription(id, "basic", LocalDate.parse(start), null, "UTC", Map.of()));
    }

    private void customer(String id, String country) {
        customers.save(new Customer(id, id, "", "", country, "", "EUR", "en", "UTC", "main"));
    }

    private List<Invoice> all() {
        var list = new ArrayList<Invoice>();
        invoices.each(OCTOBER, true, list::add);
        return list;
    }

    private Invoice only(String customer) {
        return all().stream()
                .filter(each -> each.customer().equals(customer))
                .findFirst()
                .orElseThrow();
    }

    private static String plan(String interval) {
        return """
                {"code":"basic","name":"Basic","currency":"EUR","interval":{"unit":"%s","count":1},
                 "anchor":"calendar","trial_days":0,
                 "fees":[{"code":"base","name":"Base fee","amount":"31.00","quantity":"1","timing":"arrears","proration":"day"}],
                 "charges":[{"code":"calls","name":"Calls","meter":"calls","group_by":["region"],
                   "price":{"model":"per_unit","unit_amount":"0.01"}}]}""".formatted(interval);
    }
}
