package org.countinghouse.desktop.importing;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import org.countinghouse.work.Failure;

/** Opens a file with the program the computer uses for it; called away from the interface thread. */
final class FileOpener {
    private FileOpener() {}

    static void open(Path file) {
        try {
            if (!GraphicsEnvironment.isHeadless() && Desktop.isDesktopSupported()) {
                Desktop.getDesktop().open(file.toFile());
                return;
            }
        } catch (IOException noProgram) {
            throw unopened(file, noProgram);
        }
        throw unopened(file, new IOException("no desktop"));
    }

    private static Failure unopened(Path file, IOException cause) {
        return new Failure(
                "file.open",
                "No program opens " + file + ".",
                "Open it yourself, for example in a spreadsheet: it is a CSV file.",
                cause);
    }
}
