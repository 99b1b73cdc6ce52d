package org.countinghouse.billing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.DatabaseSettings;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;

/** An embedded server in a folder of its own, so that no other test misses it when it is killed. */
record ServerToKill(Path folder) {
    /** Starts the server again when it is gone. */
    Workspace open() {
        return Workspace.open(
                new DataHome(folder), DatabaseSettings.embedded(folder), MeteredWorld.CLOCK, Progress.NONE);
    }

    /** The server and the processes of its connections at once, as when the machine stops. */
    void kill() throws IOException {
        Path file;
        try (Stream<Path> files = Files.walk(folder)) {
            file = files.filter(path -> path.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow();
        }
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        var server = ProcessHandle.of(pid).orElseThrow();
        Stream.concat(Stream.of(server), server.descendants()).toList().forEach(ProcessHandle::destroyForcibly);
    }
}
