package org.countinghouse.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.countinghouse.storage.embedded.OwnerOnly;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which this user's Countinghouse keeps its database and settings.
 *
 * @param directory absolute, exists, writable
 */
public record DataHome(Path directory) {
    /**
     * {@code COUNTINGHOUSE_HOME}, or the usual place of the platform. A new directory is created for the owner only.
     *
     * @throws Failure {@code home.unusable} when it is no directory, or cannot be created or written
     */
    public static DataHome resolve(Map<String, String> environment) {
        String named = environment.getOrDefault("COUNTINGHOUSE_HOME", "").strip();
        try {
            Path directory = (named.isEmpty() ? usualPlace(environment) : Path.of(named))
                    .toAbsolutePath()
                    .normalize();
            return create(directory);
        } catch (InvalidPathException invalid) {
            throw unusable(named, invalid);
        }
    }

    private static DataHome create(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                if (directory.getParent() != null) {
                    Files.createDirectories(directory.getParent());
                }
                OwnerOnly.directory(directory);
            }
            if (!Files.isWritable(directory)) {
                throw unusable(directory.toString(), null);
            }
            return new DataHome(directory);
        } catch (IOException problem) {
            throw unusable(directory.toString(), problem);
        }
    }

    private static Path usualPlace(Map<String, String> environment) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path user = Path.of(System.getProperty("user.home"));
        if (system.contains("win")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            Path base = local.isEmpty() ? user.resolve("AppData").resolve("Local") : Path.of(local);
            return base.resolve("Countinghouse");
        }
        if (system.contains("mac")) {
            return user.resolve("Library").resolve("Application Support").resolve("Countinghouse");
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base = data.isEmpty() ? user.resolve(".local").resolve("share") : Path.of(data);
        return base.resolve("countinghouse");
    }

    private static Failure unusable(String place, @Nullable Exception cause) {
        String message = "The data directory " + place + " cannot be used.";
        String remedy = "Set COUNTINGHOUSE_HOME to a directory you may write to; nothing was changed.";
        return cause == null
                ? new Failure("home.unusable", message, remedy)
                : new Failure("home.unusable", message, remedy, cause);
    }
}
