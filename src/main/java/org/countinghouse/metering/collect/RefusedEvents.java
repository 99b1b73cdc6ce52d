package org.countinghouse.metering.collect;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.countinghouse.catalog.Json;
import org.countinghouse.work.OutputFile;

/** Events that were refused for good, with the reason, one JSON object a line; beyond 16 MB, the older half goes. */
final class RefusedEvents {
    private static final long LARGEST = 8L << 20;

    private final Path file;
    private final Path older;

    RefusedEvents(Path folder) {
        file = folder.resolve("rejected.jsonl");
        older = folder.resolve("rejected.old.jsonl");
    }

    Path file() {
        return file;
    }

    void add(ObjectNode event, String reason) {
        ObjectNode line = Json.object().put("reason", reason).set("event", event);
        try {
            if (Files.exists(file) && Files.size(file) > LARGEST) {
                Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(file, Json.text(line) + "\n", StandardCharsets.UTF_8, CREATE, APPEND);
        } catch (IOException problem) {
            throw OutputFile.failure(file, problem);
        }
    }
}
