package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Puts entries into the inbox, each content once, up to a bound, in the caller's transaction. */
final class InboxShelf {
    private static final int LONGEST_NAME = 500;

    private final Connection connection;
    private final long mostOpen;
    private final Hashes hashes = new Hashes();

    InboxShelf(Connection connection, long mostOpen) {
        this.connection = connection;
        this.mostOpen = mostOpen;
    }

    /** @return how many were left out because the inbox is full */
    int put(List<InboxItem> items) throws SQLException {
        Map<UUID, InboxItem> distinct = new LinkedHashMap<>();
        for (InboxItem item : items) {
            distinct.putIfAbsent(key(item), item);
        }
        long room = room(distinct.size());
        int left = (int) Math.max(0, distinct.size() - room);
        stage(distinct, distinct.size() - left);
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("""
                    insert into usage_inbox
                        (key, reason, detail, source, batch_id, line, customer, event, raw, cut, document)
                    select key, reason, detail, source, batch_id, line, customer, event, raw, cut, document
                    from staged_inbox order by key
                    on conflict (key) do update set seen = usage_inbox.seen + 1""");
        }
        return left;
    }

    private UUID key(InboxItem item) {
        String document = item.document();
        return hashes.of(document != null ? document : item.source() + '\n' + item.raw());
    }

    /** Ids bound the count from above, so that it is worked out only when the inbox is nearly full. */
    private long room(int wanted) throws SQLException {
        long atMost = number("select coalesce(max(id) - min(id) + 1, 0) from usage_inbox where state = 'open'");
        if (atMost + wanted <= mostOpen) {
            return wanted;
        }
        return Math.max(0, mostOpen - number("select count(*) from usage_inbox where state = 'open'"));
    }

    private long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void stage(Map<UUID, InboxItem> items, int count) throws SQLException {
        StagedRows.ready(
                connection,
                "staged_inbox",
                "key uuid, reason text, detail text, source text, batch_id bigint, line bigint, customer text, event text,"
                        + " raw text, cut boolean, document jsonb");
        var rows = new CopyRows(11);
        items.entrySet().stream().limit(count).forEach(each -> {
            InboxItem item = each.getValue();
            UsageEvent event = item.event();
            rows.row()
                    .uuid(each.getKey())
                    .text(item.reason().code())
                    .text(InboxItem.storable(item.detail(), LONGEST_NAME))
                    .text(InboxItem.storable(item.source(), LONGEST_NAME))
                    .number(item.batchId())
                    .number(item.line())
                    .text(event == null ? null : InboxItem.storable(event.customer(), LONGEST_NAME))
                    .text(event == null ? null : InboxItem.storable(event.event(), LONGEST_NAME))
                    .text(InboxItem.storable(item.raw(), InboxItem.LONGEST_RAW))
                    .bool(item.raw().length() > InboxItem.LONGEST_RAW)
                    .json(item.document());
        });
        rows.send(connection, "staged_inbox");
    }
}
