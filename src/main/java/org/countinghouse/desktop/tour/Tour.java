package org.countinghouse.desktop.tour;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.countinghouse.desktop.common.FxTasks;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences.Theme;
import org.countinghouse.desktop.common.Remembered;
import org.countinghouse.desktop.common.ScreenDefinition;
import org.countinghouse.desktop.shell.Session;
import org.countinghouse.desktop.shell.Shell;
import org.countinghouse.desktop.shell.Themes;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Failure;
import org.countinghouse.work.OutputFile;
import org.countinghouse.work.Progress;

/**
 * Walks every screen in light and dark and saves a picture of each, without a display. Needs
 * {@code -Dglass.platform=Headless -Dprism.order=sw}, which {@link #useNoDisplay} sets before the toolkit starts.
 */
public final class Tour {
    static final int WIDTH = 1440;
    static final int HEIGHT = 900;
    /** A screen is settled when nothing was under way for this long: what is read may ask for more. */
    private static final Duration QUIET = Duration.ofMillis(400);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Session session;
    private final PreferenceStore preferences;
    private final InstantSource clock;
    private final List<Stop> stops;
    private final int width;
    private final int height;
    private final FxTasks tasks = new FxTasks();

    /**
     * A place to take a picture of.
     *
     * @param name of the picture's file, without theme and ending
     * @param gestures what is done there before the picture
     */
    public record Stop(String name, Location location, List<Gesture> gestures) {
        public Stop {
            gestures = List.copyOf(gestures);
        }

        public Stop(String name, Location location) {
            this(name, location, List.of());
        }
    }

    /** @param more places beyond the beginning of each screen, such as a customer's page */
    public Tour(Session session, PreferenceStore preferences, InstantSource clock, List<Stop> more) {
        this(session, preferences, clock, more, WIDTH, HEIGHT);
    }

    /**
     * @param width of the window in pixels
     * @param height of the window in pixels
     */
    public Tour(
            Session session, PreferenceStore preferences, InstantSource clock, List<Stop> more, int width, int height) {
        this.width = width;
        this.height = height;
        this.session = session;
        this.preferences = preferences;
        this.clock = clock;
        this.stops = new ArrayList<>();
        for (ScreenDefinition screen : session.screens()) {
            stops.add(new Stop(screen.id(), Location.of(screen.id())));
        }
        stops.addAll(more);
    }

    /** Makes the toolkit run without a display. Only works before it starts. */
    public static void useNoDisplay() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
    }

    /** Starts the toolkit when it does not run yet. */
    public static void startToolkit() {
        var started = new CountDownLatch(1);
        try {
            Platform.startup(started::countDown);
            started.await();
        } catch (IllegalStateException runsAlready) {
            // Then there is nothing to wait for.
            started.countDown();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        Platform.setImplicitExit(false);
    }

    /** @return the pictures, in the order they were taken */
    public List<Path> run(Path folder, Progress progress) {
        createFolder(folder);
        var pictures = new ArrayList<Path>();
        for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
            pictures.addAll(walk(theme, folder, pictures.size(), progress));
        }
        return pictures;
    }

    private List<Path> walk(Theme theme, Path folder, int done, Progress progress) {
        var pictures = new ArrayList<Path>();
        Window window = onScreen(() -> openWindow(theme));
        for (Stop stop : stops) {
            progress.check();
            progress.report(stop.name(), done + pictures.size(), stops.size() * 2L);
            onScreen(() -> {
                window.shell().navigator().go(stop.location());
                return stop;
            });
            settle(stop);
            for (Gesture gesture : stop.gestures()) {
                onScreen(() -> {
                    gesture.make();
                    return stop;
                });
                settle(stop);
            }
            String name = stop.name() + (theme == Theme.DARK ? "-dark.png" : "-light.png");
            pictures.add(onScreen(() -> {
                Path picture = take(Gesture.top(), folder.resolve(name));
                Gesture.leave();
                return picture;
            }));
        }
        onScreen(() -> {
            window.shell().leave();
            window.stage().close();
            return theme;
        });
        return pictures;
    }

    private record Window(Stage stage, Shell shell) {}

    private Window openWindow(Theme theme) {
        Themes.loadFonts();
        // Each walk begins where a new person does.
        preferences.update(current -> current.withTheme(theme)
                .withRemembered(
                        Remembered.NOTHING.withViews(current.remembered().views())));
        preferences.get().language().speak();
        var shell = new Shell(session, tasks, preferences, clock);
        var scene = new Scene(new StackPane(), width, height);
        scene.setRoot(shell.root());
        Themes.apply(preferences.get(), scene);
        var stage = new Stage();
        stage.setScene(scene);
        stage.setWidth(width);
        stage.setHeight(height);
        stage.show();
        return new Window(stage, shell);
    }

    /** Saves what a scene shows. */
    public static Path take(Scene scene, Path file) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        return save(SwingFXUtils.fromFXImage(scene.snapshot(null), null), file);
    }

    static Path save(BufferedImage picture, Path file) {
        return OutputFile.write(file, out -> {
            // Written whole first: the image library reports a full disk only as a broken picture.
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(picture, "png", bytes);
            bytes.writeTo(out);
        });
    }

    private void settle(Stop stop) {
        try {
            var quiet = Duration.ZERO;
            for (var waited = Duration.ZERO; quiet.compareTo(QUIET) < 0; waited = waited.plus(LOOK_EVERY)) {
                if (waited.compareTo(PATIENCE) > 0) {
                    throw new Failure(
                            "tour.unsettled",
                            "The screen " + stop.name() + " was still reading after " + PATIENCE.toSeconds() + " s.",
                            "Run the tour again when the machine is less busy.");
                }
                Thread.sleep(LOOK_EVERY);
                quiet = tasks.quiet() ? quiet.plus(LOOK_EVERY) : Duration.ZERO;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException unwritable) {
            throw OutputFile.failure(folder, unwritable);
        }
    }

    private <T> T onScreen(Callable<T> work) {
        var task = new FutureTask<>(work);
        tasks.onScreen(task);
        try {
            return task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Failure known) {
                throw known;
            }
            throw new IllegalStateException("A screen of the tour failed", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }
}
