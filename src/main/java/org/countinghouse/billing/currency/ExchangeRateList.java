package org.countinghouse.billing.currency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.FreshList;
import org.countinghouse.storage.list.ListQuery;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;

/** Kept exchange rates as a list, the last days first, each with whether it counts. */
public final class ExchangeRateList {
    private ExchangeRateList() {}

    public static RowSource<ExchangeRateRow> of(Database database, InstantSource clock) {
        return new FreshList<>(() -> query(database, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
    }

    /** Only those that are taken today. */
    public static Filter inForce(LocalDate today) {
        // The day comes first: it leaves few rows of which the state has to be found.
        return Filter.ALL
                .and(
                        "day",
                        Filter.Operator.AT_LEAST,
                        today.minusDays(ExchangeRates.MOST_DAYS_OLD).toString())
                .and("state", Filter.Operator.EQUALS, "in_force");
    }

    private static ListQuery<ExchangeRateRow> query(Database database, LocalDate today) {
        String state = state(today);
        return ListQuery.of(database, "exchange_rate r", ExchangeRateList::row)
                .select("r.id, r.base, r.quote, r.day, r.rate, r.source, r.note, r.loaded_at, r.loaded_by, " + state
                        + " as state")
                .id("r.id", ExchangeRateRow::id)
                .column("id", "r.id", Column.Kind.NUMBER)
                .column("day", "r.day", Column.Kind.DATE)
                .column("base", "r.base::text", Column.Kind.TEXT)
                .column("quote", "r.quote::text", Column.Kind.TEXT)
                .column("rate", "r.rate", Column.Kind.NUMBER)
                .column("source", "r.source", Column.Kind.TEXT)
                .column("state", state, Column.Kind.TEXT)
                .column("note", "r.note", Column.Kind.TEXT)
                .column("loaded", "r.loaded_at", Column.Kind.INSTANT)
                .column("by", "r.loaded_by", Column.Kind.TEXT)
                .required("id", "day", "base", "quote", "rate", "source", "state", "note", "loaded", "by")
                .defaultSort(new Sort("day", true), new Sort("base", true), new Sort("quote", true))
                .build();
    }

    /** As {@link ExchangeRates#on} chooses: the latest day, then by source, then what came last. */
    private static String state(LocalDate today) {
        String best = """
                (select x.id from exchange_rate x where ((x.base = r.base and x.quote = r.quote)
                        or (x.base = r.quote and x.quote = r.base)) and x.day %s
                    order by x.day desc, case x.source when 'manual' then 0 when 'ECB' then 1 else 2 end, x.id desc
                    limit 1)""";
        return """
                case when exists (select from exchange_rate x where x.base = r.base and x.quote = r.quote
                            and x.day = r.day and x.source = r.source and x.id > r.id) then 'replaced'
                    when r.id = %s then 'in_force'
                    when r.id = %s then 'of_its_day' else 'behind' end""".formatted(
                        best.formatted("between date '" + today.minusDays(ExchangeRates.MOST_DAYS_OLD) + "' and date '"
                                + today + "'"),
                        best.formatted("= r.day"));
    }

    private static ExchangeRateRow row(ResultSet row) throws SQLException {
        return new ExchangeRateRow(
                row.getLong("id"),
                new ExchangeRate(
                        row.getString("base"),
                        row.getString("quote"),
                        row.getObject("day", LocalDate.class),
                        row.getBigDecimal("rate"),
                        row.getString("source")),
                ExchangeRateRow.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("note"),
                row.getTimestamp("loaded_at").toInstant(),
                row.getString("loaded_by"));
    }
}
