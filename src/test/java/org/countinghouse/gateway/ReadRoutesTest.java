package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countinghouse.catalog.Json;
import org.countinghouse.customers.Subscription;
import org.countinghouse.gateway.RunningGateway.Answer;
import org.countinghouse.security.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway answers, for the house and for a customer's own token. */
class ReadRoutesTest {
    private static final String PLAN = """
            {"code":"%s","name":"Plan","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"calendar",
             "quotas":[{"meter":"calls","limit":"10","window":"month","kind":"hard"}],
             "fees":[{"code":"base","name":"Base","amount":"10.00","timing":"arrears"}],
             "charges":[{"code":"calls","name":"Calls","meter":"calls",
               "price":{"model":"per_unit","unit_amount":"0.50"}}]}""";

    @TempDir
    static Path folder;

    private static RunningGateway gateway;
    private static String all;
    private static String acme;

    @BeforeAll
    static void open() {
        gateway = RunningGateway.in(folder);
        var workspace = gateway.workspace();
        for (String plan : List.of("pro", "max")) {
            workspace.plans().publish(Json.parse(PLAN.formatted(plan)), LocalDate.parse("2026-01-01"));
        }
        for (String customer : List.of("acme", "umbrella")) {
            workspace
                    .customers()
                    .subscribe(new Subscription(customer, "pro", LocalDate.parse("2026-10-01"), null, "UTC", Map.of()));
        }
        all = gateway.token(Scope.ADMIN);
        acme = gateway.token("acme", Scope.USAGE_READ, Scope.BILLING_READ, Scope.USAGE_WRITE, Scope.BILLING_WRITE);
        for (String customer : List.of("acme", "umbrella")) {
            String events = "[" + event(customer, "1", "2026-10-15T10:00:00Z") + ","
                    + event(customer, "2", "2026-11-01T10:00:00Z") + "]";
            assertThat(gateway.post("/api/v1/usage", all, events).status()).isEqualTo(200);
        }
        Answer run = gateway.post("/api/v1/billing/process", all, "{\"period\":\"2026-10\"}");
        assertThat(run.json().path("drafted").asInt()).as(run.text()).isEqualTo(2);
    }

    private static String event(String customer, String id, String time) {
        return "{\"customer\":\"%s\",\"id\":\"%s\",\"event\":\"api_call\",\"time\":\"%s\",\"quantity\":4,\"properties\":{\"region\":\"eu\",\"service_id\":\"web\"}}"
                .formatted(customer, id, time);
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @Test
    void usageIsReadBackInEveryForm() {
        var totals = gateway.get("/api/v1/usage/acme", all);
        assertThat(totals.json().findValuesAsText("meter")).as(totals.text()).contains("calls", "call_count");
        assertThat(totals.json().path("meters").path(0).path("quantity").asText())
                .isIn("4", "1");
        assertThat(gateway.get("/api/v1/usage/acme?from=2026-10-01&to=2026-12-01", all)
                        .json()
                        .findValuesAsText("quantity"))
                .contains("8");
        assertThat(gateway.get("/api/v1/usage/acme/web", all)
                        .json()
                        .path("usage")
                        .path(0)
                        .path("quantity")
                        .asText())
                .isEqualTo("4");
        var service = gateway.get("/api/v1/usage/acme/web?from=2026-10-01&to=2026-12-01", all)
                .json();
        assertThat(service.path("meters"))
                .extracting(meter -> meter.path("meter").asText() + " "
                        + meter.path("quantity").asText())
                .as(service.toString())
                .contains("calls 8", "call_count 2");
        var first = gateway.get("/api/v1/usage/acme/history?from=2026-10-01&to=2026-12-01&limit=1", all)
                .json();
        assertThat(first.path("events").path(0).path("id").asText()).isEqualTo("2");
        var second = gateway.get(
                        "/api/v1/usage/acme/history?from=2026-10-01&to=2026-12-01&limit=1&after="
                                + first.path("next").asText(),
                        all)
                .json();
        assertThat(second.path("events").path(0).path("id").asText()).isEqualTo("1");
        var series = gateway.get(
                "/api/v1/usage/aggregations?meter=calls&from=2026-10-01&to=2026-12-01&granularity=month&group_by=customer",
                all);
        assertThat(series.json().path("total").path("quantity").asText())
                .as(series.text())
                .isEqualTo("16");
        assertThat(series.json().path("groups").size()).isEqualTo(2);
    }

    @Test
    void billsAreEstimatedRecordedAndCounted() {
        var current = gateway.get("/api/v1/billing/acme/current", all);
        var estimate = current.json().path("subscriptions").path(0);
        assertThat(estimate.path("total").asText()).as(current.text()).isEqualTo("12.00");
        assertThat(estimate.path("confidence").asText()).isEqualTo("low");
        // 33 of 720 hours are over: 10.00 + 0.50 x 4 x 720 / 33
        assertThat(estimate.path("projected_total").asText()).isEqualTo("53.64");
        assertThat(gateway.post("/api/v1/billing/estimate", all, "{\"customer\":\"acme\"}")
                        .json()
                        .path("subscriptions"))
                .isEqualTo(current.json().path("subscriptions"));
        var typo = gateway.get("/api/v1/invoices?status=typo", all);
        assertThat(typo.status()).isEqualTo(400);
        assertThat(typo.text()).contains("draft, in_review, approved, final, sent, paid");
        for (String path : List.of(
                "/invoices/customer/acme?status=typo",
                "/billing/records?status=typo",
                "/billing/charges?status=typo",
                "/billing/acme/history?status=typo")) {
            var answer = gateway.get("/api/v1" + path, all);
            assertThat(answer.status()).as(path + " " + answer.text()).isBetween(400, 422);
        }
        assertThat(gateway.get("/api/v1/invoices?status=draft", all)
                        .json()
                        .path("count")
                        .asInt())
                .isPositive();
        var records = gateway.get("/api/v1/billing/records/user/acme?status=pending", all)
                .json()
                .path("records");
        assertThat(records.path(0).path("total").asText()).isEqualTo("12.00");
        long id = records.path(0).path("id").asLong();
        assertThat(gateway.get("/api/v1/billing/records/" + id, all)
                        .json()
                        .path("customer")
                        .asText())
                .isEqualTo("acme");
        assertThat(gateway.get("/api/v1/billing/acme/history?status=completed", all)
                        .json()
                        .path("records")
                        .size())
                .isZero();
        var stats = gateway.get("/api/v1/stats?start_date=2026-10-01&end_date=2026-11-01", all)
                .json();
        assertThat(stats.path("records").path(0).path("amount").asText()).isEqualTo("24");
        assertThat(stats.path("revenue")).as("drafts are none").isEmpty();
        assertThat(stats.path("active_customers").asInt()).isEqualTo(2);
        var overview = gateway.get("/api/v1/billing/acme", all).json();
        assertThat(overview.path("plans").path(0).path("plan").asText()).isEqualTo("pro");
        assertThat(gateway.get("/api/v1/invoices/" + id, all)
                        .json()
                        .path("lines")
                        .size())
                .isEqualTo(2);
        assertThat(gateway.get("/api/v1/invoices/" + id + "/pdf", all).text()).startsWith("%PDF");
        assertThat(gateway.get("/api/v1/invoices?period=2026-10", all)
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(2);
        var again = gateway.post("/api/v1/invoices/generate", all, "{\"customer\":\"acme\",\"period\":\"2026-10\"}");
        assertThat(again.json().path("drafted").asInt()).isZero();
        assertThat(again.json().path("invoices").path(0).path("id").asLong()).isEqualTo(id);
    }

    @Test
    void aDocumentIsRatedAndAWrongOneSaysWhere() {
        String request = "{\"plan\":" + PLAN.formatted("x")
                + ",\"meters\":[{\"code\":\"calls\",\"aggregation\":\"sum\",\"event\":\"api_call\"}],"
                + "\"period\":{\"from\":\"2026-10-01\",\"to\":\"2026-11-01\"},\"quantities\":{\"calls\":\"6\"}}";
        var rated = gateway.post("/api/v1/billing/calculate", all, request);
        assertThat(rated.json().path("total").asText()).as(rated.text()).isEqualTo("13.00");
        var wrong = gateway.post("/api/v1/billing/calculate", all, request.replace("\"0.50\"", "\"cheap\""));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().path("path").asText()).startsWith("$.plan.charges[0].price");
    }

    @Test
    void aCustomerIsMovedToAnotherPlanOnce() {
        gateway.world().customers("mover");
        gateway.workspace()
                .customers()
                .subscribe(new Subscription("mover", "pro", LocalDate.parse("2026-10-01"), null, "UTC", Map.of()));
        String move = "{\"customer\":\"mover\",\"plan\":\"max\",\"starts_on\":\"2026-12-01\"}";
        var moved = gateway.post("/api/v1/billing/update", all, move);
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.json().path("change").isNull()).isFalse();
        var again = gateway.post("/api/v1/billing/update", all, move).json();
        assertThat(again.path("subscription")).isEqualTo(moved.json().path("subscription"));
        assertThat(gateway.world()
                        .number("select count(*) from subscription s join customer c on c.id = s.customer_id"
                                + " where c.external_id = 'mover'"))
                .isEqualByComparingTo("1");
        String misspelt =
                "{\"customer\":\"mover\",\"from_plan\":\"prro\",\"plan\":\"pro\",\"starts_on\":\"2026-12-01\"}";
        assertThat(gateway.post("/api/v1/billing/update", all, misspelt).code())
                .as("starts no second subscription")
                .isEqualTo("subscription.not-running");
        assertThat(gateway.post("/api/v1/billing/update", all, "{\"customer\":\"mover\",\"plan\":\"none\"}")
                        .code())
                .isEqualTo("subscription.plan");
        assertThat(gateway.post("/api/v1/billing/update", all, "{\"customer\":\"mover\"}")
                        .json()
                        .path("path")
                        .asText())
                .isEqualTo("$.plan");
    }

    @Test
    void aMoveThatStartsASubscriptionBesideAnotherOfTheSameMeterHasToBeMeant() {
        gateway.world().customers("twice");
        gateway.workspace()
                .customers()
                .subscribe(new Subscription("twice", "pro", LocalDate.parse("2026-12-01"), null, "UTC", Map.of()));
        String move = "{\"customer\":\"twice\",\"plan\":\"max\",\"starts_on\":\"2026-11-20\"%s}";
        var refused = gateway.post("/api/v1/billing/update", all, move.formatted(""));
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("subscription.meter");
        assertThat(gateway.post("/api/v1/billing/update", all, move.formatted(",\"beside\":\"yes\""))
                        .code())
                .isEqualTo("request.field");
        var meant = gateway.post("/api/v1/billing/update", all, move.formatted(",\"beside\":true"));
        assertThat(meant.status()).as(meant.text()).isEqualTo(200);
        assertThat(gateway.world()
                        .number("select count(*) from subscription s join customer c on c.id = s.customer_id"
                                + " where c.external_id = 'twice'"))
                .isEqualByComparingTo("2");
    }

    @Test
    void aCustomerIsBilledInAnotherCurrency() {
        gateway.world().customers("abroad");
        gateway.workspace()
                .customers()
                .subscribe(new Subscription("abroad", "pro", LocalDate.parse("2026-10-01"), null, "UTC", Map.of()));
        String plan = gateway.get("/api/v1/billing/abroad", all)
                .json()
                .path("subscriptions")
                .get(0)
                .path("currency")
                .asText();
        LocalDate today = LocalDate.ofInstant(gateway.workspace().clock().instant(), java.time.ZoneOffset.UTC);
        new org.countinghouse.billing.currency.ExchangeRates(
                        gateway.workspace().database(),
                        java.util.List.of(),
                        gateway.workspace().clock())
                .set(plan, "JPY", today, new java.math.BigDecimal("150"), "");
        String set = "{\"customer\":\"abroad\",\"billing_currency\":\"JPY\"}";
        var answer = gateway.post("/api/v1/billing/update", all, set);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("billing_currency").asText()).isEqualTo("JPY");
        var estimate = gateway.post("/api/v1/billing/estimate", all, "{\"customer\":\"abroad\"}")
                .json();
        var bill = estimate.path("subscriptions").get(0).path("bill");
        assertThat(bill.path("currency").asText()).isEqualTo("JPY");
        assertThat(bill.path("priced").path("currency").asText()).isEqualTo(plan);
        assertThat(bill.path("priced").path("rate").asText()).isEqualTo("150");
        assertThat(gateway.post("/api/v1/billing/update", all, set.replace("JPY", "XYZ"))
                        .code())
                .isEqualTo("currency.unknown");
        assertThat(gateway.post(
                                "/api/v1/billing/update",
                                all,
                                "{\"customer\":\"abroad\",\"plan\":\"max\",\"starts_on\":\"2026-12-01\",\"billing_currency\":\"EURO\"}")
                        .code())
                .isEqualTo("currency.unknown");
        assertThat(gateway.world()
                        .number("select count(*) from subscription_change h"
                                + " join subscription s on s.id = h.subscription_id"
                                + " join customer c on c.id = s.customer_id where c.external_id = 'abroad'"))
                .as("nothing was changed")
                .isZero();
        assertThat(gateway.post("/api/v1/billing/update", all, set.replace("\"JPY\"", "null"))
                        .status())
                .isEqualTo(200);
        assertThat(gateway.get("/api/v1/billing/abroad", all)
                        .json()
                        .path("billing_currency")
                        .isNull())
                .isTrue();
    }

    @Test
    void recordedUsageIsAnsweredWithWhatIsLeftOfItsLimits() {
        gateway.world().customers("recorded");
        gateway.workspace()
                .customers()
                .subscribe(new Subscription("recorded", "pro", LocalDate.parse("2026-10-01"), null, "UTC", Map.of()));
        String event =
                "{\"customer\":\"%s\",\"id\":\"%s\",\"event\":\"%s\",\"time\":\"2026-11-01T10:00:00Z\",\"quantity\":%s}";
        String batch = "["
                + String.join(
                        ",",
                        event.formatted("recorded", "left-1", "api_call", "2"),
                        event.formatted("recorded", "left-2", "api_call", "1.5"),
                        event.formatted("acme", "left-3", "stored", "7"),
                        event.formatted("nobody", "left-4", "api_call", "1"))
                + "]";

        var answer = gateway.post("/api/v1/usage?limits=true", all, batch);

        assertThat(answer.status()).as(answer.text()).isEqualTo(207);
        assertThat(answer.json().path("limits")).as(answer.text()).hasSize(1);
        var limit = answer.json().path("limits").path(0);
        assertThat(limit.path("customer").asText()).isEqualTo("recorded");
        assertThat(limit.path("feature").asText()).isEqualTo("calls");
        assertThat(limit.path("used").asText()).isEqualTo("3.5");
        assertThat(limit.path("remaining").asText()).isEqualTo("6.5");
        assertThat(limit.path("reset_at").asText()).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(gateway.post("/api/v1/usage", all, batch).json().has("limits"))
                .isFalse();
        String writer = gateway.token(Scope.USAGE_WRITE);
        var refused = gateway.post(
                "/api/v1/usage?limits=true", writer, event.formatted("recorded", "left-5", "api_call", "1"));
        assertThat(refused.code()).isEqualTo("token.forbidden");
        assertThat(gateway.world().number("select count(*) from usage_event where event_id = 'left-5'"))
                .isZero();
    }

    @Test
    void limitsAreAskedTakenGivenBackAndRaised() {
        gateway.world().customers("limited");
        gateway.workspace()
                .customers()
                .subscribe(new Subscription("limited", "pro", LocalDate.parse("2026-10-01"), null, "UTC", Map.of()));
        String ask = "{\"customer\":\"limited\",\"feature\":\"calls\",\"amount\":%s,\"key\":\"%s\"}";
        var asked = gateway.post("/api/v1/quota/check", all, ask.formatted("7", ""));
        assertThat(asked.json().path("allowed").asBoolean()).as(asked.text()).isTrue();
        assertThat(asked.json().path("remaining").asText()).isEqualTo("10");
        assertThat(gateway.post("/api/v1/quota/consume", all, ask.formatted("7", "k1"))
                        .json()
                        .path("remaining")
                        .asText())
                .isEqualTo("3");
        var refused = gateway.post("/api/v1/quota/consume", all, ask.formatted("7", "k2"));
        assertThat(refused.json().path("allowed").asBoolean()).isFalse();
        assertThat(refused.json().path("code").asText()).isEqualTo("quota.exceeded");
        String own = gateway.token("limited", Scope.QUOTA_READ);
        assertThat(gateway.get("/api/v1/quota/limited", own)
                        .json()
                        .path("limits")
                        .path(0)
                        .path("used")
                        .asText())
                .isEqualTo("7");
        assertThat(gateway.get("/api/v1/quota/acme", own).status()).isEqualTo(404);
        assertThat(gateway.post(
                                "/api/v1/quota/check",
                                own,
                                ask.formatted("1", "").replace("limited", "acme"))
                        .status())
                .isEqualTo(404);
        assertThat(gateway.post("/api/v1/quota/check", own, ask.formatted("1", ""))
                        .json()
                        .path("allowed")
                        .asBoolean())
                .isTrue();
        var raised = gateway.post(
                "/api/v1/billing/update",
                all,
                "{\"customer\":\"limited\",\"limits\":[{\"feature\":\"calls\",\"limit\":\"100\"}]}");
        assertThat(raised.json().path("limits_set").asInt()).as(raised.text()).isEqualTo(1);
        assertThat(gateway.post("/api/v1/quota/consume", all, ask.formatted("7", "k3"))
                        .json()
                        .path("allowed")
                        .asBoolean())
                .isTrue();
        assertThat(gateway.post("/api/v1/quota/release", all, ask.formatted("7", "k3"))
                        .json()
                        .path("released")
                        .asBoolean())
                .isTrue();
        assertThat(gateway.post(
                                "/api/v1/quota/check",
                                all,
                                ask.formatted("1", "").replace("calls", "nothing"))
                        .code())
                .isEqualTo("quota.feature");
    }

    @Test
    void aCustomersTokenFindsNothingOfOthersOnAnyRoute() {
        long other = gateway.world()
                .number("select i.id from invoice i join customer c on c.id = i.customer_id"
                        + " where c.external_id = 'umbrella'")
                .longValueExact();
        for (String path : List.of(
                "/usage/umbrella",
                "/usage/umbrella/history",
                "/usage/umbrella/web",
                "/usage/aggregations?meter=calls&customer=umbrella",
                "/usage/stream?customer=umbrella",
                "/billing/umbrella",
                "/billing/umbrella/current",
                "/billing/umbrella/history",
                "/billing/records/user/umbrella",
                "/billing/records/" + other,
                "/invoices?customer=umbrella",
                "/invoices/customer/umbrella",
                "/invoices/" + other,
                "/invoices/" + other + "/pdf")) {
            Answer answer = gateway.get("/api/v1" + path, acme);
            assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(404);
        }
        assertThat(gateway.post("/api/v1/billing/estimate", acme, "{\"customer\":\"umbrella\"}")
                        .status())
                .isEqualTo(404);
        for (String path : List.of(
                "/usage/aggregations?meter=calls&from=2026-10-01&to=2026-12-01&group_by=customer",
                "/billing/records",
                "/invoices",
                "/stats?from=2026-10-01&to=2026-11-01",
                "/usage/acme",
                "/billing/acme")) {
            Answer answer = gateway.get("/api/v1" + path, acme);
            assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(200);
            assertThat(answer.text()).as(path).doesNotContain("umbrella");
        }
        assertThat(gateway.get("/api/v1/invoices", acme).json().path("count").asInt())
                .isEqualTo(1);
        assertThat(gateway.get("/api/v1/stats?from=2026-10-01&to=2026-11-01", acme)
                        .json()
                        .path("active_customers")
                        .asInt())
                .isEqualTo(1);
        for (String path : List.of("/billing/process", "/billing/update", "/invoices/generate")) {
            Answer answer = gateway.post(
                    "/api/v1" + path, acme, "{\"period\":\"2026-10\",\"customer\":\"umbrella\",\"plan\":\"max\"}");
            assertThat(answer.code()).as(path).isEqualTo("token.confined");
        }
    }

    @Test
    @Timeout(60)
    void liveUsageReachesThoseWhoMaySeeIt() throws Exception {
        try (var response = gateway.client()
                        .newCall(gateway.request("/api/v1/usage/stream", acme).build())
                        .execute();
                var lines = new BufferedReader(
                        new InputStreamReader(response.body().byteStream(), StandardCharsets.UTF_8))) {
            assertThat(response.header("Content-Type")).startsWith("text/event-stream");
            assertThat(lines.readLine()).startsWith(":");
            Thread.sleep(600);
            gateway.post("/api/v1/usage", all, event("umbrella", "live-1", "2025-05-01T10:00:00Z"));
            gateway.post("/api/v1/usage", all, event("acme", "live-2", "2025-05-01T10:00:00Z"));
            String data = "";
            while (!data.startsWith("data:")) {
                data = lines.readLine();
            }
            assertThat(data).contains("acme").doesNotContain("umbrella");
        }
    }

    @Test
    void aRevokedTokenStopsToListen() throws Exception {
        var tokens = gateway.workspace().accessTokens();
        String text = gateway.token("acme", Scope.USAGE_READ);
        var id = tokens.list().stream()
                .filter(token ->
                        "acme".equals(token.customer()) && token.scopes().equals(Set.of(Scope.USAGE_READ)))
                .findFirst()
                .orElseThrow()
                .id();
        try (var response = gateway.client()
                        .newCall(gateway.request("/api/v1/usage/stream", text).build())
                        .execute();
                var lines = new BufferedReader(
                        new InputStreamReader(response.body().byteStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith(":");
            tokens.revoke(id);
            while (lines.readLine() != null) {
                // Signs of life, until the stream ends.
            }
        }
    }

    /** It is told in the answer; the inbox of the house is not for everybody to fill. */
    @Test
    void whatACustomersTokenSendsThatIsNoEventIsNotKept() {
        String none = "[{\"customer\":\"acme\",\"time\":\"soon %s\"}]".formatted(System.nanoTime());
        var before = gateway.world().number("select count(*) from usage_inbox");
        var answer = gateway.post("/api/v1/usage", acme, none);
        assertThat(answer.json().findValuesAsText("code")).as(answer.text()).contains("usage.unreadable");
        assertThat(gateway.world().number("select count(*) from usage_inbox")).isEqualByComparingTo(before);
        gateway.post("/api/v1/usage", all, none);
        assertThat(gateway.world().number("select count(*) from usage_inbox"))
                .isEqualByComparingTo(before.add(java.math.BigDecimal.ONE));
    }

    @Test
    void noTokenTakesThePlacesOfAllWhoListen() throws Exception {
        String text = gateway.token("umbrella", Scope.USAGE_READ);
        var open = new ArrayList<okhttp3.Response>();
        try {
            for (int stream = 0; stream < 10; stream++) {
                open.add(gateway.client()
                        .newCall(gateway.request("/api/v1/usage/stream", text).build())
                        .execute());
                assertThat(open.getLast().code()).isEqualTo(200);
            }
            assertThat(gateway.get("/api/v1/usage/stream", text).status()).isEqualTo(503);
        } finally {
            open.forEach(okhttp3.Response::close);
        }
    }

    @Test
    void aCustomersTokenIsToldItsLimitsAsTheyAreNow() {
        String fresh = "insert into countinghouse.customer (external_id, name, currency, billing_entity_id, created_at)"
                + " select 'fresh', 'Fresh', 'EUR', billing_entity_id, now() from countinghouse.customer"
                + " where external_id = 'acme'";
        gateway.workspace()
                .database()
                .write(connection -> connection.createStatement().executeUpdate(fresh));
        gateway.workspace()
                .customers()
                .subscribe(new Subscription("fresh", "pro", LocalDate.parse("2026-10-01"), null, "UTC", Map.of()));
        String own = gateway.token("fresh", Scope.QUOTA_READ);
        var answer = gateway.post(
                "/api/v1/quota/check", own, "{\"customer\":\"fresh\",\"feature\":\"calls\",\"amount\":11}");
        assertThat(answer.json().path("allowed").asBoolean(true))
                .as(answer.text())
                .isFalse();
        assertThat(gateway.get("/api/v1/quota/fresh", own).json().path("limits").size())
                .isOne();
        assertThat(gateway.post(
                                "/api/v1/quota/check",
                                own,
                                "{\"customer\":\"fresh\",\"feature\":\"calls\",\"amount\":\"0e-400000000\"}")
                        .text())
                .hasSizeLessThan(2_000);
        assertThat(gateway.get("/api/v1/quota/acme", own).status()).isEqualTo(404);
    }

    @Test
    void whatIsNotBuiltSaysSo() {
        for (String path : List.of("/analytics/global", "/analytics/acme/trends")) {
            Answer answer = gateway.get("/api/v1" + path, all);
            assertThat(answer.status()).as(path).isEqualTo(501);
            assertThat(answer.code()).isEqualTo("not-built");
        }
        assertThat(gateway.get("/api/v1/nothing", all).code()).isEqualTo("request.route");
        assertThat(gateway.get("/api/v1/billing/calculate", all).status()).isIn(404, 405);
        assertThat(gateway.post("/api/v1/info", all, "{}").status()).isEqualTo(405);
        assertThat(gateway.get("/api/v1/usage/acme?from=yesterday", all).code()).isEqualTo("request.parameter");
        assertThat(gateway.get("/api/v1/usage/%00", all).status()).isIn(400, 404);
    }

    @Test
    void itTellsOfItsHealthAndFigures() {
        assertThat(gateway.get("/health", null)
                        .json()
                        .path("dependencies")
                        .path("database")
                        .path("status")
                        .asText())
                .isEqualTo("ok");
        assertThat(gateway.get("/health/detailed", null)
                        .json()
                        .path("dependencies")
                        .path("usage_intake")
                        .path("stored")
                        .asInt())
                .isPositive();
        String metrics = gateway.get("/metrics", null).text();
        assertThat(metrics)
                .contains("countinghouse_usage_events_total{result=\"stored\"}")
                .contains("countinghouse_http_request_duration_seconds_bucket{method=\"POST\",route=\"/api/v1/usage\"")
                .contains("countinghouse_customers ")
                .contains("countinghouse_plan_subscriptions{plan=\"pro\"}")
                .contains("countinghouse_billing_events{status=\"draft\"}")
                .contains("countinghouse_usage_queue_events ")
                .contains("jvm_memory_used_bytes");
        assertThat(gateway.get("/metrics/usage", null).text())
                .contains("countinghouse_usage_events_total")
                .doesNotContain("jvm_");
        for (String figures : List.of("/metrics", "/metrics/usage", "/health/detailed")) {
            assertThat(gateway.get("/api/v1" + figures, null).status())
                    .as("what a proxy forwards is open to nobody: " + figures)
                    .isEqualTo(401);
        }
        assertThat(gateway.get("/api/v1/metrics", all).text()).contains("jvm_memory_used_bytes");
        assertThat(gateway.get("/api/v1/info", null).json().path("name").asText())
                .isEqualTo("Countinghouse");
    }
}
