package org.countinghouse.desktop.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.BillingWorld;
import org.countinghouse.billing.RunScope;
import org.countinghouse.billing.StartPreview;
import org.countinghouse.billing.SubscriptionChanges;
import org.countinghouse.billing.SubscriptionList;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.billing.SubscriptionStarts;
import org.countinghouse.billing.WantedChange;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.customers.Subscription;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.thresholds.ThresholdServices;
import org.countinghouse.desktop.usage.Keys;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The subscriptions screen in a window on a real database. */
class SubscriptionsScreenTest {
    static SubscriptionsServices services(BillingWorld world, boolean mayChange) {
        return new SubscriptionsServices(
                new SubscriptionList(world.database, world.clock),
                new SubscriptionChanges(world.database, world.clock),
                new StartPreview(world.database, world.clock),
                new SubscriptionStarts(world.customers),
                CustomerList.of(world.database),
                world.plans::versions,
                ThresholdServices.of(world.database, world.clock, mayChange),
                mayChange,
                heard -> world.database.listen("subscription", heard));
    }

    private static BillingWorld world() throws Exception {
        var world = new BillingWorld("2023-12-10T09:30:00Z");
        world.plan("Basic", "month", "calendar", "31.00", true);
        world.plan("Professional", "month", "calendar", "62.00", true);
        long id = world.subscribe("Acme Research", "Basic", "2023-09-01", "Europe/Berlin");
        world.subscribe("Borealis GmbH", "Professional", "2023-10-15", "UTC");
        world.usage("Acme Research", "2023-12-05T10:00:00Z", 1250);
        world.runs.run(RunScope.upTo(Instant.parse("2023-12-02T00:00:00Z")), false, Progress.NONE);
        var changes = new SubscriptionChanges(world.database, world.clock);
        long pause = changes.add(id, WantedChange.pause("Holiday of the whole team"));
        changes.undo(pause, "They work on");
        return world;
    }

    @Test
    void aPlanIsChangedAfterALookAtTheMoneyAndUndone() throws Exception {
        try (var world = world();
                var stage = ScreenStage.open(
                        ListScreen.LAYOUT, context -> new SubscriptionsView(context, services(world, true)))) {
            stage.until(() -> table(stage).getItems().size() == 2);
            stage.onFx(() -> table(stage).getSelectionModel().selectFirst());
            stage.until(() -> stage.scene().lookup("#subscription-plan") != null
                    && !button(stage.scene(), "#subscription-plan").isDisabled());
            stage.onFx(() -> button(stage.scene(), "#subscription-plan").fire());
            Scene form = stage.window("#confirm-change");
            Button confirm = button(form, "#confirm-change");
            assertThat(confirm.isDisabled()).isTrue();
            stage.onFx(() -> ((ComboBox<?>) form.lookup("#change-item"))
                    .getSelectionModel()
                    .selectFirst());
            stage.until(() -> text(form.lookup("#change-money")).contains("Difference"));
            // Nine days of 31.00, then 22 of 62.00, and 12.50 of calls: those before by the old plan.
            assertThat(text(form.lookup("#change-money"))).contains("€65.50", "€43.50", "+€22.00");
            stage.onFx(() -> ((TextField) form.lookup("#change-reason")).setText("The team grows"));
            stage.picture("subscription-change", form);
            stage.onFx(confirm::fire);
            stage.until(() -> text(stage.scene().lookup("#timeline")).contains("Plan Professional, version 1"));
            stage.picture("subscriptions");
            assertThat(stage.notices).anyMatch(notice -> notice.contains("Acme Research"));
            stage.until(() -> stage.scene().lookup("#undo-2") != null);
            stage.onFx(() -> button(stage.scene(), "#undo-2").fire());
            Scene question = stage.window("#confirm-undo");
            assertThat(button(question, "#confirm-undo").isDisabled()).isTrue();
            stage.onFx(() -> ((TextField) question.lookup("#undo-reason")).setText("Not yet"));
            stage.until(() -> text(question.lookup("#change-money")).contains("Difference"));
            // What adding it showed, the other way round.
            assertThat(text(question.lookup("#change-money")))
                    .contains("With the change undone\n€43.50", "As it is\n€65.50", "-€22.00");
            assertThat(button(question, "#confirm-undo").isDisabled()).isFalse();
            stage.picture("subscription-undo", question);
            stage.onFx(() -> button(question, "#confirm-undo").fire());
            stage.until(() -> text(stage.scene().lookup("#timeline")).contains("Not yet"));
            world.at("2024-01-03T00:00:00Z");
            assertThat(world.runs
                            .run(BillingPeriod.parse("2023-12"), true, Progress.NONE)
                            .totals()
                            .get("EUR"))
                    .as("with 62.00 of Borealis")
                    .isEqualByComparingTo("105.50");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void anUndoThatBillsUsageTwiceNamesTheMeterAndHasToBeMeant() throws Exception {
        for (Language language : List.of(Language.ENGLISH, Language.GERMAN)) {
            try (var world = world()) {
                var changes = new SubscriptionChanges(world.database, world.clock);
                var january = LocalDate.of(2024, 1, 1);
                long cancelled =
                        changes.add(1, WantedChange.cancel(true, "They leave").on(january));
                new SubscriptionStarts(world.customers)
                        .start(
                                new Subscription("Acme Research", "Professional", january, null, "UTC", Map.of()),
                                false);
                undoneThoughItIsBilledTwice(world, language, changes, cancelled);
            }
        }
    }

    private static void undoneThoughItIsBilledTwice(
            BillingWorld world, Language language, SubscriptionChanges changes, long cancelled) throws Exception {
        try (var stage = ScreenStage.open(
                ListScreen.LAYOUT,
                context -> new SubscriptionsView(context, services(world, true)),
                language,
                ZoneId.of("UTC"))) {
            stage.until(() -> table(stage).getItems().size() == 3);
            String undo = "#undo-" + cancelled;
            stage.onFx(() -> table(stage).getSelectionModel().select(row(stage, 1)));
            stage.until(() -> stage.scene().lookup(undo) != null);
            stage.onFx(() -> button(stage.scene(), undo).fire());
            Scene question = stage.window("#confirm-undo");
            stage.until(() -> question.lookup("#undo-beside").isVisible());
            assertThat(text(question.lookup("#undo-found"))).contains("calls", "Professional");
            var keys = new Keys(stage, question);
            assertThat(keys.focused().getId()).isEqualTo("undo-reason");
            keys.write("Both, as agreed");
            assertThat(button(question, "#confirm-undo").isDisabled())
                    .as("not meant yet")
                    .isTrue();
            stage.picture("subscription-undo-beside-" + language, question);
            keys.tabTo("undo-beside").press(KeyCode.SPACE);
            assertThat(button(question, "#confirm-undo").isDisabled()).isFalse();
            keys.tabTo("confirm-undo").press(KeyCode.ENTER);
            stage.until(() -> text(stage.scene().lookup("#timeline")).contains("Both, as agreed"));
            assertThat(changes.of(1).getFirst().holds()).isFalse();
            assertThat(stage.failures).isEmpty();
        }
    }

    private static SubscriptionRow row(ScreenStage stage, long id) {
        return table(stage).getItems().stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSubscriptionIsStartedAndWhoOnlyLooksHasNoButtons() throws Exception {
        try (var world = world()) {
            try (var stage = ScreenStage.open(
                    ListScreen.LAYOUT, context -> new SubscriptionsView(context, services(world, true)))) {
                stage.until(() -> table(stage).getItems().size() == 2);
                stage.onFx(() -> button(stage.scene(), "#subscription-start").fire());
                Scene form = stage.window("#confirm-start");
                ListView<?> customers = (ListView<?>) form.lookup("#start-customers");
                stage.until(() -> customers.getItems().size() == 2);
                stage.onFx(() -> {
                    customers.getSelectionModel().selectFirst();
                    ((ComboBox<?>) form.lookup("#start-plan"))
                            .getSelectionModel()
                            .selectLast();
                });
                // Professional from the 10th of December on: 22 of 31 days, and usage that is there already.
                stage.until(() -> text(form.lookup("#change-money")).contains("€44.00"));
                // Basic bills their calls already: both together only when somebody says so.
                assertThat(text(form.lookup("#change-money"))).contains("its usage would be billed twice");
                assertThat(button(form, "#confirm-start").isDisabled()).isTrue();
                stage.onFx(() -> ((CheckBox) form.lookup("#start-beside")).setSelected(true));
                stage.picture("subscription-start", form);
                stage.onFx(() -> button(form, "#confirm-start").fire());
                stage.until(() -> table(stage).getItems().size() == 3);
                assertThat(stage.failures).isEmpty();
            }
            try (var stage = ScreenStage.open(
                    ListScreen.LAYOUT, context -> new SubscriptionsView(context, services(world, false)))) {
                stage.until(() -> table(stage).getItems().size() == 3);
                assertThat(stage.scene().lookup("#subscription-start")).isNull();
            }
        }
    }

    @Test
    void aSubscriptionIsStartedWithTheKeyboardAlone() throws Exception {
        try (var world = world();
                var stage = ScreenStage.open(
                        ListScreen.LAYOUT, context -> new SubscriptionsView(context, services(world, true)))) {
            stage.until(() -> table(stage).getItems().size() == 2);
            var list = new Keys(stage, stage.scene());
            stage.onFx(() -> table(stage).requestFocus());
            list.tabTo("subscription-start").press(KeyCode.SPACE);
            Scene form = stage.window("#confirm-start");
            var keys = new Keys(stage, form);
            ListView<?> customers = (ListView<?>) form.lookup("#start-customers");
            stage.until(() -> customers.getItems().size() == 2);
            assertThat(keys.focused().getId()).as("where typing begins").isEqualTo("start-search");
            keys.write("borea");
            stage.until(() -> customers.getItems().size() == 1);
            keys.press(KeyCode.DOWN).tabTo("start-plan").press(KeyCode.DOWN).press(KeyCode.DOWN);
            stage.until(() -> form.lookup("#start-beside").isVisible());
            keys.tabTo("start-beside").press(KeyCode.SPACE);
            stage.until(() -> !button(form, "#confirm-start").isDisabled());
            keys.tabTo("confirm-start").press(KeyCode.ENTER);
            stage.until(() -> table(stage).getItems().size() == 3);
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void feesInAdvanceAreTheFirstInvoice() throws Exception {
        try (var world = world()) {
            world.plan("Team", "month", "calendar", "62.00", true, 0, "advance");
            try (var stage = ScreenStage.open(
                    ListScreen.LAYOUT, context -> new SubscriptionsView(context, services(world, true)))) {
                stage.until(() -> table(stage).getItems().size() == 2);
                stage.onFx(() -> button(stage.scene(), "#subscription-start").fire());
                Scene form = stage.window("#confirm-start");
                ListView<?> customers = (ListView<?>) form.lookup("#start-customers");
                stage.until(() -> customers.getItems().size() == 2);
                stage.onFx(() -> {
                    customers.getSelectionModel().selectFirst();
                    ((ComboBox<?>) form.lookup("#start-plan"))
                            .getSelectionModel()
                            .selectLast();
                });
                stage.until(() -> text(form.lookup("#change-money")).contains("€44.00"));
                assertThat(text(form.lookup("#change-money")))
                        .contains("Base fee, 2023-12-10 to 2023-12-31", "Fees in advance are billed at the start.");
                stage.picture("subscription-start-ahead", form);
                assertThat(stage.failures).isEmpty();
            }
        }
    }

    @SuppressWarnings("unchecked") // The scene does not say what the table holds.
    private static TableView<SubscriptionRow> table(ScreenStage stage) {
        return (TableView<SubscriptionRow>) stage.scene().lookup(".data-table-view");
    }

    private static Button button(Scene scene, String id) {
        return (Button) scene.lookup(id);
    }

    /** Nothing while it is not laid out. */
    private static String text(@Nullable Node node) {
        var words = new StringBuilder();
        if (node == null) {
            return "";
        }
        node.lookupAll(".label")
                .forEach(each -> words.append(((Label) each).getText()).append('\n'));
        return words.toString();
    }
}
