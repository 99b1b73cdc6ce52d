package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Json;
import org.countinghouse.customers.Subscription;
import org.countinghouse.mail.MailServer;
import org.countinghouse.security.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sending an invoice over HTTP: stored at once, sent by the gateway itself. */
class SendRoutesTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void anInvoiceIsSentOnceAndItsMessagesTold() throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try (var gateway = RunningGateway.in(folder)) {
            var workspace = gateway.workspace();
            workspace
                    .mailSettings()
                    .keep(new MailServer(
                            "127.0.0.1",
                            server.getSmtp().getPort(),
                            MailServer.Security.NONE,
                            "",
                            "",
                            "books@seller.example"));
            workspace.plans().publish(Json.parse("""
                    {"code":"pro","name":"Plan","currency":"EUR","interval":{"unit":"month","count":1},
                     "anchor":"calendar","fees":[{"code":"base","name":"Base","amount":"10.00"}]}"""), LocalDate.parse("2026-01-01"));
            workspace
                    .customers()
                    .subscribe(new Subscription("acme", "pro", LocalDate.parse("2026-10-01"), null, "UTC", Map.of()));
            String all = gateway.token(Scope.ADMIN);
            gateway.post("/api/v1/invoices/generate", all, "{\"customer\":\"acme\",\"period\":\"2026-10\"}");
            long id = workspace
                    .invoices()
                    .draftsOf(org.countinghouse.billing.BillingPeriod.parse("2026-10"))
                    .getFirst();
            String path = "/api/v1/invoices/" + id;
            assertThat(gateway.post(path + "/send", all, "{}").code()).isEqualTo("mail.not-issued");
            workspace.finalising().finalise(List.of(id));

            assertThat(gateway.post(path + "/send", all, "{\"to\":\"x\\r\\nBcc: y@z.example\"}")
                            .code())
                    .isEqualTo("mail.address");
            assertThat(gateway.post(path + "/send", all, "{\"to\":\"a@b.example\",\"again\":1}")
                            .status())
                    .isEqualTo(422);
            var asked = gateway.post(path + "/send", all, "{\"to\":\"a@b.example\",\"subject\":\"Your invoice\"}");
            assertThat(asked.status()).as(asked.text()).isEqualTo(202);
            assertThat(asked.json().path("state").asText()).isEqualTo("queued");
            while (server.getReceivedMessages().length == 0
                    || !gateway.get(path + "/messages", all).text().contains("\"sent\"")) {
                Thread.sleep(50);
            }
            assertThat(server.getReceivedMessages()).hasSize(1);
            assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("Your invoice");
            assertThat(gateway.get(path, all).json().path("status").asText()).isEqualTo("sent");
            assertThat(gateway.get("/metrics", all).text())
                    .contains("countinghouse_mail_messages{state=\"failed\"} 0", "state=\"unsure\"} 0");
            var again = gateway.post(path + "/send", all, "{\"to\":\"a@b.example\"}");
            assertThat(again.status()).as(again.text()).isEqualTo(409);
            var several = gateway.post(
                    path + "/send", all, "{\"to\":[\"c@b.example\",\"d@b.example\"],\"copies\":\"e@b.example\"}");
            assertThat(several.status()).as(several.text()).isEqualTo(202);
            assertThat(several.json().path("to").asText()).isEqualTo("c@b.example");
            assertThat(several.json().path("recipients").toString()).isEqualTo("[\"c@b.example\",\"d@b.example\"]");
            assertThat(several.json().path("copies").toString()).isEqualTo("[\"e@b.example\"]");
            while (server.getReceivedMessages().length < 4) {
                Thread.sleep(50);
            }
            var copied = gateway.post(path + "/send", all, "{\"to\":\"f@b.example\",\"copies\":[\"E@b.example\"]}");
            assertThat(copied.code()).isEqualTo("mail.sent-before");
            for (String wrong : List.of("[]", "[7]", "[\"\"]", "{}", "[\"x@y.example\",\"nobody\"]")) {
                assertThat(gateway.post(path + "/send", all, "{\"to\":" + wrong + "}")
                                .status())
                        .as(wrong)
                        .isEqualTo(422);
            }
            String reader = gateway.token(Scope.BILLING_READ);
            assertThat(gateway.post(path + "/send", reader, "{}").status()).isEqualTo(403);
            String acme = gateway.token("acme", Scope.BILLING_READ, Scope.BILLING_WRITE);
            assertThat(gateway.post(path + "/send", acme, "{}").code()).isEqualTo("token.confined");
            assertThat(gateway.get(path + "/messages", acme).code()).isEqualTo("token.confined");
        } finally {
            server.stop();
        }
    }
}
