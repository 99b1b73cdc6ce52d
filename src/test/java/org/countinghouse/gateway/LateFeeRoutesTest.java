package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.countinghouse.security.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateFeeRoutesTest {
    @TempDir
    private Path folder;

    @Test
    void rulesAreSetAndInvoicesAskedFor() {
        try (var gateway = RunningGateway.in(folder)) {
            String all = gateway.token(Scope.ADMIN);
            var set = gateway.post(
                    "/api/v1/late-fees/rules",
                    all,
                    "{\"currency\":\"EUR\",\"from\":\"2026-01-01\",\"fee\":\"40.00\",\"rate\":\"11.5\",\"cap\":\"100\"}");
            assertThat(set.status()).as(set.text()).isEqualTo(200);
            var rule = set.json().path("rules").get(0);
            assertThat(rule.path("rate").asText()).isEqualTo("11.5");
            assertThat(rule.path("cap").asText()).isEqualTo("100.00");
            assertThat(gateway.post(
                                    "/api/v1/late-fees/rules",
                                    all,
                                    "{\"currency\":\"EUR\",\"from\":\"2026-01-01\",\"kind\":\"none\",\"customer\":\"acme\"}")
                            .code())
                    .isEqualTo("late-fees.reason");
            assertThat(gateway.post("/api/v1/late-fees/rules", all, "{\"currency\":\"EUR\",\"from\":\"2026-01-01\"}")
                            .code())
                    .isEqualTo("late-fees.terms");
            assertThat(gateway.post(
                                    "/api/v1/late-fees/rules",
                                    all,
                                    "{\"currency\":\"EUR\",\"from\":\"2020-01-01\",\"kind\":\"withdraw\"}")
                            .status())
                    .isEqualTo(404);

            var one = gateway.post(
                    "/api/v1/invoices/one-off",
                    all,
                    "{\"customer\":\"acme\",\"lines\":[{\"text\":\"Work\",\"unit_price\":\"10\"}]}");
            assertThat(one.status()).as(one.text()).isEqualTo(200);
            String path = "/api/v1/invoices/" + one.json().path("id").asText() + "/late-fees";
            var run = gateway.post("/api/v1/late-fees/run", all, "{\"dry_run\":true}");
            assertThat(run.status()).as(run.text()).isEqualTo(200);
            assertThat(run.json().path("bills")).isEmpty();
            assertThat(gateway.post(path + "/dispute", all, "{\"reason\":\"asks\"}")
                            .json()
                            .path("held")
                            .path("kind")
                            .asText())
                    .isEqualTo("dispute");
            assertThat(gateway.post(path + "/waive", all, "{\"reason\":\"x\",\"for_good\":true}")
                            .status())
                    .isEqualTo(409);
            assertThat(gateway.post(path + "/resume", all, "{\"reason\":\"settled\"}")
                            .json()
                            .has("held"))
                    .isFalse();
            assertThat(gateway.get(path, all).json().path("owed").asText()).isEqualTo("0.00");
            assertThat(gateway.post(path + "/discard", all, "{\"reason\":\"x\"}")
                            .code())
                    .isEqualTo("late-fees.draft");
            String acme = gateway.token("acme", Scope.BILLING_READ, Scope.BILLING_WRITE);
            assertThat(gateway.get(path, acme).code()).isEqualTo("token.confined");
            assertThat(gateway.post(path + "/discard", acme, "{\"reason\":\"x\"}")
                            .code())
                    .isEqualTo("token.confined");
            assertThat(gateway.get("/api/v1/late-fees/rules", acme).code()).isEqualTo("token.confined");
            assertThat(gateway.post("/api/v1/late-fees/run", acme, "{}").code()).isEqualTo("token.confined");
        }
    }
}
