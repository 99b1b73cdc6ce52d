package org.countinghouse.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.countinghouse.storage.DataHome;
import org.countinghouse.work.Failure;

/** Whether the desktop of this data home bills by itself: it does until somebody switches it off. */
public final class UpkeepSwitch {
    private final Path off;

    public UpkeepSwitch(DataHome home) {
        off = home.directory().resolve("no-automatic-work");
    }

    public boolean on() {
        return !Files.exists(off);
    }

    /** @throws Failure {@code upkeep.switch} when it cannot be kept; it stays as it was */
    public void turn(boolean on) {
        try {
            if (on) {
                Files.deleteIfExists(off);
            } else {
                Files.writeString(off, "Automatic work of the desktop is switched off.\n");
            }
        } catch (IOException problem) {
            throw new Failure(
                    "upkeep.switch",
                    "The setting cannot be written to " + off + ".",
                    "Check that the folder is writable and has space. The setting before holds.",
                    problem);
        }
    }
}
