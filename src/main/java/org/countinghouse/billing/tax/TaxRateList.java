package org.countinghouse.billing.tax;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.FreshList;
import org.countinghouse.storage.list.ListQuery;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;

/** The tables of tax rates as a list, each entry with whether it counts today. */
public final class TaxRateList {
    private TaxRateList() {}

    public static RowSource<TaxRateRow> of(Database database, InstantSource clock) {
        return new FreshList<>(() -> query(database, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
    }

    private static ListQuery<TaxRateRow> query(Database database, LocalDate today) {
        // A date of the program's own, not anybody's text.
        String state =
                "case when r.valid_from > date '%1$s' then 'coming' when r.until <= date '%1$s' then 'over' else 'holds' end"
                        .formatted(today);
        return ListQuery.of(database, """
                        (select t.*, lead(t.valid_from) over (partition by t.billing_entity_id, t.country, t.category,
                            t.code order by t.valid_from) as until from tax_rate_current t) r
                            join billing_entity e on e.id = r.billing_entity_id""", TaxRateList::row)
                .select(
                        "r.id, e.code as entity, r.country, r.category, r.code, r.valid_from, r.until, r.rate, r.compound, "
                                + state + " as state, r.note, r.set_at, r.set_by")
                .id("r.id", TaxRateRow::id)
                .column("id", "r.id", Column.Kind.NUMBER)
                .column("country", "r.country::text", Column.Kind.TEXT)
                .column("code", "r.code", Column.Kind.TEXT)
                .column("category", "r.category", Column.Kind.TEXT)
                .column("rate", "r.rate", Column.Kind.NUMBER)
                .column("from", "r.valid_from", Column.Kind.DATE)
                .column("until", "r.until", Column.Kind.DATE)
                .column("state", state, Column.Kind.TEXT)
                .column("entity", "e.code", Column.Kind.TEXT)
                .required("id", "country", "code", "category", "from", "state", "entity")
                .defaultSort(new Sort("country", false), new Sort("code", false), new Sort("from", false))
                .build();
    }

    private static TaxRateRow row(ResultSet row) throws SQLException {
        return new TaxRateRow(
                row.getLong("id"),
                new TaxRates.Subject(
                        row.getString("entity"),
                        row.getString("country"),
                        row.getString("category"),
                        row.getString("code")),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("until", LocalDate.class),
                row.getBigDecimal("rate"),
                row.getBoolean("compound"),
                TaxRateRow.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("note"),
                row.getTimestamp("set_at").toInstant(),
                row.getString("set_by"));
    }
}
