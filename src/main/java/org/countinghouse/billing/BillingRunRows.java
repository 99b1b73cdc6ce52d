package org.countinghouse.billing;

import java.time.InstantSource;
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

/** Billing runs for a table, the newest first. */
public final class BillingRunRows implements RowSource<BillingRunRow> {
    private static final String SCOPE = "coalesce(c.name, p.name, '#' || r.subscription_id, '')";
    private static final String FAILURES = "(select count(*) from billing_failure f where f.billing_run_id = r.id)";

    private final Database database;
    private final InstantSource clock;

    public BillingRunRows(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    private ListQuery<BillingRunRow> query() {
        var now = clock.instant();
        return ListQuery.of(database, """
                        billing_run r left join customer c on c.id = r.customer_id left join plan p on p.id = r.plan_id""", row -> BillingRunList.run(row, now))
                .select("r.id, r.period_from, r.period_to, r.up_to, nullif(" + SCOPE + ", '') as scope, r.state,"
                        + " r.started_at, r.started_by, r.finished_at, r.due, r.done, case when r.finished_at is null"
                        + " then (select count(*) from invoice i where i.billing_run_id = r.id and i.collected_by is null) else r.drafts end as made,"
                        + " " + FAILURES + " as failed, r.seen_at")
                .id("r.id", BillingRunRow::id)
                .column("id", "r.id", Column.Kind.NUMBER)
                .column("scope", SCOPE, Column.Kind.TEXT)
                .column("state", "r.state", Column.Kind.TEXT)
                .column("started", "r.started_at", Column.Kind.INSTANT)
                .column("by", "r.started_by", Column.Kind.TEXT)
                .column("drafts", "r.drafts", Column.Kind.NUMBER)
                .column("failures", FAILURES, Column.Kind.NUMBER)
                .required("id", "scope", "state", "started", "by", "drafts", "failures")
                .defaultSort(new Sort("id", true))
                .build();
    }

    @Override
    public List<Column> columns() {
        return query().columns();
    }

    @Override
    public long id(BillingRunRow row) {
        return row.id();
    }

    @Override
    public Page<BillingRunRow> page(Filter filter, List<Sort> sort, @Nullable Cursor after, long skip, int limit) {
        return query().page(filter, sort, after, skip, limit);
    }

    @Override
    public Totals totals(Filter filter) {
        return query().totals(filter);
    }
}
