package org.countinghouse.storage.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Set;

/**
 * Says that this process uses the embedded server: a shared lock on one file. It costs no connection, and the system
 * takes it away when the process dies, so the last one out is always known.
 */
final class Presence implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private Presence(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Presence announce(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, Set.of(CREATE, READ, WRITE), OwnerOnly.mode("rw-------"));
        channel.lock(0, Long.MAX_VALUE, true);
        return new Presence(file, channel);
    }

    /** Leaves, and tells whether nobody else is there. Only meaningful under the {@link HomeLock}. */
    boolean leaveAsLast() throws IOException {
        channel.close();
        try (FileChannel alone = FileChannel.open(file, WRITE);
                FileLock lock = alone.tryLock()) {
            return lock != null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
