package org.countinghouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.countinghouse.billing.BilledWorld;
import org.countinghouse.billing.Invoice;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One message to several addresses, over a real SMTP server. */
@Timeout(120)
class MailRecipientsTest {
    private static final List<String> NOBODY = List.of();

    @TempDir
    private Path folder;

    private BilledWorld world;
    private Workspace workspace;
    private Outbox outbox;
    private Invoice invoice;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        world.subscribe("acme", "mixed");
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
        workspace.close();
        world.close();
    }

    private void serverAt(int port) {
        workspace
                .mailSettings()
                .keep(new MailServer("127.0.0.1", port, MailServer.Security.NONE, "", "", "books@seller.example"));
    }

    private MailMessage request(List<String> to, List<String> copies) {
        return outbox.request(workspace.mailDrafts().ofInvoice(invoice.id()).with(to, copies, null, null), false);
    }

    private void assertThatRefused(List<String> to, List<String> copies, String code, String words) {
        assertThatThrownBy(() -> request(to, copies)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.summary()).contains(words);
        });
    }

    @Test
    void allOfThemGetTheSameMessageInOneDelivery() throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            serverAt(server.getSmtp().getPort());
            MailMessage asked = request(
                    List.of("books@acme.example", " Boss@acme.example ", "BOOKS@acme.example"),
                    List.of("audit@m\u00fcller.example", "boss@acme.example"));
            assertThat(asked.recipients())
                    .as("each once, checked and in the form of DNS")
                    .isEqualTo(new Recipients(
                            List.of("books@acme.example", "Boss@acme.example"),
                            List.of("audit@xn--mller-kva.example")));
            assertThat(request(List.of("boss@ACME.example", "audit@m\u00fcller.example"), List.of("books@acme.example"))
                            .id())
                    .as("the same addresses in another order are the same message")
                    .isEqualTo(asked.id());
            assertThat(workspace.mailDelivery().deliver()).isEqualTo(new MailDelivery.Report(1, 0, 0));
            MimeMessage[] received = server.getReceivedMessages();
            assertThat(received).as("one for each mailbox").hasSize(3);
            for (MimeMessage mail : received) {
                assertThat(mail.getMessageID()).isEqualTo("<" + asked.messageId() + ">");
                assertThat(mail.getRecipients(Message.RecipientType.TO))
                        .extracting(Object::toString)
                        .satisfiesExactly(
                                first -> assertThat(first).contains("books@acme.example"),
                                second -> assertThat(second).contains("Boss@acme.example"));
                assertThat(mail.getRecipients(Message.RecipientType.CC))
                        .extracting(Object::toString)
                        .containsExactly("audit@xn--mller-kva.example");
            }
            assertThat(world.invoiceOf("acme").status().code()).isEqualTo("sent");
            // Also who got a copy had it already.
            assertThatRefused(
                    List.of("new@acme.example"),
                    List.of("AUDIT@xn--mller-kva.example"),
                    "mail.sent-before",
                    "audit@xn--mller-kva.example");
            assertThat(request(List.of("new@acme.example"), NOBODY).state()).isEqualTo(MailState.QUEUED);
            var rows = MailList.of(world.database())
                    .page(org.countinghouse.storage.list.Filter.ALL, List.of(), null, 0, 10)
                    .rows();
            assertThat(rows.getLast().recipient())
                    .isEqualTo("books@acme.example, Boss@acme.example, audit@xn--mller-kva.example");
        } finally {
            server.stop();
        }
    }

    @Test
    void toEachAddressADocumentIsOnItsWayOnce() {
        MailMessage first = request(List.of("a@x.example", "b@x.example"), List.of("c@x.example"));
        assertThatRefused(List.of("a@x.example"), NOBODY, "mail.under-way", "a@x.example, b@x.example, c@x.example");
        assertThatRefused(List.of("B@x.example"), NOBODY, "mail.under-way", "on its way");
        assertThatRefused(List.of("d@x.example"), List.of("c@x.example"), "mail.under-way", "on its way");
        MailMessage other = request(List.of("d@x.example"), List.of("e@x.example"));
        outbox.cancel(first.id());
        MailMessage second = request(List.of("c@x.example"), List.of("a@x.example"));
        assertThatThrownBy(() -> outbox.repeat(first.id()))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("mail.under-way"));
        outbox.cancel(second.id());
        assertThat(outbox.repeat(first.id()).state()).isEqualTo(MailState.QUEUED);
        assertThat(outbox.find(other.id()).state()).isEqualTo(MailState.QUEUED);
    }

    /** Each asks for its own address and its neighbour's: none is to get the document twice. */
    @Test
    void manyWhoAskAtOnceBringItToNoAddressTwice() throws Exception {
        int many = 16;
        try (var pool = Executors.newFixedThreadPool(4)) {
            var calls = new ArrayList<Callable<Boolean>>();
            for (int each = 0; each < many; each++) {
                String own = "r" + each + "@x.example";
                String next = "r" + (each + 1) % many + "@x.example";
                calls.add(() -> {
                    try {
                        request(List.of(own), List.of(next));
                        return true;
                    } catch (Failure taken) {
                        assertThat(taken.code()).isEqualTo("mail.under-way");
                        return false;
                    }
                });
            }
            int stored = 0;
            for (var done : pool.invokeAll(calls)) {
                stored += done.get() ? 1 : 0;
            }
            assertThat(world.number("select count(*) from mail_message"))
                    .isEqualByComparingTo(Integer.toString(stored));
        }
        assertThat(world.number("select coalesce(max(n), 0) from (select count(*) as n from mail_message m"
                        + " cross join unnest(mail_addresses(m.recipient, m.also_to, m.copies)) a group by a) x"))
                .isEqualByComparingTo("1");
    }

    @Test
    void whenOneIsRefusedNobodyGetsItAndThatOneIsNamed() throws Exception {
        try (var rough = new RoughServer(RoughServer.Manner.REFUSES_ONE_OF_THEM)) {
            serverAt(rough.port());
            MailMessage asked = request(List.of("a@x.example", "gone@x.example", "busy@x.example"), NOBODY);
            assertThat(workspace.mailDelivery().deliver()).isEqualTo(new MailDelivery.Report(0, 0, 1));
            MailMessage failed = outbox.find(asked.id());
            assertThat(failed.state()).isEqualTo(MailState.FAILED);
            assertThat(failed.reason()).startsWith("gone@x.example: ").contains("550 5.1.1 nobody here");
            assertThat(rough.wholeMessage.getCount()).as("it had not got it").isEqualTo(1);

            MailMessage busy = request(List.of("a@x.example"), List.of("busy@x.example"));
            assertThat(workspace.mailDelivery().deliver()).isEqualTo(new MailDelivery.Report(0, 1, 0));
            assertThat(outbox.find(busy.id()).state()).isEqualTo(MailState.QUEUED);
        }
    }

    @Test
    void everyAddressIsChecked() {
        assertThatRefused(NOBODY, NOBODY, "mail.address", "no e-mail address");
        assertThatRefused(List.of("a@x.example", "b@"), NOBODY, "mail.address", "\"b@\"");
        assertThatRefused(List.of("a@x.example"), List.of("b@x.example\r\nBcc: c@x.example"), "mail.address", "Bcc");
        assertThatRefused(List.of("a@x.example"), List.of("b@x.example, c@x.example"), "mail.address", "is not");
        var twentyOne = IntStream.rangeClosed(1, 21)
                .mapToObj(each -> "r" + each + "@x.example")
                .toList();
        assertThatRefused(twentyOne.subList(0, 1), twentyOne.subList(1, 21), "mail.address", "21");
        assertThat(request(twentyOne.subList(0, 10), twentyOne.subList(10, 20))
                        .recipients()
                        .all())
                .hasSize(20);
        assertThat(Recipients.split(" a@x.example;b@x.example , ,c@x.example,"))
                .containsExactly("a@x.example", "b@x.example", "c@x.example");
        assertThatThrownBy(() -> world.execute("update mail_message set copies = '{\"x y\"}'"))
                .isInstanceOf(Failure.class);
    }
}
