package org.countinghouse.desktop;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import javafx.application.Application;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the desktop, or says in one sentence why it cannot start here. */
public final class Desktop {
    private static final Logger LOG = LoggerFactory.getLogger(Desktop.class);
    /** Set where Maven starts the program: it answers any exit code but 0 with a stack trace of its own. */
    private static final boolean BY_MAVEN = Boolean.getBoolean("countinghouse.by-maven");

    /** Exit code when there is no screen, as sysexits.h names it: EX_UNAVAILABLE. */
    private static final int UNAVAILABLE = BY_MAVEN ? 0 : 69;

    private static final String TOUR = BY_MAVEN
            ? "`./mvnw -q -DskipTests package && target/countinghouse/bin/countinghouse tour --out tour`"
            : "`countinghouse tour --out DIR`";
    private static final String WAY_OUT = "start it in a desktop session (or set DISPLAY), or run " + TOUR
            + " to get pictures of every screen without one.";

    /** Handed from {@link #launch} to the application, which the toolkit creates by itself. */
    record Start(Backend backend, InstantSource clock) {}

    private static @Nullable Start start;

    private Desktop() {}

    /**
     * Shows the window and returns when it is closed.
     *
     * @param complain gets the one sentence for the error stream when there is no screen
     * @return exit code of the program
     */
    public static int launch(Backend backend, InstantSource clock, Consumer<String> complain) {
        Optional<String> obstacle =
                obstacle(System.getProperty("os.name", ""), System.getenv(), System.getProperties());
        if (obstacle.isPresent()) {
            complain.accept(obstacle.get());
            return UNAVAILABLE;
        }
        start = new Start(backend, clock);
        try {
            Application.launch(DesktopApplication.class);
            return 0;
        } catch (UnsupportedOperationException | UnsatisfiedLinkError | IllegalStateException noToolkit) {
            LOG.info("The toolkit does not start.", noToolkit);
            complain.accept("Countinghouse cannot open a window on this computer: " + WAY_OUT);
            return UNAVAILABLE;
        }
    }

    static Start start() {
        return Objects.requireNonNull(start, "Desktop.launch comes first");
    }

    /** Why no window can open here; empty when one probably can. */
    static Optional<String> obstacle(String system, Map<String, String> environment, Properties properties) {
        boolean linux = system.toLowerCase(Locale.ROOT).contains("linux");
        boolean headless = "Headless".equals(properties.getProperty("glass.platform"));
        boolean display = isSet(environment, "DISPLAY") || isSet(environment, "WAYLAND_DISPLAY");
        return linux && !headless && !display
                ? Optional.of("Countinghouse needs a screen and found none (DISPLAY is not set): " + WAY_OUT)
                : Optional.empty();
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }
}
