package org.countinghouse.storage.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running server writes into its data directory ({@code postmaster.pid}; PostgreSQL, miscadmin.h, lines 1, 4
 * and 8).
 *
 * @param pid process id of the server
 * @param port port it listens on; 0 while it has not said yet
 * @param ready true once it accepts connections
 */
record PidFile(long pid, int port, boolean ready) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    static Path in(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Empty when there is none, or when it was caught half-written. */
    static Optional<PidFile> read(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(in(data));
            long pid = Long.parseLong(lines.get(PID_LINE).strip());
            int port = lines.size() > PORT_LINE
                    ? Integer.parseInt(lines.get(PORT_LINE).strip())
                    : 0;
            boolean ready = lines.size() > STATUS_LINE
                    && "ready".equals(lines.get(STATUS_LINE).strip());
            return Optional.of(new PidFile(pid, port, ready));
        } catch (NoSuchFileException | NumberFormatException | IndexOutOfBoundsException none) {
            return Optional.empty();
        }
    }

    /**
     * Whether the process still is the server of this data directory. After a crash the number may belong to any other
     * process, or to a dead one that nobody has reaped, and PostgreSQL then refuses to start.
     */
    boolean belongsTo(Path data) throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        if (Files.isDirectory(Path.of("/proc/self"))) {
            // A PostgreSQL server works inside its data directory.
            try {
                return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).equals(data.toRealPath());
            } catch (NoSuchFileException gone) {
                return false;
            } catch (AccessDeniedException hidden) {
                return false;
            }
        }
        return process.get().info().command().map(PidFile::isServer).orElse(true);
    }

    private static boolean isServer(String command) {
        String name = String.valueOf(Path.of(command).getFileName());
        return name.equals("postgres") || name.equals("postgres.exe");
    }
}
