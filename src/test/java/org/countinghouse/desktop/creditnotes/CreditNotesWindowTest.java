package org.countinghouse.desktop.creditnotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.WorkspaceSession;
import org.countinghouse.desktop.common.FxTasks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.shell.Shell;
import org.countinghouse.desktop.shell.Themes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The credit notes in the real window, in German and where there is little room. */
@ExtendWith(ApplicationExtension.class)
class CreditNotesWindowTest {
    @TempDir
    private static Path folder;

    private static CreditedBooks credited;
    private WorkspaceSession session;
    private Shell shell;
    private Scene scene;

    @BeforeAll
    static void open() throws Exception {
        credited = new CreditedBooks();
        credited.creditBerlin();
        credited.creditChicago();
    }

    @Start
    void start(Stage stage) {
        Themes.loadFonts();
        var preferences = PreferenceStore.open(
                folder.resolve("preferences.json"),
                Preferences.initial(Locale.GERMANY)
                        .withLanguage(Language.GERMAN)
                        .withTheme(Preferences.Theme.LIGHT));
        session = new WorkspaceSession(credited.books.workspace(), Map.of());
        shell = new Shell(session, new FxTasks(), preferences, TestBooks.CLOCK);
        scene = new Scene(shell.root(), 1_280, 800);
        Themes.apply(preferences.get(), scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close() throws Exception {
        WaitForAsyncUtils.asyncFx(() -> shell.leave()).get();
        session.close();
    }

    @AfterAll
    static void closeBooks() throws Exception {
        credited.close();
    }

    @Test
    void bothCurrenciesAddUpNothingIsCutAndTheInvoiceOpens(FxRobot robot) throws Exception {
        robot.interact(() -> shell.navigator().go(Location.of(CreditNotesModel.SCREEN)));
        until(() -> title().equals("Rechnungskorrekturen") && summary().contains("2 Zeilen"));
        assertThat(summary()).contains("11,90").contains("20,00").contains("€").contains("$");
        robot.interact(() -> {
            var table = (TableView<?>) scene.lookup(".data-table-view");
            table.requestFocus();
            table.getSelectionModel().selectLast();
        });
        until(() -> scene.lookup("#credit-note-total") instanceof Label label
                && label.getText().startsWith("11,90"));
        robot.interact(() -> {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
        });
        Node pane = scene.lookup("#credit-note");
        var room = pane.localToScene(pane.getLayoutBounds());
        for (Node node : pane.lookupAll("*")) {
            if (node instanceof Labeled said
                    && said.isVisible()
                    && !said.getText().isEmpty()) {
                var bounds = said.localToScene(said.getLayoutBounds());
                assertThat(bounds.getMaxX()).as(said.getText()).isLessThanOrEqualTo(room.getMaxX());
                assertThat(said.lookupAll(".text").stream().map(text -> ((javafx.scene.text.Text) text).getText()))
                        .as("written in full")
                        .noneMatch(text -> text.endsWith("..."));
            }
        }
        picture();

        robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        until(() -> title().equals("Rechnungen")
                && scene.lookup(".crumb-detail") instanceof Label label
                && label.getText().startsWith("R-2026-"));
    }

    private void picture() throws Exception {
        String directory = System.getenv().getOrDefault("SCREENSHOTS", "");
        if (!directory.isEmpty()) {
            var image = WaitForAsyncUtils.asyncFx(() -> SwingFXUtils.fromFXImage(scene.snapshot(null), null))
                    .get();
            ImageIO.write(image, "png", new File(directory, "credit-notes-german.png"));
        }
    }

    private String title() {
        return scene.lookup(".crumb") instanceof Button crumb ? crumb.getText() : "";
    }

    private String summary() {
        return scene.getRoot().lookupAll(".status-line .label").stream()
                .map(node -> ((Label) node).getText())
                .reduce("", (all, text) -> all + " " + text);
    }

    private static void until(BooleanSupplier condition) throws Exception {
        WaitForAsyncUtils.waitFor(
                20,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.asyncFx(condition::getAsBoolean).get());
    }
}
