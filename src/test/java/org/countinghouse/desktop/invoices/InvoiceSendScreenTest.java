package org.countinghouse.desktop.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.stage.Window;
import org.countinghouse.billing.CreditRequest;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.settings.MailServices;
import org.countinghouse.desktop.settings.SettingsView;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.mail.MailServer;
import org.countinghouse.mail.MailState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sending from the invoices screen: the message is looked at first, and its history says what became of it. */
class InvoiceSendScreenTest {
    private TestBooks books;
    private GreenMail server;
    private ScreenStage stage;
    private InvoicesView view;
    private long berlin;

    @BeforeEach
    void open() throws Exception {
        books = TestBooks.open();
        books.bill();
        berlin = books.workspace().invoices().draftsOf(TestBooks.OCTOBER).stream()
                .filter(id -> books.workspace()
                        .invoices()
                        .find(Long.toString(id))
                        .customer()
                        .equals("berlin"))
                .findFirst()
                .orElseThrow();
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        server.stop();
        books.close();
    }

    private void show() throws Exception {
        stage = ScreenStage.open(
                "/fxml/invoices.fxml",
                context -> view = new InvoicesView(context, InvoicesServices.of(books.workspace(), books.connection())),
                Language.ENGLISH,
                ZoneOffset.UTC);
        stage.onFx(() -> {
            view.show(Location.of("invoices", "invoice", Long.toString(berlin)));
            view.activate();
        });
        stage.until(() -> can("invoice.pdf") && shown(stage.scene().getRoot()).contains("Company of berlin"));
    }

    @Test
    void aDraftCannotBeSent() throws Exception {
        show();
        assertThat(can("invoice.send")).isFalse();
    }

    @Test
    void theMessageIsLookedAtSentOnceAndKeptInTheHistory() throws Exception {
        books.workspace().finalising().finalise(List.of(berlin));
        setServer(server.getSmtp().getPort());
        show();
        ask();
        String number = String.valueOf(
                books.workspace().invoices().find(Long.toString(berlin)).number());
        stage.onFx(() -> {
            assertThat(((TextInputControl) in("#step-subject")).getText()).startsWith("Invoice " + number + " from ");
            assertThat(((TextArea) in("#send-text")).getText()).contains(number).contains("Please pay by");
            assertThat(shown(dialog())).contains("Attached: " + number + ".pdf");
            type("#step-to", "");
            assertThat(in("#confirm-send").isDisabled()).isTrue();
            type("#step-to", "billing@berlin.example, boss@berlin");
            type("#step-copies", "nobody; audit@berlin.example");
            assertThat(in("#confirm-send").isDisabled()).isTrue();
            assertThat(((Labeled) in("#send-wrong")).getText())
                    .isEqualTo("\u201cnobody\u201d is not an e-mail address. Put commas between several.");
            type("#step-to", "billing@berlin.example, boss@berlin.example");
            type("#step-copies", "audit@berlin.example");
            assertThat(in("#send-wrong").isVisible()).isFalse();
            assertThat(in("#confirm-send").isDisabled()).isFalse();
        });
        stage.picture("invoice-send", dialog().getScene());
        stage.onFx(() -> ((Button) in("#confirm-send")).fire());
        stage.until(() -> stage.notices.contains(
                number + " went to billing@berlin.example, boss@berlin.example, audit@berlin.example"));
        assertThat(server.getReceivedMessages()).as("one for each mailbox").hasSize(3);
        assertThat(books.workspace().invoices().find(Long.toString(berlin)).status())
                .isEqualTo(InvoiceStatus.SENT);
        stage.onFx(() -> tabs().getSelectionModel().select(2));
        stage.until(() -> shown(stage.scene().getRoot()).contains("Sent by e-mail"));

        ask();
        stage.onFx(() -> {
            type("#step-to", "billing@berlin.example");
            assertThat(in("#confirm-send").isDisabled())
                    .as("once more only by a yes")
                    .isTrue();
            ((CheckBox) in("#send-again")).fire();
            assertThat(in("#confirm-send").isDisabled()).isFalse();
            ((Button) in("#confirm-send")).fire();
        });
        stage.until(() -> server.getReceivedMessages().length == 4);
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void whatWaitsOrFailedCanBeDecided() throws Exception {
        books.workspace().finalising().finalise(List.of(berlin));
        var note = books.workspace()
                .creditNotes()
                .issue(berlin, new CreditRequest.Amount(new BigDecimal("11.90")), "outage on 5 October", null);
        int port = server.getSmtp().getPort();
        server.stop();
        setServer(port);
        show();
        stage.onFx(() -> tabs().getSelectionModel().select(2));
        stage.until(() -> stage.scene().lookup("#note-send") != null);
        stage.onFx(() -> ((Button) stage.scene().lookup("#note-send")).fire());
        stage.until(() -> dialog() != null);
        stage.onFx(() -> {
            type("#step-to", "billing@berlin.example");
            ((Button) in("#confirm-send")).fire();
        });
        stage.until(() -> shown(stage.scene().getRoot()).contains("Waits to be sent"));
        stage.picture("invoice-messages");
        stage.onFx(() -> ((Button) stage.scene().lookup("#message-cancel")).fire());
        stage.until(() -> shown(stage.scene().getRoot()).contains("Called back"));
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        stage.until(() -> stage.scene().lookup("#message-repeat") != null);
        stage.onFx(() -> ((Button) stage.scene().lookup("#message-repeat")).fire());
        stage.until(() -> server.getReceivedMessages().length == 1);
        assertThat(server.getReceivedMessages()[0].getSubject()).contains(String.valueOf(note.number()));
        stage.until(() -> books.workspace().outbox().of(berlin).getFirst().state() == MailState.SENT);
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void theServerIsSetAndTriedInTheSettings() throws Exception {
        stage = ScreenStage.open(
                "/fxml/settings.fxml",
                context -> new SettingsView(
                        new org.countinghouse.desktop.common.ConnectionInfo(
                                org.countinghouse.desktop.common.ConnectionInfo.Kind.EMBEDDED,
                                "127.0.0.1",
                                5432,
                                "countinghouse",
                                "anna",
                                List.of("ch_finance"),
                                "23",
                                "PostgreSQL 18"),
                        context,
                        MailServices.of(books.workspace())),
                Language.ENGLISH,
                ZoneOffset.UTC);
        stage.onFx(() -> {
            set("#mail-host", "127.0.0.1");
            set("#mail-port", Integer.toString(server.getSmtp().getPort()));
            set("#mail-from", "books@seller.example");
            choose(MailServer.Security.STARTTLS);
            ((Button) stage.scene().lookup("#mail-check")).fire();
        });
        stage.until(() -> !stage.failures.isEmpty());
        assertThat(stage.failures.getFirst().code()).as("it does not encrypt").isEqualTo("mail.server");
        stage.onFx(() -> {
            choose(MailServer.Security.NONE);
            set("#mail-port", Integer.toString(server.getSmtp().getPort()));
            ((Button) stage.scene().lookup("#mail-check")).fire();
        });
        stage.until(() -> stage.notices.contains("127.0.0.1 answers"));
        stage.onFx(() -> ((Button) stage.scene().lookup("#mail-save")).fire());
        stage.until(() -> stage.notices.contains("The mail server is set"));
        assertThat(books.workspace().mailSettings().required().security()).isEqualTo(MailServer.Security.NONE);
        stage.picture("settings-mail");
    }

    @SuppressWarnings("unchecked")
    private void choose(MailServer.Security security) {
        ((javafx.scene.control.ComboBox<MailServer.Security>) stage.scene().lookup("#mail-security"))
                .setValue(security);
    }

    private void set(String id, String text) {
        ((TextInputControl) stage.scene().lookup(id)).setText(text);
    }

    private void setServer(int port) {
        books.workspace()
                .mailSettings()
                .keep(new MailServer("127.0.0.1", port, MailServer.Security.NONE, "", "", "books@seller.example"));
    }

    private void ask() throws Exception {
        stage.until(() -> dialog() == null && can("invoice.send"));
        stage.onFx(() -> view.actions().stream()
                .filter(each -> each.id().equals("invoice.send"))
                .forEach(each -> assertThat(each.fire()).isTrue()));
        stage.until(() -> dialog() != null);
    }

    private TabPane tabs() {
        return (TabPane) stage.scene().lookup(".tab-pane");
    }

    private boolean can(String action) {
        return view.actions().stream()
                .anyMatch(each -> each.id().equals(action) && each.enabled().get());
    }

    private static DialogPane dialog() {
        return Window.getWindows().stream()
                .filter(window -> window.getScene() != null && window.getScene().getRoot() instanceof DialogPane)
                .map(window -> (DialogPane) window.getScene().getRoot())
                .findFirst()
                .orElse(null);
    }

    private static Node in(String id) {
        return dialog().lookup(id);
    }

    private static void type(String id, String text) {
        ((TextInputControl) in(id)).setText(text);
    }

    private static List<String> shown(Node root) {
        return root.lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .filter(java.util.Objects::nonNull)
                .toList();
    }
}
