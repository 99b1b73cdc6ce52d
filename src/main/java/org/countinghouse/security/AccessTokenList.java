package org.countinghouse.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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

/** Issued access tokens, the newest first. Their texts are kept nowhere, so no list has them. */
public final class AccessTokenList implements RowSource<AccessTokenRow> {
    /** The first 64 bits of the random id: unique for all that people will ever issue. */
    private static final String NUMBER = "('x' || translate(left(t.id::text, 18), '-', ''))::bit(64)::bigint";

    private static final String SCOPES = "array_to_string(t.scopes, ', ')";

    /** @param now as SQL, worked out by the program and not by anybody's text */
    private static String state(String now) {
        return """
                case when t.revoked_at is not null then 'revoked' when t.expires_at <= %1$s then 'expired'
                    when t.expires_at <= %1$s + interval '%2$d days' then 'ending' else 'active' end""".formatted(now, TokenState.NOTICE.toDays());
    }

    private final Database database;
    private final InstantSource clock;

    public AccessTokenList(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Tokens end while a list is looked at, so each reading is of its own moment. */
    private ListQuery<AccessTokenRow> query() {
        Instant now = clock.instant();
        return ListQuery.of(
                        database, "access_token t left join customer c on c.id = t.customer_id", row -> row(row, now))
                .select(AccessTokens.COLUMNS + ", c.name as name_of_customer")
                .id(NUMBER, AccessTokenRow::number)
                .column("name", "t.name", Column.Kind.TEXT)
                .column("state", state("timestamptz '" + now + "'"), Column.Kind.TEXT)
                .column("scopes", SCOPES, Column.Kind.TEXT)
                .column("customer", "coalesce(c.name, '')", Column.Kind.TEXT)
                .column("issued", "t.issued_at", Column.Kind.INSTANT)
                .column("by", "t.issued_by", Column.Kind.TEXT)
                .column("used", "t.last_used_at", Column.Kind.INSTANT)
                .column("expires", "t.expires_at", Column.Kind.INSTANT)
                .required("name", "state", "scopes", "customer", "issued", "by", "expires")
                .defaultSort(new Sort("issued", true))
                .build();
    }

    private static AccessTokenRow row(ResultSet row, Instant now) throws SQLException {
        AccessToken token = AccessTokens.token(row);
        return new AccessTokenRow(
                token, row.getString("name_of_customer"), TokenState.at(now, token.expiresAt(), token.revokedAt()));
    }

    @Override
    public List<Column> columns() {
        return query().columns();
    }

    @Override
    public long id(AccessTokenRow row) {
        return row.number();
    }

    @Override
    public Page<AccessTokenRow> page(Filter filter, List<Sort> sort, @Nullable Cursor after, long skip, int limit) {
        return query().page(filter, sort, after, skip, limit);
    }

    @Override
    public Totals totals(Filter filter) {
        return query().totals(filter);
    }
}
