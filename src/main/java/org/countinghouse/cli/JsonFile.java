package org.countinghouse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.countinghouse.work.Failure;

/** Reads a JSON file, with a failure that names the file and the place in it. */
final class JsonFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonFile() {}

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new Failure(
                    "file.json",
                    "%s is not valid JSON at line %d, column %d: %s"
                            .formatted(file, place.getLineNr(), place.getColumnNr(), e.getOriginalMessage()),
                    "Correct the file there and run the command again.",
                    e);
        } catch (IOException e) {
            throw new Failure(
                    "file.read",
                    "The file " + file + " cannot be read as UTF-8 text.",
                    "Check the name, the rights and the encoding.",
                    e);
        }
    }
}
