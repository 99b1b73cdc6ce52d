package org.countinghouse.desktop.latefees;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.BillingEntities;
import org.countinghouse.billing.BillingRules;
import org.countinghouse.billing.InvoiceLife;
import org.countinghouse.billing.LateFeeDecisions;
import org.countinghouse.billing.TaxEffects;
import org.countinghouse.billing.late.LateRules;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.customers.BillingEntityChanges;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.customers.CustomersServices;
import org.countinghouse.desktop.customers.CustomersView;
import org.countinghouse.desktop.customers.CustomersViewModel;
import org.countinghouse.desktop.invoices.InvoicesServices;
import org.countinghouse.desktop.invoices.InvoicesView;
import org.countinghouse.desktop.sellers.SellersServices;
import org.countinghouse.desktop.sellers.SellersView;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.list.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules for late payment, exceptions, and what is billed, in windows on real books that are 60 days older. */
class LateFeesScreenTest {
    private static final Clock LATER = Clock.offset(TestBooks.CLOCK, Duration.ofDays(60));

    private TestBooks books;

    @BeforeEach
    void open() throws Exception {
        books = TestBooks.open();
        books.bill();
        var workspace = books.workspace();
        workspace
                .finalising()
                .finalise(
                        List.of(workspace.invoices().draftsOf(TestBooks.OCTOBER).getFirst()));
        new InvoiceLife(workspace.database(), LATER).markOverdue();
    }

    @AfterEach
    void close() throws Exception {
        books.close();
    }

    @Test
    void aRuleIsSetPreviewedAndBilled() throws Exception {
        try (var stage = sellers()) {
            stage.until(() -> stage.scene().lookup("#late-rule") != null);
            stage.onFx(() -> button(stage.scene(), "#late-rule").fire());
            Scene form = stage.window("#confirm-late-rule");
            assertThat(button(form, "#confirm-late-rule").isDisabled())
                    .as("a rule charges something")
                    .isTrue();
            stage.onFx(() -> {
                field(form, "#late-fee").setText("40");
                field(form, "#late-rate").setText("11.5");
                ((DatePicker) form.lookup("#late-from")).setValue(java.time.LocalDate.of(2026, 1, 1));
            });
            stage.until(() -> !button(form, "#confirm-late-rule").isDisabled());
            stage.picture("late-rule", form);
            var shown = words(form.lookup("#money-look"));
            assertThat(shown).contains("Together");
            stage.onFx(() -> button(form, "#confirm-late-rule").fire());
            stage.until(() -> texts(stage.scene()).stream().anyMatch(text -> text.contains("11.5")));
            stage.onFx(() -> stage.scene()
                    .getRoot()
                    .lookupAll(".side-scroll")
                    .forEach(each -> ((ScrollPane) each).setVvalue(1)));
            stage.picture("late-seller");

            stage.onFx(() -> button(stage.scene(), "#late-preview").fire());
            Scene preview = stage.window("#confirm-late-fees");
            assertThat(((Label) preview.lookup("#late-sum")).getText()).contains("Drafts: 1, together");
            // What the rule's question showed is what is billed by it.
            String owed = ((Label) preview.lookup("#late-sum")).getText().replaceAll(".*together ([^ ]*\\d).*", "$1");
            assertThat(shown).containsPattern("[€$]0\\.00 → " + java.util.regex.Pattern.quote(owed));
            stage.picture("late-preview", preview);
            stage.onFx(() -> button(preview, "#confirm-late-fees").fire());
            stage.until(() -> stage.notices.stream().anyMatch(text -> text.contains("late fees are drafted")));
            assertThat(stage.failures).isEmpty();
        }
        var fees = LateFeeServices.of(books.workspace().database(), LATER, true, true);
        assertThat(fees.fees()
                        .run(fees.fees().today(), null, true, org.countinghouse.work.Progress.NONE)
                        .bills())
                .isEmpty();

        long overdue = books.workspace().database().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select min(invoice_id) from late_charge")) {
                row.next();
                return row.getLong(1);
            }
        });
        try (var stage = sellers()) {
            var pane = new LatenessPane[1];
            var model = new LateFeeModel(fees, stage.context(), () -> {});
            stage.onFx(() -> {
                pane[0] = new LatenessPane(stage.context(), model);
                pane[0].show(overdue, fees.decisions().of(overdue));
                var box = new VBox(pane[0]);
                box.getStyleClass().add("quota-body");
                ((javafx.scene.layout.Pane) stage.scene().getRoot())
                        .getChildren()
                        .add(box);
            });
            stage.until(() -> stage.scene().lookup("#late-dispute") != null);
            stage.onFx(() -> button(stage.scene(), "#late-dispute").fire());
            Scene why = stage.window("#confirm-late");
            assertThat(button(why, "#confirm-late").isDisabled()).isTrue();
            stage.onFx(() -> field(why, "#late-why").setText("wrong amount"));
            stage.onFx(() -> button(why, "#confirm-late").fire());
            stage.until(() -> fees.decisions().of(overdue).held() != null);
            assertThat(texts(pane[0].getScene())).anyMatch(text -> text.contains("a draft"));

            long draft = fees.decisions().of(overdue).charges().getFirst().bill();
            stage.onFx(() -> pane[0].show(draft, fees.decisions().of(draft)));
            stage.until(() -> stage.scene().lookup("#late-discard") != null);
            assertThat(texts(stage.scene())).anyMatch(text -> text.contains("it is drafted again"));
            stage.picture("late-draft");
            stage.onFx(() -> button(stage.scene(), "#late-discard").fire());
            Scene discard = stage.window("#confirm-late");
            stage.onFx(() -> field(discard, "#late-why").setText("first time"));
            stage.picture("late-discard", discard);
            stage.onFx(() -> button(discard, "#confirm-late").fire());
            stage.until(() -> !fees.decisions().of(draft).draft());
            assertThat(fees.decisions().of(overdue).charges().getLast().reason())
                    .isEqualTo("first time");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void aCustomerHasAnExceptionWithAReason() throws Exception {
        var rules = LateFeeServices.of(books.workspace().database(), LATER, true, true);
        try (var stage = page("austin")) {
            stage.until(() -> stage.scene().lookup("#late-exception") != null);
            stage.onFx(() -> button(stage.scene(), "#late-exception").fire());
            Scene form = stage.window("#confirm-late-rule");
            assertThat(((ComboBox<?>) form.lookup("#late-kind")).getValue()).isEqualTo(LateRules.Kind.NONE);
            assertThat(button(form, "#confirm-late-rule").isDisabled()).isTrue();
            stage.onFx(() -> field(form, "#late-reason").setText("A good customer"));
            stage.until(() -> !button(form, "#confirm-late-rule").isDisabled());
            assertThat(words(form.lookup("#money-look"))).contains("Nobody owes anything for late payment today");
            stage.picture("late-exception", form);
            stage.onFx(() -> button(form, "#confirm-late-rule").fire());
            stage.until(() -> texts(stage.scene()).stream().anyMatch(text -> text.contains("A good customer")));
            stage.onFx(() -> ((TabPane) stage.scene().lookup("#customer-tabs"))
                    .getSelectionModel()
                    .select(3));
            stage.picture("late-customer");
            assertThat(stage.failures).isEmpty();
        }
        assertThat(rules.rules().list()).hasSize(1);
    }

    @Test
    void onlyWhoMayDecideHasTheButtons() throws Exception {
        var workspace = books.workspace();
        long invoice = workspace.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select id from invoice where number is not null")) {
                row.next();
                return row.getLong(1);
            }
        });
        workspace.lateFeeDecisions().hold(invoice, LateFeeDecisions.Hold.DISPUTE, "Wrong amount");
        for (var role : List.of(GroupRole.ADMIN, GroupRole.ANALYST, GroupRole.FINANCE)) {
            var services = InvoicesServices.of(workspace, books.connection(role));
            try (var stage = ScreenStage.open("/fxml/invoices.fxml", context -> new InvoicesView(context, services))) {
                stage.onFx(() -> {
                    stage.screen().show(Location.of("invoices", "invoice", Long.toString(invoice)));
                    stage.screen().activate();
                });
                stage.until(() -> stage.scene().lookup(".tab-pane") != null);
                stage.onFx(() -> ((TabPane) stage.scene().lookup(".tab-pane"))
                        .getSelectionModel()
                        .select(2));
                stage.until(() -> texts(stage.scene()).stream().anyMatch(text -> text.contains("Wrong amount")));
                assertThat(stage.scene().lookup("#late-resume") != null)
                        .as("%s ends disputes", role)
                        .isEqualTo(role == GroupRole.FINANCE);
            }
        }
    }

    private ScreenStage sellers() throws Exception {
        var database = books.workspace().database();
        var services = new SellersServices(
                new BillingEntities(database),
                new BillingEntityChanges(database, LATER),
                new TaxRates(database, LATER),
                new BillingRules(database),
                LateFeeServices.of(database, LATER, true, true),
                new TaxEffects(database, LATER),
                LATER,
                true,
                heard -> database.listen("seller", heard));
        var stage = ScreenStage.open(ListScreen.LAYOUT, context -> new SellersView(context, services));
        stage.until(() -> table(stage).getItems().size() == 1);
        stage.onFx(() -> table(stage).getSelectionModel().select(0));
        return stage;
    }

    private ScreenStage page(String customer) throws Exception {
        var workspace = books.workspace();
        var connection = books.connection(GroupRole.FINANCE);
        var stage = ScreenStage.open(
                "/fxml/customers.fxml",
                context -> new CustomersView(
                        new CustomersViewModel(CustomersServices.of(workspace, connection), context), context),
                Language.ENGLISH,
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
        return stage;
    }

    private static TableView<?> table(ScreenStage stage) {
        return (TableView<?>) stage.scene().lookup(".data-table-view");
    }

    private static ButtonBase button(Scene scene, String id) {
        return (ButtonBase) scene.lookup(id);
    }

    private static TextField field(Scene scene, String id) {
        return (TextField) scene.lookup(id);
    }

    private static String words(javafx.scene.Node node) {
        return node.lookupAll(".label").stream()
                .map(each -> ((Label) each).getText())
                .collect(java.util.stream.Collectors.joining("\n"));
    }

    private static List<String> texts(Scene scene) {
        return scene.getRoot().lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .filter(Objects::nonNull)
                .toList();
    }
}
