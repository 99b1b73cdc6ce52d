package org.countinghouse.insight;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.countinghouse.catalog.Meter;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.ListQuery;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;
import org.jspecify.annotations.Nullable;

/** The events behind a number: those a meter counts, within a range and a scope. */
public final class UsageEventList {
    private static final String FROM = "usage_effective e left join customer c on c.id = e.customer_id"
            + " left join import_batch b on b.id = e.batch_id"
            + " left join lateral (select kind from usage_correction made where made.customer_id = e.customer_id"
            + " and made.event_key = e.key limit 1) k on true";

    private static final String BATCH = "concat_ws(' ', '#' || e.batch_id, b.file_name)";

    private static final String ARRIVAL = "case when e.received_at > e.occurred_at + interval '"
            + UsageEventRow.LATE_AFTER.toHours() + " hours' then '" + UsageEventRow.LATE + "' else '"
            + UsageEventRow.ON_TIME + "' end";

    /** What events can be sorted and filtered by, whichever they are. */
    public static final List<Column> COLUMNS = List.of(
            new Column("time", "e.occurred_at", Column.Kind.INSTANT),
            new Column("stored", "e.received_at", Column.Kind.INSTANT),
            new Column("arrival", ARRIVAL, Column.Kind.TEXT),
            new Column("customer", "coalesce(c.name, e.customer_id::text)", Column.Kind.TEXT),
            new Column("event", "e.event", Column.Kind.TEXT),
            new Column("event_id", "e.event_id", Column.Kind.TEXT),
            new Column("quantity", "e.quantity", Column.Kind.NUMBER),
            new Column("properties", "e.properties::text", Column.Kind.TEXT),
            new Column("batch", BATCH, Column.Kind.TEXT),
            new Column("correction", "coalesce(k.kind, '')", Column.Kind.TEXT));

    private UsageEventList() {}

    /** Exactly the events that a {@link UsageQuestion} with this meter, range and scope counts. */
    public static RowSource<UsageEventRow> of(Database database, Meter meter, TimeRange range, UsageScope scope) {
        var counted = new SqlText().add(MeterSql.events(meter));
        SeriesSql.scope(counted, scope, "properties")
                .add("and (")
                .add(MeterSql.contribution(meter))
                .add(") is not null");
        ListQuery.Builder<UsageEventRow> list = ListQuery.of(database, FROM, UsageEventList::row);
        COLUMNS.forEach(column -> list.column(column.name(), column.expression(), column.kind()));
        return list.select("e.id, e.occurred_at, e.received_at, coalesce(c.name, e.customer_id::text) as customer,"
                        + " coalesce(c.external_id, '') as customer_id, e.event_id, e.event, e.quantity,"
                        + " e.properties::text as properties, " + BATCH
                        + " as batch, coalesce(k.kind, '') as correction")
                .id("e.id", UsageEventRow::id)
                .required(
                        "time",
                        "stored",
                        "arrival",
                        "customer",
                        "event",
                        "event_id",
                        "properties",
                        "batch",
                        "correction")
                .where(
                        "e.occurred_at >= ? and e.occurred_at < ?",
                        range.from().atOffset(ZoneOffset.UTC),
                        range.to().atOffset(ZoneOffset.UTC))
                .where(
                        counted.text(),
                        counted.parameters().stream()
                                .map(Objects::requireNonNull)
                                .toArray())
                .defaultSort(new Sort("time", false))
                .build();
    }

    private static UsageEventRow row(ResultSet row) throws SQLException {
        return new UsageEventRow(
                row.getLong("id"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("customer"),
                row.getString("customer_id"),
                row.getString("event_id"),
                row.getString("event"),
                plain(row.getBigDecimal("quantity")),
                row.getString("properties"),
                row.getString("batch"),
                row.getString("correction"));
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal stored) {
        if (stored == null) {
            return null;
        }
        BigDecimal stripped = stored.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
