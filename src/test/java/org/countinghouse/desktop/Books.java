package org.countinghouse.desktop;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.countinghouse.billing.Credits;
import org.countinghouse.billing.FinalInvoices;
import org.countinghouse.billing.TaxEffects;
import org.countinghouse.billing.UsageCharges;
import org.countinghouse.billing.Wallets;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.Vies;
import org.countinghouse.catalog.Json;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.Customer;
import org.countinghouse.customers.Customers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Notices;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.StatusLine;
import org.countinghouse.desktop.common.SynchronousTasks;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.customers.CustomersServices;
import org.countinghouse.desktop.taxes.TaxingServices;
import org.countinghouse.desktop.wallet.WalletServices;
import org.countinghouse.metering.RollupRebuild;
import org.countinghouse.metering.UsageCorrections;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.storage.catalog.Plans;
import org.countinghouse.work.Failure;
import org.countinghouse.workspace.ExamplePublishing;

/** Small books on a real database: two plans, three customers, a month of usage, two invoices. */
public final class Books implements AutoCloseable {
    public static final Clock NOON = Clock.fixed(Instant.parse("2026-03-14T12:00:00Z"), ZoneOffset.UTC);

    private final TestDatabase test = TestDatabase.fresh(entities());
    public final Meters meters = new Meters(test.database(), NOON);
    public final Plans plans = new Plans(test.database(), NOON);
    public final List<Location> visited = new ArrayList<>();

    private static Class<?>[] entities() {
        var all = new ArrayList<Class<?>>(Plans.ENTITIES);
        all.addAll(Customers.ENTITIES);
        return all.toArray(Class<?>[]::new);
    }

    public Books() {
        meters.saveAll(Json.parse("""
                [{"code":"requests","name":"API requests","aggregation":"count","unit":"requests"},
                 {"code":"tokens","name":"Tokens","aggregation":"sum","unit":"tokens","dimensions":["model"]}]"""));
        plans.publish(Json.parse(metered("0.10")), LocalDate.of(2026, 1, 1));
        plans.publish(Json.parse(metered("0.08")), LocalDate.of(2026, 3, 1));
        plans.publish(Json.parse(byModel()), LocalDate.of(2026, 1, 1));
        customers();
        usage();
        invoices();
    }

    private static String metered(String first) {
        return """
                {"code":"metered","name":"Metered","currency":"EUR",
                 "fees":[{"code":"base","name":"Base fee","amount":"99.99","timing":"arrears"}],
                 "charges":[{"code":"api","name":"API requests","meter":"requests",
                   "unit":{"divide_by":"1000","round":"up"},"free_units":"10","minimum":"5",
                   "price":{"model":"graduated","tiers":[{"up_to":"100","unit_amount":"%s"},
                     {"up_to":null,"unit_amount":"0.05"}]}}]}""".formatted(first);
    }

    /** Three hundred prices, the first of them of a size that is easily lost. */
    private static String byModel() {
        var rows = new StringBuilder("{\"match\":{\"model\":\"mini\"},\"unit_amount\":\"0.00000015\"}");
        for (int number = 2; number <= 300; number++) {
            rows.append(",{\"match\":{\"model\":\"model-")
                    .append(number)
                    .append("\"},\"unit_amount\":\"0.0000")
                    .append(1000 + number)
                    .append("\"}");
        }
        return "{\"code\":\"by-model\",\"name\":\"By model\",\"currency\":\"USD\",\"charges\":[{\"code\":\"tokens\","
                + "\"name\":\"Tokens\",\"meter\":\"tokens\",\"price\":{\"model\":\"matrix\",\"dimensions\":[\"model\"],"
                + "\"rows\":[" + rows + "]}}]}";
    }

    private void customers() {
        var customers = new Customers(test.database(), NOON);
        customers.save(new BillingEntity("main", "Harbour GmbH", "Hafen 1", "DE", "DE1", "", "", 14, "H-", List.of()));
        customers.save(customer("acme", "Acme", "DE", "EUR", "Europe/Berlin"));
        customers.save(customer("blue", "Blue Ridge", "US", "USD", "America/New_York"));
        customers.save(customer("zed", "Zed", null, "EUR", "UTC"));
        customers.subscribe(new Subscription(
                "acme", "metered", LocalDate.of(2026, 1, 1), null, "Europe/Berlin", Map.of("seats", BigDecimal.TWO)));
        customers.subscribe(
                new Subscription("blue", "by-model", LocalDate.of(2026, 1, 1), null, "America/New_York", Map.of()));
    }

    private static Customer customer(
            String id, String name, @org.jspecify.annotations.Nullable String country, String currency, String zone) {
        return new Customer(id, name, id + "@example.com", "Street 1", country, "", currency, "en", zone, "main");
    }

    /** The second hour is still the first of February in UTC and already the second in Berlin. */
    private void usage() {
        sql("select ensure_usage_partitions(array[date '2026-02-01', date '2026-03-01'])");
        for (String hour : List.of("2026-02-01T10:00Z", "2026-02-01T23:00Z", "2026-01-31T22:00Z")) {
            if (hour.startsWith("2026-01")) {
                sql("select ensure_usage_partitions(array[date '2026-01-01'])");
            }
            sql("insert into usage_rollup select id, 'requests', '" + hour
                    + "', gen_random_uuid(), '{}', 40, 40 from customer where external_id = 'acme'");
        }
        sql("insert into usage_total select meter_code, hour, dimensions_key, dimensions, quantity, events"
                + " from usage_rollup");
    }

    private void invoices() {
        invoice("2026-01-01", "2026-02-01", "paid", "'H-1'", "120.5");
        invoice("2026-02-01", "2026-03-01", "draft", "null", "99.99");
    }

    private void invoice(String from, String to, String status, String number, String total) {
        sql("""
                insert into invoice (billing_entity_id, customer_id, subscription_id, plan_version_id, status, number,
                    period_from, period_to, currency, subtotal, discounts, credits, net, tax, total, prepaid, due,
                    created_at)
                select c.billing_entity_id, c.id, s.id, s.plan_version_id, '%s', %s, '%s', '%s', 'EUR',
                    %5$s, 0, 0, %5$s, 0, %5$s, 0, %5$s, '2026-03-01T00:00Z'
                from customer c join subscription s on s.customer_id = c.id where c.external_id = 'acme'
                """.replace("%5$s", total).formatted(status, number, from, to));
    }

    private void sql(String text) {
        test.database().write(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(text);
            }
        });
    }

    public CustomersServices customersServices() {
        var database = test.database();
        return CustomersServices.of(
                database,
                NOON,
                wallets(false),
                new TaxingServices(
                        new CustomerTaxes(database, new Vies(Vies.ADDRESS), NOON),
                        new TaxEffects(database, NOON),
                        NOON,
                        false),
                org.countinghouse.desktop.latefees.LateFeeServices.of(database, NOON, false, false),
                new org.countinghouse.desktop.customers.EraseServices(
                        new org.countinghouse.customers.CustomerErasure(database), false));
    }

    /** @param mayMove as finance and admin may */
    public WalletServices wallets(boolean mayMove) {
        var database = test.database();
        return new WalletServices(
                new Wallets(database, NOON),
                new Credits(database, NOON),
                new UsageCharges(database, NOON),
                new UsageCorrections(database, NOON, new FinalInvoices()),
                NOON,
                mayMove);
    }

    public ExamplePublishing examplePublishing() {
        return new ExamplePublishing(meters, plans, new RollupRebuild(test.database()));
    }

    public Database database() {
        return test.database();
    }

    public long customer(String externalId) {
        return test.database().read(connection -> {
            try (var statement = connection.prepareStatement("select id from customer where external_id = ?")) {
                statement.setString(1, externalId);
                try (var row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /** What a screen is lent, doing everything at once and remembering where it was sent. */
    public ScreenContext context(Path folder) {
        return new ScreenContext(
                Texts.in(Language.ENGLISH),
                new Formats(Locale.US, ZoneOffset.UTC),
                new SynchronousTasks(),
                visited::add,
                new Quiet(),
                new Quiet(),
                PreferenceStore.open(folder.resolve("preferences.json"), Preferences.initial(Locale.US)),
                NOON);
    }

    @Override
    public void close() {
        test.close();
    }

    private static final class Quiet implements Notices, StatusLine {
        @Override
        public void success(String text) {}

        @Override
        public void info(String text) {}

        @Override
        public void offer(String text, String actionText, Runnable action) {}

        @Override
        public void failure(Failure failure) {
            throw failure;
        }

        @Override
        public void summary(String text) {}

        @Override
        public void asOf(Instant instant) {}
    }
}
