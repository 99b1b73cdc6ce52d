package org.countinghouse.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.embedded.OwnerOnly;
import org.countinghouse.work.Failure;

/**
 * The secret that access tokens are signed with: {@code COUNTINGHOUSE_TOKEN_SECRET}, or a random one that is made at
 * first use and kept in a file of the data home that only its owner may read. There is no default, and a weak one is
 * refused.
 */
public final class TokenSecret {
    static final String VARIABLE = "COUNTINGHOUSE_TOKEN_SECRET";
    static final String FILE = "token.key";

    /** HMAC-SHA-256 wants a key of at least its own length (RFC 7518, section 3.2). */
    private static final int SHORTEST = 32;

    private static final int RANDOM_BYTES = 48;
    private static final int FEWEST_CHARACTERS = 12;
    private static final List<String> WELL_KNOWN = List.of(
            "secret",
            "password",
            "changeme",
            "change-me",
            "change_me",
            "default",
            "example",
            "qwerty",
            "countinghouse");

    private final byte[] bytes;

    private TokenSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @throws Failure {@code token.secret-weak} when the variable holds a weak one, {@code token.secret-file} when the
     *     file cannot be used, or others may read it
     */
    public static TokenSecret of(Map<String, String> environment, DataHome home) {
        String named = environment.getOrDefault(VARIABLE, "").strip();
        return named.isEmpty() ? kept(home.directory().resolve(FILE)) : strong(named, VARIABLE);
    }

    /** The key of the signature; callers must not keep or change it. */
    byte[] bytes() {
        return bytes;
    }

    private static TokenSecret kept(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[RANDOM_BYTES];
                new SecureRandom().nextBytes(random);
                OwnerOnly.write(file, Base64.getEncoder().encodeToString(random));
            }
            refuseOpenFile(file);
            return strong(Files.readString(file).strip(), file.toString());
        } catch (IOException problem) {
            throw new Failure(
                    "token.secret-file",
                    "The secret of the access tokens in " + file + " cannot be read or made.",
                    "Check the rights of the folder, or set " + VARIABLE + ".",
                    problem);
        }
    }

    private static void refuseOpenFile(Path file) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix == null) {
            return;
        }
        Set<PosixFilePermission> owner = EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
        if (!owner.containsAll(posix.readAttributes().permissions())) {
            throw new Failure(
                    "token.secret-file",
                    "Others may read the secret of the access tokens in " + file + ".",
                    "Run chmod 600 on it. If somebody may have seen it, delete it: all tokens must then be issued anew.");
        }
    }

    private static TokenSecret strong(String text, String place) {
        String lower = text.toLowerCase(Locale.ROOT);
        String why = "";
        if (text.length() < SHORTEST) {
            why = "it has fewer than " + SHORTEST + " characters";
        } else if (text.chars().distinct().count() < FEWEST_CHARACTERS || repeats(text)) {
            why = "it repeats itself";
        } else if (WELL_KNOWN.stream().anyMatch(lower::contains) || runs(lower)) {
            why = "it is made of words or rows that are tried first";
        }
        if (!why.isEmpty()) {
            throw new Failure(
                    "token.secret-weak",
                    "The secret of the access tokens in " + place + " is weak: " + why + ".",
                    "Set " + VARIABLE + " to the output of: openssl rand -base64 48, or unset it to have one made.");
        }
        return new TokenSecret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** True when the text is some beginning of it over and over. */
    private static boolean repeats(String text) {
        for (int length = 1; length <= text.length() / 2; length++) {
            String unit = text.substring(0, length);
            if (unit.repeat(text.length() / length + 1).startsWith(text)) {
                return true;
            }
        }
        return false;
    }

    /** True when half of the characters simply follow the one before: abcdef, 123456, aaaa. */
    private static boolean runs(String text) {
        int followers = 0;
        for (int i = 1; i < text.length(); i++) {
            int step = Math.abs(text.charAt(i) - text.charAt(i - 1));
            followers += step <= 1 ? 1 : 0;
        }
        return followers * 2 >= text.length();
    }
}
