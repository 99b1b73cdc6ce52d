package org.countinghouse.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.desktop.common.FxTasks;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.shell.Shell;
import org.countinghouse.desktop.shell.Themes;
import org.countinghouse.storage.catalog.PlanVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Typing into the palette of the real window, on real books. */
@ExtendWith(ApplicationExtension.class)
class PaletteScreensTest {
    @TempDir
    private static Path folder;

    private TestBooks books;
    private WorkspaceSession session;
    private Shell shell;
    private Scene scene;

    @Start
    void start(Stage stage) throws Exception {
        books = TestBooks.open();
        books.bill();
        Themes.loadFonts();
        var preferences = PreferenceStore.open(
                folder.resolve("preferences-" + System.nanoTime() + ".json"),
                Preferences.initial(Locale.US).withTheme(Preferences.Theme.LIGHT));
        session = new WorkspaceSession(books.workspace(), Map.of());
        shell = new Shell(session, new FxTasks(), preferences, ticking());
        scene = new Scene(shell.root(), 1_000, 900);
        Themes.apply(preferences.get(), scene);
        stage.setScene(scene);
        stage.show();
    }

    /** A list that is read twice is read at two times. */
    private static InstantSource ticking() {
        var ticks = new AtomicLong();
        Instant begin = TestBooks.CLOCK.instant();
        return () -> begin.plusMillis(ticks.incrementAndGet());
    }

    @AfterEach
    void close() throws Exception {
        WaitForAsyncUtils.asyncFx(() -> shell.leave()).get();
        session.close();
        books.close();
    }

    @Test
    void aCustomerIsTypedAndItsPageOpens(FxRobot robot) throws Exception {
        openPalette(robot);
        robot.write("of dal");
        until(() -> first("Company of dallas"));
        robot.type(KeyCode.ENTER);

        until(() -> label("#customer-name").equals("Company of dallas"));
        assertThat(title()).isEqualTo("Customers");

        // The keyboard stays in the window: from here on to another one, pressing Enter before it is found.
        openPalette(robot);
        robot.write("company of paris").type(KeyCode.ENTER);
        until(() -> label("#customer-name").equals("Company of paris"));
    }

    @Test
    void anInvoiceIsSelectedInItsListAgainAndAgain(FxRobot robot) throws Exception {
        chooseInvoiceOf("boston", robot);
        chooseInvoiceOf("paris", robot);

        // Moving on inside the screen is no other place; the same choice must still lead to the invoice.
        robot.interact(((Button) scene.lookup(".data-table .chip"))::fire);
        until(() -> invoices().getItems().size() == TestBooks.SUBSCRIPTIONS);
        robot.interact(() -> invoices().getSelectionModel().select(0));
        until(() -> !label(".invoice-customer").equals("Company of paris"));
        chooseInvoiceOf("paris", robot);

        robot.interact(() -> shell.navigator().go("invoices"));
        until(() -> invoices().getItems().size() == TestBooks.SUBSCRIPTIONS);
    }

    private void chooseInvoiceOf(String customer, FxRobot robot) throws Exception {
        openPalette(robot);
        robot.write(customer);
        until(() -> first("Company of " + customer));
        // Invoices are found after customers: only then there is something to go down to.
        until(() -> paletteEntries().size() > 1
                && paletteEntries().get(1) instanceof PaletteEntry entry
                && entry.title().endsWith(" · Company of " + customer));
        robot.type(KeyCode.DOWN);
        until(() -> !first("Company of " + customer));
        robot.type(KeyCode.ENTER);

        until(() -> title().equals("Invoices") && label(".invoice-customer").equals("Company of " + customer));
        until(() -> invoices().getSelectionModel().getSelectedItem() instanceof InvoiceRow row
                && row.customer().equals(customer));
    }

    private TableView<?> invoices() {
        return (TableView<?>) scene.lookup(".data-table-view");
    }

    @Test
    void aPlanIsSelectedInTheVersionThatWasTyped(FxRobot robot) throws Exception {
        openPalette(robot);
        robot.write("basic-usd v1");
        until(() -> first("Basic USD"));
        robot.type(KeyCode.ENTER);

        until(() -> title().equals("Plans") && version() != null);
        assertThat(version().plan()).isEqualTo("basic-usd");
        assertThat(version().number()).isEqualTo(1);
    }

    private void openPalette(FxRobot robot) throws Exception {
        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        until(() -> scene.lookup(".palette-query").isFocused());
    }

    private boolean first(String entry) {
        var list = (ListView<?>) scene.lookup(".palette-list");
        return list.getSelectionModel().getSelectedItem() instanceof PaletteEntry selected
                && selected.title().equals(entry);
    }

    private List<?> paletteEntries() {
        return ((ListView<?>) scene.lookup(".palette-list")).getItems();
    }

    private PlanVersion version() {
        return scene.lookup("#versions") instanceof ComboBox<?> box ? (PlanVersion) box.getValue() : null;
    }

    private String label(String id) {
        return scene.lookup(id) instanceof Label label ? label.getText() : "";
    }

    private String title() {
        return ((Button) scene.lookup(".crumb")).getText();
    }

    private void until(BooleanSupplier condition) throws Exception {
        try {
            WaitForAsyncUtils.waitFor(
                    20,
                    TimeUnit.SECONDS,
                    () -> WaitForAsyncUtils.asyncFx(condition::getAsBoolean).get());
        } catch (TimeoutException late) {
            throw new AssertionError(WaitForAsyncUtils.asyncFx(this::seen).get(), late);
        }
    }

    /** Where the keyboard is, and what the palette says. */
    private String seen() {
        return "Typed \"" + ((TextField) scene.lookup(".palette-query")).getText() + "\"; keyboard in "
                + scene.getFocusOwner() + "; windows with the keyboard "
                + Window.getWindows().stream().filter(Window::isFocused).toList() + "; screen " + title()
                + "; entries "
                + paletteEntries().stream()
                        .map(entry -> ((PaletteEntry) entry).title())
                        .toList();
    }
}
