package org.countinghouse.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.countinghouse.desktop.StandIn;
import org.countinghouse.desktop.common.FxTasks;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.common.Preferences.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ShellTest {
    @TempDir
    private static Path folder;

    private final StandIn session = new StandIn(1_000_000);
    private PreferenceStore preferences;
    private Scene scene;

    @Start
    void start(Stage stage) {
        Themes.loadFonts();
        preferences = PreferenceStore.open(
                folder.resolve("preferences-" + System.nanoTime() + ".json"),
                Preferences.initial(Locale.ENGLISH).withTheme(Theme.LIGHT));
        var shell = new Shell(session, new FxTasks(), preferences, StandIn.NOON);
        scene = new Scene(shell.root(), 1000, 900);
        Themes.apply(preferences.get(), scene);
        preferences.preferences().addListener((_, _, now) -> Themes.apply(now, scene));
        stage.setScene(scene);
        stage.show();
    }

    private String title(FxRobot robot) {
        return robot.lookup(".crumb").queryAs(Button.class).getText();
    }

    @Test
    void goesEverywhereWithTheKeyboardAndBack(FxRobot robot) {
        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT2).release(KeyCode.CONTROL);
        assertThat(title(robot)).isEqualTo("Usage");

        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        robot.write("sett").type(KeyCode.ENTER);
        assertThat(title(robot)).isEqualTo("Settings");

        robot.press(KeyCode.ALT).type(KeyCode.LEFT).release(KeyCode.ALT);
        assertThat(title(robot)).isEqualTo("Usage");
    }

    @Test
    void aButtonWithoutAnEdgeShowsThatItHasTheKeyboard(FxRobot robot) {
        var export = robot.lookup(".filter-bar .button.flat").queryAs(Button.class);
        assertThat(export.getBorder()).isNull();

        for (int tabs = 0; tabs < 60 && !(scene.getFocusOwner() instanceof Button button && isFlat(button)); tabs++) {
            robot.type(KeyCode.TAB);
        }

        var reached = (Button) scene.getFocusOwner();
        assertThat(isFlat(reached)).isTrue();
        robot.interact(reached::applyCss);
        assertThat(reached.getBorder().getStrokes()).isNotEmpty();
    }

    private static boolean isFlat(Button button) {
        return button.getStyleClass().contains("flat");
    }

    @Test
    void nothingHappensBehindTheSheetOfKeys(FxRobot robot) {
        String before = title(robot);
        robot.type(KeyCode.F1);
        Node sheet = robot.lookup(".shortcut-sheet").query().getParent();
        assertThat(sheet.isVisible()).isTrue();

        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT2).release(KeyCode.CONTROL);
        assertThat(title(robot)).isEqualTo(before);
        assertThat(sheet.isVisible()).isTrue();

        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        assertThat(sheet.isVisible()).isFalse();
        robot.type(KeyCode.ESCAPE).type(KeyCode.F1).type(KeyCode.ESCAPE);
        assertThat(sheet.isVisible()).isFalse();
        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT2).release(KeyCode.CONTROL);
        assertThat(title(robot)).isEqualTo("Usage");
    }

    @Test
    void whatIsTypedStaysInThePaletteWhateverWantsTheKeyboard(FxRobot robot) {
        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        robot.write("se");
        robot.interact(() -> scene.lookup(".data-table-view").requestFocus());
        robot.write("t").type(KeyCode.TAB).type(KeyCode.TAB).write("ti");

        TextField query = robot.lookup(".palette-query").queryAs(TextField.class);
        assertThat(query.isFocused()).isTrue();
        assertThat(query.getText()).isEqualTo("setti");
        robot.type(KeyCode.ESCAPE);
        assertThat(query.getParent().getParent().isVisible()).isFalse();
    }

    @Test
    void theSheetOfKeysKeepsTheKeyboardAndGivesWayToThePalette(FxRobot robot) {
        robot.type(KeyCode.F1);
        Node sheet = scene.lookup(".shortcut-sheet").getParent();
        assertThat(sheet.isVisible()).isTrue();
        robot.type(KeyCode.TAB).type(KeyCode.TAB);
        assertThat(within(sheet, scene.getFocusOwner())).isTrue();

        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        assertThat(sheet.isVisible()).isFalse();
        robot.write("sett").type(KeyCode.ENTER);
        assertThat(title(robot)).isEqualTo("Settings");
    }

    private static boolean within(Node overlay, Node node) {
        return node != null && (node.equals(overlay) || within(overlay, node.getParent()));
    }

    @Test
    void anotherStartOpensTheLastScreenAndForgetsOneThatIsGone(FxRobot robot) {
        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT2).release(KeyCode.CONTROL);
        robot.interact(() -> scene.setRoot(new Shell(session, new FxTasks(), preferences, StandIn.NOON).root()));
        assertThat(title(robot)).isEqualTo("Usage");

        robot.interact(() -> {
            preferences.update(now -> now.withLastScreen("gone"));
            scene.setRoot(new Shell(session, new FxTasks(), preferences, StandIn.NOON).root());
        });
        assertThat(title(robot)).isEqualTo("Customers");
    }

    @Test
    void theThemeChangesAtOnceAndIsRemembered(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.L).release(KeyCode.SHIFT, KeyCode.CONTROL);

        assertThat(preferences.get().theme()).isEqualTo(Theme.DARK);
        assertThat(scene.getRoot().getPseudoClassStates()).contains(PseudoClass.getPseudoClass("dark"));
    }

    @Test
    void aMillionRowsScrollToTheEndWithFewPages(FxRobot robot) {
        TableView<?> table = robot.lookup(".data-table-view").queryTableView();
        WaitForAsyncUtils.waitForFxEvents();

        robot.interact(() -> table.scrollTo(999_999));
        waitUntilLoaded(table);

        assertThat(table.getItems()).hasSize(1_000_000);
        assertThat(session.rows.pages.get()).isLessThan(12);
    }

    private static void waitUntilLoaded(TableView<?> table) {
        try {
            WaitForAsyncUtils.waitFor(
                    5,
                    java.util.concurrent.TimeUnit.SECONDS,
                    () -> table.getItems().getLast() != null);
        } catch (java.util.concurrent.TimeoutException late) {
            throw new AssertionError("The last page did not come", late);
        }
    }
}
