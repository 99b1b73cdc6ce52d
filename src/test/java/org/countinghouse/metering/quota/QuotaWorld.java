package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Quota;
import org.countinghouse.customers.Customer;
import org.countinghouse.customers.Customers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.metering.ImportReport;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.catalog.Plans;
import org.jspecify.annotations.Nullable;

/** Customers in Berlin on a plan with quotas, over a real database, with a clock that tests turn. */
final class QuotaWorld implements AutoCloseable {
    final MeteredWorld metered;
    final Turned clock = new Turned();
    final Quotas quotas;
    final QuotaSettings settings;
    final QuotaUpkeep upkeep;

    QuotaWorld(Path folder) {
        metered = MeteredWorld.in(folder);
        quotas = new Quotas(database(), clock);
        settings = new QuotaSettings(database(), clock);
        upkeep = new QuotaUpkeep(database(), clock);
    }

    /** A clock that stands until it is turned. */
    static final class Turned extends Clock {
        private volatile Instant now = MeteredWorld.CLOCK.instant();

        void to(String time) {
            now = Instant.parse(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    Database database() {
        return metered.database();
    }

    /** Publishes a plan with these quotas and subscribes a new customer to it. */
    void customer(String id, String zone, String quotas) {
        new Plans(database(), clock)
                .publish(
                        Json.parse("{'code':'plan-%s','name':'Plan','currency':'EUR','quotas':%s}"
                                .formatted(id, quotas)
                                .replace('\'', '"')),
                        LocalDate.of(2026, 1, 1));
        var customers = new Customers(database(), clock);
        customers.save(new Customer(id, id, "", "", "DE", "", "EUR", "en", zone, "main"));
        customers.subscribe(new Subscription(id, "plan-" + id, LocalDate.of(2026, 1, 1), null, zone, Map.of()));
    }

    QuotaAnswer check(String customer, String feature, long amount) {
        return quotas.check(QuotaRequest.of(customer, feature, BigDecimal.valueOf(amount)));
    }

    QuotaAnswer consume(String customer, String feature, long amount, String key) {
        return quotas.consume(QuotaRequest.of(customer, feature, BigDecimal.valueOf(amount)), key);
    }

    void override(String customer, String meter, Quota.Window window, @Nullable Long limit, Quota.Kind kind) {
        settings.override(
                customer,
                new QuotaOverride(
                        new LimitScope(meter, null, window, false),
                        meter,
                        limit == null ? null : BigDecimal.valueOf(limit),
                        kind,
                        kind.usualOverage(),
                        List.of(),
                        "agreed"));
    }

    /** Imports usage events: {@code id time event quantity} a line, further words are properties. */
    ImportReport usage(String customer, String... lines) {
        var json = new StringBuilder();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            var event = Json.object()
                    .put("id", words[0])
                    .put("customer", customer)
                    .put("time", words[1])
                    .put("event", words[2])
                    .put("quantity", words[3]);
            var properties = event.putObject("properties").put("region", "eu");
            for (int i = 4; i < words.length; i++) {
                String[] property = words[i].split("=", 2);
                properties.put(property[0], property[1]);
            }
            json.append(event).append('\n');
        }
        return metered.run(metered.file("usage-" + System.nanoTime() + ".jsonl", json.toString()));
    }

    long number(String sql) {
        return metered.number(sql).longValueExact();
    }

    /** All counters as one text: equal texts mean equal counters. */
    String counters() {
        return database().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("""
                            select coalesce(string_agg(t::text, chr(10) order by t::text), '') from (
                                select customer_id, limit_id, subject, starts_at, counts_until, trim_scale(used),
                                    trim_scale(held)
                                from quota_counter where used <> 0 or held <> 0) t""")) {
                row.next();
                return row.getString(1);
            }
        });
    }

    @Override
    public void close() {
        metered.close();
    }
}
