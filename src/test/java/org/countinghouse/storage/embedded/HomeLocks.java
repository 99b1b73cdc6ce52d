package org.countinghouse.storage.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.countinghouse.work.Progress;

/** Lets tests take the home's lock. */
public final class HomeLocks {
    private HomeLocks() {}

    public static AutoCloseable hold(Path file) throws IOException {
        return HomeLock.acquire(file, Duration.ofSeconds(5), Progress.NONE);
    }

    public static AutoCloseable tryBriefly(Path file) throws IOException {
        return HomeLock.acquire(file, Duration.ofMillis(300), Progress.NONE);
    }
}
