package org.countinghouse.metering;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON Lines: each line is a plain event or a CloudEvent 1.0, which is recognised by {@code specversion}. */
final class JsonUsageReader implements UsageReader {
    private final Lines lines;
    private final JsonEvents events;

    JsonUsageReader(Lines lines, Timestamps timestamps) {
        this.lines = lines;
        this.events = new JsonEvents(timestamps);
    }

    @Override
    public @Nullable ReadResult next() throws IOException {
        Lines.Line line = lines.next();
        while (line != null && line.text().isBlank()) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        try {
            return new ReadResult.Event(line.number(), line.text(), event(line));
        } catch (BadRow bad) {
            return new ReadResult.Rejected(line.number(), line.text(), bad.reason());
        }
    }

    /** One event as a line of such a file has it. */
    static UsageEvent event(String text) throws BadRow {
        if (text.length() > Lines.LONGEST) {
            throw new BadRow("it is longer than " + Lines.LONGEST + " characters");
        }
        return new JsonEvents(new Timestamps(null)).event(RowRules.object(text, "it"));
    }

    private UsageEvent event(Lines.Line line) throws BadRow {
        if (line.tooLong()) {
            throw new BadRow("the line is longer than " + Lines.LONGEST + " characters");
        }
        RowRules.decoded(line.text());
        return events.event(RowRules.object(line.text(), "the line"));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
