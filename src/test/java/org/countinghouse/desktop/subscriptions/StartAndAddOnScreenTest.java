package org.countinghouse.desktop.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.countinghouse.billing.BillingWorld;
import org.countinghouse.billing.SubscriptionChanges;
import org.countinghouse.billing.WantedChange;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.usage.Keys;
import org.countinghouse.desktop.usage.ScreenStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starting with a quantity, a version and a last day, and ending an add-on, in a window on a real database. */
class StartAndAddOnScreenTest {
    private BillingWorld world;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2023-12-10T09:30:00Z");
        world.plan("Basic", "month", "calendar", "31.00", true);
        world.plan("Help", "month", "calendar", "31.00", false);
        world.plan("Seats", "month", "calendar", "31.00", false);
        world.plan("Seats", "month", "calendar", "62.00", false);
        world.subscribe("Acme Research", "Basic", "2023-12-01", "UTC");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private ScreenStage stage(Language language) throws Exception {
        var stage = ScreenStage.open(
                ListScreen.LAYOUT,
                context -> new SubscriptionsView(context, SubscriptionsScreenTest.services(world, true)),
                language,
                ZoneId.of("UTC"));
        stage.until(() -> table(stage).getItems().size() == 1);
        return stage;
    }

    @Test
    void aSubscriptionStartsWithAVersionQuantitiesAndALastDayByTheKeyboardAlone() throws Exception {
        try (var stage = stage(Language.ENGLISH)) {
            stage.onFx(() -> button(stage.scene(), "#subscription-start").fire());
            Scene form = stage.window("#confirm-start");
            var keys = new Keys(stage, form);
            stage.until(() ->
                    ((ListView<?>) form.lookup("#start-customers")).getItems().size() == 1);
            keys.press(KeyCode.DOWN).tabTo("start-plan");
            stage.onFx(() -> select(form, "#start-plan", "Seats"));
            // The newest: 22 of 31 days.
            stage.until(() -> money(form).contains("€44.00"));
            keys.tabTo("start-version").press(KeyCode.DOWN).press(KeyCode.DOWN);
            assertThat(box(form, "#start-version").getValue()).hasToString("Version 1 · from Jan 1, 2020");
            stage.until(() -> money(form).contains("€22.00"));
            TextField many = (TextField) form.lookup("#start-quantity-base");
            assertThat(many.getPromptText()).as("as in the plan").isEqualTo("1");
            keys.tabTo("start-quantity-base").write("three");
            assertThat(form.lookup("#start-quantity-problem").isVisible()).isTrue();
            assertThat(button(form, "#confirm-start").isDisabled()).isTrue();
            stage.picture("subscription-start-wrong", form);
            stage.onFx(() -> many.setText("3"));
            assertThat(form.lookup("#start-quantity-problem").isVisible()).isFalse();
            stage.until(() -> money(form).contains("€66.00"));
            stage.onFx(() -> ((DateField) form.lookup("#start-last")).setValue(LocalDate.of(2023, 12, 19)));
            // Ten days of three.
            stage.until(() -> money(form).contains("€30.00"));
            stage.picture("subscription-start-full", form);
            stage.onFx(() -> ((DateField) form.lookup("#start-last")).setValue(LocalDate.of(2023, 12, 9)));
            stage.until(() -> money(form).contains("would end on"));
            assertThat(button(form, "#confirm-start").isDisabled()).isTrue();
            stage.onFx(() -> ((DateField) form.lookup("#start-last")).setValue(LocalDate.of(2023, 12, 19)));
            stage.until(() -> !button(form, "#confirm-start").isDisabled());
            keys.tabTo("confirm-start").press(KeyCode.ENTER);
            stage.until(() -> table(stage).getItems().size() == 2);
            assertThat(world.texts("select v.number || ' ' || s.ends_on || ' ' || (s.quantities ->> 'base')"
                            + " from subscription s join plan_version v on v.id = s.plan_version_id where s.id = 2"))
                    .containsExactly("1 2023-12-20 3");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void withoutMoreTheNewestVersionIsTakenAsTheQuestionSays() throws Exception {
        try (var stage = stage(Language.GERMAN)) {
            stage.onFx(() -> button(stage.scene(), "#subscription-start").fire());
            Scene form = stage.window("#confirm-start");
            ListView<?> customers = (ListView<?>) form.lookup("#start-customers");
            stage.until(() -> customers.getItems().size() == 1);
            stage.onFx(() -> {
                customers.getSelectionModel().selectFirst();
                select(form, "#start-plan", "Seats");
            });
            stage.until(() -> money(form).contains("44,00"));
            stage.picture("subscription-start-de", form);
            stage.onFx(() -> button(form, "#confirm-start").fire());
            stage.until(() -> table(stage).getItems().size() == 2);
            assertThat(world.texts("select v.number || ' ' || s.quantities || coalesce(s.ends_on::text, '')"
                            + " from subscription s join plan_version v on v.id = s.plan_version_id where s.id = 2"))
                    .containsExactly("2 {}");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void anAddOnIsEndedAfterALookAtTheMoney() throws Exception {
        var changes = new SubscriptionChanges(world.database, world.clock);
        try (var stage = stage(Language.ENGLISH)) {
            stage.onFx(() -> table(stage).getSelectionModel().selectFirst());
            stage.until(() -> stage.scene().lookup("#subscription-end-add-on") != null);
            assertThat(button(stage.scene(), "#subscription-end-add-on").isDisabled())
                    .as("it has none")
                    .isTrue();
            changes.add(1, WantedChange.addOn("Help", true, "Support").on(LocalDate.of(2023, 12, 1)));
            stage.until(() -> !button(stage.scene(), "#subscription-end-add-on").isDisabled());
            stage.onFx(() -> button(stage.scene(), "#subscription-end-add-on").fire());
            Scene form = stage.window("#confirm-change");
            assertThat(box(form, "#change-item").getItems()).hasSize(1);
            assertThat(box(form, "#change-item").getValue()).hasToString("Help, version 1");
            // Nine days of it instead of the month.
            stage.until(() -> money(form).contains("Difference"));
            assertThat(money(form)).contains("€40.00", "€62.00", "€22.00");
            var keys = new Keys(stage, form);
            keys.tabTo("change-reason").write("Not used");
            stage.picture("subscription-end-add-on", form);
            keys.tabTo("confirm-change").press(KeyCode.ENTER);
            stage.until(() -> text(stage.scene().lookup("#timeline")).contains("End of add-on Help"));
            stage.until(() -> button(stage.scene(), "#subscription-end-add-on").isDisabled());
            stage.picture("subscription-ended-add-on");
            assertThat(stage.failures).isEmpty();
        }
    }

    private static void select(Scene form, String id, String words) {
        select(box(form, id), words);
    }

    private static <T> void select(ComboBox<T> box, String words) {
        box.setValue(box.getItems().stream()
                .filter(each -> each.toString().equals(words))
                .findFirst()
                .orElseThrow());
    }

    private static String money(Scene form) {
        return text(form.lookup("#change-money"));
    }

    private static ComboBox<?> box(Scene scene, String id) {
        return (ComboBox<?>) scene.lookup(id);
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
            node.lookupAll(".label")
                    .forEach(each -> words.append(((Label) each).getText()).append('\n'));
        }
        return words.toString();
    }
}
