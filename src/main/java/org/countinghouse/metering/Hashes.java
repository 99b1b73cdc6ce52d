package org.countinghouse.metering;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The first 16 bytes of SHA-256: short keys that nobody can make collide. Not for use by several threads. */
public final class Hashes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MessageDigest digest;

    public Hashes() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The hash of a text's UTF-8 bytes. */
    public UUID of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, bytes.length);
    }

    /** The hash of so many bytes. */
    UUID of(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
        byte[] hash = digest.digest();
        return new UUID((long) LONGS.get(hash, 0), (long) LONGS.get(hash, Long.BYTES));
    }
}
