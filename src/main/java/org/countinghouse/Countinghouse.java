package org.countinghouse;

import org.countinghouse.cli.CommandLineFace;
import org.countinghouse.storage.DataHome;
import org.countinghouse.work.Failure;

/** Starts the face that was asked for. */
public final class Countinghouse {
    private Countinghouse() {}

    public static void main(String[] arguments) {
        nameLogFile();
        System.exit(CommandLineFace.run(arguments));
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
