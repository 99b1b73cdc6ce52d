package org.countinghouse.desktop.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.countinghouse.billing.BillingWorld;
import org.countinghouse.billing.OwnPrice;
import org.countinghouse.billing.SubscriptionChanges;
import org.countinghouse.billing.WantedChange;
import org.countinghouse.catalog.Json;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.usage.ScreenStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A customer's own prices in the window: set with the money seen first, shown beside the plan's, and undone. */
class OwnPriceScreenTest {
    private static final String TIERED = """
            {"code":"Tiered","name":"Tiered","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"calendar",
             "trial_days":0,"fees":[{"code":"base","name":"Base fee","amount":"10.00","quantity":"1","timing":"arrears",
             "proration":"day"}],"charges":[{"code":"calls","name":"Calls","meter":"calls","price":{"model":"graduated",
             "tiers":[{"up_to":"1000","unit_amount":"0.01"},{"up_to":null,"unit_amount":"0.005"}]}}]}""";

    private BillingWorld world;
    private SubscriptionChanges changes;
    private long acme;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2023-12-10T09:30:00Z");
        world.plan("Basic", "month", "calendar", "31.00", true);
        world.plans.publish(Json.parse(TIERED), LocalDate.of(2020, 1, 1));
        acme = world.subscribe("Acme Research", "Basic", "2023-12-01", "UTC");
        world.subscribe("Borealis GmbH", "Tiered", "2023-12-01", "UTC");
        world.usage("Acme Research", "2023-12-05T10:00:00Z", 1250);
        world.usage("Borealis GmbH", "2023-12-05T10:00:00Z", 3000);
        changes = new SubscriptionChanges(world.database, world.clock);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private ScreenStage stage(boolean mayChange, Language language, int row) throws Exception {
        var stage = ScreenStage.open(
                ListScreen.LAYOUT,
                context -> new SubscriptionsView(context, SubscriptionsScreenTest.services(world, mayChange)),
                language,
                ZoneId.of("UTC"));
        stage.until(() -> table(stage).getItems().size() == 2);
        stage.onFx(() -> table(stage).getSelectionModel().select(row));
        stage.until(() -> stage.scene().lookup("#timeline") != null);
        return stage;
    }

    private static Scene dialog(ScreenStage stage) throws Exception {
        stage.until(() -> stage.scene().lookup("#subscription-price") != null
                && !button(stage.scene(), "#subscription-price").isDisabled());
        stage.onFx(() -> button(stage.scene(), "#subscription-price").fire());
        return stage.window("#confirm-change");
    }

    private static void write(ScreenStage stage, Scene form, String field, String text) throws Exception {
        stage.onFx(() -> ((TextField) form.lookup(field)).setText(text));
    }

    private static void choose(ScreenStage stage, Scene form, String box, int index) throws Exception {
        stage.onFx(() -> ((ComboBox<?>) form.lookup(box)).getSelectionModel().select(index));
    }

    @Test
    void thePriceOfAChargeIsSetAfterALookAtTheMoneyStaysInSightAndIsUndone() throws Exception {
        try (var stage = stage(true, Language.ENGLISH, 0)) {
            assertThat(stage.scene().lookup("#own-prices").isVisible()).isFalse();
            Scene form = dialog(stage);
            Button confirm = button(form, "#confirm-change");
            assertThat(((TextField) form.lookup("#change-amount")).getText()).isEqualTo("31");
            choose(stage, form, "#change-item", 1);
            assertThat(((TextField) form.lookup("#price-unit_amount")).getText())
                    .isEqualTo("0.01");
            assertThat(text(form.getRoot())).contains("In the plan: €0.01 per unit");
            write(stage, form, "#change-reason", "Agreed for the year");
            assertThat(confirm.isDisabled()).as("the price is the plan's still").isTrue();
            write(stage, form, "#price-unit_amount", "much");
            stage.onFx(
                    () -> assertThat(text(form.lookup("#price-editor"))).contains("Not everything is a number yet."));
            write(stage, form, "#price-unit_amount", "0.008");
            // The day begins no period: the price cannot begin on it.
            choose(stage, form, "#change-when", 0);
            stage.until(() -> text(form.lookup("#change-money")).contains("none begins on 2023-12-10"));
            assertThat(confirm.isDisabled()).isTrue();
            stage.onFx(() -> {
                ((ComboBox<?>) form.lookup("#change-when")).getSelectionModel().selectLast();
                ((javafx.scene.control.DatePicker) form.lookup("#change-day")).setValue(LocalDate.of(2023, 12, 1));
            });
            // 1250 calls at 0.008 are 10.00 in place of 12.50.
            stage.until(() -> text(form.lookup("#change-money")).contains("Difference"));
            assertThat(text(form.lookup("#change-money"))).contains("€41.00", "€43.50", "-€2.50");
            stage.picture("subscription-price", form);
            stage.onFx(confirm::fire);
            stage.until(() -> text(stage.scene().lookup("#own-price-calls")).contains("Own price"));
            assertThat(text(stage.scene().lookup("#own-price-calls")))
                    .contains("From Dec 1, 2023", "€0.008 per unit (calls)", "In the plan", "€0.01 per unit (calls)");
            assertThat(text(stage.scene().lookup("#timeline"))).contains("Own price of calls: €0.008 per unit");
            stage.picture("subscription-own-price");

            long change = changes.ownPrices(acme).getFirst().change();
            stage.onFx(() -> button(stage.scene(), "#undo-own-" + change).fire());
            Scene question = stage.window("#confirm-undo");
            write(stage, question, "#undo-reason", "Not agreed after all");
            stage.until(() -> !button(question, "#confirm-undo").isDisabled());
            stage.onFx(() -> button(question, "#confirm-undo").fire());
            stage.until(() -> !stage.scene().lookup("#own-prices").isVisible());
            assertThat(changes.ownPrices(acme)).isEmpty();
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void tiersAreEditedInPlaceOrAsADocument() throws Exception {
        try (var stage = stage(true, Language.GERMAN, 1)) {
            Scene form = dialog(stage);
            choose(stage, form, "#change-item", 1);
            write(stage, form, "#change-reason", "Rahmenvertrag");
            write(stage, form, "#price-unit_amount-0", "0,009");
            stage.onFx(() -> button(form, "#price-tier-add").fire());
            stage.onFx(() -> assertThat(((TextField) form.lookup("#price-unit_amount-0")).getText())
                    .as("what was typed stays")
                    .isEqualTo("0,009"));
            assertThat(text(form.lookup("#price-editor"))).contains("Noch ist nicht alles eine Zahl.");
            write(stage, form, "#price-up_to-1", "500");
            stage.onFx(() -> assertThat(text(form.lookup("#price-editor"))).doesNotContain("Noch ist nicht alles"));
            assertThat(button(form, "#confirm-change").isDisabled()).isTrue();
            write(stage, form, "#price-up_to-1", "2.000");
            write(stage, form, "#price-unit_amount-1", "0,006");
            stage.until(() -> text(form.lookup("#change-money")).contains("Unterschied"));
            stage.picture("subscription-price-tiers", form);
            stage.onFx(() -> ((ToggleButton) form.lookup("#price-by-document")).fire());
            var document = (TextArea) form.lookup("#price-document");
            assertThat(document.getText()).contains("\"up_to\" : \"2000\"", "\"0.009\"", "\"0.006\"");
            stage.onFx(() -> document.setText("{\"model\":\"volume\""));
            assertThat(button(form, "#confirm-change").isDisabled()).isTrue();
            stage.onFx(() -> document.setText("{\"model\":\"per_unit\",\"unit_amount\":\"0.004\"}"));
            stage.until(() -> !button(form, "#confirm-change").isDisabled());
            stage.onFx(() -> button(form, "#confirm-change").fire());
            stage.until(() -> text(stage.scene().lookup("#own-price-calls")).contains("Künftig"));
            assertThat(text(stage.scene().lookup("#own-price-calls"))).contains("Im Tarif", "1.000", "0,01\u00a0€");
            stage.picture("subscription-own-price-tiers");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void theListPriceHoldsAgainAndWhoOnlyLooksSeesBoth() throws Exception {
        changes.add(acme, WantedChange.price("base", "25", "Agreed").on(LocalDate.of(2023, 12, 1)));
        try (var stage = stage(false, Language.ENGLISH, 0)) {
            stage.until(() -> text(stage.scene().lookup("#own-price-base")).contains("€25.00"));
            assertThat(text(stage.scene().lookup("#own-price-base")))
                    .contains("€31.00")
                    .doesNotContain("Undo");
        }
        try (var stage = stage(true, Language.ENGLISH, 0)) {
            long change = changes.ownPrices(acme).getFirst().change();
            stage.until(() -> stage.scene().lookup("#change-own-" + change) != null);
            stage.onFx(() -> button(stage.scene(), "#change-own-" + change).fire());
            Scene form = stage.window("#confirm-change");
            assertThat(((TextField) form.lookup("#change-amount")).getText()).isEqualTo("25");
            stage.onFx(() -> ((CheckBox) form.lookup("#change-list")).setSelected(true));
            write(stage, form, "#change-reason", "The agreement ends");
            // From January on: 31.00 in place of 25.00.
            stage.until(() -> text(form.lookup("#change-money")).contains("+€6.00"));
            stage.onFx(() -> button(form, "#confirm-change").fire());
            stage.until(() -> text(stage.scene().lookup("#own-price-base"))
                    .contains("Dec 1, 2023 until Jan 1, 2024, that day not included"));
            assertThat(stage.failures).isEmpty();
        }
        world.at("2024-01-02T00:00:00Z");
        assertThat(changes.ownPrices(acme)).isEmpty();
    }

    @Test
    void aPriceOfNothingThatThePlanHasIsNone() throws Exception {
        changes.add(acme, WantedChange.price("base", "25", "Agreed").on(LocalDate.of(2023, 12, 1)));
        changes.add(acme, WantedChange.price("base", "20", "Better still").on(LocalDate.of(2024, 2, 1)));
        assertThat(changes.ownPrices(acme))
                .extracting(OwnPrice::from, OwnPrice::to, OwnPrice::begun)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(LocalDate.of(2023, 12, 1), LocalDate.of(2024, 2, 1), true),
                        org.assertj.core.groups.Tuple.tuple(LocalDate.of(2024, 2, 1), null, false));
        world.plans.publish(
                Json.parse(TIERED.replace("Tiered", "Lean").replace("\"base\"", "\"other\"")),
                LocalDate.of(2020, 1, 1));
        changes.add(acme, WantedChange.plan("Lean", null, "Leaner").on(LocalDate.of(2024, 1, 1)));
        assertThat(changes.ownPrices(acme)).singleElement().matches(OwnPrice::begun);
        world.at("2024-01-02T00:00:00Z");
        assertThat(changes.ownPrices(acme)).isEmpty();
    }

    @Test
    void onlyWhatCanBeDoneIsOffered() throws Exception {
        try (var stage = stage(true, Language.ENGLISH, 0)) {
            stage.until(() -> !button(stage.scene(), "#subscription-pause").isDisabled());
            assertThat(disabled(stage)).containsExactly("subscription-resume");
            changes.add(acme, WantedChange.pause("Holiday"));
            stage.until(() -> disabled(stage).equals(List.of("subscription-pause")));
            changes.add(acme, WantedChange.resume("They are back"));
            stage.until(() -> disabled(stage).equals(List.of("subscription-resume")));
            changes.add(acme, WantedChange.pause("Holiday again").on(LocalDate.of(2024, 3, 1)));
            stage.until(() -> disabled(stage).isEmpty());
        }
    }

    private static List<String> disabled(ScreenStage stage) {
        return stage.scene().getRoot().lookupAll(".quota-head .button").stream()
                .filter(Node::isDisabled)
                .map(Node::getId)
                .distinct()
                .toList();
    }

    private static TableView<?> table(ScreenStage stage) {
        return (TableView<?>) stage.scene().lookup(".data-table-view");
    }

    private static Button button(Scene scene, String id) {
        return (Button) scene.lookup(id);
    }

    /** Nothing while it is not laid out. */
    private static String text(@Nullable Node node) {
        var words = new StringBuilder();
        if (node != null) {
            node.lookupAll("*").stream()
                    .filter(each -> each instanceof Labeled && shown(each, node))
                    .forEach(each -> words.append(((Labeled) each).getText()).append('\n'));
        }
        return words.toString();
    }

    private static boolean shown(Node each, Node under) {
        for (Node node = each; node != null && !node.equals(under); node = node.getParent()) {
            if (!node.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
