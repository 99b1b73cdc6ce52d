package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.Invoices;
import org.countinghouse.customers.Customers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.gateway.RunningGateway.Answer;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.security.Scope;
import org.countinghouse.storage.catalog.Plans;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage that is priced, limited, taken and stored in one call. */
class RecordAndBillTest {
    /** 100 calls are free, up to 1,000 they cost 0.10, above 0.05; at most 2,000 a month. */
    private static final String PLAN = """
            {"code":"pay","name":"Pay","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"calendar",
             "trial_days":0,"fees":[{"code":"base","name":"Base","amount":"5.00","timing":"arrears"}],
             "charges":[{"code":"calls","name":"Calls","meter":"calls","price":{"model":"graduated","tiers":[
                {"up_to":"100","unit_amount":"0"},{"up_to":"1000","unit_amount":"0.10"},
                {"up_to":null,"unit_amount":"0.05"}]}},
               {"code":"compute","name":"Compute","meter":"core_hours","price":{"model":"per_unit","unit_amount":"0.004"}}],
             "quotas":[{"meter":"calls","limit":"2000","kind":"hard","window":"month"}]}""";

    @TempDir
    private Path folder;

    private RunningGateway gateway;
    private String token;

    @BeforeEach
    void open() throws Exception {
        gateway = RunningGateway.in(folder);
        token = gateway.token(Scope.USAGE_WRITE, Scope.BILLING_READ, Scope.BILLING_WRITE);
        var world = gateway.world();
        new Plans(world.database(), MeteredWorld.CLOCK)
                .publish(new ObjectMapper().readTree(PLAN), LocalDate.of(2026, 1, 1));
        new Customers(world.database(), MeteredWorld.CLOCK)
                .subscribe(new Subscription("acme", "pay", LocalDate.of(2026, 1, 1), null, "UTC", Map.of()));
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(gateway.world().database());
        gateway.close();
    }

    @Test
    void theWalletPaysByTierAndTheInvoiceTakesItAsPrepaid() {
        topUp("acme", "200.00", "t1");
        JsonNode free = charge("w1", "90", "wallet");
        assertThat(free.path("amount").asText()).isEqualTo("0.00");
        assertThat(free.path("included").asBoolean()).isTrue();
        // 10 more are free, 20 cost 0.10.
        assertThat(charge("w2", "30", "wallet").path("amount").asText()).isEqualTo("2.00");
        // 880 at 0.10 and 120 at 0.05.
        JsonNode third = charge("w3", "1000", "wallet");
        assertThat(third.path("amount").asText()).isEqualTo("94.00");
        assertThat(third.path("status").asText()).isEqualTo("completed");
        assertThat(balance("acme")).isEqualTo("104.00");

        gateway.workspace().billingRuns().run(BillingPeriod.parse("2026-11"), false, Progress.NONE);
        var invoices = new Invoices(gateway.world().database());
        long draft = invoices.draftsOf(BillingPeriod.parse("2026-11")).getFirst();
        var invoice = invoices.find(Long.toString(draft));
        assertThat(invoice.total()).isEqualByComparingTo("101.00");
        assertThat(invoice.prepaid()).isEqualByComparingTo("96.00");
        assertThat(invoice.due()).as("the base fee is left").isEqualByComparingTo("5.00");
    }

    @Test
    void fractionsOfACentAddUpToTheInvoice() {
        topUp("acme", "10.00", "t1");
        BigDecimal taken = BigDecimal.ZERO;
        for (int i = 0; i < 25; i++) {
            // A third of an hour on one core: 0.001333... each.
            JsonNode charge = send("{\"customer\":\"acme\",\"id\":\"f" + i + "\",\"event\":\"compute\","
                            + "\"time\":\"2026-11-01T10:00:00Z\",\"properties\":{\"cores\":1,\"seconds\":1200},"
                            + "\"billing_method\":\"wallet\"}")
                    .json()
                    .path("results")
                    .path(0)
                    .path("charge");
            taken = taken.add(new BigDecimal(charge.path("amount").asText()));
        }
        // 25/3 hours at 0.004 = 0.0333...
        assertThat(taken).isEqualByComparingTo("0.03");
        assertThat(new BigDecimal(balance("acme"))).isEqualByComparingTo("9.97");
    }

    @Test
    void aRepeatTakesNothingAndOtherContentIsAConflict() {
        topUp("acme", "200.00", "t1");
        charge("r0", "100", "wallet");
        JsonNode first = charge("r1", "10", "wallet");
        Answer again = send(event("r1", "10", "wallet"));
        assertThat(again.json().path("results").path(0).path("status").asText()).isEqualTo("duplicate");
        assertThat(again.json().path("results").path(0).path("charge")).isEqualTo(first);
        Answer other = send(event("r1", "11", "wallet"));
        assertThat(other.json().path("results").path(0).path("code").asText()).isEqualTo("usage.conflict");
        assertThat(balance("acme")).isEqualTo("199.00");
        assertThat(topUp("acme", "200.00", "t1").path("balance").asText())
                .as("the same payment once more")
                .isEqualTo("200.00");
        assertThat(balance("acme")).isEqualTo("199.00");
    }

    @Test
    void tooLittleStoresNothingAndTheSameEventGoesThroughLater() {
        charge("p0", "100", "auto");
        Answer refused = send(event("p1", "10", "wallet"));
        assertThat(refused.status()).isEqualTo(422);
        JsonNode result = refused.json().path("results").path(0);
        assertThat(result.path("code").asText()).isEqualTo("wallet.insufficient");
        assertThat(result.path("reason").asText()).contains("has 0 EUR").contains("costs 1.00 EUR");
        assertThat(result.path("charge").path("status").asText()).isEqualTo("failed");
        assertThat(events("p1")).isZero();
        topUp("acme", "1.00", "t1");
        assertThat(charge("p1", "10", "wallet").path("id").asLong())
                .isEqualTo(result.path("charge").path("id").asLong());
        assertThat(events("p1")).isEqualTo(1);
        assertThat(balance("acme")).isEqualTo("0.00");
    }

    @Test
    void creditsGoByPriorityAndAreSuggestedBeforeTheWallet() {
        topUp("acme", "5.00", "t1");
        grant("acme", "0.60", 2, "g1");
        grant("acme", "0.50", 1, "g2");
        charge("c0", "100", "auto");
        JsonNode charge = charge("c1", "8", "auto");
        assertThat(charge.path("method").asText()).isEqualTo("credits");
        JsonNode wallet = gateway.get("/api/v1/wallet/acme", token).json();
        assertThat(wallet.path("credits").path(0).path("remaining").asText()).isEqualTo("0.00");
        assertThat(wallet.path("credits").path(1).path("remaining").asText()).isEqualTo("0.30");
        assertThat(charge("c2", "8", "auto").path("method").asText()).isEqualTo("wallet");
        assertThat(charge("c3", "100", "auto").path("method").asText()).isEqualTo("subscription");
        JsonNode pending = charge("c4", "1", "payment_charge");
        assertThat(pending.path("status").asText()).isEqualTo("pending");
        Answer answer = send(event("c5", "9", "credits"));
        assertThat(answer.json().path("results").path(0).path("code").asText()).isEqualTo("credits.insufficient");
    }

    @Test
    void aHardLimitRefusesAndTakesNothing() {
        topUp("acme", "500.00", "t1");
        charge("q1", "1999", "wallet");
        String before = balance("acme");
        JsonNode result =
                send(event("q2", "2", "wallet")).json().path("results").path(0);
        assertThat(result.path("code").asText()).isEqualTo("quota.exceeded");
        assertThat(balance("acme")).isEqualTo(before);
        assertThat(events("q2")).isZero();
        assertThat(charge("q3", "1", "wallet").path("status").asText())
                .as("what was refused holds no room")
                .isEqualTo("completed");
    }

    @Test
    void withoutAPriceNothingIsRecordedAndItIsSaid() {
        Answer answer = send(event("n1", "1", "wallet").replace("acme", "umbrella"));
        assertThat(answer.json().path("results").path(0).path("code").asText()).isEqualTo("price.missing");
        assertThat(events("n1")).isZero();
        assertThat(send(event("n2", "1", "barter")).code()).isEqualTo("billing.method");
    }

    @Test
    void manyAtOnceTakeWhatTheInvoiceComesToAndNeverMoreThanThereIs() throws Exception {
        charge("m0", "100", "auto");
        topUp("acme", "3.00", "t1");
        var calls = new ArrayList<Callable<JsonNode>>();
        for (int i = 0; i < 40; i++) {
            String event = event("m" + (1 + i / 2), "2", "wallet");
            calls.add(() -> send(event).json().path("results").path(0));
        }
        int completed = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(calls)) {
                completed += each.get().path("status").asText().equals("stored") ? 1 : 0;
            }
        }
        assertThat(completed).as("twice each, 0.20 each, of 3.00").isEqualTo(15);
        assertThat(balance("acme")).isEqualTo("0.00");
        assertThat(gateway.world().number("select sum(quantity) from usage_event"))
                .isEqualByComparingTo("130");
        assertThat(gateway.world().number("select sum(amount) from wallet_entry"))
                .isEqualByComparingTo("0");
    }

    @Test
    void aRefundCancelsTheEventAndGivesBackOnce() {
        topUp("acme", "5.00", "t1");
        charge("x0", "100", "auto");
        long id = charge("x1", "20", "wallet").path("id").asLong();
        String path = "/api/v1/billing/charges/" + id;
        Answer refunded = gateway.post(path + "/refund", token, "{\"reason\":\"The call failed\"}");
        assertThat(refunded.json().path("status").asText()).as(refunded.text()).isEqualTo("refunded");
        assertThat(gateway.post(path + "/refund", token, "{\"reason\":\"Again\"}")
                        .status())
                .isEqualTo(200);
        assertThat(balance("acme")).isEqualTo("5.00");
        assertThat(gateway.world().number("select count(*) from usage_effective where event_id = 'x1'"))
                .isZero();
        JsonNode list = gateway.get("/api/v1/billing/charges?customer=acme&status=refunded", token)
                .json();
        assertThat(list.path("charges")).hasSize(1);
    }

    @Test
    void plainAndBilledEventsGoTogetherAndKeepTheirOrder() {
        topUp("acme", "5.00", "t1");
        Answer answer = send("{\"events\":[" + plain("k1") + "," + event("k2", "1", "wallet") + "," + plain("k1") + ","
                + plain("k3") + "]}");
        List<String> statuses = new ArrayList<>();
        answer.json()
                .path("results")
                .forEach(result -> statuses.add(result.path("id").asText() + " "
                        + result.path("status").asText() + " " + result.has("charge")));
        assertThat(statuses)
                .containsExactly("k1 stored false", "k2 stored true", "k1 duplicate false", "k3 stored false");
    }

    @Test
    void linesByHandAreWrittenOverHttp() {
        String one = "/api/v1/invoices/one-off";
        Answer drafted = gateway.post(one, token, """
                {"customer":"acme","lines":[{"text":"Workshop","quantity":"2","unit_price":"50.00"}]}""");
        assertThat(drafted.status()).as(drafted.text()).isEqualTo(200);
        assertThat(drafted.json().path("total").asText()).isEqualTo("100.00");
        assertThat(drafted.json().path("plan").isNull()).isTrue();
        String lines = "/api/v1/invoices/" + drafted.json().path("id").asText() + "/lines";
        int revision = drafted.json().path("revision").asInt();
        String discount = "{\"text\":\"Discount\",\"unit_price\":\"-10.00\",\"revision\":" + revision + "}";
        assertThat(gateway.post(lines, token, discount).json().path("total").asText())
                .isEqualTo("90.00");
        assertThat(gateway.post(lines, token, discount).status())
                .as("somebody changed it meanwhile")
                .isEqualTo(409);
        assertThat(gateway.post(lines + "/manual-2", token, "{\"text\":\"Discount\",\"unit_price\":\"-100.01\"}")
                        .status())
                .isEqualTo(422);
        assertThat(gateway.post(lines + "/manual-2/remove", token, "{}")
                        .json()
                        .path("total")
                        .asText())
                .isEqualTo("100.00");
        assertThat(gateway.post(lines + "/manual-2/remove", token, "{}").status())
                .isEqualTo(404);
        assertThat(gateway.post(lines, token, "{\"text\":\"x\",\"unit_price\":\"a lot\"}")
                        .status())
                .isEqualTo(422);
        assertThat(gateway.post(one, gateway.token("acme", Scope.BILLING_WRITE), "{}")
                        .status())
                .as("a customer writes no invoices")
                .isEqualTo(403);
    }

    @Test
    void aCustomersTokenSeesItsOwnWalletAlone() {
        topUp("acme", "5.00", "t1");
        String own = gateway.token("umbrella", Scope.BILLING_READ);
        assertThat(gateway.get("/api/v1/wallet/acme", own).status()).isEqualTo(404);
        assertThat(gateway.get("/api/v1/wallet/umbrella", own).status()).isEqualTo(200);
        assertThat(gateway.get("/api/v1/billing/charges", own).json().path("charges"))
                .isEmpty();
    }

    private static String event(String id, String quantity, String method) {
        return plain(id)
                .replace("\"quantity\":1", "\"quantity\":" + quantity + ",\"billing_method\":\"" + method + "\"");
    }

    private static String plain(String id) {
        return "{\"customer\":\"acme\",\"id\":\"" + id
                + "\",\"event\":\"api_call\",\"time\":\"2026-11-01T10:00:00Z\",\"quantity\":1}";
    }

    private Answer send(String body) {
        return gateway.post("/api/v1/usage", token, body);
    }

    /** Records one that must go through. */
    private JsonNode charge(String id, String quantity, String method) {
        Answer answer = send(event(id, quantity, method));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("results").path(0).path("charge");
    }

    private JsonNode topUp(String customer, String amount, String reference) {
        Answer answer = gateway.post(
                "/api/v1/wallet/" + customer + "/top-ups",
                token,
                "{\"amount\":\"" + amount + "\",\"reference\":\"" + reference + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private void grant(String customer, String amount, int priority, String reference) {
        Answer answer = gateway.post(
                "/api/v1/wallet/" + customer + "/credits",
                token,
                "{\"amount\":\"" + amount + "\",\"reason\":\"Welcome\",\"priority\":" + priority + ",\"reference\":\""
                        + reference + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private String balance(String customer) {
        return gateway.get("/api/v1/wallet/" + customer, token)
                .json()
                .path("balances")
                .path(0)
                .path("amount")
                .asText();
    }

    private int events(String id) {
        return gateway.world()
                .number("select count(*) from usage_event where event_id = '" + id + "'")
                .intValueExact();
    }
}
