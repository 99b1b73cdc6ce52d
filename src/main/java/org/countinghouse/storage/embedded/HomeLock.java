package org.countinghouse.storage.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;

/**
 * Held by one process while it starts, attaches to or stops the embedded server of a directory. The system frees it
 * when the process dies, however it dies. The file names the holder's process id for whoever has to wait.
 */
final class HomeLock implements AutoCloseable {
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();
    private static final int PID_AT = 1;

    private final ReentrantLock threads;
    private final FileChannel channel;

    private HomeLock(ReentrantLock threads, FileChannel channel) {
        this.threads = threads;
        this.channel = channel;
    }

    /** Waits up to {@code patience}; then fails with {@code database.locked}, naming the process that holds it. */
    static HomeLock acquire(Path file, Duration patience, Progress progress) throws IOException {
        // A file lock belongs to a whole process; threads of this one take turns here first.
        ReentrantLock threads = THREADS.computeIfAbsent(file, f -> new ReentrantLock());
        threads.lock();
        FileChannel channel = null;
        boolean acquired = false;
        try {
            channel = FileChannel.open(file, Set.of(CREATE, READ, WRITE), OwnerOnly.mode("rw-------"));
            long deadline = System.nanoTime() + patience.toNanos();
            // Only the first byte is locked, so that others can read the process id behind it.
            FileLock lock = channel.tryLock(0, PID_AT, false);
            while (lock == null) {
                if (System.nanoTime() > deadline) {
                    throw held(file, channel);
                }
                progress.report("Waiting for another Countinghouse to finish opening the database", 0, -1);
                progress.check();
                Pause.millis(50);
                lock = channel.tryLock(0, PID_AT, false);
            }
            String holder = ProcessHandle.current().pid() + "\n";
            channel.truncate(PID_AT);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), PID_AT);
            acquired = true;
            return new HomeLock(threads, channel);
        } finally {
            if (!acquired) {
                if (channel != null) {
                    channel.close();
                }
                threads.unlock();
            }
        }
    }

    private static Failure held(Path file, FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(20);
        channel.read(bytes, PID_AT);
        String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
        return new Failure(
                "database.locked",
                "The database in " + file.getParent() + " is being opened or closed by process "
                        + (pid.isEmpty() ? "unknown" : pid) + ".",
                "Wait until that process has finished, or end it; then try again. Nothing was changed.");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            threads.unlock();
        }
    }
}
