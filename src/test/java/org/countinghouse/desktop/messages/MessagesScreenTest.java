package org.countinghouse.desktop.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.mail.MailList;
import org.countinghouse.mail.MailRow;
import org.countinghouse.mail.MailServer;
import org.countinghouse.mail.MailState;
import org.countinghouse.storage.GroupRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All messages in one list: what became of each, and what is decided about it, with a real server. */
class MessagesScreenTest {
    private TestBooks books;
    private GreenMail server;
    private long first;
    private long second;

    @BeforeEach
    void open() throws Exception {
        books = TestBooks.open();
        books.bill();
        var drafts = books.workspace().invoices().draftsOf(TestBooks.OCTOBER).stream()
                .filter(id -> books.workspace()
                        .invoices()
                        .find(Long.toString(id))
                        .problems()
                        .isEmpty())
                .limit(2)
                .toList();
        first = drafts.get(0);
        second = drafts.get(1);
        books.workspace().finalising().finalise(drafts);
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    @AfterEach
    void close() throws Exception {
        server.stop();
        books.close();
    }

    @Test
    void whatWaitsIsCalledBackAndSentAgain() throws Exception {
        request(first, "books@first.example");
        setServer();
        books.workspace().mailDelivery().deliver();
        int port = server.getSmtp().getPort();
        server.stop();
        request(second, "books@second.example");
        books.workspace().mailDelivery().deliver();
        try (var stage = show(GroupRole.FINANCE)) {
            stage.until(() -> rows(stage).size() == 2);
            assertThat(rows(stage))
                    .extracting(MailRow::recipient)
                    .as("the newest first")
                    .containsExactly("books@second.example", "books@first.example");
            stage.onFx(() -> ((ToggleButton) stage.scene().lookup("#show-SENT")).fire());
            stage.until(() -> rows(stage).size() == 1
                    && rows(stage).getFirst().recipient().equals("books@first.example"));
            stage.onFx(() -> ((ToggleButton) stage.scene().lookup("#show-WAITING")).fire());
            stage.until(() -> rows(stage).size() == 1
                    && rows(stage).getFirst().recipient().equals("books@second.example"));
            stage.onFx(() -> table(stage).getSelectionModel().selectFirst());
            stage.until(() -> can(stage, "#message-cancel"));
            assertThat(can(stage, "#message-repeat")).as("it waits already").isFalse();
            assertThat(texts(stage)).anyMatch(text -> text.contains("Please pay by"));
            stage.onFx(() -> ((ToggleButton) stage.scene().lookup("#show-ALL")).fire());
            stage.until(() -> rows(stage).size() == 2);
            stage.picture("messages");

            stage.onFx(() -> button(stage, "#message-cancel").fire());
            stage.until(() -> can(stage, "#message-repeat"));
            assertThat(books.workspace().outbox().of(second).getFirst().state()).isEqualTo(MailState.CANCELLED);
            server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            server.start();
            stage.onFx(() -> button(stage, "#message-repeat").fire());
            stage.until(() -> stage.notices.stream().anyMatch(text -> text.endsWith(" went to books@second.example")));
            assertThat(server.getReceivedMessages()).hasSize(1);
            stage.until(() -> rows(stage).stream().allMatch(row -> row.state() == MailState.SENT));

            stage.onFx(() -> button(stage, "#message-invoice").fire());
            assertThat(stage.visited).containsExactly(Location.of("invoices", "invoice", Long.toString(second)));
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void aPlaceNamesAStageAndWhoOnlyLooksDecidesNothing() throws Exception {
        request(first, "books@first.example");
        try (var stage = show(GroupRole.ANALYST)) {
            stage.onFx(() -> stage.screen().show(MessagesModel.of(MailList.Stage.OPEN)));
            stage.until(() -> ((ToggleButton) stage.scene().lookup("#show-OPEN")).isSelected()
                    && rows(stage).isEmpty());
            stage.onFx(() -> stage.screen().show(MessagesModel.of(MailList.Stage.WAITING)));
            stage.until(() -> rows(stage).size() == 1);
            stage.onFx(() -> table(stage).getSelectionModel().selectFirst());
            stage.until(() -> can(stage, "#message-invoice"));
            assertThat(stage.scene().lookup("#message-repeat")).isNull();
            assertThat(stage.scene().lookup("#message-cancel")).isNull();
            assertThat(texts(stage)).anyMatch(text -> text.contains("Finance decides"));
            assertThat(stage.failures).isEmpty();
        }
    }

    private ScreenStage show(GroupRole role) throws Exception {
        var services = MessagesServices.of(books.workspace(), books.connection(role));
        return ScreenStage.open(
                ListScreen.LAYOUT,
                context -> new MessagesView(context, services),
                Language.ENGLISH,
                java.time.ZoneOffset.UTC);
    }

    private void request(long invoice, String to) {
        var draft = books.workspace().mailDrafts().ofInvoice(invoice);
        books.workspace().outbox().request(draft.with(to, draft.subject(), draft.text()), false);
    }

    private void setServer() {
        books.workspace()
                .mailSettings()
                .keep(new MailServer(
                        "127.0.0.1",
                        server.getSmtp().getPort(),
                        MailServer.Security.NONE,
                        "",
                        "",
                        "books@seller.example"));
    }

    @SuppressWarnings("unchecked") // The scene does not say what the table holds.
    private static TableView<MailRow> table(ScreenStage stage) {
        return (TableView<MailRow>) stage.scene().lookup(".data-table-view");
    }

    private static List<MailRow> rows(ScreenStage stage) {
        return table(stage).getItems().stream().filter(Objects::nonNull).toList();
    }

    private static ButtonBase button(ScreenStage stage, String id) {
        return (ButtonBase) stage.scene().lookup(id);
    }

    private static boolean can(ScreenStage stage, String id) {
        return button(stage, id) != null && !button(stage, id).isDisabled();
    }

    private static List<String> texts(ScreenStage stage) {
        return stage.scene().getRoot().lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .filter(Objects::nonNull)
                .toList();
    }
}
