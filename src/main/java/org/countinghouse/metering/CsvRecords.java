package org.countinghouse.metering;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of a CSV file (RFC 4180, any separator). A quote that is never closed costs its own line only: reading goes
 * on with the next line, which is why records are cut here and not by a library that gives up on the whole file.
 */
final class CsvRecords implements Closeable {
    /** A quoted field may run over lines, up to these bounds. */
    private static final int MOST_LINES = 20_000;

    private static final int FEWEST_LINES = 50;
    private static final int MOST_FIELDS = 1_000;

    private final Lines lines;
    private final char separator;
    private final ArrayDeque<Lines.Line> pushedBack = new ArrayDeque<>();

    /** Halved by each quote that is never closed, so that a file full of them still takes linear time. */
    private int linesAllowed = MOST_LINES;

    /** One record: its fields, or why it is none. */
    record Row(
            long line,
            String raw,
            List<String> fields,
            @Nullable String problem) {}

    CsvRecords(Lines lines, char separator) {
        this.lines = lines;
        this.separator = separator;
    }

    /** The next record that is not a blank line, or null at the end. */
    @Nullable
    Row next() throws IOException {
        Lines.Line first = nextLine();
        while (first != null && first.text().isBlank()) {
            first = nextLine();
        }
        if (first == null) {
            return null;
        }
        if (first.tooLong()) {
            return problem(first, "the line is longer than " + Lines.LONGEST + " characters");
        }
        return first.text().indexOf('"') < 0 ? plain(first) : quoted(first);
    }

    private Lines.@Nullable Line nextLine() throws IOException {
        Lines.Line line = pushedBack.poll();
        return line != null ? line : lines.next();
    }

    private Row plain(Lines.Line line) {
        String text = line.text();
        List<String> fields = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            fields.add(text.substring(from, at));
            from = at + 1;
            if (fields.size() > MOST_FIELDS) {
                return problem(line, "the line has more than " + MOST_FIELDS + " fields");
            }
        }
        fields.add(text.substring(from));
        return new Row(line.number(), text, fields, null);
    }

    private Row quoted(Lines.Line first) throws IOException {
        var scan = new QuotedFields(separator);
        List<Lines.Line> taken = new ArrayList<>(List.of(first));
        long length = first.text().length();
        scan.line(first.text());
        while (scan.open()) {
            Lines.Line more = taken.size() < linesAllowed && length < Lines.LONGEST ? nextLine() : null;
            if (more == null || more.tooLong()) {
                if (more != null) {
                    taken.add(more);
                }
                pushBack(taken);
                linesAllowed = Math.max(FEWEST_LINES, linesAllowed / 2);
                return problem(first, "a quoted field that begins here is never closed");
            }
            taken.add(more);
            length += more.text().length();
            scan.line(more.text());
        }
        if (scan.fields().size() > MOST_FIELDS) {
            return problem(first, "the record has more than " + MOST_FIELDS + " fields");
        }
        String raw = taken.size() == 1
                ? first.text()
                : String.join("\n", taken.stream().map(Lines.Line::text).toList());
        return new Row(first.number(), raw, scan.fields(), null);
    }

    private void pushBack(List<Lines.Line> taken) {
        for (int i = taken.size() - 1; i > 0; i--) {
            pushedBack.push(taken.get(i));
        }
    }

    private static Row problem(Lines.Line line, String problem) {
        return new Row(line.number(), line.text(), List.of(), problem);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
