package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.countinghouse.billing.BillingRules;
import org.countinghouse.customers.Customers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.security.Scope;
import org.countinghouse.storage.catalog.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Progressive billing over HTTP, and by the gateway itself. */
class ThresholdRoutesTest {
    private static final String RULES = "/api/v1/thresholds";
    private static final String RUN = RULES + "/run";
    private static final String PLAN = """
            {"code":"pay","name":"Pay","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"calendar",
             "charges":[{"code":"calls","name":"Calls","meter":"calls",
               "price":{"model":"per_unit","unit_amount":"0.10"}}]}""";

    @TempDir
    private Path folder;

    private static long subscription(RunningGateway gateway) throws Exception {
        var world = gateway.world();
        new Plans(world.database(), MeteredWorld.CLOCK)
                .publish(new ObjectMapper().readTree(PLAN), LocalDate.of(2026, 1, 1));
        new Customers(world.database(), MeteredWorld.CLOCK)
                .subscribe(new Subscription("acme", "pay", LocalDate.of(2026, 11, 1), null, "UTC", Map.of()));
        return world.number("select max(id) from subscription").longValueExact();
    }

    private static void use(RunningGateway gateway, String id, int calls) {
        var taken = gateway.post(
                "/api/v1/usage",
                gateway.token(Scope.USAGE_WRITE),
                "{\"customer\":\"acme\",\"id\":\"%s\",\"event\":\"api_call\",\"time\":\"2026-11-01T10:00:00Z\",\"quantity\":%d}"
                        .formatted(id, calls));
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    }

    private static int drafts(RunningGateway gateway) {
        return gateway.world()
                .number("select count(*) from invoice where kind = 'progressive' and status = 'draft'")
                .intValueExact();
    }

    @Test
    void thresholdsAreSetUsageIsBilledOnceAndTheStateShowsIt() throws Exception {
        try (var gateway = RunningGateway.in(folder)) {
            String all = gateway.token(Scope.BILLING_READ, Scope.BILLING_WRITE);
            long subscription = subscription(gateway);
            String state = "/api/v1/subscriptions/" + subscription + "/thresholds";
            use(gateway, "e1", 600);

            var set = gateway.post(
                    RULES,
                    all,
                    "{\"plan\":\"pay\",\"from\":\"2026-11-01\",\"amounts\":[\"50\",\"75\"],\"every\":\"100\",\"reason\":\"new\"}");
            assertThat(set.status()).as(set.text()).isEqualTo(200);
            JsonNode rule =
                    gateway.get(RULES + "?plan=pay", all).json().path("rules").get(0);
            assertThat(rule.path("amounts").get(0).asText()).isEqualTo("50.00");
            assertThat(rule.path("every").asText()).isEqualTo("100.00");
            assertThat(rule.path("kind").asText()).isEqualTo("amounts");

            JsonNode before = gateway.get(state, all).json();
            assertThat(before.path("usage").asText()).isEqualTo("60.00");
            assertThat(before.path("passed").asText()).isEqualTo("50.00");
            assertThat(before.path("now").path("net").asText()).isEqualTo("60.00");
            assertThat(gateway.post(RUN, all, "{\"dry_run\":true}").json().path("bills"))
                    .hasSize(1);
            assertThat(drafts(gateway)).isZero();
            var run = gateway.post(RUN, all, "{\"customer\":\"acme\",\"subscription\":" + subscription + "}");
            assertThat(run.status()).as(run.text()).isEqualTo(200);
            assertThat(run.json().path("bills").get(0).path("threshold").asText())
                    .isEqualTo("50.00");
            assertThat(gateway.post(RUN, all, "").json().path("bills")).isEmpty();
            assertThat(drafts(gateway)).isEqualTo(1);

            use(gateway, "e2", 100);
            JsonNode after = gateway.get(state, all).json();
            assertThat(after.path("billed").get(0).path("net").asText()).isEqualTo("60.00");
            assertThat(after.path("billed").get(0).path("standing").asBoolean()).isTrue();
            assertThat(after.path("billed_before").asText()).isEqualTo("60.00");
            assertThat(after.path("usage").asText()).isEqualTo("70.00");
            assertThat(after.path("passed").isNull()).isTrue();
            assertThat(after.path("next").asText()).isEqualTo("75.00");
            assertThat(after.path("now").path("net").asText()).isEqualTo("10.00");
            long invoice = after.path("billed").get(0).path("invoice").asLong();
            assertThat(gateway.get("/api/v1/invoices/" + invoice, all)
                            .json()
                            .path("kind")
                            .asText())
                    .isEqualTo("progressive");
            assertThatBooksBalance(gateway.world().database());
        }
    }

    @Test
    void exceptionsAreSetAndTakenBackAndWhatIsWrongIsNamed() throws Exception {
        try (var gateway = RunningGateway.in(folder)) {
            String all = gateway.token(Scope.BILLING_READ, Scope.BILLING_WRITE);
            long subscription = subscription(gateway);
            use(gateway, "e1", 600);
            String of = "{\"subscription\":" + subscription + ",\"from\":\"2026-11-01\",";
            assertThat(gateway.post(RULES, all, "{\"plan\":\"pay\",\"from\":\"2026-11-01\",\"amounts\":[\"50\"]}")
                            .status())
                    .isEqualTo(200);
            assertThat(gateway.post(RULES, all, of + "\"kind\":\"none\"}")
                            .json()
                            .path("rules")
                            .get(0)
                            .path("kind")
                            .asText())
                    .isEqualTo("none");
            assertThat(gateway.post(RUN, all, "{\"dry_run\":true}").json().path("bills"))
                    .isEmpty();
            assertThat(gateway.post(RULES, all, of + "\"kind\":\"withdraw\"}")
                            .json()
                            .path("rules"))
                    .isEmpty();
            assertThat(gateway.post(RUN, all, "{\"dry_run\":true}").json().path("bills"))
                    .hasSize(1);

            for (var wrong : List.of(
                    List.of("request.field", 422, of + "\"kind\":\"odd\"}"),
                    List.of("request.field", 422, of + "\"amounts\":\"50\"}"),
                    List.of("request.field", 422, of + "\"amounts\":[\"x\"]}"),
                    List.of("request.field", 422, of + "\"amounts\":[true]}"),
                    List.of("request.field", 422, "{\"plan\":\"pay\",\"from\":\"2026-11-01\",\"kind\":\"general\"}"),
                    List.of("request.field", 422, "{\"plan\":\"pay\",\"amounts\":[\"50\"]}"),
                    List.of("thresholds.amounts", 422, of + "\"amounts\":[]}"),
                    List.of("thresholds.amounts", 422, of + "\"amounts\":[\"1.234\"]}"),
                    List.of("thresholds.subject", 422, "{\"from\":\"2026-11-01\",\"amounts\":[\"50\"]}"),
                    List.of("thresholds.missing", 404, of + "\"kind\":\"withdraw\"}"),
                    List.of("plan.missing", 404, "{\"plan\":\"no\",\"from\":\"2026-11-01\",\"amounts\":[\"5\"]}"),
                    List.of(
                            "subscription.missing",
                            404,
                            "{\"subscription\":9999,\"from\":\"2026-11-01\",\"kind\":\"none\"}"))) {
                var answer = gateway.post(RULES, all, wrong.get(2).toString());
                assertThat(List.of(answer.code(), answer.status()))
                        .as(wrong.toString())
                        .isEqualTo(wrong.subList(0, 2));
            }
            assertThat(gateway.post(RUN, all, "{\"customer\":\"nobody\"}").status())
                    .isEqualTo(404);
            assertThat(gateway.get("/api/v1/subscriptions/9999/thresholds", all).status())
                    .isEqualTo(404);

            // Not even of its own subscription: somebody else may pay for it.
            String acme = gateway.token("acme", Scope.BILLING_READ, Scope.BILLING_WRITE);
            assertThat(gateway.get(RULES, acme).code()).isEqualTo("token.confined");
            assertThat(gateway.post(RULES, acme, of + "\"kind\":\"none\"}").code())
                    .isEqualTo("token.confined");
            assertThat(gateway.post(RUN, acme, "").code()).isEqualTo("token.confined");
            assertThat(gateway.get("/api/v1/subscriptions/" + subscription + "/thresholds", acme)
                            .code())
                    .isEqualTo("token.confined");
        }
    }

    @Test
    @Timeout(120)
    void theGatewayBillsByItselfWhereTheSellerWantsIt() throws Exception {
        GatewaySettings usual = RunningGateway.settings();
        var often = new GatewaySettings(
                usual.host(),
                usual.port(),
                usual.largestBody(),
                usual.requestsPerSecond(),
                usual.bodyPatience(),
                usual.idle(),
                usual.drain(),
                Duration.ofMillis(50),
                Duration.ZERO);
        try (var gateway = RunningGateway.in(folder, often)) {
            subscription(gateway);
            use(gateway, "e1", 600);
            String all = gateway.token(Scope.BILLING_WRITE);
            assertThat(gateway.post(RULES, all, "{\"plan\":\"pay\",\"from\":\"2026-11-01\",\"amounts\":[\"50\"]}")
                            .status())
                    .isEqualTo(200);
            Thread.sleep(500);
            assertThat(drafts(gateway)).as("by hand alone").isZero();
            new BillingRules(gateway.world().database()).change("main", rule -> rule.withAutomatic(true));
            while (drafts(gateway) == 0) {
                Thread.sleep(20);
            }
            Thread.sleep(300);
            assertThat(drafts(gateway)).isEqualTo(1);
        }
    }
}
