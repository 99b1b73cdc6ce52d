package org.countinghouse.desktop;

import java.nio.file.Path;
import org.countinghouse.desktop.firstrun.FirstRunServices;
import org.countinghouse.desktop.shell.Session;
import org.countinghouse.work.Progress;

/** What the desktop needs from the program around it. */
public interface Backend {
    /** The person's settings file, for example {@code preferences.json} in the data directory. */
    Path preferencesFile();

    /** True until a database has been chosen. */
    boolean isFirstRun();

    FirstRunServices firstRun();

    /**
     * Opens the database that was chosen; called away from the interface thread, and again after a failure when the
     * person asks for it.
     *
     * @throws org.countinghouse.work.Failure with the way out when it cannot be opened
     */
    Session open(Progress progress);
}
