package org.countinghouse.desktop.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.list.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A customer is erased on its page: what goes, what stays, what is in the way, and why; on a real database. */
class EraseScreenTest {
    private TestBooks books;

    @BeforeEach
    void open() throws Exception {
        books = TestBooks.open();
    }

    @AfterEach
    void close() throws Exception {
        books.close();
    }

    @Test
    void whatIsInTheWayIsNamedAndNothingCanBeErased() throws Exception {
        try (var stage = page("austin", GroupRole.ADMIN, Language.ENGLISH)) {
            Scene question = ask(stage);
            assertThat(texts(question.getRoot()))
                    .anyMatch(text -> text.matches("Subscription \\d+ runs\\. Cancel it and wait for its last day\\."));
            stage.picture("customer-erase-refused", question);
            assertThat(((Button) question.lookup("#confirm-erase")).isDisabled())
                    .isTrue();
            assertThat(question.lookup("#erase-reason")).isNull();
        }
    }

    @Test
    void aCustomerWhoseTimeIsOverIsErasedForAReason() throws Exception {
        end("austin");
        try (var stage = page("austin", GroupRole.ADMIN, Language.ENGLISH)) {
            Scene question = ask(stage);
            var confirm = (Button) question.lookup("#confirm-erase");
            assertThat(texts(question.getRoot()))
                    .anyMatch(text ->
                            text.startsWith("Goes: name, e-mail, address, tax id and external id; 12 usage events"))
                    .anyMatch(text -> text.startsWith("Stays, as the law wants: 0 invoices"))
                    .anyMatch(text -> text.contains("is not billed to its end."));
            stage.onFx(() -> ((TextField) question.lookup("#erase-reason")).setText("Request of 20 November"));
            assertThat(confirm.isDisabled()).as("unbilled, and nobody said so").isTrue();
            stage.onFx(() -> ((CheckBox) question.lookup("#erase-leave")).fire());
            assertThat(confirm.isDisabled()).isFalse();
            stage.picture("customer-erase", question);
            stage.onFx(confirm::fire);
            stage.until(() -> texts(stage.scene().getRoot()).stream().anyMatch(text -> text.startsWith("Erased ")));
            assertThat(stage.notices).hasSize(1).first().asString().startsWith("Erased. The customer is erased-");
            assertThat(stage.scene().lookup("#customer-erase"))
                    .as("once is enough")
                    .isNull();
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void inGermanTooAndOthersThanAdminsDoNotSeeIt() throws Exception {
        try (var stage = page("austin", GroupRole.ADMIN, Language.GERMAN)) {
            Scene question = ask(stage);
            assertThat(texts(question.getRoot()))
                    .contains("Im Weg:")
                    .anyMatch(text -> text.endsWith("läuft. Kündigen und den letzten Tag abwarten."));
        }
        try (var stage = page("austin", GroupRole.FINANCE, Language.ENGLISH)) {
            stage.until(() -> stage.scene().lookup("#customer-email") != null);
            assertThat(stage.scene().lookup("#customer-erase")).isNull();
        }
    }

    private void end(String customer) {
        books.workspace().database().write(connection -> {
            try (var statement = connection.prepareStatement("update subscription s set ends_on = '2026-11-01'"
                    + " from customer c where c.id = s.customer_id and c.external_id = ?")) {
                statement.setString(1, customer);
                return statement.executeUpdate();
            }
        });
    }

    private static Scene ask(ScreenStage stage) throws Exception {
        stage.until(() -> stage.scene().lookup("#customer-erase") != null);
        stage.onFx(() -> shown(stage).setVvalue(1));
        stage.onFx(() -> ((Hyperlink) stage.scene().lookup("#customer-erase")).fire());
        return stage.window("#confirm-erase");
    }

    private static List<String> texts(Parent root) {
        return root.lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .filter(Objects::nonNull)
                .toList();
    }

    /** What scrolls on the tab with contact and taxes. */
    private static ScrollPane shown(ScreenStage stage) {
        var tabs = (TabPane) stage.scene().lookup("#customer-tabs");
        return (ScrollPane) tabs.getSelectionModel().getSelectedItem().getContent();
    }

    private ScreenStage page(String customer, GroupRole role, Language language) throws Exception {
        var workspace = books.workspace();
        var connection = new ConnectionInfo(
                ConnectionInfo.Kind.EMBEDDED, "127.0.0.1", 1, "books", "ada", List.of(role.role()), "11", "18");
        var stage = ScreenStage.open(
                "/fxml/customers.fxml",
                context -> new CustomersView(
                        new CustomersViewModel(CustomersServices.of(workspace, connection), context), context),
                language,
                ZoneId.of("UTC"));
        long id = CustomerList.of(workspace.database())
                .page(Filter.ALL.withSearch(customer), List.of(), null, 0, 1)
                .rows()
                .getFirst()
                .id();
        stage.onFx(() -> {
            stage.screen().show(Location.of("customers", "customer", Long.toString(id)));
            stage.screen().activate();
        });
        stage.until(() -> stage.scene().lookup("#payer-card") != null);
        stage.onFx(() -> ((TabPane) stage.scene().lookup("#customer-tabs"))
                .getSelectionModel()
                .select(3));
        return stage;
    }
}
