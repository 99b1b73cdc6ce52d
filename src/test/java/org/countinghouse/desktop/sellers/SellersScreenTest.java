package org.countinghouse.desktop.sellers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.countinghouse.billing.BillingEntities;
import org.countinghouse.billing.BillingRules;
import org.countinghouse.billing.DraftRefresh;
import org.countinghouse.billing.SubscriptionRating;
import org.countinghouse.billing.TaxEffects;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.billing.tax.Vies;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.BillingEntityChanges;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.latefees.LateFeeServices;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The billing entities screen in a window on real books. */
class SellersScreenTest {
    private TestBooks books;
    private ScreenStage stage;

    @BeforeEach
    void open() throws Exception {
        books = TestBooks.open();
    }

    @SuppressWarnings("unchecked") // The dialog puts names into it.
    private static ComboBox<String> zone(Scene form) {
        return (ComboBox<String>) form.lookup("#seller-zone");
    }

    private void show(boolean mayChange) throws Exception {
        var database = books.workspace().database();
        var services = new SellersServices(
                new BillingEntities(database),
                new BillingEntityChanges(database, TestBooks.CLOCK),
                new TaxRates(database, TestBooks.CLOCK),
                new BillingRules(database),
                LateFeeServices.of(database, TestBooks.CLOCK, mayChange, mayChange),
                new TaxEffects(database, TestBooks.CLOCK),
                TestBooks.CLOCK,
                mayChange,
                heard -> database.listen("seller", heard));
        stage = ScreenStage.open(ListScreen.LAYOUT, context -> new SellersView(context, services));
        stage.until(() -> table().getItems().size() == 1);
        stage.onFx(() -> table().getSelectionModel().select(0));
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
        books.close();
    }

    @Test
    void numbersGoOnWithAnotherPrefixAndBeginAnewEachYear() throws Exception {
        books.bill();
        books.workspace()
                .finalising()
                .finalise(List.of(
                        books.workspace().invoices().draftsOf(TestBooks.OCTOBER).getFirst()));
        show(true);
        stage.until(() -> text("#seller-numbers").contains("R-2026-000002"));
        assertThat(text("#seller-numbers"))
                .contains("CN-2026-000001")
                .contains("the first invoice of 2027 will be R-2027-000001");
        stage.picture("billing-entities");
        stage.onFx(() -> button("#seller-change").fire());
        Scene form = stage.window("#confirm-seller");
        stage.onFx(() -> {
            field(form, "#seller-invoices").setText("CN-");
            assertThat(((Button) form.lookup("#confirm-seller")).isDisabled()).isTrue();
            field(form, "#seller-invoices").setText("RE/");
            field(form, "#seller-terms").setText("21");
            ComboBox<String> zone = zone(form);
            assertThat(zone.getValue()).isEqualTo("UTC");
            zone.setValue("Asia/Tokyo");
            // It is the 2nd of November there too.
            assertThat(((Label) form.lookup("#seller-due")).getText())
                    .isEqualTo("An invoice issued today would be due on Nov 23, 2026 instead of Nov 16, 2026.");
            assertThat(form.lookup("#money-look").isVisible())
                    .as("no other country")
                    .isFalse();
        });
        stage.picture("billing-entity-change", form);
        stage.onFx(() -> ((Button) form.lookup("#confirm-seller")).fire());
        stage.until(() -> text("#seller-numbers").contains("RE/2026-000002"));
        assertThat(new BillingEntities(books.workspace().database())
                        .list()
                        .page(Filter.ALL, List.of(), null, 0, 1)
                        .rows()
                        .getFirst()
                        .entity()
                        .timeZone())
                .isEqualTo("Asia/Tokyo");
        stage.onFx(() -> button("#seller-taxes").fire());
        assertThat(stage.visited.getLast().screen()).isEqualTo("taxes");
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void anotherCountryOfASellerShowsTheDraftsThatAreTaxedOtherwise() throws Exception {
        // Of one in France a business in Germany owes the tax itself; of one in Germany it pays it.
        var taxes = new CustomerTaxes(books.workspace().database(), new Vies(Vies.ADDRESS), TestBooks.CLOCK);
        taxes.identify("berlin", "DE", "DE129273398");
        books.bill();
        show(true);
        stage.until(() -> stage.scene().lookup("#seller-change") != null);
        stage.onFx(() -> button("#seller-change").fire());
        Scene form = stage.window("#confirm-seller");
        stage.onFx(() -> field(form, "#seller-country").setText("FR"));
        stage.until(() -> form.lookup("#money-look").isVisible()
                && text(form.lookup("#money-look")).contains("has to be rated again"));
        var draft = books.workspace().invoices().draftsOf(TestBooks.OCTOBER).stream()
                .map(id -> books.workspace().invoices().find(Long.toString(id)))
                .filter(each -> each.customer().equals("berlin"))
                .findFirst()
                .orElseThrow();
        assertThat(text(form.lookup("#money-look")))
                .contains(euro(draft.tax()) + " → €0.00", euro(draft.total()) + " → " + euro(draft.net()));
        stage.picture("billing-entity-country", form);
        stage.onFx(() -> ((Button) form.lookup("#confirm-seller")).fire());
        stage.until(() -> !stage.notices.isEmpty());
        var database = books.workspace().database();
        var effect = new DraftRefresh(database, new SubscriptionRating(database, TestBooks.CLOCK), TestBooks.CLOCK)
                .refresh(draft.id(), null);
        assertThat(effect.total()).isEqualByComparingTo(draft.net());
        assertThat(stage.failures).isEmpty();
    }

    private static String euro(java.math.BigDecimal amount) {
        return java.text.NumberFormat.getCurrencyInstance(java.util.Locale.US)
                .format(amount)
                .replace("$", "€");
    }

    @Test
    void whetherASellerIsBilledByItselfIsSetHere() throws Exception {
        show(true);
        stage.until(() -> text(".quota-pane").contains("By hand"));
        stage.onFx(() -> button("#seller-rules").fire());
        Scene form = stage.window("#confirm-rules");
        Button confirm = (Button) form.lookup("#confirm-rules");
        stage.onFx(() -> {
            ((CheckBox) form.lookup("#rules-automatic")).setSelected(true);
            for (String wrong : List.of("2001", "-1", "1.5", "soon")) {
                field(form, "#rules-grace").setText(wrong);
                assertThat(confirm.isDisabled()).as(wrong).isTrue();
            }
            field(form, "#rules-grace").setText("36");
            field(form, "#rules-books").setText("moon");
            assertThat(confirm.isDisabled()).isTrue();
            field(form, "#rules-books").setText("eur");
            assertThat(confirm.isDisabled()).isFalse();
        });
        stage.picture("billing-entity-rules", form);
        stage.onFx(confirm::fire);
        stage.until(() -> text(".quota-pane").contains("By themselves"));
        BillingRules.Rule rule =
                new BillingRules(books.workspace().database()).all().getFirst();
        assertThat(rule.automatic()).isTrue();
        assertThat(rule.graceHours()).isEqualTo(36);
        assertThat(rule.booksCurrency()).isEqualTo("EUR");
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsNotOverwritten() throws Exception {
        var database = books.workspace().database();
        var changes = new BillingEntityChanges(database, TestBooks.CLOCK);
        var row = new BillingEntities(database)
                .list()
                .page(Filter.ALL, List.of(), null, 0, 1)
                .rows()
                .getFirst();
        BillingEntity entity = row.entity();
        changes.change(entity, "C-", row.revision());
        assertThatThrownBy(() -> changes.change(entity, "D-", row.revision()))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("seller.changed"));
        assertThatThrownBy(() -> changes.add(entity, "C-"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("seller.there"));
        assertThatThrownBy(() -> changes.change(entity, entity.invoicePrefix(), row.revision() + 1))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("seller.prefixes"));
    }

    @Test
    void whoOnlyLooksSeesWhy() throws Exception {
        show(false);
        stage.until(() -> text(".quota-pane").contains("Only admins change billing entities"));
        assertThat(stage.scene().lookup("#seller-change")).isNull();
        assertThat(stage.scene().lookup("#seller-add")).isNull();
    }

    private TableView<?> table() {
        return (TableView<?>) stage.scene().lookup(".data-table-view");
    }

    private javafx.scene.control.ButtonBase button(String id) {
        return (javafx.scene.control.ButtonBase) stage.scene().lookup(id);
    }

    private static TextField field(Scene scene, String id) {
        return (TextField) scene.lookup(id);
    }

    private String text(String id) {
        return text(stage.scene().lookup(id));
    }

    private static String text(@Nullable Node node) {
        var words = new StringBuilder();
        if (node != null) {
            node.lookupAll(".label")
                    .forEach(each -> words.append(((Label) each).getText()).append('\n'));
        }
        return words.toString();
    }
}
