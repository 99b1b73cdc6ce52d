package org.countinghouse.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.common.FxTasks;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.ScreenDefinition;
import org.countinghouse.desktop.customers.CustomersView;
import org.countinghouse.desktop.customers.CustomersViewModel;
import org.countinghouse.desktop.moves.MoveServices;
import org.countinghouse.desktop.plans.ExamplesViewModel;
import org.countinghouse.desktop.plans.PlansView;
import org.countinghouse.desktop.plans.PlansViewModel;
import org.countinghouse.desktop.shell.Session;
import org.countinghouse.desktop.shell.Shell;
import org.countinghouse.desktop.shell.Themes;
import org.countinghouse.desktop.thresholds.ThresholdServices;
import org.countinghouse.insight.ObservedReadings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kordamp.ikonli.feather.Feather;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Customers and plans in the real window on a real database. */
@ExtendWith(ApplicationExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueScreensTest {
    @TempDir
    private Path folder;

    private Books books;
    private Shell shell;
    private PreferenceStore preferences;

    @BeforeAll
    void open() {
        books = new Books();
    }

    @AfterAll
    void close() {
        books.close();
    }

    @Start
    void show(Stage stage) {
        preferences = PreferenceStore.open(
                folder.resolve("preferences.json"),
                Preferences.initial(Locale.ENGLISH).withTheme(Preferences.Theme.LIGHT));
        Themes.loadFonts();
        shell = new Shell(new Window(), new FxTasks(), preferences, Books.NOON);
        var scene = new Scene(shell.root(), 980, 760);
        Themes.apply(preferences.get(), scene);
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void aCustomerOpensFromTheListAndAltLeftLeadsBack(FxRobot robot) {
        robot.interact(() -> shell.navigator().go("customers"));
        until(() -> rows(robot) == 3);

        TableView<?> list = robot.lookup(".data-table-view").query();
        robot.interact(() -> {
            list.requestFocus();
            list.getSelectionModel().select(0);
        });
        robot.type(KeyCode.ENTER);

        until(() -> robot.lookup("#customer-name").tryQueryAs(Label.class).isPresent());
        assertThat(robot.lookup("#customer-name").queryLabeled().getText()).isEqualTo("Acme");
        TableView<?> invoices = robot.lookup("#invoices").query();
        assertThat(invoices.getItems()).hasSize(2);
        assertThat(robot.lookup(".meter-sum").queryLabeled().getText()).isEqualTo("80");

        robot.press(KeyCode.ALT).type(KeyCode.LEFT).release(KeyCode.ALT);
        until(() -> robot.lookup(".data-table").query().isVisible());
    }

    @Test
    void aPlanAnswersWhatAQuantityCostsAndGivesItsDocument(FxRobot robot) {
        robot.interact(() -> shell.navigator().go(Location.of("plans", "plan", "by-model")));
        until(() -> robot.lookup("#matrix-search").tryQuery().isPresent());

        robot.interact(
                () -> robot.lookup("#matrix-search").queryAs(TextField.class).setText("mini"));
        robot.interact(() -> robot.lookup("#quantity").queryAs(TextField.class).setText("1,000,000,000"));
        until(() -> robot.lookup("#quote-amount").queryLabeled().getText().equals("$150.00"));
        assertThat(robot.lookup("#quote-detail").queryLabeled().getText()).contains("$0.00000015");
        assertThat(robot.lookup(".curve-line").tryQuery()).isPresent();

        robot.interact(() -> robot.lookup(".plan-page .tab-pane")
                .queryAs(javafx.scene.control.TabPane.class)
                .getSelectionModel()
                .select(1));
        robot.interact(() -> robot.lookup("#copy-document")
                .queryAs(javafx.scene.control.Button.class)
                .fire());
        robot.interact(() ->
                assertThat(Clipboard.getSystemClipboard().getString()).contains("\"unit_amount\" : \"0.00000015\""));
    }

    @Test
    void anExampleShowsItsPricesAndMonthAndBecomesAPlan(FxRobot robot) {
        robot.interact(() -> shell.navigator().go(Location.of("plans", "example", "request-based")));
        until(() -> robot.lookup("#example-title").tryQuery().isPresent());
        assertThat(robot.lookup(".charge-card").tryQuery()).isPresent();
        robot.interact(() -> robot.lookup(".plan-page .tab-pane")
                .queryAs(javafx.scene.control.TabPane.class)
                .getSelectionModel()
                .select(1));
        assertThat(robot.lookup(".price-number").queryAllAs(Label.class))
                .extracting(Label::getText)
                .contains("122,345 requests", "113 × 1000 requests", "$1.13");

        robot.interact(() -> robot.lookup("#publish-example").queryButton().fire());
        robot.interact(
                () -> robot.lookup("#new-plan-code").queryAs(TextField.class).setText("metered"));
        robot.interact(() -> robot.lookup("#publish-now").queryButton().fire());
        until(() -> robot.lookup(".danger-text").queryAllAs(Label.class).stream()
                .anyMatch(label -> label.getText().contains("\"metered\"")));
        robot.interact(
                () -> robot.lookup("#new-plan-code").queryAs(TextField.class).setText("own"));
        robot.interact(() -> robot.lookup("#publish-now").queryButton().fire());

        until(() -> robot.lookup("#versions").tryQuery().isPresent());
        assertThat(books.plans.versions()).anySatisfy(version -> {
            assertThat(version.plan()).isEqualTo("own");
            assertThat(version.effectiveFrom()).isEqualTo("2026-03-01");
        });
        assertThat(books.meters.all()).anyMatch(meter -> meter.code().equals("api_requests"));
    }

    @Test
    void theDividerOfPlansStandsWhereItWasLeft(FxRobot robot) {
        robot.interact(() -> preferences.update(now -> now.withSplit("plans", List.of(0.4))));

        robot.interact(() -> shell.navigator().go("plans"));
        until(() -> robot.lookup("#versions").tryQuery().isPresent());

        SplitPane split = robot.lookup(".plans-split").query();
        assertThat(split.getDividerPositions()[0]).isCloseTo(0.4, within(0.01));
    }

    private static long rows(FxRobot robot) {
        return robot.lookup(".data-table-view")
                .tryQueryAs(TableView.class)
                .map(table -> (long) table.getItems().size())
                .orElse(0L);
    }

    private static void until(BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition::getAsBoolean);
            WaitForAsyncUtils.waitForFxEvents();
        } catch (java.util.concurrent.TimeoutException late) {
            throw new AssertionError(late);
        }
    }

    private final class Window implements Session {
        @Override
        public ConnectionInfo connection() {
            return new ConnectionInfo(
                    ConnectionInfo.Kind.EMBEDDED, "127.0.0.1", 1, "books", "ada", List.of(), "3", "PostgreSQL 18");
        }

        @Override
        public List<ScreenDefinition> screens() {
            return List.of(
                    ScreenDefinition.of(
                            "customers",
                            Feather.USERS,
                            "/fxml/customers.fxml",
                            context -> new CustomersView(
                                    new CustomersViewModel(books.customersServices(), context), context)),
                    ScreenDefinition.of(
                            "plans",
                            Feather.TAG,
                            "/fxml/plans.fxml",
                            context -> new PlansView(
                                    new PlansViewModel(
                                            books.plans, books.meters, new ObservedReadings(books.database()), context),
                                    new ExamplesViewModel(
                                            books.examplePublishing(),
                                            new ObservedReadings(books.database()),
                                            true,
                                            context),
                                    ThresholdServices.of(books.database(), Books.NOON, true),
                                    MoveServices.of(books.database(), Books.NOON, true),
                                    context)));
        }

        @Override
        public List<PaletteProvider> palette(ScreenContext context) {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
