package org.countinghouse.metering;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.countinghouse.work.Failure;

/** Opens the reader that fits a usage file, recognised from its first line unless the options say which. */
public final class UsageReaders {
    private static final int FIRST_LINE = 1 << 15;

    private UsageReaders() {}

    /**
     * A file opened for reading.
     *
     * @param format what it was recognised as
     */
    public record Opened(UsageReader reader, UsageFormat format) {}

    /**
     * How a file begins.
     *
     * @param format what it is recognised as, whatever the options say
     * @param columns names of the columns; empty for JSON Lines
     * @param separator between columns
     */
    public record Head(UsageFormat format, List<String> columns, char separator) {}

    /**
     * Looks at the beginning of a file without reading its rows.
     *
     * @throws Failure {@code usage.file.*} when it has none that can be read
     */
    public static Head head(Path file, ImportOptions options) {
        try (var text = new BufferedReader(UsageFile.open(file, options.encoding()), 1 << 16)) {
            String first = peekFirstLine(text);
            if (first.isBlank()) {
                throw empty(file);
            }
            UsageFormat format = recognise(first, file);
            char separator = separator(first);
            return format == UsageFormat.JSON_LINES
                    ? new Head(format, List.of(), separator)
                    : new Head(format, header(new CsvRecords(new Lines(text), separator), file), separator);
        } catch (IOException e) {
            throw UsageFile.unreadable(file, e);
        }
    }

    /** @throws Failure {@code usage.file.*} or {@code usage.mapping.*} when the file as a whole cannot be read */
    public static Opened open(Path file, ImportOptions options) {
        Reader text = UsageFile.open(file, options.encoding());
        try {
            return open(new BufferedReader(text, 1 << 16), file, options);
        } catch (IOException e) {
            close(text);
            throw UsageFile.unreadable(file, e);
        } catch (Failure e) {
            close(text);
            throw e;
        }
    }

    private static Opened open(BufferedReader text, Path file, ImportOptions options) throws IOException {
        String first = peekFirstLine(text);
        if (first.isBlank()) {
            throw empty(file);
        }
        UsageFormat chosen = options.format();
        UsageFormat format = chosen != null ? chosen : recognise(first, file);
        Lines lines = new Lines(text);
        return new Opened(
                switch (format) {
                    case JSON_LINES -> new JsonUsageReader(lines, new Timestamps(options.timeZone()));
                    case CSV, FOCUS -> csv(new CsvRecords(lines, separator(first)), format, file, options);
                },
                format);
    }

    private static UsageReader csv(CsvRecords records, UsageFormat format, Path file, ImportOptions options)
            throws IOException {
        List<String> names = header(records, file);
        return format == UsageFormat.FOCUS
                ? new FocusUsageReader(records, names, options.mapping())
                : new CsvUsageReader(
                        records, ColumnMapping.of(names, options.mapping()), new Timestamps(options.timeZone()));
    }

    private static List<String> header(CsvRecords records, Path file) throws IOException {
        CsvRecords.Row header = records.next();
        if (header == null || header.problem() != null || header.raw().indexOf(UsageFile.MALFORMED) >= 0) {
            throw new Failure(
                    "usage.file.header",
                    file + " has no readable header in line 1.",
                    "The first line must name the columns, in UTF-8.");
        }
        return header.fields().stream().map(String::strip).toList();
    }

    private static Failure empty(Path file) {
        return new Failure("usage.file.empty", file + " has no rows.", "Check that it is the right file.");
    }

    private static UsageFormat recognise(String first, Path file) {
        String start = first.strip();
        if (start.startsWith("{")) {
            return UsageFormat.JSON_LINES;
        }
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return UsageFormat.JSON_LINES;
        }
        if (start.startsWith("[")) {
            throw new Failure(
                    "usage.file.array",
                    file + " is one JSON array.",
                    "Write one JSON object a line (JSON Lines), for example with jq -c '.[]'.");
        }
        return FocusUsageReader.SIGNS.stream().allMatch(start::contains) ? UsageFormat.FOCUS : UsageFormat.CSV;
    }

    /** The commonest of comma, semicolon, tab and bar in the header. */
    private static char separator(String header) {
        char best = ',';
        for (char candidate : new char[] {';', '\t', '|'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private static String peekFirstLine(BufferedReader text) throws IOException {
        text.mark(FIRST_LINE + 1);
        char[] head = new char[FIRST_LINE];
        int length = 0;
        for (int read = 0; read >= 0 && length < FIRST_LINE; length += Math.max(0, read)) {
            read = text.read(head, length, FIRST_LINE - length);
        }
        text.reset();
        return new String(head, 0, length)
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
    }

    private static void close(Reader text) {
        try {
            text.close();
        } catch (IOException e) {
            // Nothing was written; the failure that led here is the one that matters.
        }
    }
}
