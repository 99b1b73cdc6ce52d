package org.countinghouse.storage.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import org.countinghouse.work.Failure;

/**
 * The generated passwords of the embedded server, kept in a file that only its owner may read.
 *
 * @param superuser password of {@code postgres}; used to create and upgrade the database only
 * @param local password of {@code ch_local}, the sign-in of the program
 */
public record Credentials(String superuser, String local) {
    private static final int SECRET_BYTES = 32;

    static Credentials readOrCreate(Path file, boolean dataExists) {
        try {
            if (Files.exists(file)) {
                return parse(file, Files.readString(file));
            }
            if (dataExists) {
                throw unreadable(file);
            }
            var random = new SecureRandom();
            var created = new Credentials(secret(random), secret(random));
            OwnerOnly.write(file, "superuser=" + created.superuser + "\nlocal=" + created.local + "\n");
            return created;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static Credentials parse(Path file, String text) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(text));
        String superuser = properties.getProperty("superuser", "");
        String local = properties.getProperty("local", "");
        if (superuser.isEmpty() || local.isEmpty()) {
            throw unreadable(file);
        }
        return new Credentials(superuser, local);
    }

    private static Failure unreadable(Path file) {
        return new Failure(
                "database.credentials",
                "The passwords of the embedded database are missing: " + file + ".",
                "The data beside it is untouched. Put the file back from a back-up of the same data directory.");
    }

    private static String secret(SecureRandom random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Never shows the passwords: records end up in logs. */
    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
