package org.countinghouse.storage.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;

/** The data directory of the embedded server: created once, checked before every start. */
final class Cluster {
    /** An empty database with its first write-ahead log and what unpacking needs. */
    private static final long SPACE_NEEDED = 256L << 20;

    private static final String SETTINGS = """

            # Written once by Countinghouse.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 60
            password_encryption = 'scram-sha-256'
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            max_wal_size = '1GB'
            checkpoint_completion_target = 0.9
            log_checkpoints = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            lc_messages = 'C'
            jit = off
            """;

    private static final String ACCESS = """
            # Passwords over loopback, and nothing else.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final Path data;

    Cluster(Path data) {
        this.data = data;
    }

    Path data() {
        return data;
    }

    boolean exists() {
        return Files.exists(data);
    }

    /** Creates under another name and renames, so that a directory with the final name is always complete. */
    void create(Programs programs, Credentials credentials, Path log, Progress progress) throws IOException {
        progress.report("Creating the database", 0, -1);
        Path fresh = data.resolveSibling(data.getFileName() + ".new");
        Path password = data.resolveSibling("superuser.password");
        Directories.delete(fresh);
        OwnerOnly.directory(fresh);
        try {
            OwnerOnly.write(password, credentials.superuser() + "\n");
            List<String> arguments = List.of(
                    "--pgdata=" + fresh,
                    "--username=postgres",
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--data-checksums",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions");
            long before = ServerLog.size(log);
            if (programs.run("initdb", arguments, log, null) != 0) {
                throw ServerLog.failure(log, before, data);
            }
        } finally {
            Files.deleteIfExists(password);
        }
        Files.writeString(fresh.resolve("postgresql.conf"), SETTINGS, StandardOpenOption.APPEND);
        Files.write(fresh.resolve("pg_hba.conf"), ACCESS.getBytes(StandardCharsets.UTF_8));
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @throws Failure {@code database.disk-full} when there is too little room to begin */
    static void checkSpace(Path directory) throws IOException {
        long usable = Files.getFileStore(directory).getUsableSpace();
        if (usable < SPACE_NEEDED) {
            throw new Failure(
                    "database.disk-full",
                    "The disk of " + directory + " has " + (usable >> 20) + " MB left; a new database needs "
                            + (SPACE_NEEDED >> 20) + " MB.",
                    "Free some space, or set COUNTINGHOUSE_HOME to another disk. Nothing was changed.");
        }
    }

    /**
     * @throws Failure {@code database.other-version} for data of another PostgreSQL, {@code database.unreadable} for
     *     something that is no data directory
     */
    void check() {
        String found;
        try {
            found = Files.readString(data.resolve("PG_VERSION")).strip();
        } catch (IOException problem) {
            throw unreadable(data, problem);
        }
        if (!found.equals(Integer.toString(PostgresSoftware.MAJOR))) {
            throw new Failure(
                    "database.other-version",
                    "The database in " + data + " belongs to PostgreSQL " + found + "; this program brings PostgreSQL "
                            + PostgresSoftware.MAJOR + ".",
                    "Use the Countinghouse that wrote it and restore its back-up here. Nothing was changed.");
        }
    }

    static Failure unreadable(Path data, Exception cause) {
        return new Failure(
                "database.unreadable",
                "The database in " + data + " cannot be read.",
                "Check that the directory is complete and belongs to you, or restore it from a back-up.",
                cause);
    }
}
