package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.catalog.Json;
import org.countinghouse.customers.Subscription;
import org.countinghouse.security.Scope;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code umbrella} pays for {@code acme} and {@code third-child}, all on one invoice: what the token of a child may ask
 * for, and what comes back.
 */
class ChildTokenTest {
    private static final String PARTS = "/api/v1/billing/acme/parts";

    @TempDir
    private Path folder;

    private RunningGateway gateway;
    private String acme;
    private long invoice;

    @BeforeEach
    void open() {
        gateway = RunningGateway.in(folder);
        var workspace = gateway.workspace();
        gateway.world().customers("third-child");
        for (var each : Map.of("umbrella", "1000.01", "acme", "50.02", "third-child", "333.33")
                .entrySet()) {
            workspace
                    .plans()
                    .publish(Json.parse("""
                    {"code":"plan-%s","name":"Plan","currency":"EUR","interval":{"unit":"month","count":1},
                     "anchor":"calendar","trial_days":0,"fees":[{"code":"base","name":"Base fee","amount":"%s",
                       "quantity":"1","timing":"arrears","proration":"none"}],
                     "charges":[{"code":"calls","name":"Calls","meter":"calls",
                       "price":{"model":"per_unit","unit_amount":"0.01"}}]}""".formatted(each.getKey(), each.getValue())), LocalDate.of(2026, 1, 1));
            workspace
                    .customers()
                    .subscribe(new Subscription(
                            each.getKey(), "plan-" + each.getKey(), LocalDate.of(2026, 1, 1), null, "UTC", Map.of()));
        }
        workspace.customerPayers().set("acme", "umbrella");
        workspace.customerPayers().set("third-child", "umbrella");
        workspace.customerPayers().together("umbrella", true);
        var rows = new StringBuilder();
        for (String customer : List.of("acme", "third-child")) {
            rows.append(
                    "{\"customer\":\"%s\",\"id\":\"1\",\"event\":\"api_call\",\"time\":\"2026-10-05T00:00:00Z\",\"quantity\":%d}\n"
                            .formatted(customer, customer.equals("acme") ? 250 : 777));
        }
        gateway.world().run(gateway.world().file("usage.jsonl", rows.toString()));
        var report = workspace.billingRuns().run(BillingPeriod.parse("2026-10"), false, Progress.NONE);
        assertThat(report.failures()).isEmpty();
        assertThat(report.drafted()).isEqualTo(1);
        invoice = number("select id from invoice where kind = 'consolidated'");
        acme = gateway.token("acme", Scope.BILLING_READ, Scope.USAGE_READ);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aChildSeesItsOwnPartLineByLineAndWhetherItIsBilled() {
        var list = gateway.get(PARTS, acme);
        assertThat(list.status()).as(list.text()).isEqualTo(200);
        assertThat(list.json().path("parts")).hasSize(1);
        var part = list.json().path("parts").get(0);
        assertThat(part.path("state").asText()).isEqualTo("draft");
        assertThat(part.path("plan").asText()).isEqualTo("plan-acme");
        assertThat(part.path("from").asText()).isEqualTo("2026-10-01");
        assertThat(part.path("to").asText()).isEqualTo("2026-11-01");
        assertThat(part.path("net").asText()).isEqualTo("52.52");
        assertThat(part.has("lines")).isFalse();

        gateway.workspace().finalising().finalise(List.of(invoice));
        gateway.workspace().invoiceLife().pay(invoice, null, null, null);
        var one = gateway.get(PARTS + "/" + part.path("id").asLong(), acme).json();
        assertThat(one.path("state").asText())
                .as("paid or not is who pays' own")
                .isEqualTo("billed");
        assertThat(one.path("lines").findValuesAsText("net")).containsExactly("50.02", "2.50");
        assertThat(one.path("lines").get(1).path("explanation")).isNotEmpty();
        assertThat(one.path("lines").get(1).path("quantity").asText()).isEqualTo("250");
        assertThat(one.properties().stream().map(Map.Entry::getKey))
                .as("nothing of the invoice")
                .doesNotContain("number", "section", "collected_by", "customer", "total", "tax", "due", "due_on");

        String whole = gateway.token(Scope.BILLING_READ);
        assertThat(gateway.get(PARTS, whole).json())
                .as("staff sees what the child does")
                .isEqualTo(gateway.get(PARTS, acme).json());
        assertThat(gateway.get("/api/v1/billing/umbrella/parts", whole).json().path("parts"))
                .as("who pays has the invoice itself")
                .isEmpty();
    }

    @Test
    void aVoidInvoiceLeavesAVoidPartAndWhatIsBilledAgainAnother() {
        gateway.workspace().finalising().finalise(List.of(invoice));
        gateway.workspace().invoiceLife().makeVoid(invoice, "wrong");
        gateway.workspace().billingRuns().run(BillingPeriod.parse("2026-10"), false, Progress.NONE);
        assertThat(gateway.get(PARTS, acme).json().path("parts").findValuesAsText("state"))
                .containsExactly("draft", "void");
        assertThat(gateway.get(PARTS + "?limit=1&offset=1", acme)
                        .json()
                        .path("parts")
                        .findValuesAsText("state"))
                .containsExactly("void");
    }

    /** Every call that reads, with every id and name that is another's: no answer has a word or figure of theirs. */
    @Test
    void whateverAChildAsksForItReadsNothingOfTheOthers() {
        gateway.workspace().finalising().finalise(List.of(invoice));
        gateway.workspace().invoiceLife().pay(invoice, null, null, "transfer-4711");
        String number = text("select number from invoice where id = " + invoice);
        long others = number("select id from invoice where subscription_id in (select s.id from subscription s"
                + " join customer c on c.id = s.customer_id where c.external_id = 'third-child')");
        long own = number("select id from invoice where subscription_id in (select s.id from subscription s"
                + " join customer c on c.id = s.customer_id where c.external_id = 'acme')");
        String every = gateway.token(
                "acme",
                Scope.BILLING_READ,
                Scope.BILLING_WRITE,
                Scope.USAGE_READ,
                Scope.USAGE_WRITE,
                Scope.QUOTA_READ,
                Scope.ANALYTICS_READ,
                Scope.METRICS_READ);
        var asked = new ArrayList<String>();
        for (Route route : gateway.gateway().routes()) {
            if (!route.method().name().equals("GET")
                    || route.scope() == null
                    || route.path().endsWith("/stream")) {
                continue;
            }
            for (String id : List.of(Long.toString(invoice), number, Long.toString(others), Long.toString(own))) {
                for (String customer : List.of("umbrella", "third-child", "acme")) {
                    String path =
                            route.path().replace("{customer}", customer).replaceAll(Pattern.quote("{") + "\\w+}", id);
                    if (asked.contains(path)) {
                        continue;
                    }
                    asked.add(path);
                    var answer = gateway.get(path, every);
                    assertThat(answer.status()).as(path).isNotEqualTo(500);
                    String text = answer.text();
                    for (String secret : List.of(
                            "1000.01", "333.33", "341.10", "1393.63", "777", "4711", "Ltd\",\"number\":\"" + number)) {
                        assertThat(text).as(path).doesNotContain(secret);
                    }
                    // What was asked for may be said again.
                    for (String name : List.of("umbrella", "third-child", number)) {
                        if (answer.status() == 200 && !path.contains(name)) {
                            assertThat(text).as(path).doesNotContain(name);
                        }
                    }
                }
            }
        }
        assertThat(asked).hasSizeGreaterThan(40);
        assertThat(gateway.get("/api/v1/metrics", every).code())
                .as("figures of the whole house")
                .isEqualTo("token.confined");
        assertThat(gateway.get(PARTS + "/" + others, acme).code()).isEqualTo("part.missing");
        assertThat(gateway.get(PARTS + "/" + invoice, acme).code()).isEqualTo("part.missing");
        assertThat(gateway.get(PARTS + "/" + own, acme).status()).isEqualTo(200);
        assertThat(gateway.get("/api/v1/billing/third-child/parts", acme).code())
                .isEqualTo("customer.unknown");
        assertThat(gateway.get("/api/v1/billing/umbrella/parts/" + own, acme).code())
                .isEqualTo("customer.unknown");
        assertThat(gateway.get("/api/v1/invoices/" + own, acme).code()).isEqualTo("invoice.missing");
        assertThat(gateway.get("/api/v1/invoices/" + invoice + "/pdf", acme).code())
                .isEqualTo("invoice.missing");
    }

    /** What the database itself keeps: the role of customers, whoever is named. */
    @Test
    void theDatabaseShowsOwnPartsToTheirCustomerAlone() {
        Database database = gateway.world().database();
        assertThat(count(database.confined(gateway.world().customer("acme")))).isEqualTo(1);
        assertThat(count(database.confined(gateway.world().customer("third-child"))))
                .isEqualTo(1);
        assertThat(count(database.confined(gateway.world().customer("umbrella"))))
                .isZero();
        assertThat(count(database.confined(0))).isZero();
        assertThat(database.confined(gateway.world().customer("acme")).<List<String>>read(connection -> {
                    try (var statement = connection.createStatement();
                            var rows = statement.executeQuery("select distinct l.name || ' ' || l.net::numeric(12, 2)"
                                    + " from invoice_line l order by 1")) {
                        var lines = new ArrayList<String>();
                        while (rows.next()) {
                            lines.add(rows.getString(1));
                        }
                        return lines;
                    }
                }))
                .containsExactly("Base fee 50.02", "Calls 2.50");
    }

    private static long count(Database database) {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select count(*) from own_part")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private long number(String sql) {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) {
        return gateway.world().database().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        });
    }
}
