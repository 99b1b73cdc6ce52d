package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.countinghouse.billing.BilledWorld;
import org.countinghouse.cli.Commands.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invoices and credit notes sent from the command line. */
class MailCommandTest {
    @TempDir
    private Path folder;

    private BilledWorld world;
    private GreenMail server;
    private Commands commands;
    private String number;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        world.subscribe("acme", "mixed");
        world.execute("update customer set email = 'billing@acme.example'");
        world.billOctober();
        number = String.valueOf(world.invoiceOf("acme").number());
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        var environment = new HashMap<>(Commands.on(world.test()).environment());
        environment.put("COUNTINGHOUSE_HOME", folder.toString());
        environment.put("COUNTINGHOUSE_SMTP_HOST", "127.0.0.1");
        environment.put(
                "COUNTINGHOUSE_SMTP_PORT", Integer.toString(server.getSmtp().getPort()));
        environment.put("COUNTINGHOUSE_SMTP_SECURITY", "none");
        environment.put("COUNTINGHOUSE_SMTP_FROM", "books@seller.example");
        commands = new Commands(environment);
    }

    @AfterEach
    void close() {
        server.stop();
        world.close();
    }

    @Test
    void anInvoiceAndItsCreditNoteGoOutOnce() throws Exception {
        assertThat(commands.run("mail", "server", "--check").out())
                .contains("from books@seller.example", "It answers.");
        Result look = commands.run("invoice", "send", number, "--dry-run");
        assertThat(look.out()).contains("To: billing@acme.example", "Attachment: " + number + ".pdf", "Dear Sir");
        assertThat(server.getReceivedMessages()).isEmpty();

        Result sent = commands.run("invoice", "send", number, "--subject", "Yours");
        assertThat(sent.err()).isEmpty();
        assertThat(sent.out()).contains("sent", number, "billing@acme.example");
        assertThat(sent.status()).isZero();
        assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("Yours");
        assertThat(commands.run("invoice", "send", number).err()).contains("already");
        assertThat(commands.run("invoice", "send", number, "--again").status()).isZero();
        assertThat(server.getReceivedMessages()).hasSize(2);

        String note = word(commands.run("credit-note", "issue", number, "--reason", "outage", "--amount", "11.90")
                .out());
        Path pdf = folder.resolve("note.pdf");
        assertThat(commands.run("credit-note", "show", note, "--pdf", pdf).status())
                .isZero();
        assertThat(Files.readAllBytes(pdf)).startsWith("%PDF".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(commands.run("credit-note", "send", note).out()).contains("sent", note);
        assertThat(server.getReceivedMessages()).hasSize(3);
        assertThat(commands.run("mail", "list", "--state", "sent").out().lines())
                .hasSize(3);
    }

    @Test
    void whatWaitsIsCalledBackAndSentAgain() {
        server.stop();
        Result waiting = commands.run("invoice", "send", number);
        assertThat(waiting.out()).contains("queued", "does not answer");
        String id = word(waiting.out());
        assertThat(commands.run("mail", "repeat", id).err()).contains("is queued");
        assertThat(commands.run("mail", "cancel", id).out()).contains("cancelled");
        assertThat(commands.run("mail", "went-out", id).status()).isEqualTo(2);
        assertThat(commands.run("mail", "repeat", id).out()).contains("queued");
        assertThat(commands.run("mail", "deliver").out()).contains("0 sent, 1 tried again later");
        assertThat(commands.run("mail", "repeat", "99").err()).contains("no message 99");
    }

    @Test
    void misuseIsExplained() {
        assertThat(commands.run("invoice").err()).contains("Name the invoice");
        assertThat(commands.run("invoice", number).err()).contains("--json or --pdf");
        assertThat(commands.run("invoice", number, "--json").out()).contains("\"number\":\"" + number + "\"");
        assertThat(commands.run("invoice", "send").err()).contains("Missing required parameter");
        assertThat(commands.run("mail", "server", "--host", "smtp.example", "--from", "a@b.example")
                        .err())
                .contains("COUNTINGHOUSE_SMTP_HOST");
        assertThat(commands.run("invoice", "send", number, "--to", "a@b.example, nowhere")
                        .err())
                .contains("is not an e-mail address");
    }

    private static String word(String line) {
        String text = line.strip();
        return text.substring(0, text.indexOf(' '));
    }
}
