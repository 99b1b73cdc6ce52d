package org.countinghouse.desktop.thresholds;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import org.countinghouse.billing.BillingWorld;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.billing.ThresholdRules;
import org.countinghouse.billing.UsageThresholds;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.moves.MoveServices;
import org.countinghouse.desktop.plans.ExamplesViewModel;
import org.countinghouse.desktop.plans.PlansView;
import org.countinghouse.desktop.plans.PlansViewModel;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.insight.ObservedReadings;
import org.countinghouse.metering.RollupRebuild;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.workspace.ExamplePublishing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Thresholds of a plan on its page, in a window on a real database. */
class PlanThresholdsScreenTest {
    private static final int THRESHOLDS = 4;
    private static final ThresholdRules.Subject PLAN = ThresholdRules.Subject.plan("Basic");

    private BillingWorld world;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2023-12-10T09:00:00Z");
        world.seller(19);
        world.plan("Basic", "month", "calendar", "31.00", true);
        for (var each : List.of("Acme Research", "Borealis GmbH", "Cumulus AG")) {
            world.subscribe(each, "Basic", "2023-12-01", "Europe/Berlin");
        }
        world.usage("Acme Research", "2023-12-05T10:00:00Z", 6_000);
        world.usage("Borealis GmbH", "2023-12-05T10:00:00Z", 20_000);
        world.usage("Cumulus AG", "2023-12-05T10:00:00Z", 1_000);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private ThresholdRules rules() {
        return new ThresholdRules(world.database, world.clock);
    }

    private static UsageThresholds at(String... amounts) {
        return new UsageThresholds(
                List.of(amounts).stream().map(BigDecimal::new).toList(), null);
    }

    private ScreenStage stage(boolean mayChange, Language language) throws Exception {
        var meters = new Meters(world.database, world.clock);
        var observed = new ObservedReadings(world.database);
        Function<ScreenContext, PlansView> view = context -> new PlansView(
                new PlansViewModel(world.plans, meters, observed, context),
                new ExamplesViewModel(
                        new ExamplePublishing(meters, world.plans, new RollupRebuild(world.database)),
                        observed,
                        true,
                        context),
                ThresholdServices.of(world.database, world.clock, mayChange),
                MoveServices.of(world.database, world.clock, mayChange),
                context);
        var stage = ScreenStage.open("/fxml/plans.fxml", view, language, ZoneId.of("UTC"));
        stage.onFx(() -> {
            stage.scene().getWindow().setWidth(1280);
            stage.screen().show(Location.of("plans", "plan", "Basic"));
        });
        stage.until(() -> stage.scene().lookup(".tab-pane") != null);
        stage.onFx(() -> ((TabPane) stage.scene().lookup(".tab-pane"))
                .getSelectionModel()
                .select(THRESHOLDS));
        stage.until(() -> !card(stage).isEmpty());
        return stage;
    }

    @Test
    void amountsAreSetAfterALookAtTheMoneyThenNoneAndThatIsTakenBack() throws Exception {
        try (var stage = stage(true, Language.ENGLISH)) {
            assertThat(card(stage)).contains("No thresholds: usage is billed when the period is over.");
            Scene form = dialog(stage);
            Button confirm = button(form, "#confirm-thresholds");
            assertThat(confirm.isDisabled()).as("no amounts yet").isTrue();
            assertThat(kinds(form).getItems()).containsExactly(ThresholdEntry.Kind.AMOUNTS, ThresholdEntry.Kind.NONE);
            write(stage, form, "#thresholds-amounts", "50; 500");
            write(stage, form, "#thresholds-reason", "Large months are billed early");
            stage.until(() -> text(form.lookup("#thresholds-preview")).contains("2 of 3"));
            // 60.00 and 200.00, with 19 %
            assertThat(text(form.lookup("#thresholds-preview"))).contains("€260.00", "€309.40");
            stage.picture("plan-thresholds-dialog", form);
            write(stage, form, "#thresholds-amounts", "100; 500");
            stage.until(() -> text(form.lookup("#thresholds-preview")).contains("1 of 3"));
            assertThat(text(form.lookup("#thresholds-preview"))).contains("€238.00");
            stage.onFx(confirm::fire);
            stage.until(() -> card(stage).contains("Billed at €100.00, €500.00"));
            assertThat(card(stage)).contains("In force since Dec 10, 2023", "Large months are billed early");
            assertThat(stage.notices).containsExactly("Thresholds of Basic saved");

            Scene none = dialog(stage);
            assertThat(((TextField) none.lookup("#thresholds-amounts")).getText())
                    .isEqualTo("100; 500");
            stage.onFx(() -> kinds(none).setValue(ThresholdEntry.Kind.NONE));
            stage.until(() -> text(none.lookup("#thresholds-preview"))
                    .contains("No running subscription has thresholds of this plan then"));
            write(stage, none, "#thresholds-reason", "Not any more");
            stage.onFx(() -> button(none, "#confirm-thresholds").fire());
            stage.until(() -> card(stage).contains("Not any more"));
            assertThat(rules().list(PLAN)).singleElement().matches(each -> each.kind() == ThresholdEntry.Kind.NONE);

            stage.onFx(() -> button(stage.scene(), "#withdraw-2023-12-10").fire());
            Scene question = stage.window("#confirm-withdraw");
            stage.until(() -> text(question.lookup("#thresholds-preview")).contains("No running subscription"));
            assertThat(button(question, "#confirm-withdraw").isDisabled())
                    .as("no reason yet")
                    .isTrue();
            write(stage, question, "#withdraw-reason", "Set by mistake");
            stage.onFx(() -> button(question, "#confirm-withdraw").fire());
            stage.until(() -> card(stage).contains("No thresholds: usage is billed when the period is over."));
            assertThat(rules().list(PLAN)).isEmpty();
            assertThat(world.texts("select reason from usage_threshold where withdrawn"))
                    .containsExactly("Set by mistake");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void entriesThatHeldHoldAndWillHoldAreListedAndTheOneBeforeHoldsAgain() throws Exception {
        rules().set(PLAN, LocalDate.of(2023, 9, 1), at("50"), "Agreed with finance");
        rules().set(PLAN, LocalDate.of(2023, 12, 1), at("250", "1000"), "The new price list");
        rules().none(PLAN, LocalDate.of(2024, 3, 1), "Everybody is billed monthly then");
        try (var stage = stage(true, Language.ENGLISH)) {
            assertThat(card(stage))
                    .contains(
                            "In force from Dec 1, 2023 to Feb 29, 2024",
                            "From Mar 1, 2024 on",
                            "From Sep 1, 2023 to Nov 30, 2023, over");
            assertThat(stage.scene().lookup("#withdraw-2023-09-01")).isNull();
            stage.picture("plan-thresholds");
            stage.onFx(() -> button(stage.scene(), "#withdraw-2024-03-01").fire());
            Scene later = stage.window("#confirm-withdraw");
            stage.until(
                    () -> text(later.lookup("#thresholds-preview")).contains("Nothing changes before Mar 1, 2024."));
            stage.onFx(() -> later.getWindow().hide());

            stage.onFx(() -> button(stage.scene(), "#withdraw-2023-12-01").fire());
            stage.until(() ->
                    text(open("#withdraw-reason").lookup("#thresholds-preview")).contains("2 of 3"));
            Scene question = open("#withdraw-reason");
            assertThat(text(question.lookup("#thresholds-preview"))).contains("€309.40");
            stage.picture("plan-thresholds-withdraw", question);
            write(stage, question, "#withdraw-reason", "Not agreed yet");
            stage.onFx(() -> button(question, "#confirm-withdraw").fire());
            stage.until(() -> card(stage).contains("In force from Sep 1, 2023 to Feb 29, 2024"));
            assertThat(stage.notices).containsExactly("An entry of Basic is taken back");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void whoOnlyLooksHasNoButtonsAndReadsGerman() throws Exception {
        rules().set(PLAN, LocalDate.of(2023, 12, 1), at("250"), "");
        rules().none(PLAN, LocalDate.of(2024, 3, 1), "Dann monatlich");
        try (var stage = stage(false, Language.GERMAN)) {
            assertThat(card(stage)).contains("Gilt von 01.12.2023 bis 29.02.2024", "250,00", "Ab 01.03.2024");
            assertThat(stage.scene().lookup("#thresholds-change")).isNull();
            assertThat(stage.scene().lookup("#withdraw-2023-12-01")).isNull();
            stage.picture("plan-thresholds-de");
        }
        try (var stage = stage(true, Language.GERMAN)) {
            Scene form = dialog(stage);
            write(stage, form, "#thresholds-amounts", "50");
            stage.until(() -> text(form.lookup("#thresholds-preview")).contains("2 von 3"));
            stage.picture("plan-thresholds-dialog-de", form);
        }
    }

    private static Scene open(String id) {
        return javafx.stage.Window.getWindows().stream()
                .map(javafx.stage.Window::getScene)
                .filter(scene -> scene.lookup(id) != null)
                .findFirst()
                .orElseGet(() -> new Scene(new javafx.scene.layout.StackPane()));
    }

    private static Scene dialog(ScreenStage stage) throws Exception {
        stage.onFx(() -> button(stage.scene(), "#thresholds-change").fire());
        return stage.window("#confirm-thresholds");
    }

    @SuppressWarnings("unchecked") // The scene does not say what the box holds.
    private static ComboBox<ThresholdEntry.Kind> kinds(Scene form) {
        return (ComboBox<ThresholdEntry.Kind>) form.lookup("#thresholds-kind");
    }

    private static void write(ScreenStage stage, Scene form, String id, String text) throws Exception {
        stage.onFx(() -> ((TextField) form.lookup(id)).setText(text));
    }

    private static Button button(Scene scene, String id) {
        return (Button) scene.lookup(id);
    }

    private static String card(ScreenStage stage) {
        return text(stage.scene().lookup("#plan-thresholds"));
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
