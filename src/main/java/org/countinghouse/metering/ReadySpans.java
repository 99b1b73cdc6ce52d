package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The UTC days and months in a range of time whose usage is {@linkplain UsageSummaries summed up}. True for the picture
 * of the data of the transaction that asked.
 */
public final class ReadySpans {
    private static final ReadySpans NONE = new ReadySpans(List.of());

    /** In order; a month before its own first day. */
    private final List<Span> spans;

    private ReadySpans(List<Span> spans) {
        this.spans = spans;
    }

    /** Where usage of a stretch of time is to be read. */
    public enum Kind {
        HOUR,
        DAY,
        MONTH
    }

    /**
     * A stretch of time, from hours, whole days or whole months.
     *
     * @param to where it ends; not part of it
     */
    public record Piece(Kind kind, Instant from, Instant to) {
        /** Where its days or months begin. */
        public List<Instant> starts() {
            var starts = new ArrayList<Instant>();
            for (Instant at = from; at.isBefore(to); at = new Span(kind, at).ends()) {
                starts.add(at);
            }
            return starts;
        }
    }

    private record Span(Kind kind, Instant starts) {
        Instant ends() {
            var start = starts.atOffset(ZoneOffset.UTC);
            return switch (kind) {
                case MONTH -> start.plusMonths(1).toInstant();
                case DAY -> start.plusDays(1).toInstant();
                case HOUR -> start.plusHours(1).toInstant();
            };
        }
    }

    /** None where the caller may not read sums, as customers may not. */
    public static ReadySpans of(Connection connection, Instant from, Instant to) throws SQLException {
        if (!readable(connection)) {
            return NONE;
        }
        var spans = new ArrayList<Span>();
        try (var statement = connection.prepareStatement("""
                select span = 'month', starts from usage_summary_span where ready and starts >= ? and starts < ?
                order by starts, span desc""")) {
            statement.setTimestamp(1, Timestamp.from(from));
            statement.setTimestamp(2, Timestamp.from(to));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    spans.add(new Span(
                            row.getBoolean(1) ? Kind.MONTH : Kind.DAY,
                            row.getObject(2, OffsetDateTime.class).toInstant()));
                }
            }
        }
        return new ReadySpans(spans);
    }

    private static boolean readable(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select has_table_privilege('usage_summary_span', 'select')"
                        + " and has_table_privilege('usage_summary', 'select')");
                var row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** A range put together from as few rows as possible, in order and without overlaps. */
    public List<Piece> cover(Instant from, Instant to) {
        var pieces = new ArrayList<Piece>();
        Instant at = from;
        for (Span span : spans) {
            if (!span.starts().isBefore(at) && !span.ends().isAfter(to)) {
                add(pieces, Kind.HOUR, at, span.starts());
                add(pieces, span.kind(), span.starts(), span.ends());
                at = span.ends();
            }
        }
        add(pieces, Kind.HOUR, at, to);
        return pieces;
    }

    private static void add(List<Piece> pieces, Kind kind, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return;
        }
        boolean goesOn = !pieces.isEmpty()
                && pieces.getLast().kind() == kind
                && pieces.getLast().to().equals(from);
        pieces.add(goesOn ? new Piece(kind, pieces.removeLast().from(), to) : new Piece(kind, from, to));
    }
}
