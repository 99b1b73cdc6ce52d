package org.countinghouse.billing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
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
import org.countinghouse.storage.Database;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.storage.catalog.Plans;

/** A seller, a meter and whatever plans and customers a test wants, on a clock that the test moves. */
public final class BillingWorld implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Instant now;
    private final TestDatabase test;
    public final Database database;
    public final Plans plans;
    public final Customers customers;
    public final BillingRuns runs;
    final Invoices invoices;
    final Finalising finalising;
    public final Clock clock = new Clock() {
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
    };

    public BillingWorld(String now) throws Exception {
        this.now = Instant.parse(now);
        test = TestDatabase.fresh(Stream.of(Plans.ENTITIES, Customers.ENTITIES)
                .flatMap(List::stream)
                .toArray(Class<?>[]::new));
        database = test.database();
        var meters = new Meters(database, clock);
        plans = new Plans(database, clock);
        customers = new Customers(database, clock);
        runs = new BillingRuns(database, new SubscriptionRating(database, clock), clock);
        invoices = new Invoices(database);
        finalising = new Finalising(database, clock);
        meters.saveAll(JSON.readTree("""
                {"code":"calls","name":"Calls","aggregation":"sum","unit":"calls","dimensions":["region"]}"""));
        customers.save(new BillingEntity("main", "Seller", "Street 1", "DE", "DE1", "", "", 14, "R-", List.of()));
    }

    /** The seller from now on charges this much VAT in Germany. */
    public void seller(int percent) {
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
                List.of(new BillingEntity.TaxRate("VAT", BigDecimal.valueOf(percent), null, "DE"))));
    }

    public TestDatabase test() {
        return test;
    }

    public void at(String time) {
        now = Instant.parse(time);
    }

    public Instant now() {
        return now;
    }

    /** A plan of fees alone, or with calls at a cent. */
    public long plan(String code, String interval, String anchor, String amount, boolean calls) throws Exception {
        return plan(code, interval, anchor, amount, calls, 0);
    }

    public long plan(String code, String interval, String anchor, String amount, boolean calls, int trial)
            throws Exception {
        return plan(code, interval, anchor, amount, calls, trial, "arrears");
    }

    /** @param timing of the fee: {@code advance} or {@code arrears} */
    public long plan(
            String code, String interval, String anchor, String amount, boolean calls, int trial, String timing)
            throws Exception {
        String charges = calls
                ? "{\"code\":\"calls\",\"name\":\"Calls\",\"meter\":\"calls\","
                        + "\"price\":{\"model\":\"per_unit\",\"unit_amount\":\"0.01\"}}"
                : "";
        plans.publish(
                JSON.readTree("""
                {"code":"%s","name":"%s","currency":"EUR","interval":{"unit":"%s","count":1},"anchor":"%s",
                 "trial_days":%d,"fees":[{"code":"base","name":"Base fee","amount":"%s","quantity":"1",
                 "timing":"%s","proration":"day"}],"charges":[%s]}""".formatted(code, code, interval, anchor, trial, amount, timing, charges)),
                LocalDate.of(2020, 1, 1));
        return number(
                "select max(v.id) from plan_version v join plan p on p.id = v.plan_id where p.code = '" + code + "'");
    }

    public long subscribe(String customer, String plan, String start, String zone) {
        customers.save(new Customer(customer, customer, "", "", "DE", "", "EUR", "en", "UTC", "main"));
        return customers.subscribe(new Subscription(customer, plan, LocalDate.parse(start), null, zone, Map.of()));
    }

    /** An event and its hourly reading as the intake would have left them, long before anything was billed. */
    public void usage(String customer, String hour, int quantity) {
        update("select ensure_usage_partitions(array[('" + hour + "'::timestamptz at time zone 'UTC')::date])");
        update("insert into usage_rollup (customer_id, meter_code, hour, dimensions_key, dimensions, quantity, events)"
                + " select id, 'calls', '" + hour + "', gen_random_uuid(), '{}', " + quantity
                + ", 1 from customer where external_id = '" + customer + "'");
        update(
                "insert into usage_event (customer_id, occurred_at, key, event_id, event, quantity, batch_id, received_at)"
                        + " select id, '" + hour + "', k, k::text, 'calls', " + quantity + ", 1, '2020-01-01'"
                        + " from customer, gen_random_uuid() k where external_id = '" + customer + "'");
    }

    public void update(String sql) {
        database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** As somebody who may do anything, behind the program's back. */
    public void arrange(String sql) throws Exception {
        try (Connection connection = TestDatabase.superuser(test.name());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public List<String> texts(String sql) {
        return database.read(connection -> {
            var texts = new ArrayList<String>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        });
    }

    public long number(String sql) {
        return Long.parseLong(texts(sql).getFirst());
    }

    @Override
    public void close() {
        test.close();
    }
}
