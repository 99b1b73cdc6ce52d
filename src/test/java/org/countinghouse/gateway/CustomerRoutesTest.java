package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.countinghouse.customers.CustomerContacts;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.customers.CustomerTerms;
import org.countinghouse.security.Scope;
import org.countinghouse.storage.GroupRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a customer's invoices are addressed to, over HTTP. */
class CustomerRoutesTest {
    private static final String ACME = "/api/v1/customers/acme";

    @TempDir
    private Path folder;

    private RunningGateway gateway;
    private String all;

    @BeforeEach
    void open() {
        gateway = RunningGateway.in(folder);
        all = gateway.token(Scope.BILLING_READ, Scope.BILLING_WRITE);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private String stands(String path) {
        var answer = gateway.get(path, all);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().toString();
    }

    private int audited() {
        return gateway.world()
                .number("select count(*) from audit_entry where action like 'customer.%'")
                .intValueExact();
    }

    @Test
    void theAddressAloneIsChangedAndTakenAway() {
        var answer = gateway.post(ACME + "/email", all, "{\"email\":\" books@acme.example \"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().toString())
                .isEqualTo("{\"customer\":\"acme\",\"name\":\"acme Ltd\",\"email\":\"books@acme.example\","
                        + "\"payer\":null,\"one_invoice\":false,\"payment_terms_days\":null,\"due_after_days\":14,"
                        + "\"pays_for\":[]}")
                .isEqualTo(stands(ACME));
        int before = audited();
        gateway.post(ACME + "/email", all, "{\"email\":\"books@acme.example\"}");
        assertThat(audited()).as("the same again").isEqualTo(before);

        for (String bad : new String[] {"no address", "a@b, c@d", "a@b\\r\\nBcc: x@y"}) {
            var refused = gateway.post(ACME + "/email", all, "{\"email\":\"" + bad + "\"}");
            assertThat(refused.code()).as(bad).isEqualTo("customer.email");
            assertThat(refused.status()).isEqualTo(422);
        }
        assertThat(gateway.post(ACME + "/email", all, "{}").code()).isEqualTo("request.field");
        assertThat(gateway.post(ACME + "/email", all, "{\"email\":7.5}").status())
                .isEqualTo(422);
        assertThat(stands(ACME)).contains("books@acme.example");
        assertThat(gateway.post("/api/v1/customers/nobody/email", all, "{\"email\":null}")
                        .status())
                .isEqualTo(404);
        assertThat(gateway.post(ACME + "/email", all, "{\"email\":null}")
                        .json()
                        .path("email")
                        .isNull())
                .isTrue();
        assertThat(audited()).isEqualTo(before + 1);
    }

    @Test
    void whoPaysAndOneInvoiceAreSetAndRefusedWhereTheyCannotBe() {
        assertThat(gateway.post(ACME + "/payer", all, "{\"payer\":\"umbrella\"}")
                        .json()
                        .path("payer")
                        .asText())
                .isEqualTo("umbrella");
        assertThat(stands("/api/v1/customers/umbrella")).contains("\"pays_for\":[\"acme\"]");
        var chain = gateway.post("/api/v1/customers/umbrella/payer", all, "{\"payer\":\"acme\"}");
        assertThat(chain.code()).isEqualTo("customer.payer");
        assertThat(chain.status()).isEqualTo(422);
        assertThat(gateway.post(ACME + "/payer", all, "{\"payer\":\"nobody\"}").status())
                .isEqualTo(404);
        assertThat(gateway.post(ACME + "/payer", all, "{}").code())
                .as("forgotten is not: itself")
                .isEqualTo("request.field");

        String one = "/api/v1/customers/umbrella/one-invoice";
        assertThat(gateway.post(one, all, "{\"one_invoice\":true}")
                        .json()
                        .path("one_invoice")
                        .asBoolean())
                .isTrue();
        assertThat(gateway.post(ACME + "/one-invoice", all, "{\"one_invoice\":true}")
                        .code())
                .as("somebody else pays")
                .isEqualTo("customer.payer");
        assertThat(gateway.post(one, all, "{\"one_invoice\":\"yes\"}").status()).isEqualTo(422);
        assertThat(gateway.post(one, all, "{\"one_invoice\":null}").status()).isEqualTo(422);
        assertThat(stands("/api/v1/customers/umbrella")).contains("\"one_invoice\":true");
        gateway.post(one, all, "{\"one_invoice\":false}");
        gateway.post(ACME + "/payer", all, "{\"payer\":null}");
        assertThat(stands("/api/v1/customers/umbrella")).contains("\"one_invoice\":false,", "\"pays_for\":[]");
    }

    @Test
    void theTermsOfPaymentAreTheCustomersOwnOrOfWhoPays() {
        String path = ACME + "/payment-terms";
        var answer = gateway.post(path, all, "{\"payment_terms_days\":45}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(stands(ACME)).contains("\"payment_terms_days\":45,\"due_after_days\":45");
        int before = audited();
        gateway.post(path, all, "{\"payment_terms_days\":45}");
        assertThat(audited()).as("the same again").isEqualTo(before);
        for (String wrong : new String[] {"366", "-1"}) {
            assertThat(gateway.post(path, all, "{\"payment_terms_days\":" + wrong + "}")
                            .code())
                    .isEqualTo("customer.terms");
        }
        for (String wrong : new String[] {"\"30\"", "30.5", "true", "99999999999"}) {
            var refused = gateway.post(path, all, "{\"payment_terms_days\":" + wrong + "}");
            assertThat(refused.code()).as(wrong).isEqualTo("request.field");
            assertThat(refused.status()).isEqualTo(422);
        }
        assertThat(gateway.post(path, all, "{}").code()).isEqualTo("request.field");

        gateway.post(ACME + "/payer", all, "{\"payer\":\"umbrella\"}");
        assertThat(stands(ACME)).contains("\"payment_terms_days\":45,\"due_after_days\":14");
        gateway.post(path, all, "{\"payment_terms_days\":null}");
        assertThat(stands(ACME)).contains("\"payment_terms_days\":null,\"due_after_days\":14");
    }

    @Test
    void aCustomersTokenMayNotAndAReaderChangesNothing() {
        String acme = gateway.token("acme", Scope.BILLING_READ, Scope.BILLING_WRITE);
        String reader = gateway.token(Scope.BILLING_READ);
        String before = stands(ACME);
        assertThat(gateway.get(ACME, acme).code()).isEqualTo("token.confined");
        assertThat(gateway.get("/api/v1/customers/umbrella", acme).code())
                .as("nor learn who there is")
                .isEqualTo("token.confined");
        for (String[] call : new String[][] {
            {"/email", "{\"email\":\"mine@acme.example\"}"},
            {"/payer", "{\"payer\":\"umbrella\"}"},
            {"/one-invoice", "{\"one_invoice\":true}"},
            {"/payment-terms", "{\"payment_terms_days\":45}"}
        }) {
            var confined = gateway.post(ACME + call[0], acme, call[1]);
            assertThat(confined.code()).as(call[0]).isEqualTo("token.confined");
            assertThat(confined.status()).isEqualTo(403);
            assertThat(gateway.post(ACME + call[0], reader, call[1]).code()).isEqualTo("token.forbidden");
        }
        assertThat(stands(ACME)).isEqualTo(before);
    }

    /** As the gateway signs in where a database server is shared. */
    @Test
    void theGatewaysRoleMayChangeTheseAndNothingElseOfACustomer() {
        try (var database = gateway.world().test().as(GroupRole.GATEWAY)) {
            new CustomerContacts(database).email("acme", "books@acme.example");
            var payers = new CustomerPayers(database);
            payers.set("acme", "umbrella");
            payers.together("umbrella", true);
            new CustomerTerms(database).set("umbrella", 45);
            assertThat(stands("/api/v1/customers/umbrella"))
                    .contains("\"one_invoice\":true,\"payment_terms_days\":45", "\"pays_for\":[\"acme\"]");
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> database.write(connection -> {
                        try (var statement = connection.createStatement()) {
                            return statement.executeUpdate("update customer set name = 'x'");
                        }
                    }))
                    .isInstanceOfSatisfying(
                            org.countinghouse.work.Failure.class,
                            failure -> assertThat(failure.code()).isEqualTo("database.permission"));
        }
    }
}
