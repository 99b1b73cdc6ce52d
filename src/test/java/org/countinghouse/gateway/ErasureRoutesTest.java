package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import org.countinghouse.billing.Wallets;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.security.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasure over HTTP: a look before, what is in the way, and the end of the customer's tokens. */
class ErasureRoutesTest {
    private static final String ACME = "/api/v1/customers/acme/erasure";

    @TempDir
    private Path folder;

    private RunningGateway gateway;
    private String admin;

    @BeforeEach
    void open() {
        gateway = RunningGateway.in(folder);
        admin = gateway.token(Scope.ADMIN);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aCustomerIsErasedAfterALookAndItsTokensEnd() {
        String own = gateway.token("acme", Scope.USAGE_READ);
        assertThat(gateway.get("/api/v1/usage/acme", own).status()).isEqualTo(200);
        var preview = gateway.get(ACME, admin);
        assertThat(preview.status()).as(preview.text()).isEqualTo(200);
        assertThat(preview.json().path("in_the_way")).isEmpty();
        assertThat(preview.json().path("goes").path("tokens").asInt()).isEqualTo(1);
        assertThat(preview.json().path("stays").path("invoices").asInt()).isZero();

        assertThat(gateway.post(ACME, admin, "{}").status()).isEqualTo(422);
        assertThat(gateway.post(ACME, admin, "{\"reason\":\"x\",\"leave_unbilled\":\"yes\"}")
                        .code())
                .isEqualTo("request.field");
        var erased = gateway.post(ACME, admin, "{\"reason\":\"request of acme\"}");
        assertThat(erased.status()).as(erased.text()).isEqualTo(200);
        assertThat(erased.json().path("customer").asText()).startsWith("erased-");
        assertThat(erased.json().path("tokens").asInt()).isEqualTo(1);

        assertThat(gateway.post(ACME, admin, "{\"reason\":\"again\"}").status()).isEqualTo(404);
        long until = System.nanoTime() + 10_000_000_000L;
        while (gateway.get("/api/v1/usage/acme", own).status() == 200 && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(gateway.get("/api/v1/usage/acme", own).code()).isEqualTo("token.revoked");
        assertThat(gateway.world()
                        .number("select count(*) from audit_entry where action = 'customer.erase'"
                                + " and detail ->> 'reason' not like '%acme%'"))
                .isEqualByComparingTo("1");
    }

    @Test
    void whatIsInTheWayIsSaidWithAConflict() {
        new Wallets(gateway.world().database(), MeteredWorld.CLOCK).topUp("acme", BigDecimal.TEN, "EUR", null, "");
        var preview = gateway.get(ACME, admin).json().path("in_the_way").path(0);
        assertThat(preview.path("code").asText()).isEqualTo("wallet");
        assertThat(preview.path("amount").asText()).isEqualTo("10");
        assertThat(preview.path("may_be_left").asBoolean()).isFalse();
        var refused = gateway.post(ACME, admin, "{\"reason\":\"request\",\"leave_unbilled\":true}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("customer.erase.open");
        assertThat(refused.text()).contains("EUR 10 in its wallet");
        assertThat(gateway.post(ACME, gateway.token(Scope.BILLING_WRITE), "{\"reason\":\"request\"}")
                        .status())
                .isEqualTo(403);
    }
}
