package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.customers.Customers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.security.Scope;
import org.countinghouse.storage.catalog.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Late usage that waits for its invoice, over HTTP. */
class LateUsageRoutesTest {
    private static final String WAITING = "/api/v1/late-usage";
    private static final String PLAN = """
            {"code":"pay","name":"Pay","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"calendar",
             "charges":[{"code":"calls","name":"Calls","meter":"calls",
               "price":{"model":"per_unit","unit_amount":"0.10"}}]}""";

    @TempDir
    private Path folder;

    @Test
    void whatCameAfterItsPeriodWasBilledIsListedAndNothingIsStored() throws Exception {
        try (var gateway = RunningGateway.in(folder)) {
            var world = gateway.world();
            new Plans(world.database(), MeteredWorld.CLOCK)
                    .publish(new ObjectMapper().readTree(PLAN), LocalDate.of(2026, 1, 1));
            new Customers(world.database(), MeteredWorld.CLOCK)
                    .subscribe(new Subscription("acme", "pay", LocalDate.of(2026, 10, 1), null, "UTC", Map.of()));
            String all = gateway.token(Scope.BILLING_READ, Scope.BILLING_WRITE, Scope.USAGE_WRITE);
            gateway.post("/api/v1/billing/process", all, "{\"period\":\"2026-10\"}");
            var workspace = gateway.workspace();
            workspace.finalising().finalise(workspace.invoices().draftsOf(BillingPeriod.parse("2026-10")));
            assertThat(gateway.get(WAITING, all).json().path("periods")).isEmpty();

            var taken = gateway.post(
                    "/api/v1/usage",
                    all,
                    "{\"customer\":\"acme\",\"id\":\"late\",\"event\":\"api_call\","
                            + "\"time\":\"2026-10-20T10:00:00Z\",\"quantity\":30}");
            assertThat(taken.status()).as(taken.text()).isEqualTo(200);
            JsonNode waiting =
                    gateway.get(WAITING + "?customer=acme", all).json().path("periods");
            assertThat(waiting).hasSize(1);
            JsonNode period = waiting.get(0);
            assertThat(period.path("customer").asText()).isEqualTo("acme");
            assertThat(period.path("invoice").asText()).startsWith("R-");
            assertThat(period.path("from").asText()).isEqualTo("2026-10-01");
            assertThat(period.path("net").asText()).isEqualTo("3.00");
            assertThat(period.path("lines").get(0).path("quantity").asText()).isEqualTo("30");
            assertThat(period.path("lines").get(0).path("meter").asText()).isEqualTo("calls");
            assertThat(period.path("refused").isNull()).isTrue();
            assertThat(world.number("select count(*) from late_usage")).isZero();
            assertThat(gateway.get(WAITING + "?customer=umbrella", all).json().path("periods"))
                    .isEmpty();

            assertThat(gateway.get(WAITING + "?customer=nobody", all).status()).isEqualTo(404);
            assertThat(gateway.get(WAITING, gateway.token("acme", Scope.BILLING_READ))
                            .code())
                    .isEqualTo("token.confined");
            assertThat(gateway.get(WAITING, gateway.token(Scope.USAGE_WRITE)).code())
                    .isEqualTo("token.forbidden");
        }
    }
}
