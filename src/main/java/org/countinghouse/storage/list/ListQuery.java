package org.countinghouse.storage.list;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.countinghouse.storage.Database;
import org.jspecify.annotations.Nullable;

/**
 * A list over one FROM clause: filters, sorts and pages in SQL, any number of rows in constant memory. Built once by
 * the service that owns the list, from fixed texts of its own:
 *
 * <pre>{@code
 * ListQuery.of(database, "invoice i join customer c on c.id = i.customer_id", row -> new InvoiceRow(...))
 *         .select("i.id, i.number, c.name, i.total, i.currency")
 *         .id("i.id", InvoiceRow::id)
 *         .column("customer", "c.name", Column.Kind.TEXT)
 *         .column("total", "i.total", Column.Kind.MONEY)
 *         .currency("i.currency")
 *         .required("customer", "total")
 *         .defaultSort(new Sort("customer", false))
 *         .build()
 * }</pre>
 */
public final class ListQuery<R> implements RowSource<R> {
    private final Database database;
    private final String from;
    private final RowMapper<R> mapper;
    private final String selected;
    private final String id;
    private final ToLongFunction<R> idOf;
    private final List<Column> columns;
    private final Set<String> required;
    private final String currency;
    private final Statement fixed;
    private final List<Sort> defaultSort;
    private final Conditions conditions;

    private ListQuery(Builder<R> builder) {
        this.database = builder.database;
        this.from = builder.from;
        this.mapper = builder.mapper;
        this.selected = builder.selected;
        this.id = builder.id;
        this.idOf = Objects.requireNonNull(builder.idOf, "A list needs an id");
        this.columns = List.copyOf(builder.columns);
        this.required = Set.copyOf(builder.required);
        this.currency = builder.currency;
        this.fixed = builder.fixed;
        this.defaultSort = List.copyOf(builder.defaultSort);
        this.conditions = new Conditions(columns);
        boolean money = columns.stream().anyMatch(column -> column.kind() == Column.Kind.MONEY);
        if (money && currency.isEmpty()) {
            throw new IllegalArgumentException("A list with amounts needs their currency");
        }
    }

    /** @param from what follows FROM: tables and joins, fixed text */
    public static <R> Builder<R> of(Database database, String from, RowMapper<R> mapper) {
        return new Builder<>(database, from, mapper);
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public long id(R row) {
        return idOf.applyAsLong(row);
    }

    @Override
    public Page<R> page(Filter filter, List<Sort> sort, @Nullable Cursor after, long skip, int limit) {
        var keyset = new Keyset(sort.isEmpty() ? defaultSort : sort, conditions, required::contains, id);
        var sql = new Statement().add("select " + selected + keyset.selected()).add(matching(filter));
        if (after != null) {
            keyset.after(after, sql);
        }
        sql.add(keyset.order()).add(" limit ? offset ?", limit, skip);
        return database.read(connection -> fetch(connection, sql, keyset));
    }

    private Page<R> fetch(Connection connection, Statement sql, Keyset keyset) throws SQLException {
        List<R> rows = new ArrayList<>();
        List<Cursor> cursors = new ArrayList<>();
        try (PreparedStatement statement = sql.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.add(mapper.map(row));
                cursors.add(keyset.cursor(row));
            }
        }
        return new Page<>(rows, cursors);
    }

    @Override
    public Totals totals(Filter filter) {
        List<Column> summed = columns.stream()
                .filter(column -> column.kind() == Column.Kind.NUMBER || column.kind() == Column.Kind.MONEY)
                .toList();
        var sql = new Statement().add("select count(*), " + (currency.isEmpty() ? "''" : currency + "::text"));
        for (Column column : summed) {
            sql.add(", sum(" + column.expression() + ")::numeric");
        }
        sql.add(matching(filter)).add(currency.isEmpty() ? "" : " group by " + currency);
        return database.read(connection -> sum(connection, sql, summed));
    }

    private static Totals sum(Connection connection, Statement sql, List<Column> summed) throws SQLException {
        long count = 0;
        Map<String, BigDecimal> sums = new HashMap<>();
        try (PreparedStatement statement = sql.prepare(connection);
                ResultSet group = statement.executeQuery()) {
            while (group.next()) {
                count += group.getLong(1);
                for (int i = 0; i < summed.size(); i++) {
                    BigDecimal sum = group.getBigDecimal(i + 3);
                    Column column = summed.get(i);
                    String key = column.kind() == Column.Kind.MONEY
                            ? column.name() + " " + group.getString(2)
                            : column.name();
                    if (sum != null) {
                        sums.merge(key, sum, BigDecimal::add);
                    }
                }
            }
        }
        return new Totals(count, Map.copyOf(sums));
    }

    private Statement matching(Filter filter) {
        var sql = new Statement().add(" from " + from + " where true").add(fixed);
        conditions.apply(filter, sql);
        return sql;
    }

    /** Collects the fixed parts of a list. */
    public static final class Builder<R> {
        private final Database database;
        private final String from;
        private final RowMapper<R> mapper;
        private final List<Column> columns = new ArrayList<>();
        private final List<String> required = new ArrayList<>();
        private final Statement fixed = new Statement();
        private String selected = "*";
        private String id = "id";
        private String currency = "";
        private List<Sort> defaultSort = List.of();
        private @Nullable ToLongFunction<R> idOf;

        private Builder(Database database, String from, RowMapper<R> mapper) {
            this.database = database;
            this.from = from;
            this.mapper = mapper;
        }

        /** What the row mapper reads. */
        public Builder<R> select(String expressions) {
            this.selected = expressions;
            return this;
        }

        /** The unique id, in SQL and of a row. */
        public Builder<R> id(String expression, ToLongFunction<R> ofRow) {
            this.id = expression;
            this.idOf = ofRow;
            return this;
        }

        /** A column that people may sort and filter by. */
        public Builder<R> column(String name, String expression, Column.Kind kind) {
            columns.add(new Column(name, expression, kind));
            return this;
        }

        /** Columns that never are null: paging through them upwards can then begin in an index. */
        public Builder<R> required(String... names) {
            required.addAll(List.of(names));
            return this;
        }

        /** The currency of the amounts; needed when there are any. */
        public Builder<R> currency(String expression) {
            this.currency = expression;
            return this;
        }

        /** A condition that always holds, with {@code ?} for each bound value. */
        public Builder<R> where(String condition, Object... values) {
            fixed.add(" and (" + condition + ")", values);
            return this;
        }

        public Builder<R> defaultSort(Sort... sorts) {
            this.defaultSort = List.of(sorts);
            return this;
        }

        public ListQuery<R> build() {
            return new ListQuery<>(this);
        }
    }
}
