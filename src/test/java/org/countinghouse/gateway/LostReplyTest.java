package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.countinghouse.billing.BilledWorld;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.BooksAssert;
import org.countinghouse.billing.CreditRequest;
import org.countinghouse.billing.Credits;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.billing.Wallets;
import org.countinghouse.catalog.Json;
import org.countinghouse.customers.Customer;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.security.Scope;
import org.countinghouse.security.TokenSecret;
import org.countinghouse.storage.CommitCut;
import org.countinghouse.storage.DataHome;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The connection cut at a commit, before the server has it or before its answer comes back: whoever repeats the call with
 * the same key has it once.
 */
@Timeout(300)
class LostReplyTest {
    private static final int NEW_CUSTOMERS = 3;

    @TempDir
    private Path folder;

    private BilledWorld world;
    private CommitCut cut;
    private Workspace workspace;
    private Gateway gateway;
    private String token;
    private int customers;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        cut = CommitCut.open();
        workspace =
                Workspace.open(new DataHome(folder), cut.settings(world.test().name()), world.clock(), Progress.NONE);
        TokenSecret secret = TokenSecret.of(Map.of(), workspace.home());
        gateway = Gateway.start(workspace, RunningGateway.settings(), secret);
        token = workspace
                .accessTokens()
                .issue("test", Set.of(Scope.USAGE_WRITE), null, Duration.ofDays(1), secret)
                .text();
        subscribe();
    }

    @AfterEach
    void close() {
        gateway.close();
        workspace.close();
        cut.close();
        world.close();
    }

    @Test
    void whatIsRepeatedWithItsKeyIsThereOnce() throws Exception {
        cutAndRepeat(20);
    }

    @Test
    @Tag("faults")
    @Timeout(7_200)
    void whatIsRepeatedWithItsKeyIsThereOnceAfterFiveHundredCuts() throws Exception {
        cutAndRepeat(500);
    }

    private void cutAndRepeat(int rounds) throws Exception {
        var random = new Random(17);
        var broken = new HashSet<Integer>();
        for (int round = 0; round < rounds; round++) {
            int operation = round % 6;
            boolean carriedOut = random.nextInt(3) > 0;
            int before = cut.cuts();
            switch (operation) {
                case 0 -> run(round, 1 + random.nextInt(4), carriedOut);
                case 1 -> finalise(round, carriedOut);
                case 2 -> pay(round, carriedOut);
                case 3 -> credit(round, carriedOut);
                case 4 -> record(round, carriedOut);
                default -> topUp(round, carriedOut);
            }
            cut.disarm();
            if (cut.cuts() > before) {
                broken.add(operation);
            }
            if (round % 60 == 59) {
                check();
            }
        }
        assertThat(broken).as("each operation was cut").hasSize(6);
        assertThat(cut.cuts()).isGreaterThan(rounds * 9 / 10);
        check();
    }

    /** A run has several commits; wherever it breaks, the next one bills what is left, and only that. */
    private void run(int round, int commit, boolean carriedOut) {
        subscribe();
        BillingPeriod month = month(round);
        cut.at("late_usage|billing_run|into invoice", commit, carriedOut);
        int before = cut.cuts();
        try {
            workspace.billingRuns().run(month, false, Progress.NONE);
            assertThat(cut.cuts()).as("who hears nothing of it was not cut").isEqualTo(before);
        } catch (Failure lost) {
            assertThat(lost.code()).startsWith("database.un");
        }
        cut.disarm();
        workspace.billingRuns().run(month, false, Progress.NONE);
        assertThat(number("select count(*) from invoice where period_from = '" + month.from() + "'"))
                .isEqualTo(customers);
        assertThat(number("select count(distinct subscription_id) from invoice where period_from = '" + month.from()
                        + "'"))
                .isEqualTo(customers);
    }

    private void finalise(int round, boolean carriedOut) {
        List<Long> drafts = world.invoices().draftsOf(month(round));
        assertThat(drafts).isNotEmpty();
        cut.at("update invoice", 1, carriedOut);
        lost("database.unsure", () -> workspace.finalising().finalise(drafts));
        int left = number("select count(*) from invoice where number is null");
        assertThat(left).isEqualTo(carriedOut ? 0 : drafts.size());
        assertThat(workspace.finalising().finalise(drafts)).isEqualTo(left);
        assertThat(number("select count(*) from invoice where number is null")).isZero();
    }

    private void pay(int round, boolean carriedOut) {
        long invoice = owed();
        // Every other one in full: the invoice is paid when the repeat comes.
        BigDecimal amount = round / 6 % 2 == 0 ? null : new BigDecimal("10.00");
        cut.at("into invoice_payment", 1, carriedOut);
        var day = LocalDate.of(2026, 11, 2);
        lost("payment.unsure", () -> workspace.invoiceLife().pay(invoice, amount, day, "bank-" + round));
        workspace.invoiceLife().pay(invoice, amount, day, "bank-" + round);
        assertThat(number("select count(*) from invoice_payment where reference = 'bank-" + round + "'"))
                .isEqualTo(1);
    }

    private void credit(int round, boolean carriedOut) {
        long invoice = owed();
        var request = new CreditRequest.Amount(new BigDecimal("1.19"));
        cut.at("into credit_note", 1, carriedOut);
        lost("credit.unsure", () -> workspace.creditNotes().issue(invoice, request, "cut", "credit-" + round));
        workspace.creditNotes().issue(invoice, request, "cut", "credit-" + round);
        assertThat(number("select count(*) from credit_note where reference = 'credit-" + round + "'"))
                .isEqualTo(1);
    }

    private void record(int round, boolean carriedOut) throws Exception {
        var events = new ArrayList<String>();
        for (int event = 0; event < 5; event++) {
            events.add("{\"customer\":\"many-1\",\"id\":\"u" + round + "-" + event
                    + "\",\"event\":\"api_call\",\"time\":\"2026-11-01T10:00:00Z\",\"quantity\":2}");
        }
        String body = "{\"events\":[" + String.join(",", events) + "]}";
        cut.at("usage_key", 1, carriedOut);
        var answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(Json.parse(answer.body()).path("code").asText()).isEqualTo("database.unsure");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        var again = post(body);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(Json.parse(again.body())
                        .path(carriedOut ? "duplicates" : "stored")
                        .asInt())
                .isEqualTo(5);
        assertThat(number("select count(*) from usage_event where event_id like 'u" + round + "-%'"))
                .isEqualTo(5);
    }

    private void topUp(int round, boolean carriedOut) {
        var wallets = new Wallets(workspace.database(), world.clock());
        var amount = new BigDecimal("7.00");
        BigDecimal before = balance();
        cut.at("into wallet_entry", 1, carriedOut);
        lost("wallet.unsure", () -> wallets.topUp("many-2", amount, null, "paid-" + round, ""));
        wallets.topUp("many-2", amount, null, "paid-" + round, "");
        assertThat(balance()).isEqualByComparingTo(before.add(amount));
    }

    @Test
    void whoGaveNoKeyReadsThatItMayHaveHappenedAndWhereToLook() {
        workspace.billingRuns().run(month(0), false, Progress.NONE);
        workspace.finalising().finalise(world.invoices().draftsOf(month(0)));
        long invoice = owed();
        cut.at("into invoice_payment", 1, true);
        assertThatThrownBy(() -> workspace.invoiceLife().pay(invoice, BigDecimal.ONE, null, null))
                .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo("payment.unsure");
                    assertThat(failure.summary()).contains("payment of invoice " + invoice);
                    assertThat(failure.remedy())
                            .contains("may have been saved", "look at the payments of the invoice")
                            .doesNotContain("Nothing");
                });
        cut.at("into invoice_write_off", 1, true);
        lost("write-off.unsure", () -> workspace.invoiceLife().writeOff(invoice, "gone"));
        assertThat(world.invoices().find(Long.toString(invoice)).status()).isEqualTo(InvoiceStatus.UNCOLLECTIBLE);
        cut.at("into credit_grant", 1, true);
        lost("credits.unsure", () -> credits().grant("many-1", BigDecimal.ONE, null, null, 1, "gift", null));
        // Saved by the mapping of objects, which has a commit of its own.
        cut.at("into customer", 1, true);
        lost(
                "database.unsure",
                () -> workspace
                        .customers()
                        .save(new Customer("fresh", "Fresh", "", "", "DE", "", "EUR", "en", "UTC", "main")));
        assertThat(number("select count(*) from customer where external_id = 'fresh'"))
                .isEqualTo(1);
        cut.at("quota", 1, true);
        lost("database.unsure", () -> workspace.quotaUpkeep().rebuild(Progress.NONE));
        BooksAssert.assertThatBooksBalance(world.database());
    }

    private Credits credits() {
        return new Credits(workspace.database(), workspace.clock());
    }

    private void lost(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        int before = cut.cuts();
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(code);
                    assertThat(failure.remedy()).contains("may have been saved").doesNotContain("Nothing was changed");
                });
        assertThat(cut.cuts()).isEqualTo(before + 1);
    }

    private void check() {
        BooksAssert.assertThatBooksBalance(world.database());
        assertThat(MeteredWorld.rollupDifferences(world.database())).isZero();
        assertThat(number("select count(number) - max(right(number, 6)::int) from invoice"))
                .as("numbers have no gap")
                .isZero();
        assertThat(number("select coalesce(count(*) - max(right(number, 6)::int), 0) from credit_note"))
                .isZero();
        assertThat(number("select count(*) from audit_entry where action = 'invoice.finalise'"))
                .isEqualTo(number("select count(number) from invoice"));
    }

    /** Months of before the day of the test, one after the other; each bills who came since. */
    private static BillingPeriod month(int round) {
        return BillingPeriod.parse("2026-%02d".formatted(1 + round / 6 % 10));
    }

    private void subscribe() {
        world.execute("insert into customer (external_id, name, country, currency, billing_entity_id, created_at)"
                + " select 'many-' || n, 'Many ' || n, 'DE', 'EUR', b.id, now() from generate_series("
                + (customers + 1) + ", " + (customers + NEW_CUSTOMERS) + ") n, billing_entity b");
        world.execute("insert into subscription (customer_id, plan_version_id, starts_on, time_zone, created_at)"
                + " select c.id, v.id, '2026-01-01', 'UTC', now() from customer c, plan_version v"
                + " join plan p on p.id = v.plan_id and p.code = 'mixed'"
                + " where not exists (select from subscription s where s.customer_id = c.id)");
        customers += NEW_CUSTOMERS;
    }

    /** An invoice with something open. */
    private long owed() {
        return number("select i.id from invoice i where status = 'final' and (select sum(amount) from ledger_entry e"
                + " where e.invoice_id = i.id and account = 'receivables') > 20 order by i.id limit 1");
    }

    private BigDecimal balance() {
        return world.number("select coalesce(sum(balance), 0) from wallet");
    }

    private int number(String sql) {
        return world.number(sql).intValueExact();
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/api/v1/usage"))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
