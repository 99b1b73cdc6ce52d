package org.countinghouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.countinghouse.CommandProcess;
import org.countinghouse.billing.BilledWorld;
import org.countinghouse.billing.CreditRequest;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.InvoiceLife;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.customers.Customer;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Documents by e-mail against a real SMTP server, and against some that treat messages badly. */
@Timeout(120)
class MailTest {
    @TempDir
    private Path folder;

    private BilledWorld world;
    private Workspace workspace;
    private Outbox outbox;
    private Invoice invoice;
    private @Nullable GreenMail green;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        world.subscribe("acme", "mixed");
        world.customers()
                .save(new Customer(
                        "acme", "Acme {due} GmbH", "billing@acme.example", "", "DE", "", "EUR", "de", "UTC", "main"));
        world.draftOctober();
        world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER));
        invoice = world.invoiceOf("acme");
        workspace = Workspace.open(
                new DataHome(folder),
                TestDatabase.shared(world.test().name(), "postgres", TestDatabase.superuserPassword()),
                world.clock(),
                Progress.NONE);
        outbox = workspace.outbox();
    }

    @AfterEach
    void close() {
        if (green != null) {
            green.stop();
        }
        workspace.close();
        world.close();
    }

    private GreenMail startServer(int port) {
        green = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        green.start();
        serverAt(green.getSmtp().getPort());
        return green;
    }

    private void serverAt(int port) {
        workspace
                .mailSettings()
                .keep(new MailServer("127.0.0.1", port, MailServer.Security.NONE, "", "", "books@seller.example"));
    }

    private MailMessage request() {
        return outbox.request(workspace.mailDrafts().ofInvoice(invoice.id()), false);
    }

    private MailMessage now(MailMessage message) {
        return outbox.find(message.id());
    }

    @Test
    void anInvoiceGoesOutOnceWithItsPdfInTheCustomersLanguage() throws Exception {
        GreenMail server = startServer(0);
        MailMessage asked = request();
        assertThat(asked.state()).isEqualTo(MailState.QUEUED);
        assertThat(request().id()).as("asked for twice").isEqualTo(asked.id());

        assertThat(workspace.mailDelivery().deliver()).isEqualTo(new MailDelivery.Report(1, 0, 0));
        assertThat(workspace.mailDelivery().deliver()).isEqualTo(new MailDelivery.Report(0, 0, 0));

        assertThat(server.getReceivedMessages()).hasSize(1);
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("Rechnung " + invoice.number() + " von Seller");
        assertThat(mail.getFrom()[0]).hasToString("Seller <books@seller.example>");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getAllRecipients()[0].toString()).contains("billing@acme.example");
        assertThat(mail.getMessageID()).isEqualTo("<" + asked.messageId() + ">");
        List<Part> parts = parts(mail);
        assertThat((String) parts.getFirst().getContent())
                .contains("Sehr geehrte Damen und Herren", String.valueOf(invoice.number()), "Zu zahlen: EUR 154,66");
        Part pdf = parts.getLast();
        assertThat(pdf.getContentType()).startsWith("application/pdf");
        assertThat(pdf.getFileName()).isEqualTo(invoice.number() + ".pdf");
        byte[] bytes = pdf.getInputStream().readAllBytes();
        assertThat(bytes).isEqualTo(workspace.invoicePdf(invoice.id()));

        MailMessage sent = now(asked);
        assertThat(sent.state()).isEqualTo(MailState.SENT);
        assertThat(sent.sentAt()).isEqualTo(world.clock().instant());
        var last = new InvoiceLife(world.database(), world.clock())
                .steps(invoice.id())
                .getLast();
        assertThat(last.to()).isEqualTo(InvoiceStatus.SENT);
        assertThat(last.reason()).startsWith("by e-mail to billing@acme.example");

        assertThatFails(this::request, "mail.sent-before");
        outbox.request(workspace.mailDrafts().ofInvoice(invoice.id()), true);
        assertThat(workspace.mailDelivery().deliver().sent()).isEqualTo(1);
        assertThat(server.getReceivedMessages()).hasSize(2);
    }

    /** Whoever asks at the very moment when the message goes out waits to see that it went. */
    @Test
    void askedForAgainWhileItGoesOutItStaysOne() throws Exception {
        MailMessage asked = request();
        try (var sending = TestDatabase.superuser(world.test().name());
                var statement = sending.createStatement();
                var pool = Executors.newSingleThreadExecutor()) {
            sending.setAutoCommit(false);
            statement.execute("update mail_message set state = 'sent', sent_at = now() where id = " + asked.id());
            var second = pool.submit(this::request);
            while (world.number("select count(*) from pg_locks l join pg_stat_activity a on a.pid = l.pid"
                                    + " where not l.granted and a.datname = current_database()")
                            .signum()
                    == 0) {
                assertThat(second.isDone()).isFalse();
                Thread.sleep(20);
            }
            sending.commit();
            assertThatThrownBy(second::get)
                    .cause()
                    .satisfies(refused -> assertThat(((Failure) refused).code()).isEqualTo("mail.sent-before"));
        }
        assertThat(world.number("select count(*) from mail_message")).isEqualByComparingTo("1");
    }

    @Test
    void ofTwoThatFailedOneIsSentOnceMore() {
        MailMessage first = request();
        outbox.cancel(first.id());
        MailMessage second = request();
        outbox.cancel(second.id());
        outbox.repeat(first.id());
        assertThatFails(() -> outbox.repeat(second.id()), "mail.under-way");
        assertThat(now(second).state()).isEqualTo(MailState.CANCELLED);
    }

    @Test
    void manyProgramsDeliverEachMessageOnce() throws Exception {
        GreenMail server = startServer(0);
        world.subscribeMany("mixed", 30);
        world.execute("update customer set email = external_id || '@many.example' where external_id like 'many-%'");
        world.billOctober();
        world.invoices()
                .each(null, false, each -> outbox.request(workspace.mailDrafts().ofInvoice(each.id()), false));
        try (var pool = Executors.newFixedThreadPool(4)) {
            var rounds = new ArrayList<java.util.concurrent.Callable<MailDelivery.Report>>();
            for (int program = 0; program < 4; program++) {
                rounds.add(() -> workspace.mailDelivery().deliver());
            }
            for (var done : pool.invokeAll(rounds)) {
                done.get();
            }
        }
        assertThat(server.getReceivedMessages()).hasSize(31);
        assertThat(world.number("select count(distinct recipient) from mail_message where state = 'sent'"))
                .isEqualByComparingTo("31");
    }

    @Test
    void aServerThatIsDownIsTriedAgainWhenItsTimeHasCome() throws Exception {
        int port = freePort();
        serverAt(port);
        MailMessage asked = request();
        assertThat(workspace.mailDelivery().deliver()).isEqualTo(new MailDelivery.Report(0, 1, 0));
        assertThat(now(asked).state()).isEqualTo(MailState.QUEUED);
        assertThat(now(asked).reason()).isEqualTo("the mail server does not answer as it should");
        assertThat(now(asked).nextAttemptAt()).isEqualTo(world.clock().instant().plus(Duration.ofMinutes(1)));

        GreenMail server = startServer(port);
        assertThat(workspace.mailDelivery().deliver().sent()).as("not yet due").isZero();
        world.clock().moveTo("2026-11-03");
        assertThat(workspace.mailDelivery().deliver().sent()).isEqualTo(1);
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(now(asked).attempts()).isEqualTo(2);
    }

    @Test
    void triesComeToAnEndAndAPersonMayBeginAnew() throws Exception {
        serverAt(freePort());
        MailMessage asked = request();
        for (int day = 3; day < 11; day++) {
            workspace.mailDelivery().deliver();
            world.clock().moveTo("2026-11-%02d".formatted(day));
        }
        assertThat(now(asked).state()).isEqualTo(MailState.FAILED);
        GreenMail server = startServer(0);
        outbox.repeat(asked.id());
        assertThat(workspace.mailDelivery().deliver().sent()).isEqualTo(1);
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void anInvoiceThatAsksForNoPaymentGoesOutAndStaysPaid() throws Exception {
        GreenMail server = startServer(0);
        world.plan("""
                {"code":"usage","name":"Usage only","currency":"EUR","interval":{"unit":"month","count":1},
                 "anchor":"calendar","trial_days":0,"fees":[],
                 "charges":[{"code":"calls","name":"Calls","meter":"calls",
                   "price":{"model":"per_unit","unit_amount":"0.01"}}]}""");
        world.subscribe("idle", "usage");
        world.customers()
                .save(new Customer("idle", "Idle", "billing@idle.example", "", "DE", "", "EUR", "en", "UTC", "main"));
        world.billOctober();
        var idle = world.invoiceOf("idle");
        MailMessage asked = outbox.request(workspace.mailDrafts().ofInvoice(idle.id()), false);
        assertThat(workspace.mailDelivery().deliver().sent()).isEqualTo(1);
        assertThat(now(asked).state()).isEqualTo(MailState.SENT);
        assertThat(asked.text()).contains("Nothing is left to pay.");
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(world.invoiceOf("idle").status()).isEqualTo(InvoiceStatus.PAID);
    }

    @Test
    void whatAServerRefusesFailsWithItsReason() throws Exception {
        try (var rough = new RoughServer(RoughServer.Manner.REFUSES_RECIPIENT)) {
            serverAt(rough.port());
            MailMessage asked = request();
            assertThat(workspace.mailDelivery().deliver()).isEqualTo(new MailDelivery.Report(0, 0, 1));
            assertThat(now(asked).state()).isEqualTo(MailState.FAILED);
            assertThat(now(asked).reason()).contains("550 5.1.1 nobody here");
        }
        assertThat(world.invoiceOf("acme").status()).isEqualTo(InvoiceStatus.FINAL);
        try (var rough = new RoughServer(RoughServer.Manner.REFUSES_AT_THE_END)) {
            serverAt(rough.port());
            MailMessage asked = request();
            workspace.mailDelivery().deliver();
            assertThat(now(asked).state()).isEqualTo(MailState.FAILED);
            assertThat(now(asked).reason()).contains("smells of spam");
        }
    }

    @Test
    void whatAServerPutsOffAndWhatEndsBeforeItsTimeIsTriedAgain() throws Exception {
        for (var manner : List.of(RoughServer.Manner.BUSY_AT_THE_END, RoughServer.Manner.GONE_BEFORE_THE_END)) {
            try (var rough = new RoughServer(manner)) {
                serverAt(rough.port());
                MailMessage asked = request();
                assertThat(workspace.mailDelivery().deliver())
                        .as(manner.name())
                        .isEqualTo(new MailDelivery.Report(0, 1, 0));
                assertThat(now(asked).state()).isEqualTo(MailState.QUEUED);
                outbox.cancel(asked.id());
            }
        }
    }

    @Test
    void whatMayHaveGoneOutWaitsForAPerson() throws Exception {
        MailMessage asked;
        try (var rough = new RoughServer(RoughServer.Manner.GONE_AFTER_THE_END)) {
            serverAt(rough.port());
            asked = request();
            assertThat(workspace.mailDelivery().deliver()).isEqualTo(new MailDelivery.Report(0, 0, 1));
        }
        assertThat(now(asked).state()).isEqualTo(MailState.UNSURE);
        GreenMail server = startServer(0);
        world.clock().moveTo("2026-11-20");
        assertThat(workspace.mailDelivery().deliver().sent()).isZero();
        assertThat(request().id()).as("nor is there a second one").isEqualTo(asked.id());

        assertThat(outbox.wentOut(asked.id()).state()).isEqualTo(MailState.SENT);
        assertThat(world.invoiceOf("acme").status()).isEqualTo(InvoiceStatus.SENT);
        assertThatFails(() -> outbox.repeat(asked.id()), "mail.state");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aProgramThatEndsBeforeOrAfterThePointOfNoReturnLosesNothing() throws Exception {
        startServer(0);
        MailMessage asked = request();
        var claim = UUID.randomUUID();
        world.database()
                .write(connection -> new Deliveries(connection, world.clock().instant()).take(claim));
        assertThat(workspace.mailDelivery().deliver().sent())
                .as("another has it")
                .isZero();
        world.clock().moveTo("2026-11-03");
        assertThat(workspace.mailDelivery().deliver().sent()).isEqualTo(1);
        boolean late = world.database()
                .write(connection -> new Deliveries(connection, world.clock().instant()).handing(asked.id(), claim));
        assertThat(late).as("the first one must not hand it over any more").isFalse();
    }

    @Test
    void aProgramKilledWhileTheServerHasTheMessageSendsItNotAgain() throws Exception {
        MailMessage asked;
        try (var rough = new RoughServer(RoughServer.Manner.HANGS_AFTER_THE_END)) {
            serverAt(rough.port());
            asked = request();
            Process process = deliverElsewhere();
            assertThat(rough.wholeMessage.await(60, TimeUnit.SECONDS)).isTrue();
            process.destroyForcibly().waitFor();
            assertThat(now(asked).state()).isEqualTo(MailState.SENDING);
            assertThat(rough.conversations).hasValue(1);
        }
        GreenMail server = startServer(0);
        var later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        var delivery = new MailDelivery(
                world.database(), later, workspace.mailSettings(), (id, _) -> workspace.invoicePdf(id));
        assertThat(delivery.deliver().sent()).isZero();
        assertThat(now(asked).state()).isEqualTo(MailState.UNSURE);
        assertThat(server.getReceivedMessages()).isEmpty();
        outbox.repeat(asked.id());
        assertThat(delivery.deliver().sent()).isEqualTo(1);
        assertThat(server.getReceivedMessages()[0].getMessageID())
                .as("so that the receiver may notice")
                .isEqualTo("<" + asked.messageId() + ">");
    }

    @Test
    void onlyIssuedInvoicesGoOut() {
        var life = new InvoiceLife(world.database(), world.clock());
        life.makeVoid(invoice.id(), "wrong");
        assertThatFails(this::request, "mail.not-issued");
        world.draftOctober();
        long draft = world.invoiceOf("acme").id();
        assertThatFails(() -> workspace.mailDrafts().ofInvoice(draft), "mail.not-issued");
        assertThatThrownBy(() -> world.execute("insert into mail_message (customer_id, invoice_id, recipient,"
                        + " recipient_name, sender_name, reply_to, subject, body, attachment, message_id,"
                        + " next_attempt_at, requested_at) select customer_id, id, 'a@b.c', '', '', '', 's', 't', 'f',"
                        + " 'm', now(), now() from invoice where id = " + draft))
                .hasStackTraceContaining("is not issued");
    }

    @Test
    void anInvoiceMadeVoidMeanwhileDoesNotGoOut() {
        GreenMail server = startServer(0);
        MailMessage asked = request();
        new InvoiceLife(world.database(), world.clock()).makeVoid(invoice.id(), "wrong");
        assertThat(workspace.mailDelivery().deliver()).isEqualTo(new MailDelivery.Report(0, 0, 1));
        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(now(asked).state()).isEqualTo(MailState.FAILED);
    }

    @Test
    void aCreditNoteGoesOutWithItsOwnPdf() throws Exception {
        GreenMail server = startServer(0);
        var note = workspace
                .creditNotes()
                .issue(invoice.id(), new CreditRequest.Amount(new BigDecimal("11.90")), "outage", null);
        outbox.request(workspace.mailDrafts().ofCreditNote(invoice.id(), String.valueOf(note.number())), false);
        request();
        assertThat(workspace.mailDelivery().deliver().sent()).isEqualTo(2);
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject())
                .isEqualTo("Gutschrift " + note.number() + " zur Rechnung " + invoice.number() + " von Seller");
        List<Part> parts = parts(mail);
        assertThat((String) parts.getFirst().getContent()).contains("EUR 11,90");
        assertThat(parts.getLast().getFileName()).isEqualTo(note.number() + ".pdf");
        assertThat(parts.getLast().getInputStream().readAllBytes())
                .isEqualTo(workspace.creditNotePdf(String.valueOf(note.number())));
    }

    @Test
    void nobodyPutsHeadersIntoAMessage() {
        var draft = workspace.mailDrafts().ofInvoice(invoice.id());
        for (String address : List.of(
                "",
                "nobody",
                "a@b.example, c@d.example",
                "a@b.example\r\nBcc: c@d.example",
                "a@b.example\nBcc:c@d.example",
                "\"x\r\n\"@b.example",
                "<a@b.example>",
                "a b@c.example",
                "a@-b.example")) {
            assertThatFails(() -> outbox.request(draft.with(address, null, null), false), "mail.address");
        }
        for (String subject : List.of("", "Invoice\r\nBcc: c@d.example", "Invoice\nX: y", "x".repeat(201))) {
            assertThatFails(() -> outbox.request(draft.with(null, subject, null), false), "mail.text");
        }
        assertThat(MailAddress.check(" rechnung@m\u00fcller.example ")).isEqualTo("rechnung@xn--mller-kva.example");
    }

    @Test
    void thePasswordStaysInTheOwnersFile() throws Exception {
        var settings = workspace.mailSettings();
        settings.keep(new MailServer(
                "smtp.example",
                587,
                MailServer.Security.STARTTLS,
                "books",
                "open-sesame-4711",
                "books@seller.example"));
        Path file = folder.resolve("mail.properties");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThat(settings.required().toString()).doesNotContain("open-sesame");
        try (var rough = new RoughServer(RoughServer.Manner.REFUSES_SIGN_IN)) {
            settings.keep(new MailServer(
                    "127.0.0.1",
                    rough.port(),
                    MailServer.Security.NONE,
                    "books",
                    "open-sesame-4711",
                    "books@seller.example"));
            MailMessage asked = request();
            workspace.mailDelivery().deliver();
            assertThat(now(asked).reason()).isEqualTo("the mail server did not accept the user name and password");
        }
        assertThatFails(
                () -> new MailServer(
                        "smtp.example", 25, MailServer.Security.NONE, "books", "secret", "books@seller.example"),
                "mail.settings");
        var named = new MailSettings(
                Map.of("COUNTINGHOUSE_SMTP_HOST", "other.example", "COUNTINGHOUSE_SMTP_FROM", "a@b.example"),
                new DataHome(folder));
        assertThat(named.required().host()).as("the environment wins").isEqualTo("other.example");
        assertThat(named.required().port()).isEqualTo(587);
    }

    @Test
    void aServerThatDoesNotEncryptIsNotTrustedWithAnything() {
        GreenMail server = startServer(0);
        int port = server.getSmtp().getPort();
        for (var security : List.of(MailServer.Security.TLS, MailServer.Security.STARTTLS)) {
            var wanted = new MailServer("127.0.0.1", port, security, "", "", "books@seller.example");
            assertThatFails(() -> workspace.mailDelivery().check(wanted), "mail.server");
        }
    }

    private Process deliverElsewhere() throws Exception {
        return CommandProcess.on(world.test().name(), folder, "mail", "deliver")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("deliver.txt").toFile())
                .start();
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The leaves of a message: its text first, its attachments last. */
    private static List<Part> parts(Part part) throws Exception {
        if (part.getContent() instanceof Multipart several) {
            var leaves = new ArrayList<Part>();
            for (int index = 0; index < several.getCount(); index++) {
                leaves.addAll(parts(several.getBodyPart(index)));
            }
            return leaves;
        }
        return List.of(part);
    }

    private static void assertThatFails(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
