package org.countinghouse.billing;

import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
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
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Invoices as rows: the newest period first, in it the largest amounts first. */
public final class InvoiceList implements RowSource<InvoiceRow> {
    /** Only while the invoice still may change; what became void says nothing of usage. */
    private static final String STALE = "i.stale and i.status in ('draft', 'in_review', 'approved')";

    private static final String SELECT = """
            i.id, i.number, i.customer_id, coalesce(c.external_id, u.external_id),
            coalesce(c.name, u.name), i.status, i.period_from, i.period_to,
            coalesce(p.code || ' v' || v.number, ''), i.currency, i.total, i.due, i.issued_on, i.due_on,
            %s, i.revision, i.kind = 'progressive',
            %s""".formatted(UsageProblems.COUNT, STALE);
    private static final String FROM = """
            invoice i left join customer c on c.id = i.customer_id left join customer u on u.id = i.used_by
            left join plan_version v on v.id = i.plan_version_id left join plan p on p.id = v.plan_id""";
    /** A part of another invoice is not one for itself. */
    private static final String WHOLE = "i.collected_by is null";

    private static final String STAGE = """
            case when i.status in ('draft', 'in_review', 'approved') then 'review'
                when i.status in ('final', 'sent', 'overdue') then 'receivable'
                when i.status = 'paid' then 'paid' else 'closed' end""";

    private final ListQuery<InvoiceRow> query;

    public InvoiceList(Database database) {
        query = ListQuery.of(database, FROM, InvoiceList::row)
                .select(SELECT)
                .where(WHOLE)
                .id("i.id", InvoiceRow::id)
                .column("number", "i.number", Column.Kind.TEXT)
                .column("customer", "coalesce(c.name, u.name)", Column.Kind.TEXT)
                .column("customer_id", "coalesce(c.external_id, u.external_id)", Column.Kind.TEXT)
                .column("used_by", "coalesce(u.external_id, c.external_id)", Column.Kind.TEXT)
                .column("period", "i.period_from", Column.Kind.DATE)
                .column("last_day", "i.period_to - 1", Column.Kind.DATE)
                .column("status", "i.status", Column.Kind.TEXT)
                .column("stage", STAGE, Column.Kind.TEXT)
                .column("stale", "case when " + STALE + " then 'stale' else '' end", Column.Kind.TEXT)
                .column("total", "i.total", Column.Kind.MONEY)
                .column("due", "i.due", Column.Kind.MONEY)
                .column("currency", "i.currency", Column.Kind.TEXT)
                .column("plan", "coalesce(p.code, '')", Column.Kind.TEXT)
                .column("issued_on", "i.issued_on", Column.Kind.DATE)
                .column("due_on", "i.due_on", Column.Kind.DATE)
                .column("problems", UsageProblems.COUNT, Column.Kind.NUMBER)
                .column("id", "i.id", Column.Kind.NUMBER)
                .currency("i.currency")
                .required(
                        "customer",
                        "customer_id",
                        "period",
                        "status",
                        "stale",
                        "total",
                        "due",
                        "currency",
                        "plan",
                        "id")
                .defaultSort(new Sort("period", true), new Sort("total", true))
                .build();
    }

    private static InvoiceRow row(ResultSet row) throws SQLException {
        var currency = CurrencyUnit.of(row.getString(10));
        return new InvoiceRow(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                InvoiceStatus.of(row.getString(6)),
                new BillingPeriod(row.getObject(7, LocalDate.class), row.getObject(8, LocalDate.class)),
                row.getString(9),
                money(row, 11, currency),
                money(row, 12, currency),
                row.getObject(13, LocalDate.class),
                row.getObject(14, LocalDate.class),
                row.getInt(15),
                row.getInt(16),
                row.getBoolean(17),
                row.getBoolean(18));
    }

    private static Money money(ResultSet row, int column, CurrencyUnit currency) throws SQLException {
        return Money.of(currency, row.getBigDecimal(column), RoundingMode.UNNECESSARY);
    }

    @Override
    public List<Column> columns() {
        return query.columns();
    }

    @Override
    public long id(InvoiceRow row) {
        return row.id();
    }

    @Override
    public Page<InvoiceRow> page(Filter filter, List<Sort> sort, @Nullable Cursor after, long skip, int limit) {
        return query.page(filter, sort, after, skip, limit);
    }

    @Override
    public Totals totals(Filter filter) {
        return query.totals(filter);
    }
}
