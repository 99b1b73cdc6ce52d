package org.countinghouse.desktop.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.WorkspaceSession;
import org.countinghouse.desktop.common.FxTasks;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.shell.Shell;
import org.countinghouse.desktop.shell.Themes;
import org.countinghouse.storage.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Dashboard and invoices in one window, on real books. */
@ExtendWith(ApplicationExtension.class)
class InvoiceScreensTest {
    @TempDir
    private static Path folder;

    private TestBooks books;
    private WorkspaceSession session;
    private Shell shell;
    private Scene scene;

    /** The server starts before the toolkit's clock for a window does. */
    @BeforeAll
    static void server() {
        TestDatabase.fresh().close();
    }

    @Start
    void start(Stage stage) throws Exception {
        books = TestBooks.open();
        books.bill();
        Themes.loadFonts();
        var preferences = PreferenceStore.open(
                folder.resolve("preferences-" + System.nanoTime() + ".json"),
                Preferences.initial(Locale.US).withTheme(Preferences.Theme.LIGHT));
        session = new WorkspaceSession(books.workspace(), Map.of());
        shell = new Shell(session, new FxTasks(), preferences, TestBooks.CLOCK);
        scene = new Scene(shell.root(), 1_000, 900);
        Themes.apply(preferences.get(), scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close() throws Exception {
        WaitForAsyncUtils.asyncFx(() -> shell.leave()).get();
        session.close();
        books.close();
    }

    @Test
    void aTileOpensTheListThatAddsUpToIt(FxRobot robot) throws Exception {
        until(() -> shows("#tile-review-value"));
        String value = label("#tile-review-value");
        assertThat(value).startsWith("$");

        robot.interact(() -> scene.lookup("#tile-review").requestFocus());
        robot.type(KeyCode.ENTER);

        until(() -> title().equals("Invoices") && summary().contains("5 rows"));
        assertThat(summary()).contains(value).contains("€");
        until(() -> shows("#invoice-total"));
    }

    @Test
    void jAndKWalkThroughTheInvoicesAndTheirDocuments(FxRobot robot) throws Exception {
        robot.interact(() -> shell.navigator().go(Location.of("invoices")));
        until(() -> shows("#invoice-total") && label("#preview-pages").equals("Page 1 of 1"));
        TableView<?> table = (TableView<?>) scene.lookup(".data-table-view");
        String first = label("#invoice-total");
        robot.interact(table::requestFocus);

        robot.type(KeyCode.J);
        until(() -> table.getSelectionModel().getSelectedIndex() == 1
                && !label("#invoice-total").equals(first));
        until(() -> ((ListView<?>) scene.lookup("#invoice-lines")).getItems().size() == 2);
        assertThat(label("#derivation-check")).isEqualTo("Checked");
        robot.type(KeyCode.K);
        until(() -> table.getSelectionModel().getSelectedIndex() == 0
                && label("#invoice-total").equals(first));
    }

    @Test
    void finalisingAsksWithCountAndAmountAndGivesTheNumber(FxRobot robot) throws Exception {
        robot.interact(() -> shell.navigator().go(Location.of("invoices")));
        until(() -> shows("#invoice-total"));
        String total = label("#invoice-total");

        robot.interact(((Button) scene.lookup("#invoice-finalise"))::fire);
        until(() -> robot.lookup("#confirm-finalise").tryQuery().isPresent());
        Button confirm = robot.lookup("#confirm-finalise").queryButton();
        assertThat(confirm.getText()).isEqualTo("Finalise 1 invoice");
        assertThat(robot.from(confirm.getScene().getRoot())
                        .lookup(".big-number")
                        .queryAs(Label.class)
                        .getText())
                .isEqualTo(total);

        robot.interact(confirm::fire);
        until(() -> label(".crumb-detail").equals("R-2026-000001"));
    }

    private boolean shows(String id) {
        Node node = scene.lookup(id);
        return node instanceof Label label && !label.getText().isEmpty();
    }

    private String label(String id) {
        return scene.lookup(id) instanceof Label label ? label.getText() : "";
    }

    private String title() {
        return ((Button) scene.lookup(".crumb")).getText();
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
