package org.countinghouse.desktop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.Customer;
import org.countinghouse.customers.Subscription;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.metering.ImportOptions;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;

/**
 * A workspace with five customers, two currencies and the calls of October 2026. One of them, {@code dallas}, calls from
 * a region without a price, so that its draft has a problem.
 */
public final class TestBooks implements AutoCloseable {
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-02T09:00:00Z"), ZoneOffset.UTC);
    public static final BillingPeriod OCTOBER = BillingPeriod.parse("2026-10");
    /** Subscriptions of October. */
    public static final int SUBSCRIPTIONS = 5;
    /** Usage events of October. */
    public static final int EVENTS = 5 * 12;

    private final Path home;
    private final TestDatabase database;
    private final Workspace workspace;

    private TestBooks(Path home, TestDatabase database, Workspace workspace) {
        this.home = home;
        this.database = database;
        this.workspace = workspace;
    }

    /** Books with usage and nothing billed yet. */
    public static TestBooks open() throws IOException {
        Path home = Files.createTempDirectory("countinghouse-books");
        var database = TestDatabase.fresh();
        var settings = database.staff(GroupRole.ADMIN, GroupRole.FINANCE);
        var books = new TestBooks(home, database, Workspace.open(new DataHome(home), settings, CLOCK, Progress.NONE));
        books.fill();
        return books;
    }

    public Workspace workspace() {
        return workspace;
    }

    /** How somebody of these roles sees the database; without any, of those the books are open with. */
    public ConnectionInfo connection(GroupRole... roles) {
        var held = roles.length == 0 ? List.of(GroupRole.ADMIN, GroupRole.FINANCE) : List.of(roles);
        return new ConnectionInfo(
                ConnectionInfo.Kind.EMBEDDED,
                "127.0.0.1",
                5432,
                "books",
                "ada",
                held.stream().map(GroupRole::role).toList(),
                "28",
                "PostgreSQL 18");
    }

    /** The same database, signed in as a new staff member of these groups. The caller closes it. */
    public Database as(GroupRole... groups) {
        return database.as(groups);
    }

    public BillingRunReport bill() {
        return workspace.billingRuns().run(OCTOBER, false, Progress.NONE);
    }

    private void fill() throws IOException {
        var json = new ObjectMapper();
        workspace.meters().saveAll(json.readTree("""
                {"code":"calls","name":"Calls","aggregation":"sum","unit":"calls","dimensions":["region"]}"""));
        for (String currency : List.of("USD", "EUR")) {
            workspace.plans().publish(json.readTree(plan(currency)), LocalDate.of(2026, 1, 1));
        }
        workspace
                .customers()
                .save(new BillingEntity(
                        "main",
                        "Seller GmbH",
                        "Street 1\n10115 Berlin",
                        "DE",
                        "DE1",
                        "billing@seller.example",
                        "Bank\nDE00",
                        14,
                        "R-",
                        List.of(new BillingEntity.TaxRate("VAT", BigDecimal.valueOf(19), null, "DE"))));
        var usage = new ArrayList<String>();
        subscribe("berlin", "DE", "EUR", "eu", 5_000, usage);
        subscribe("paris", "FR", "EUR", "eu", 4_000, usage);
        subscribe("boston", "US", "USD", "us", 3_000, usage);
        subscribe("austin", "US", "USD", "us", 2_000, usage);
        subscribe("dallas", "US", "USD", "mars", 1_000, usage);
        Path file = home.resolve("calls.jsonl");
        Files.write(file, usage);
        workspace.usageImport().run(file, ImportOptions.DEFAULT, Progress.NONE);
    }

    private void subscribe(String id, String country, String currency, String region, int calls, List<String> usage) {
        workspace
                .customers()
                .save(new Customer(id, "Company of " + id, "", "", country, "", currency, "en", "UTC", "main"));
        workspace
                .customers()
                .subscribe(new Subscription(
                        id,
                        "basic-" + currency.toLowerCase(java.util.Locale.ROOT),
                        LocalDate.of(2026, 1, 1),
                        null,
                        "UTC",
                        Map.of()));
        for (int day = 1; day <= 12; day++) {
            usage.add("""
                    {"id":"%s-%d","customer":"%s","event":"calls","time":"2026-10-%02dT10:00:00Z","quantity":"%d","properties":{"region":"%s"}}""".formatted(id, day, id, day, calls + day, region));
        }
    }

    private static String plan(String currency) {
        return """
                {"code":"basic-%s","name":"Basic %s","currency":"%s","interval":{"unit":"month","count":1},
                 "anchor":"calendar","trial_days":0,
                 "fees":[{"code":"base","name":"Base fee","amount":"31.00","quantity":"1","timing":"arrears","proration":"day"}],
                 "charges":[{"code":"calls","name":"Calls","meter":"calls","free_units":"1000",
                   "price":{"model":"matrix","dimensions":["region"],"rows":[
                     {"match":{"region":"eu"},"unit_amount":"0.01"},{"match":{"region":"us"},"unit_amount":"0.012"}]}}]}""".formatted(currency.toLowerCase(java.util.Locale.ROOT), currency, currency);
    }

    @Override
    public void close() throws IOException {
        workspace.close();
        database.close();
        TestDatabase.delete(home);
    }
}
