package org.countinghouse.desktop.moves;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.countinghouse.billing.BillingWorld;
import org.countinghouse.billing.MigrationResult;
import org.countinghouse.billing.PlanMigration;
import org.countinghouse.billing.RunScope;
import org.countinghouse.billing.SubscriptionChanges;
import org.countinghouse.billing.WantedChange;
import org.countinghouse.billing.WantedChange.When;
import org.countinghouse.catalog.Json;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.plans.ExamplesViewModel;
import org.countinghouse.desktop.plans.PlansView;
import org.countinghouse.desktop.plans.PlansViewModel;
import org.countinghouse.desktop.thresholds.ThresholdServices;
import org.countinghouse.desktop.usage.Keys;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.insight.ObservedReadings;
import org.countinghouse.metering.RollupRebuild;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.ExamplePublishing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moving subscriptions to another version from the page of a plan, in a window on a real database. */
class PlanMoveScreenTest {
    private static final LocalDate JANUARY = LocalDate.of(2024, 1, 1);

    private BillingWorld world;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2023-12-10T09:00:00Z");
        publish("0.01");
        for (var each : List.of("Acme Research", "Borealis GmbH", "Cumulus AG", "Delta SE")) {
            world.subscribe(each, "Basic", "2023-10-01", "UTC");
        }
        world.subscribe("Early Bird Ltd", "Basic", "2023-12-01", "UTC");
        world.usage("Acme Research", "2023-11-05T10:00:00Z", 6_000);
        world.usage("Borealis GmbH", "2023-11-05T10:00:00Z", 20_000);
        changes().add(id("Cumulus AG"), WantedChange.cancel(true, "They leave").on(JANUARY));
        world.plan("Other", "month", "calendar", "15.00", true);
        publish("0.02");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void publish(String price) throws Exception {
        world.plans.publish(Json.parse("""
                {"code":"Basic","name":"Basic","currency":"EUR","interval":{"unit":"month","count":1},
                 "anchor":"calendar","fees":[{"code":"base","name":"Base fee","amount":"31.00","quantity":"1",
                 "timing":"arrears","proration":"day"}],"charges":[{"code":"calls","name":"Calls","meter":"calls",
                 "price":{"model":"per_unit","unit_amount":"%s"}}]}""".formatted(price)), LocalDate.of(2020, 1, 1));
    }

    private SubscriptionChanges changes() {
        return new SubscriptionChanges(world.database, world.clock);
    }

    private long id(String customer) {
        return world.number("select s.id from subscription s join customer c on c.id = s.customer_id where c.name = '"
                + customer + "'");
    }

    private ScreenStage stage(boolean mayMove, Language language) throws Exception {
        var meters = new Meters(world.database, world.clock);
        var observed = new ObservedReadings(world.database);
        Function<ScreenContext, PlansView> view = context -> new PlansView(
                new PlansViewModel(world.plans, meters, observed, context),
                new ExamplesViewModel(
                        new ExamplePublishing(meters, world.plans, new RollupRebuild(world.database)),
                        observed,
                        true,
                        context),
                ThresholdServices.of(world.database, world.clock, mayMove),
                MoveServices.of(world.database, world.clock, mayMove),
                context);
        var stage = ScreenStage.open("/fxml/plans.fxml", view, language, ZoneId.of("UTC"));
        stage.onFx(() -> {
            // What does not fit on the screen is not drawn.
            stage.scene().getWindow().setX(0);
            stage.scene().getWindow().setY(0);
            stage.scene().getWindow().setWidth(1000);
            stage.screen().show(Location.of("plans", "plan", "Basic"));
        });
        stage.until(() -> stage.scene().lookup(".tab-pane") != null);
        return stage;
    }

    @Test
    void whatIsSeenIsWhatTheCommandSaysAndThoseSeenAreMoved() throws Exception {
        var wish = new PlanMigration.Wish("Basic", 1, 2, When.PERIOD_END, "New price list");
        MigrationResult said = new PlanMigration(world.database, world.clock).preview(wish, Progress.NONE);
        assertThat(said.totals().get("EUR")).isEqualByComparingTo("260.00");
        try (var stage = stage(true, Language.ENGLISH)) {
            stage.picture("plan-move-page");
            Scene form = dialog(stage);
            Button confirm = button(form, "#confirm-move");
            assertThat(confirm.isDisabled()).as("nothing is worked out yet").isTrue();
            stage.until(() -> preview(form).contains("4 subscriptions can be moved."));
            assertThat(confirm.getText()).isEqualTo("Move 4 subscriptions");
            assertThat(confirm.isDisabled()).as("no reason yet").isTrue();
            assertThat(cells(form, "#move-effects", 0))
                    .containsExactlyElementsOf(Stream.concat(
                                    said.effects().stream().map(MigrationResult.Effect::name),
                                    said.unrated().stream().map(MigrationResult.Member::name))
                            .toList())
                    .startsWith("Borealis GmbH", "Acme Research")
                    .endsWith("Early Bird Ltd");
            assertThat(cells(form, "#move-effects", 2)).containsExactly("€231.00", "€91.00", "€31.00", "–");
            assertThat(cells(form, "#move-effects", 3)).containsExactly("€431.00", "€151.00", "€31.00", "–");
            assertThat(cells(form, "#move-effects", 4)).containsExactly("+€200.00", "+€60.00", "€0.00", "–");
            assertThat(preview(form)).contains("€353.00", "€613.00", "+€260.00");
            assertThat(cells(form, "#move-refused", 0)).containsExactly("Cumulus AG");
            assertThat(cells(form, "#move-refused", 1).getFirst()).contains("ends on 2024-01-01");
            write(stage, form, "#move-reason", "New price list");
            assertThat(confirm.isDisabled()).isFalse();
            stage.picture("plan-move-dialog", form);

            stage.onFx(confirm::fire);
            stage.until(() -> preview(form).contains("4 subscriptions moved to Basic, version 2"));
            assertThat(preview(form)).contains("Undo takes it back there");
            assertThat(button(form, "#move-stay").getText()).isEqualTo("Close");
            stage.picture("plan-move-done", form);
            stage.onFx(() -> button(form, "#move-stay").fire());
            assertThat(form.getWindow().isShowing()).isFalse();
            assertThat(world.texts("select c.name from subscription_change h join subscription s on"
                            + " s.id = h.subscription_id join customer c on c.id = s.customer_id where h.kind = 'plan'"
                            + " and h.effective_on = '2024-01-01' and h.reason = 'New price list'"
                            + " and h.migration is not null order by 1"))
                    .containsExactly("Acme Research", "Borealis GmbH", "Delta SE", "Early Bird Ltd");
            assertThat(stage.notices).containsExactly("4 subscriptions moved to Basic, version 2");

            long change = changes().of(id("Delta SE")).getFirst().id();
            changes().undo(change, "Not them");
            Scene again = dialog(stage);
            stage.until(() -> preview(again).contains("1 subscription can be moved."));
            assertThat(cells(again, "#move-refused", 1))
                    .contains("It moves to another plan or version on a later day already.");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void anotherDayAndAnotherPlanAreWorkedOutAnewAndNobodyMeansNothingToMove() throws Exception {
        try (var stage = stage(true, Language.ENGLISH)) {
            Scene form = dialog(stage);
            stage.until(() -> preview(form).contains("4 subscriptions can be moved."));
            write(stage, form, "#move-reason", "Cleaning up");
            assertThat(button(form, "#confirm-move").isDisabled()).isFalse();
            stage.onFx(() -> {
                box(form, "#move-when").getSelectionModel().select(2);
                ((DateField) form.lookup("#move-day")).setValue(LocalDate.of(2023, 9, 1));
                assertThat(button(form, "#confirm-move").isDisabled())
                        .as("these choices are not worked out yet")
                        .isTrue();
            });
            stage.until(() -> preview(form).contains("None of them can be moved."));
            assertThat(cells(form, "#move-refused", 1)).hasSize(5).allMatch(reason -> reason.contains("begins on"));
            assertThat(button(form, "#confirm-move").isDisabled()).isTrue();
            stage.picture("plan-move-refused", form);

            stage.onFx(() -> box(form, "#move-when").getSelectionModel().select(1));
            stage.onFx(() -> select(box(form, "#move-to"), "Other, version 1"));
            stage.until(() -> preview(form).contains("5 subscriptions can be moved."));
            assertThat(preview(form)).contains("€320.00");
            stage.onFx(() -> select(box(form, "#move-to"), "Basic, version 2"));
            stage.onFx(() -> select(box(form, "#move-from"), "All versions of Other"));
            stage.until(() -> preview(form).contains("There is nothing to move."));
            assertThat(button(form, "#confirm-move").isDisabled()).isTrue();
            stage.picture("plan-move-empty", form);
            assertThat(world.number("select count(*) from subscription_change where kind = 'plan'"))
                    .isZero();
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void whoChangedMeanwhileIsNamedAndLeftAlone() throws Exception {
        try (var stage = stage(true, Language.GERMAN)) {
            stage.picture("plan-move-page-de");
            Scene form = dialog(stage);
            stage.until(() -> preview(form).contains("4 Abonnements lassen sich umstellen."));
            write(stage, form, "#move-reason", "Neue Preisliste");
            stage.picture("plan-move-dialog-de", form);
            changes()
                    .add(
                            id("Acme Research"),
                            WantedChange.plan("Other", 1, "A wish of theirs").on(JANUARY));
            stage.onFx(() -> button(form, "#confirm-move").fire());
            stage.until(() -> preview(form).contains("3 Abonnements auf Basic, Version 2 umgestellt"));
            assertThat(cells(form, "#move-refused", 1)).contains("Jemand hat es inzwischen geändert oder beendet.");
            stage.picture("plan-move-done-de", form);
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void theMovesOfManyAreUndoneTogetherButForThoseBilledSince() throws Exception {
        for (Language language : List.of(Language.ENGLISH, Language.GERMAN)) {
            boolean english = language == Language.ENGLISH;
            try (var stage = stage(true, language)) {
                if (english) {
                    moveAndBillSome();
                }
                Scene form = undoDialog(stage);
                if (english) {
                    stage.until(() -> preview(form).contains("2 moves can be undone."));
                    assertThat(cells(form, "#undo-migrations", 1)).containsExactly("Basic, version 2");
                    assertThat(cells(form, "#undo-migrations", 3)).containsExactly("4");
                    assertThat(cells(form, "#undo-migrations", 4)).containsExactly("1");
                    assertThat(preview(form)).contains("Undone before: 1", "New price list");
                    assertThat(cells(form, "#undo-moves", 0)).containsExactly("Acme Research", "Early Bird Ltd");
                    assertThat(cells(form, "#move-refused", 0)).containsExactly("Borealis GmbH");
                    assertThat(cells(form, "#move-refused", 1))
                            .containsExactly("It was billed since from the day of the move on.");
                    var keys = new Keys(stage, form);
                    assertThat(keys.focused().getId()).isEqualTo("undo-migrations");
                    Button confirm = button(form, "#confirm-undo-moves");
                    assertThat(confirm.isDisabled()).as("no reason yet").isTrue();
                    keys.tabTo("undo-moves-reason").write("Wrong list");
                    assertThat(confirm.getText()).isEqualTo("Undo 2 moves");
                    stage.picture("plan-undo-moves", form);
                    keys.tabTo("confirm-undo-moves").press(KeyCode.ENTER);
                    stage.until(() -> preview(form).contains("2 moves undone"));
                    stage.picture("plan-undo-moves-done", form);
                    assertThat(world.texts("select c.name from subscription_change h join subscription s on"
                                    + " s.id = h.subscription_id join customer c on c.id = s.customer_id"
                                    + " where h.undone_reason = 'Wrong list' order by 1"))
                            .containsExactly("Acme Research", "Early Bird Ltd");
                    assertThat(stage.notices).containsExactly("2 moves undone");
                    stage.onFx(() -> button(form, "#undo-moves-stay").fire());
                    assertThat(form.getWindow().isShowing()).isFalse();
                } else {
                    stage.until(() -> preview(form).contains("Diese bleiben, mit dem Grund: 1"));
                    assertThat(preview(form))
                            .contains(
                                    "Schon vorher zurückgenommen: 3",
                                    "Keine dieser Umstellungen lässt sich zurücknehmen.");
                    assertThat(button(form, "#confirm-undo-moves").isDisabled()).isTrue();
                    stage.picture("plan-undo-moves-de", form);
                }
                assertThat(stage.failures).isEmpty();
            }
        }
    }

    private void moveAndBillSome() {
        var wish = new PlanMigration.Wish("Basic", 1, 2, When.PERIOD_END, "New price list");
        assertThat(new PlanMigration(world.database, world.clock)
                        .migrate(wish, Progress.NONE)
                        .moved())
                .isEqualTo(4);
        changes().undo(changes().of(id("Delta SE")).getFirst().id(), "Not them");
        world.at("2024-02-02T09:00:00Z");
        long borealis = world.number("select id from customer where name = 'Borealis GmbH'");
        world.runs.run(RunScope.upTo(world.now()).ofCustomer(borealis), false, Progress.NONE);
    }

    @Test
    void whereNothingWasMovedThereIsNothingToUndo() throws Exception {
        try (var stage = stage(true, Language.ENGLISH)) {
            Scene form = undoDialog(stage);
            stage.until(() -> preview(form).contains("No move of many subscriptions"));
            assertThat(button(form, "#confirm-undo-moves").isDisabled()).isTrue();
            assertThat(stage.failures).isEmpty();
        }
    }

    private static Scene undoDialog(ScreenStage stage) throws Exception {
        stage.onFx(() -> button(stage.scene(), "#plan-undo-moves").fire());
        return stage.window("#confirm-undo-moves");
    }

    @Test
    void whoMayNotChangeSubscriptionsIsNotOfferedIt() throws Exception {
        try (var stage = stage(false, Language.ENGLISH)) {
            assertThat(stage.scene().lookup("#versions")).isNotNull();
            assertThat(stage.scene().lookup("#plan-move")).isNull();
            assertThat(stage.screen().actions()).isEmpty();
        }
    }

    private static Scene dialog(ScreenStage stage) throws Exception {
        stage.onFx(() -> button(stage.scene(), "#plan-move").fire());
        return stage.window("#confirm-move");
    }

    private static void write(ScreenStage stage, Scene form, String id, String text) throws Exception {
        stage.onFx(() -> ((TextField) form.lookup(id)).setText(text));
    }

    private static Button button(Scene scene, String id) {
        return (Button) scene.lookup(id);
    }

    private static ComboBox<?> box(Scene scene, String id) {
        return (ComboBox<?>) scene.lookup(id);
    }

    private static <T> void select(ComboBox<T> box, String words) {
        box.setValue(box.getItems().stream()
                .filter(each -> words.equals(Objects.toString(each)))
                .findFirst()
                .orElseThrow());
    }

    private static List<String> cells(Scene scene, String table, int column) {
        return cells((TableView<?>) scene.lookup(table), column);
    }

    private static <R> List<String> cells(TableView<R> table, int column) {
        return table.getItems().stream()
                .map(row -> (String) table.getColumns().get(column).getCellData(row))
                .toList();
    }

    private static String preview(Scene form) {
        return text(form.lookup("#move-preview"));
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
