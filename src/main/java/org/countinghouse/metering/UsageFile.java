package org.countinghouse.metering;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.countinghouse.work.Failure;

/**
 * Opens a usage file as text: gzip is unpacked, the byte order mark skipped, the encoding strict. Where bytes are not
 * valid the text has {@link #MALFORMED}, so that one broken row is rejected by its line number and the rest goes on; a
 * file that is in another encoding as a whole is refused at once.
 */
final class UsageFile {
    /** A code point that no text contains (Unicode noncharacter), put where bytes could not be decoded. */
    static final char MALFORMED = '\uFFFF';

    private static final int HEAD = 1 << 16;

    private UsageFile() {}

    static Reader open(Path file, Charset encoding) {
        try {
            return text(new BufferedInputStream(raw(file), HEAD), file, encoding);
        } catch (NoSuchFileException e) {
            throw new Failure("usage.file.missing", file + " does not exist.", "Check the path.", e);
        } catch (AccessDeniedException e) {
            throw new Failure("usage.file.denied", file + " may not be read.", "Ask for the right to read it.", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static Failure unreadable(Path file, IOException cause) {
        return new Failure(
                "usage.file.unreadable",
                file + " cannot be read to its end.",
                "What was read before is kept; check the file and import it again, nothing counts twice.",
                cause);
    }

    private static InputStream raw(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new Failure("usage.file.folder", file + " is a folder.", "Name one file.");
        }
        return Files.newInputStream(file);
    }

    private static Reader text(BufferedInputStream packed, Path file, Charset encoding) throws IOException {
        byte[] magic = peek(packed, 2);
        boolean gzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
        BufferedInputStream in = gzip ? new BufferedInputStream(new GZIPInputStream(packed, HEAD), HEAD) : packed;
        byte[] head = peek(in, HEAD);
        if (encoding.equals(StandardCharsets.UTF_8)) {
            refuseOtherEncodings(head, file);
            if (head.length >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF) {
                in.skipNBytes(3);
            }
        }
        return new InputStreamReader(
                in,
                encoding.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                        .replaceWith(String.valueOf(MALFORMED)));
    }

    private static byte[] peek(BufferedInputStream in, int count) throws IOException {
        in.mark(count);
        byte[] head = in.readNBytes(count);
        in.reset();
        return head;
    }

    private static void refuseOtherEncodings(byte[] head, Path file) {
        boolean mark = head.length >= 2
                && ((head[0] == (byte) 0xFF && head[1] == (byte) 0xFE)
                        || (head[0] == (byte) 0xFE && head[1] == (byte) 0xFF));
        if (mark || zeros(head) * 4 > head.length) {
            throw wrongEncoding(file, "UTF-16");
        }
        if (looksLikeLatin(head)) {
            throw wrongEncoding(file, "an 8-bit encoding such as ISO-8859-1 or windows-1252");
        }
    }

    private static Failure wrongEncoding(Path file, String encoding) {
        return new Failure(
                "usage.file.encoding",
                file + " is not UTF-8 but looks like " + encoding + ".",
                "Save it as UTF-8, or name its encoding with --encoding. Nothing was stored.");
    }

    private static long zeros(byte[] head) {
        long zeros = 0;
        for (byte b : head) {
            zeros += b == 0 ? 1 : 0;
        }
        return zeros;
    }

    /** Several broken lines, more than one in ten, and not one valid character beyond ASCII. */
    private static boolean looksLikeLatin(byte[] head) {
        String text = new String(Arrays.copyOf(head, Math.max(0, head.length - 3)), StandardCharsets.UTF_8);
        int lines = 1;
        int broken = 0;
        boolean brokenLine = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                lines++;
                brokenLine = false;
            } else if (c == '\uFFFD') {
                broken += brokenLine ? 0 : 1;
                brokenLine = true;
            } else if (c > 0x7f) {
                return false;
            }
        }
        return broken >= 3 && broken * 10 > lines;
    }
}
