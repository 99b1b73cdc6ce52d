package org.countinghouse.desktop.usage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.FxTasks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Navigator;
import org.countinghouse.desktop.common.Notices;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.StatusLine;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.ViewLoader;
import org.countinghouse.desktop.shell.Themes;
import org.countinghouse.work.Failure;
import org.testfx.api.FxToolkit;

/** One screen in a window of its own, with everything real but the shell around it. */
public final class ScreenStage implements AutoCloseable {
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long LATE_NANOS = 5_000_000_000L;

    public final List<Location> visited = new ArrayList<>();
    public final List<Failure> failures = new ArrayList<>();
    public final List<String> notices = new ArrayList<>();
    /** What the offers among the notices would do. */
    public final List<Runnable> offers = new ArrayList<>();

    private final FxTasks tasks = new FxTasks();
    private final ScreenContext context;
    private Stage stage;
    private Screen screen;

    private ScreenStage(Language language, ZoneId zone) throws IOException {
        Path folder = Files.createTempDirectory("screen");
        context = new ScreenContext(
                Texts.in(language),
                new Formats(language == Language.GERMAN ? Locale.GERMANY : Locale.US, zone),
                tasks,
                new Navigator() {
                    @Override
                    public void go(Location location) {
                        visited.add(location);
                    }
                },
                new Notices() {
                    @Override
                    public void success(String text) {
                        notices.add(text);
                    }

                    @Override
                    public void info(String text) {
                        notices.add(text);
                    }

                    @Override
                    public void offer(String text, String actionText, Runnable action) {
                        notices.add(text);
                        offers.add(action);
                    }

                    @Override
                    public void failure(Failure failure) {
                        failures.add(failure);
                    }
                },
                new StatusLine() {
                    @Override
                    public void summary(String text) {}

                    @Override
                    public void asOf(java.time.Instant instant) {}
                },
                PreferenceStore.open(folder.resolve("preferences.json"), Preferences.initial(Locale.US)),
                InstantSource.fixed(java.time.Instant.parse("2023-12-10T09:30:00Z")));
    }

    /** Opens a screen in English, times in UTC. */
    public static ScreenStage open(String fxml, Function<ScreenContext, ? extends Screen> view) throws Exception {
        return open(fxml, view, Language.ENGLISH, ZoneId.of("UTC"));
    }

    public static ScreenStage open(
            String fxml, Function<ScreenContext, ? extends Screen> view, Language language, ZoneId zone)
            throws Exception {
        FxToolkit.registerPrimaryStage();
        var opened = new ScreenStage(language, zone);
        opened.onFx(() -> {
            Themes.loadFonts();
            opened.screen = view.apply(opened.context);
            var root = new StackPane(ViewLoader.load(fxml, opened.context.texts(), opened.screen));
            opened.stage = new Stage();
            opened.stage.setScene(new Scene(root, 1180, 800));
            opened.dress(Preferences.Theme.LIGHT);
            opened.stage.show();
            opened.screen.show(Location.of("screen"));
            opened.screen.activate();
        });
        return opened;
    }

    private void dress(Preferences.Theme theme) {
        Themes.apply(context.preferences().get().withTheme(theme), stage.getScene());
    }

    public Scene scene() {
        return stage.getScene();
    }

    /** What the screen is lent. */
    public ScreenContext context() {
        return context;
    }

    public Screen screen() {
        return screen;
    }

    /** Does something on the interface thread and waits for it. */
    public void onFx(Runnable work) throws Exception {
        var done = new CountDownLatch(1);
        var problem = new Throwable[1];
        Platform.runLater(() -> {
            try {
                work.run();
            } catch (Throwable thrown) {
                problem[0] = thrown;
            } finally {
                done.countDown();
            }
        });
        done.await();
        if (problem[0] != null) {
            throw new AssertionError(problem[0]);
        }
    }

    /**
     * Waits until something is so, at most a minute: other work may keep the machine busy. What is asked about may not be
     * there yet.
     */
    public void until(BooleanSupplier condition) throws Exception {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < PATIENCE_NANOS) {
            var now = new boolean[1];
            onFx(() -> {
                try {
                    now[0] = condition.getAsBoolean();
                } catch (NullPointerException absent) {
                    now[0] = false;
                }
            });
            if (now[0]) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("Still not so after a minute; failures so far: " + failures);
    }

    /** Waits for a window that has a node of this id, such as a question, and gives its scene. */
    public Scene window(String id) throws Exception {
        until(() -> windowsWith(id).findAny().isPresent());
        var found = new Scene[1];
        onFx(() -> found[0] = windowsWith(id).findFirst().orElseThrow());
        return found[0];
    }

    private static Stream<Scene> windowsWith(String id) {
        return Window.getWindows().stream().map(Window::getScene).filter(scene -> scene.lookup(id) != null);
    }

    /** Saves pictures in both themes when a directory is named by the property {@code screenshots}. */
    public void picture(String name) throws Exception {
        picture(name, stage.getScene());
    }

    /** The same of another window, such as a question. */
    public void picture(String name, Scene scene) throws Exception {
        String directory = System.getProperty("screenshots", System.getenv().getOrDefault("SCREENSHOTS", ""));
        if (directory.isEmpty()) {
            return;
        }
        for (var theme : List.of(Preferences.Theme.LIGHT, Preferences.Theme.DARK)) {
            onFx(() -> dress(theme));
            Thread.sleep(150);
            onFx(() -> save(scene, new File(directory, name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png")));
        }
        onFx(() -> dress(Preferences.Theme.LIGHT));
    }

    private static void save(Scene scene, File file) {
        try {
            ImageIO.write(SwingFXUtils.fromFXImage(scene.snapshot(null), null), "png", file);
        } catch (IOException problem) {
            throw new java.io.UncheckedIOException(problem);
        }
    }

    @Override
    public void close() throws Exception {
        onFx(screen::deactivate);
        // What is still being read would come to a window that is gone, from a database that is closed.
        long begin = System.nanoTime();
        while (!tasks.quiet() && System.nanoTime() - begin < LATE_NANOS) {
            Thread.sleep(20);
        }
        // A question that is left open would take what the next test types.
        onFx(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    }
}
