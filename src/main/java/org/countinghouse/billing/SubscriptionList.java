package org.countinghouse.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.Cursor;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.ListQuery;
import org.countinghouse.storage.list.Page;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;
import org.countinghouse.storage.list.Totals;
import org.jspecify.annotations.Nullable;

/** All subscriptions, each with what it is today. */
public final class SubscriptionList implements RowSource<SubscriptionRow> {
    private static String state(String today) {
        return """
                case when s.starts_on > %1$s then 'upcoming' when s.ends_on <= %1$s then 'ended'
                    when coalesce((select h.kind = 'pause' from subscription_change h where h.subscription_id = s.id
                        and h.kind in ('pause', 'resume') and h.undone_at is null and h.effective_on <= %1$s
                        order by h.effective_on desc, h.id desc limit 1), false) then 'paused'
                    when s.ends_on is not null then 'ending' else 'running' end""".formatted(today);
    }

    private static String changes(String today) {
        return """
                (select count(*) from subscription_change h where h.subscription_id = s.id and h.undone_at is null
                    and h.effective_on > %s)""".formatted(today);
    }

    private final Database database;
    private final InstantSource clock;

    public SubscriptionList(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    private ListQuery<SubscriptionRow> query() {
        // A date of the program's own, not anybody's text.
        String today = "date '" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + "'";
        String state = state(today);
        return ListQuery.of(database, """
                        subscription_current s join customer c on c.id = s.customer_id
                            join plan_version v on v.id = s.plan_version_id join plan p on p.id = v.plan_id""", SubscriptionList::row)
                .select(
                        "s.id, c.external_id, c.name as customer_name, p.code, p.name as plan_name, v.number, p.currency,"
                                + " s.starts_on, s.ends_on, s.time_zone, " + state + " as state, "
                                + changes(today)
                                + " as changes")
                .id("s.id", SubscriptionRow::id)
                .column("id", "s.id", Column.Kind.NUMBER)
                .column("name", "c.name", Column.Kind.TEXT)
                .column("customer", "c.external_id", Column.Kind.TEXT)
                .column("plan", "p.name", Column.Kind.TEXT)
                .column("version", "v.number", Column.Kind.NUMBER)
                .column("state", state, Column.Kind.TEXT)
                .column("starts", "s.starts_on", Column.Kind.DATE)
                .column("ends", "s.ends_on", Column.Kind.DATE)
                .column("zone", "s.time_zone", Column.Kind.TEXT)
                .required("id", "name", "customer", "plan", "version", "state", "starts", "zone")
                .defaultSort(new Sort("name", false))
                .build();
    }

    private static SubscriptionRow row(ResultSet row) throws SQLException {
        return new SubscriptionRow(
                row.getLong("id"),
                row.getString("external_id"),
                row.getString("customer_name"),
                row.getString("code"),
                row.getString("plan_name"),
                row.getInt("number"),
                row.getString("currency"),
                row.getObject("starts_on", LocalDate.class),
                row.getObject("ends_on", LocalDate.class),
                row.getString("time_zone"),
                row.getString("state"),
                row.getInt("changes"));
    }

    @Override
    public List<Column> columns() {
        return query().columns();
    }

    @Override
    public long id(SubscriptionRow row) {
        return row.id();
    }

    @Override
    public Page<SubscriptionRow> page(Filter filter, List<Sort> sort, @Nullable Cursor after, long skip, int limit) {
        return query().page(filter, sort, after, skip, limit);
    }

    @Override
    public Totals totals(Filter filter) {
        return query().totals(filter);
    }
}
