package org.countinghouse.desktop.billingruns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.countinghouse.billing.BilledPlans;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.BillingRunList;
import org.countinghouse.billing.BillingRunRow;
import org.countinghouse.billing.BillingRunRows;
import org.countinghouse.billing.BillingWorld;
import org.countinghouse.billing.PeriodLocks;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.RegularUpkeep;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The billing runs screen in a window on a real database. */
class RunsScreenTest {
    private static RunsServices services(BillingWorld world, boolean mayRun) {
        return services(world, mayRun, null);
    }

    private static RunsServices services(BillingWorld world, boolean mayRun, @Nullable AutomaticWork automatic) {
        return new RunsServices(
                new BillingRunRows(world.database, world.clock),
                new BillingRunList(world.database, world.clock),
                world.runs,
                new PeriodLocks(world.database, world.clock),
                CustomerList.of(world.database),
                new BilledPlans(world.database),
                mayRun,
                mayRun,
                automatic,
                heard -> RunsServices.listen(world.database, automatic, heard));
    }

    @Test
    void aMonthIsBilledComparedClosedReopenedAndItsFailuresBilledAgain() throws Exception {
        try (var world = new BillingWorld("2023-12-10T09:30:00Z")) {
            world.plan("Basic", "month", "calendar", "30.00", true);
            world.plan("Professional", "month", "anniversary", "60.00", true);
            world.subscribe("Acme Research", "Basic", "2023-09-01", "Europe/Berlin");
            world.subscribe("Borealis GmbH", "Basic", "2023-10-01", "UTC");
            world.subscribe("Cobalt Labs", "Professional", "2023-10-15", "UTC");
            world.usage("Acme Research", "2023-11-05T10:00:00Z", 1250);
            world.runs.run(BillingPeriod.parse("2023-10"), false, Progress.NONE);
            new PeriodLocks(world.database, world.clock).close(BillingPeriod.parse("2023-10"), "Books of October");
            try (var stage =
                    ScreenStage.open(ListScreen.LAYOUT, context -> new RunsView(context, services(world, true)))) {
                stage.until(() -> table(stage).getItems().size() == 1);
                bill(stage, world);
                stage.until(() -> table(stage).getItems().size() == 2);
                stage.onFx(() -> table(stage).getSelectionModel().selectFirst());
                stage.until(() -> text(stage, "#run-variance").contains("+€12.50"));
                stage.until(() -> text(stage, "#run-locks").contains("October 2023"));
                stage.picture("billing-runs");
                reopen(stage);
                failures(stage, world);
                assertThat(stage.failures).isEmpty();
            }
        }
    }

    /** November after a look at it. */
    private static void bill(ScreenStage stage, BillingWorld world) throws Exception {
        stage.onFx(() -> button(stage.scene(), "#run-start").fire());
        Scene form = stage.window("#confirm-run");
        stage.until(() -> !button(form, "#confirm-run").isDisabled());
        assertThat(button(form, "#confirm-run").getText()).isEqualTo("Make 3 drafts");
        assertThat(world.number("select count(*) from invoice")).isEqualTo(2);
        stage.picture("billing-run-start", form);
        stage.onFx(() -> button(form, "#confirm-run").fire());
    }

    private static void reopen(ScreenStage stage) throws Exception {
        stage.until(() -> stage.scene().lookup("#reopen-1") != null);
        stage.onFx(() -> button(stage.scene(), "#reopen-1").fire());
        Scene question = stage.window("#confirm-reopen");
        assertThat(button(question, "#confirm-reopen").isDisabled()).isTrue();
        stage.onFx(() -> {
            ((TextField) question.lookup("#lock-reason")).setText("An invoice was forgotten");
            button(question, "#confirm-reopen").fire();
        });
        stage.until(() -> text(stage, "#run-locks").contains("An invoice was forgotten"));
    }

    @Test
    void whatIsBilledTwiceIsNamedBeforeARunAndBesideIt() throws Exception {
        try (var world = new BillingWorld("2023-12-10T09:30:00Z")) {
            world.plan("Basic", "month", "calendar", "30.00", true);
            world.plan("Professional", "month", "calendar", "60.00", true);
            world.subscribe("Acme Research", "Basic", "2023-09-01", "UTC");
            world.subscribe("Acme Research", "Professional", "2023-10-01", "UTC");
            world.subscribe("Borealis GmbH", "Basic", "2023-10-01", "UTC");
            for (Language language : List.of(Language.ENGLISH, Language.GERMAN)) {
                try (var stage = ScreenStage.open(
                        ListScreen.LAYOUT,
                        context -> new RunsView(context, services(world, true)),
                        language,
                        ZoneId.of("UTC"))) {
                    stage.until(() -> stage.scene().lookup("#run-start") != null);
                    if (language == Language.ENGLISH) {
                        stage.onFx(() -> button(stage.scene(), "#run-start").fire());
                        Scene form = stage.window("#confirm-run");
                        stage.until(() -> !button(form, "#confirm-run").isDisabled());
                        stage.picture("billing-run-twice-start", form);
                        assertThat(words(form.lookup("#run-outcome")))
                                .contains("Acme Research: The meter calls is billed by subscriptions 1 and 2 from"
                                        + " Oct 1, 2023 on.");
                        stage.onFx(() -> button(form, "#confirm-run").fire());
                    }
                    stage.until(() -> table(stage).getItems().size() == 1);
                    stage.onFx(() -> table(stage).getSelectionModel().selectFirst());
                    stage.until(() -> text(stage, "#run-twice").contains("Acme Research"));
                    assertThat(text(stage, "#run-twice")).contains("calls").doesNotContain("Borealis");
                    stage.picture("billing-run-twice-" + language);
                    assertThat(stage.failures).isEmpty();
                }
            }
        }
    }

    @Test
    void aRunByHandIsOfOneCustomerOrOnePlan() throws Exception {
        try (var world = new BillingWorld("2023-12-10T09:30:00Z")) {
            world.plan("Basic", "month", "calendar", "30.00", true);
            world.plan("Professional", "month", "calendar", "60.00", true);
            world.subscribe("Acme Research", "Basic", "2023-09-01", "UTC");
            world.subscribe("Borealis GmbH", "Basic", "2023-10-01", "UTC");
            world.subscribe("Cobalt Labs", "Professional", "2023-10-15", "UTC");
            try (var stage =
                    ScreenStage.open(ListScreen.LAYOUT, context -> new RunsView(context, services(world, true)))) {
                stage.until(() -> stage.scene().lookup("#run-start") != null);
                stage.onFx(() -> button(stage.scene(), "#run-start").fire());
                Scene form = stage.window("#confirm-run");
                stage.until(() -> button(form, "#confirm-run").getText().equals("Make 3 drafts"));
                stage.onFx(() -> choose(form, "#run-whom", 2));
                stage.until(() ->
                        ((ComboBox<?>) form.lookup("#run-plan")).getItems().size() == 2);
                assertThat(button(form, "#confirm-run").isDisabled()).isTrue();
                stage.onFx(() -> choose(form, "#run-plan", 0));
                stage.until(() -> button(form, "#confirm-run").getText().equals("Make 2 drafts"));
                stage.onFx(() -> choose(form, "#run-whom", 1));
                ListView<?> customers = (ListView<?>) form.lookup("#run-customers");
                stage.until(() -> customers.getItems().size() == 3);
                stage.onFx(() -> customers.getSelectionModel().select(2));
                stage.until(() -> button(form, "#confirm-run").getText().equals("Make 1 draft")
                        && !button(form, "#confirm-run").isDisabled());
                stage.picture("billing-run-customer", form);
                stage.onFx(() -> button(form, "#confirm-run").fire());
                stage.until(() -> world.number("select count(*) from invoice") == 1);
                stage.until(() -> table(stage).getItems().size() == 1
                        && "Cobalt Labs"
                                .equals(table(stage).getItems().getFirst().scope()));
                assertThat(stage.failures).isEmpty();
            }
        }
    }

    private static void choose(Scene form, String box, int item) {
        ((ComboBox<?>) form.lookup(box)).getSelectionModel().select(item);
    }

    /** A closed month sets everybody aside; open again, only those are billed. */
    private static void failures(ScreenStage stage, BillingWorld world) throws Exception {
        world.update("delete from invoice where period_from = '2023-11-01'");
        var locks = new PeriodLocks(world.database, world.clock);
        stage.onFx(() -> button(stage.scene(), "#run-close").fire());
        Scene question = stage.window("#confirm-close");
        stage.onFx(() -> {
            assertThat(((ComboBox<?>) question.lookup("#run-month")).getValue()).isEqualTo("2023-11");
            button(question, "#confirm-close").fire();
        });
        stage.until(() -> locks.all().size() == 2);
        world.runs.run(BillingPeriod.parse("2023-11"), false, Progress.NONE);
        stage.onFx(() -> stage.screen().refresh());
        stage.until(() -> table(stage).getItems().size() == 3);
        stage.onFx(() -> table(stage).getSelectionModel().selectFirst());
        stage.until(() -> text(stage, "#run-failures").contains("is locked"));
        stage.picture("billing-run-failures");
        locks.reopen(BillingPeriod.parse("2023-11"), "Once more");
        stage.until(() -> stage.scene().lookup("#run-failures") != null
                && !button(stage.scene(), "#run-failures-again").isDisabled());
        stage.onFx(() -> button(stage.scene(), "#run-failures-again").fire());
        Scene again = stage.window("#confirm-again");
        stage.until(() -> button(again, "#confirm-again").getText().equals("Make 2 drafts"));
        // 30.00 twice and 12.50 of calls.
        assertThat(words(again.lookup("#money-look"))).contains("€72.50").contains("2 drafts would be made");
        assertThat(world.number("select count(*) from invoice where period_from = '2023-11-01'"))
                .isZero();
        stage.picture("billing-run-again", again);
        stage.onFx(() -> button(again, "#confirm-again").fire());
        stage.until(() -> world.number("select count(*) from invoice where period_from = '2023-11-01'") == 2);
    }

    @Test
    void aRunGoesOnAfterALookAtWhatIsLeft() throws Exception {
        try (var world = new BillingWorld("2023-12-10T09:30:00Z")) {
            world.plan("Basic", "month", "calendar", "30.00", true);
            world.subscribe("Acme Research", "Basic", "2023-11-01", "UTC");
            long run = world.runs
                    .run(BillingPeriod.parse("2023-11"), false, Progress.NONE)
                    .runId();
            // It was stopped before it came to the second one.
            world.subscribe("Borealis GmbH", "Basic", "2023-11-01", "UTC");
            world.usage("Borealis GmbH", "2023-11-05T10:00:00Z", 700);
            world.update("update billing_run set state = 'stopped' where id = " + run);
            try (var stage =
                    ScreenStage.open(ListScreen.LAYOUT, context -> new RunsView(context, services(world, true)))) {
                stage.until(() -> table(stage).getItems().size() == 1);
                stage.onFx(() -> table(stage).getSelectionModel().selectFirst());
                stage.until(() -> !button(stage.scene(), "#run-continue").isDisabled());
                stage.onFx(() -> button(stage.scene(), "#run-continue").fire());
                Scene question = stage.window("#confirm-again");
                stage.until(() -> button(question, "#confirm-again").getText().equals("Make 1 draft"));
                assertThat(words(question.lookup("#money-look")))
                        .contains("€37.00")
                        .contains("already there: 1");
                stage.picture("billing-run-continue", question);
                stage.onFx(() -> button(question, "#confirm-again").fire());
                stage.until(() -> world.number("select count(*) from invoice") == 2);
                assertThat(world.texts("select round(total, 2)::text from invoice order by id desc limit 1"))
                        .containsExactly("37.00");
                assertThat(stage.failures).isEmpty();
            }
        }
    }

    /** A desktop on a database of its own. */
    @Test
    void whatIsBilledByItselfIsSeenSwitchedOffAndOn(@TempDir Path home) throws Exception {
        try (var world = new BillingWorld("2023-12-10T09:30:00Z")) {
            world.plan("Basic", "month", "calendar", "30.00", true);
            world.subscribe("Acme Research", "Basic", "2023-10-01", "UTC");
            world.update("update billing_entity set automatic_runs = true");
            var settings = TestDatabase.shared(world.test().name(), "postgres", TestDatabase.superuserPassword());
            var seldom = new RegularUpkeep.Schedule(Duration.ofHours(1), Duration.ofHours(1));
            try (var workspace = Workspace.open(new DataHome(home), settings, world.clock, Progress.NONE);
                    var automatic = AutomaticWork.start(workspace, seldom);
                    var stage = ScreenStage.open(
                            ListScreen.LAYOUT, context -> new RunsView(context, services(world, true, automatic)))) {
                stage.until(() -> text(stage, "#run-automatic").contains("Next at"));
                stage.onFx(() -> button(stage.scene(), "#automatic-now").fire());
                stage.until(() -> text(stage, "#run-automatic").contains("2 drafts made, 0 set aside"));
                stage.until(() -> table(stage).getItems().size() == 1);
                stage.picture("billing-runs-automatic");
                stage.onFx(() -> button(stage.scene(), "#automatic-switch-off").fire());
                stage.until(() -> text(stage, "#run-automatic").contains("Switched off"));
                assertThat(automatic.setting().on()).isFalse();
                world.update("delete from invoice");
                automatic.upkeep().wake();
                stage.onFx(() -> button(stage.scene(), "#automatic-switch-on").fire());
                stage.until(() -> world.number("select count(*) from invoice") == 2);
                assertThat(stage.failures).isEmpty();
            }
        }
    }

    @Test
    void whoOnlyLooksHasNoButtons() throws Exception {
        try (var world = new BillingWorld("2023-12-10T09:30:00Z");
                var stage =
                        ScreenStage.open(ListScreen.LAYOUT, context -> new RunsView(context, services(world, false)))) {
            stage.until(() -> stage.scene().lookup("#run-locks") != null);
            assertThat(stage.scene().lookup("#run-start")).isNull();
        }
    }

    @SuppressWarnings("unchecked") // The scene does not say what the table holds.
    private static TableView<BillingRunRow> table(ScreenStage stage) {
        return (TableView<BillingRunRow>) stage.scene().lookup(".data-table-view");
    }

    private static Button button(Scene scene, String id) {
        return (Button) scene.lookup(id);
    }

    /** Nothing while it is not laid out. */
    private static String text(ScreenStage stage, String id) {
        return words(stage.scene().lookup(id));
    }

    private static String words(@Nullable Node node) {
        var words = new StringBuilder();
        if (node != null) {
            node.lookupAll(".label")
                    .forEach(each -> words.append(((Label) each).getText()).append('\n'));
        }
        return words.toString();
    }
}
