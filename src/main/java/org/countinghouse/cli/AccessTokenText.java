package org.countinghouse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** An access token that a person gives to a command: by a file or the environment, never among its words. */
final class AccessTokenText implements Supplier<String> {
    private static final String VARIABLE = "COUNTINGHOUSE_TOKEN";

    private final Map<String, String> environment;
    private final @Nullable Path file;

    AccessTokenText(Map<String, String> environment, @Nullable Path file) {
        this.environment = environment;
        this.file = file;
    }

    /** @throws Failure {@code token.missing} */
    @Override
    public String get() {
        String token = (file == null ? environment.getOrDefault(VARIABLE, "") : text(file)).strip();
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw missing(
                    file == null
                            ? "The variable " + VARIABLE + " holds no access token."
                            : "The file " + file + " holds no access token.");
        }
        return token;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw missing("The file " + file + " cannot be read.");
        }
    }

    private static Failure missing(String summary) {
        return new Failure(
                "token.missing",
                summary,
                "Issue one with: countinghouse token issue --name collector --scopes usage:write");
    }
}
