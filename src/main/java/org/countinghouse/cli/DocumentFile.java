package org.countinghouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.countinghouse.work.Failure;

/** A JSON document in a file; every failure names the file and the place in it. */
final class DocumentFile {
    private static final String AGAIN = " and run the command again. Nothing was stored.";

    private final Path file;
    private final JsonNode document;

    private DocumentFile(Path file, JsonNode document) {
        this.file = file;
        this.document = document;
    }

    /** @throws Failure {@code file.missing}, {@code file.encoding}, {@code file.read} or {@code file.json} */
    static DocumentFile read(Path file) {
        try {
            String text = Files.readString(file);
            return new DocumentFile(file, Json.parse(text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (CatalogFailure e) {
            throw new Failure("file.json", file + ": " + e.summary(), "Correct it there" + AGAIN, e);
        } catch (NoSuchFileException e) {
            throw new Failure("file.missing", "There is no file " + file + ".", "Correct its name" + AGAIN, e);
        } catch (CharacterCodingException e) {
            throw new Failure("file.encoding", file + " is not UTF-8 text.", "Save it as UTF-8" + AGAIN, e);
        } catch (IOException e) {
            String folder = Files.isDirectory(file) ? ": it is a folder." : ".";
            throw new Failure(
                    "file.read", file + " cannot be read" + folder, "Name a file that you may read" + AGAIN, e);
        }
    }

    /** The document as it is. */
    JsonNode json() {
        return document;
    }

    /** Gives the document to what uses it. */
    <T> T use(Function<JsonNode, T> use) {
        try {
            return use.apply(document);
        } catch (CatalogFailure problem) {
            throw new Failure(
                    problem.code(),
                    file + ", at " + problem.path() + ": " + problem.summary(),
                    "Correct it there" + AGAIN,
                    problem);
        }
    }
}
