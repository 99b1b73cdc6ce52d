package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.countinghouse.catalog.Quota;
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

/**
 * The limits in force of all customers with their use. Customers whose limits nobody has asked for since they changed
 * are as {@link QuotaUpkeep#refresh} left them.
 */
public final class QuotaList implements RowSource<QuotaRow> {
    private static final String STATE = """
            case when not l.countable then 'uncountable' when l.limit_amount is null then 'unlimited'
                when u.total > l.limit_amount * l.divide_by then 'over'
                when u.total = l.limit_amount * l.divide_by then 'reached'
                when u.total >= l.alert_from then 'near' else 'within' end""";

    private static final String PERCENT =
            "case when l.limit_amount > 0 then u.total / (l.limit_amount * l.divide_by) * 100 end";

    /** @param now as SQL, worked out by the program and not by anybody's text */
    private static String from(String now) {
        return """
                quota_limit l
                join customer c on c.id = l.customer_id
                cross join lateral (
                    select coalesce(max(s.total), 0) as total, (array_agg(s.subject order by s.total desc))[1] as subject
                    from (select k.subject, sum(k.used + k.held) as total from quota_counter k
                        where k.customer_id = l.customer_id and k.limit_id = l.id and k.starts_at <= %1$s
                            and k.starts_at > %1$s - l.reach_seconds * interval '1 second' and k.counts_until > %1$s
                        group by k.subject) s) u""".formatted(now);
    }

    private final Database database;
    private final InstantSource clock;

    public QuotaList(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Windows end while a list is looked at, so each reading is of its own moment. */
    private ListQuery<QuotaRow> query() {
        return ListQuery.of(database, from("timestamptz '" + clock.instant() + "'"), QuotaList::row)
                .select("l.id, l.customer_id, c.external_id, c.name, l.meter_code, l.per, l.window_kind, l.rolling,"
                        + " l.feature, l.unit, u.subject, l.kind, l.overage, l.warn_at, l.limit_amount, l.base_amount,"
                        + " l.granted, l.granted_until, l.source, l.plan, l.plan_amount, l.divide_by, u.total, "
                        + STATE + " as state")
                .id("l.id", QuotaRow::id)
                .column("id", "l.id", Column.Kind.NUMBER)
                .column("customer", "c.name", Column.Kind.TEXT)
                .column("external_id", "c.external_id", Column.Kind.TEXT)
                .column("feature", "l.feature", Column.Kind.TEXT)
                .column("window", "l.window_kind", Column.Kind.TEXT)
                .column("percent", PERCENT, Column.Kind.NUMBER)
                .column("state", STATE, Column.Kind.TEXT)
                .column("kind", "l.kind", Column.Kind.TEXT)
                .column("plan", "l.plan", Column.Kind.TEXT)
                .column("source", "l.source", Column.Kind.TEXT)
                .column("limit", "l.limit_amount", Column.Kind.NUMBER)
                .column("granted", "l.granted", Column.Kind.NUMBER)
                .required("customer", "external_id", "feature", "window", "state", "kind", "plan", "source", "granted")
                .where("l.in_force")
                .defaultSort(new Sort("percent", true), new Sort("customer", false))
                .build();
    }

    private static QuotaRow row(ResultSet row) throws SQLException {
        BigDecimal divideBy = row.getBigDecimal("divide_by");
        String subject = row.getString("subject");
        return new QuotaRow(
                row.getLong("id"),
                row.getLong("customer_id"),
                row.getString("external_id"),
                row.getString("name"),
                LimitColumns.scope(row),
                row.getString("feature"),
                row.getString("unit"),
                subject == null ? "" : subject,
                LimitColumns.choice(Quota.Kind.class, row.getString("kind")),
                LimitColumns.choice(Quota.Overage.class, row.getString("overage")),
                LimitColumns.numbers(row.getArray("warn_at")),
                plain(row.getBigDecimal("limit_amount")),
                plain(row.getBigDecimal("base_amount")),
                row.getBigDecimal("granted"),
                LimitColumns.instant(row, "granted_until"),
                LimitColumns.choice(LimitSource.class, row.getString("source")),
                row.getString("plan"),
                plain(row.getBigDecimal("plan_amount")),
                row.getBigDecimal("total")
                        .divide(divideBy, 12, RoundingMode.DOWN)
                        .stripTrailingZeros(),
                QuotaRow.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)));
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        return number == null
                ? null
                : new BigDecimal(number.stripTrailingZeros().toPlainString());
    }

    @Override
    public List<Column> columns() {
        return query().columns();
    }

    @Override
    public long id(QuotaRow row) {
        return row.id();
    }

    @Override
    public Page<QuotaRow> page(Filter filter, List<Sort> sort, @Nullable Cursor after, long skip, int limit) {
        return query().page(filter, sort, after, skip, limit);
    }

    /** Use of different meters does not add up to anything. */
    @Override
    public Totals totals(Filter filter) {
        return new Totals(query().totals(filter).rows(), Map.of());
    }
}
