package org.countinghouse;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.countinghouse.cli.CommandLineFace;
import org.countinghouse.desktop.Desktop;
import org.countinghouse.desktop.WorkspaceBackend;
import org.countinghouse.desktop.tour.TourCommand;
import org.countinghouse.gateway.ServeCommand;
import org.countinghouse.storage.DataHome;
import org.countinghouse.work.Failure;

/** Starts the face that was asked for: no argument opens the desktop, anything else is a command. */
public final class Countinghouse {
    private Countinghouse() {}

    public static void main(String[] arguments) {
        nameLogFile();
        System.exit(
                arguments.length == 0
                        ? reporting(() -> Desktop.launch(
                                new WorkspaceBackend(System.getenv(), Clock.systemUTC()),
                                Clock.systemUTC(),
                                CommandLineFace::complain))
                        : CommandLineFace.run(
                                List.of(new ServeCommand(System.getenv()), new TourCommand()), arguments));
    }

    private static int reporting(Supplier<Integer> face) {
        try {
            return face.get();
        } catch (Failure failure) {
            CommandLineFace.complain(failure.summary() + " " + failure.remedy());
            return 2;
        }
    }

    /** The log lies in the data home; the logging library learns where before it starts. */
    private static void nameLogFile() {
        try {
            var log = DataHome.resolve(System.getenv()).directory().resolve("countinghouse.log");
            System.setProperty("countinghouse.log", log.toString());
        } catch (Failure noHome) {
            // Opening the workspace reports it, with the way out; commands without a workspace do not need it.
            System.setProperty("countinghouse.log", System.getProperty("java.io.tmpdir") + "/countinghouse.log");
        }
    }
}
