package org.countinghouse.billing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.Customer;
import org.countinghouse.customers.Customers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.metering.UsageDocument;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.metering.quota.Quotas;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.storage.catalog.Plans;
import org.countinghouse.work.Progress;

/** A real database with a seller, plans and customers, whose clock a test may move; and the services over it. */
public final class BilledWorld implements AutoCloseable {
    public static final BillingPeriod OCTOBER = BillingPeriod.parse("2026-10");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestDatabase test;
    private final MovableClock clock = new MovableClock();

    private BilledWorld(TestDatabase test) {
        this.test = test;
    }

    /** The seller {@code main} with two tax rates in Germany, and the plans {@code basic} and {@code mixed}. */
    public static BilledWorld fresh() {
        var world = new BilledWorld(TestDatabase.fresh(Stream.of(Plans.ENTITIES, Customers.ENTITIES)
                .flatMap(List::stream)
                .toArray(Class<?>[]::new)));
        try {
            new Meters(world.database(), world.clock).saveAll(JSON.readTree("""
                    [{"code":"calls","name":"Calls","event":"api_call","aggregation":"sum","unit":"calls",
                      "dimensions":["region"]}]"""));
            world.plan("""
                    {"code":"basic","name":"Basic","currency":"EUR","interval":{"unit":"month","count":1},
                     "anchor":"calendar","trial_days":0,
                     "fees":[{"code":"base","name":"Base fee","amount":"31.00","quantity":"1","timing":"arrears",
                       "proration":"day"}],
                     "charges":[{"code":"calls","name":"Calls","meter":"calls","group_by":["region"],
                       "price":{"model":"per_unit","unit_amount":"0.01"}}]}""");
            world.plan("""
                    {"code":"mixed","name":"Mixed","currency":"EUR","interval":{"unit":"month","count":1},
                     "anchor":"calendar","trial_days":0,
                     "fees":[{"code":"base","name":"Base fee","amount":"100.00","quantity":"1","timing":"arrears",
                       "proration":"none","tax_category":"standard"},
                      {"code":"books","name":"Books","amount":"33.33","quantity":"1","timing":"arrears",
                       "proration":"none","tax_category":"reduced"}],
                     "charges":[{"code":"calls","name":"Calls","meter":"calls","tax_category":"standard",
                       "price":{"model":"per_unit","unit_amount":"0.01"}}]}""");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        world.customers()
                .save(new BillingEntity(
                        "main",
                        "Seller",
                        "Street 1",
                        "DE",
                        "DE1",
                        "",
                        "",
                        14,
                        "R-",
                        List.of(
                                new BillingEntity.TaxRate("VAT", BigDecimal.valueOf(19), "standard", "DE"),
                                new BillingEntity.TaxRate("VAT7", BigDecimal.valueOf(7), "reduced", "DE"))));
        return world;
    }

    /** Publishes a plan document. */
    public void plan(String document) throws IOException {
        new Plans(database(), clock).publish(JSON.readTree(document), LocalDate.of(2026, 1, 1));
    }

    /** A fee in advance, and nothing else, for so many months at a time. */
    public void planInAdvance(String code, int months) {
        try {
            plan("""
                    {"code":"%s","name":"Ahead","currency":"EUR","interval":{"unit":"month","count":%d},
                     "anchor":"anniversary","fees":[{"code":"base","name":"Base fee","amount":"31.00","quantity":"1",
                       "timing":"advance","proration":"day"}],"charges":[]}""".formatted(code, months));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new German customer on a plan since the beginning of the year. */
    public void subscribe(String customer, String plan) {
        subscribe(customer, plan, LocalDate.of(2026, 1, 1));
    }

    public void subscribe(String customer, String plan, LocalDate start) {
        customers().save(new Customer(customer, customer, "", "", "DE", "", "EUR", "en", "UTC", "main"));
        customers().subscribe(new Subscription(customer, plan, start, null, "UTC", Map.of()));
    }

    /** Many customers on one plan at once, named {@code many-1} and so on. */
    public void subscribeMany(String plan, int count) {
        execute("insert into customer (external_id, name, country, currency, billing_entity_id, created_at)"
                + " select 'many-' || n, 'Many ' || n, 'DE', 'EUR', b.id, now() from generate_series(1, " + count
                + ") n, billing_entity b");
        execute("insert into subscription (customer_id, plan_version_id, starts_on, time_zone, created_at)"
                + " select c.id, v.id, '2026-01-01', 'UTC', now() from customer c, plan_version v"
                + " join plan p on p.id = v.plan_id and p.code = '" + plan + "' where c.external_id like 'many-%'");
    }

    /** Calls of a customer on a day, stored without being charged. */
    public void use(String customer, String id, int calls, String time) {
        try (var intake = new UsageIntake(database(), clock)) {
            intake.take(rows(customer, id, calls, time), null);
        }
    }

    /** Calls that are taken from wallet or credits as they are stored. */
    public ChargedUsage charge(String customer, String id, int calls, String time, BillingMethod method) {
        try (var intake = new UsageIntake(database(), clock)) {
            return new UsageBilling(database(), clock, intake.jointly(), new Quotas(database(), clock))
                    .take(rows(customer, id, calls, time).getFirst(), null, method);
        }
    }

    private List<org.countinghouse.metering.ReadResult> rows(String customer, String id, int calls, String time) {
        String event = "[{\"customer\":\"%s\",\"id\":\"%s\",\"event\":\"api_call\",\"time\":\"%s\",\"quantity\":%d}]"
                .formatted(customer, id, time, calls);
        return UsageDocument.read(event.getBytes(StandardCharsets.UTF_8), null, clock.instant());
    }

    /** Drafts October and finalises all of it. */
    public void billOctober() {
        draftOctober();
        finalising().finalise(invoices().draftsOf(OCTOBER));
    }

    public void draftOctober() {
        draft(OCTOBER);
    }

    public void draft(BillingPeriod period) {
        new BillingRuns(database(), new SubscriptionRating(database(), clock), clock).run(period, false, Progress.NONE);
    }

    /** The customer's newest invoice. */
    public Invoice invoiceOf(String customer) {
        var found = new ArrayList<Invoice>();
        invoices().each(null, true, found::add);
        return found.stream()
                .filter(each -> each.customer().equals(customer))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** What stands on an account, debit above zero. */
    public BigDecimal balance(String account) {
        return number("select coalesce(sum(amount), 0) from ledger_entry where account = '" + account + "'");
    }

    public BigDecimal number(String sql) {
        return database().read(connection -> {
            try (Statement statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getBigDecimal(1).stripTrailingZeros();
            }
        });
    }

    /** As the program's own role. */
    public void execute(String sql) {
        database().write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** As somebody who may do anything and whom no trigger stops. */
    public void corrupt(String sql) {
        try (Connection connection = TestDatabase.superuser(test.name());
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica; " + sql);
        } catch (SQLException problem) {
            throw new IllegalStateException(problem);
        }
    }

    public TestDatabase test() {
        return test;
    }

    public Database database() {
        return test.database();
    }

    public MovableClock clock() {
        return clock;
    }

    public Customers customers() {
        return new Customers(database(), clock);
    }

    public Invoices invoices() {
        return new Invoices(database());
    }

    public Finalising finalising() {
        return new Finalising(database(), clock);
    }

    public Wallets wallets() {
        return new Wallets(database(), clock);
    }

    public Credits credits() {
        return new Credits(database(), clock);
    }

    @Override
    public void close() {
        test.close();
    }

    /** Stands still until it is told to move. */
    public static final class MovableClock extends Clock {
        private Instant now = Instant.parse("2026-11-02T09:00:00Z");

        public void moveTo(String day) {
            now = Instant.parse(day + "T09:00:00Z");
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
