package org.countinghouse.desktop;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.common.FxTasks;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.common.ScreenDefinition;
import org.countinghouse.desktop.shell.Session;
import org.countinghouse.desktop.shell.Shell;
import org.countinghouse.desktop.shell.Themes;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A window on a workspace with the sample data, of which November 2023 is billed. */
public final class TestDesktop implements AutoCloseable {
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2024-10-04T09:30:00Z"), ZoneOffset.UTC);

    private final Path home;
    private final TestDatabase database;
    private final Workspace workspace;
    private final Preferences preferences;
    private Stage stage;
    private Shell shell;

    private TestDesktop(Path home, TestDatabase database, Workspace workspace, Preferences preferences) {
        this.home = home;
        this.database = database;
        this.workspace = workspace;
        this.preferences = preferences;
    }

    public static TestDesktop open() throws IOException {
        Path home = Files.createTempDirectory("countinghouse-desktop");
        var database = TestDatabase.fresh();
        var settings = database.staff(GroupRole.ADMIN, GroupRole.FINANCE);
        var workspace = Workspace.open(new DataHome(home), settings, CLOCK, Progress.NONE);
        workspace.sample().load(Progress.NONE);
        workspace.billingRuns().run(BillingPeriod.parse("2023-11"), false, Progress.NONE);
        return new TestDesktop(
                home, database, workspace, Preferences.initial(Locale.US).withTheme(Preferences.Theme.LIGHT));
    }

    public Workspace workspace() {
        return workspace;
    }

    /** Shows a window of this size with these screens. */
    public void show(
            Preferences.Theme theme,
            double width,
            double height,
            List<Function<Workspace, ScreenDefinition>> definitions)
            throws TimeoutException, IOException {
        FxToolkit.registerPrimaryStage();
        var screens = definitions.stream()
                .map(definition -> definition.apply(workspace))
                .toList();
        var store = PreferenceStore.open(
                Files.createTempDirectory(home, "preferences").resolve("preferences.json"),
                preferences.withTheme(theme));
        FxToolkit.setupFixture(() -> {
            Themes.loadFonts();
            shell = new Shell(session(screens), new FxTasks(), store, CLOCK);
            var scene = new Scene(shell.root(), width, height);
            Themes.apply(store.get(), scene);
            stage = new Stage();
            stage.setScene(scene);
            stage.show();
        });
    }

    public void go(Location location) throws TimeoutException {
        FxToolkit.setupFixture(() -> shell.navigator().go(location));
    }

    public <N extends Node> N find(String id, Class<N> type) {
        return type.cast(Objects.requireNonNull(shell.root().lookup("#" + id), id));
    }

    /** Waits until the window shows it. */
    public void until(BooleanSupplier condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(
                20,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.asyncFx(condition::getAsBoolean).get());
        WaitForAsyncUtils.waitForFxEvents();
    }

    public Stage stage() {
        return stage;
    }

    /** Saves a picture when the property {@code screenshots} names a folder. */
    public void picture(String name) throws Exception {
        String folder = System.getProperty("screenshots");
        if (folder != null) {
            BufferedImage image = WaitForAsyncUtils.asyncFx(
                            () -> SwingFXUtils.fromFXImage(stage.getScene().snapshot(null), null))
                    .get();
            Files.createDirectories(Path.of(folder));
            ImageIO.write(image, "png", Path.of(folder, name + ".png").toFile());
        }
    }

    public void closeWindow() throws TimeoutException {
        if (stage != null) {
            FxToolkit.setupFixture(() -> {
                shell.leave();
                stage.close();
            });
        }
    }

    private static Session session(List<ScreenDefinition> screens) {
        return new Session() {
            @Override
            public ConnectionInfo connection() {
                return new ConnectionInfo(
                        ConnectionInfo.Kind.EMBEDDED,
                        "127.0.0.1",
                        5432,
                        "countinghouse",
                        "ch_local",
                        List.of("ch_admin", "ch_finance"),
                        "3",
                        "PostgreSQL 18.6");
            }

            @Override
            public List<ScreenDefinition> screens() {
                return screens;
            }

            @Override
            public List<PaletteProvider> palette() {
                return List.of();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() throws Exception {
        closeWindow();
        workspace.close();
        database.close();
        TestDatabase.delete(home);
    }
}
