package org.countinghouse.desktop.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.countinghouse.desktop.WorkspaceSession;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.DatabaseSettings;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes a picture of every screen, in light and dark, on a sample workspace of its own and without a display. */
@Command(
        name = "tour",
        description = "Walk every screen without a display and save a picture of each, in light and dark.",
        mixinStandardHelpOptions = true)
public final class TourCommand implements Callable<Integer> {
    /** Begins after both sample periods, so that they can be billed. */
    private static final Instant BEGIN = Instant.parse("2024-10-02T09:00:00Z");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the pictures.")
    private Path out = Path.of("");

    @Option(
            names = "--language",
            defaultValue = "en",
            paramLabel = "LANGUAGE",
            description = "en or de (default ${DEFAULT-VALUE}).")
    private String language = "en";

    @Option(names = "--width", paramLabel = "PIXELS", description = "Of the window (default ${DEFAULT-VALUE}).")
    private int width = Tour.WIDTH;

    @Option(names = "--height", paramLabel = "PIXELS", description = "Of the window (default ${DEFAULT-VALUE}).")
    private int height = Tour.HEIGHT;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Clock clock = Clock.offset(
                Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), BEGIN));
        Tour.useNoDisplay();
        Path folder = temporaryFolder();
        try (var workspace =
                Workspace.open(new DataHome(folder), DatabaseSettings.embedded(folder), clock, Progress.NONE)) {
            TourSample.fill(workspace, BEGIN);
            var preferences = PreferenceStore.open(
                    folder.resolve("preferences.json"), Preferences.initial(Locale.forLanguageTag(language)));
            preferences.update(
                    current -> current.withRemembered(current.remembered().withViews(List.of(TourStops.VIEW))));
            Tour.startToolkit();
            var session = new WorkspaceSession(workspace, Map.of());
            var stops = TourStops.of(workspace.home().directory());
            var pictures = new Tour(session, preferences, clock, stops, width, height).run(out, Progress.NONE);
            spec.commandLine().getOut().println(pictures.size() + " pictures in " + out);
            spec.commandLine().getOut().flush();
            return 0;
        } finally {
            delete(folder);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("countinghouse-tour");
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    static Failure noRoom(IOException cause) {
        return new Failure(
                "tour.folder",
                "There is no room for the tour's workspace in the temporary folder.",
                "Make 200 MB of space there, or set java.io.tmpdir to another folder.",
                cause);
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // It lies in the temporary folder, which the system empties.
        }
    }
}
