package org.countinghouse.billing.tax;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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

/** Customers with their tax numbers, what a register said of them, and exemptions. */
public final class TaxedCustomerList {
    private static final String ANSWER = "case when c.tax_id = '' then 'none' else coalesce(k.answer, 'unchecked') end";

    private TaxedCustomerList() {}

    public static RowSource<TaxedCustomerRow> of(Database database, InstantSource clock) {
        return new FreshList<>(() -> query(database, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
    }

    private static ListQuery<TaxedCustomerRow> query(Database database, LocalDate today) {
        // A date of the program's own, not anybody's text.
        String holds = "coalesce(t.ends_on > date '" + today + "', true)";
        String treatment = "case when " + holds + " then coalesce(t.treatment, 'automatic') else 'automatic' end";
        return ListQuery.of(database, """
                        customer c
                            left join lateral (select treatment, reason, ends_on from customer_tax
                                where customer_id = c.id order by id desc limit 1) t on true
                            left join lateral (select answer, checked_at from tax_number_check
                                where customer_id = c.id and tax_id = c.tax_id order by id desc limit 1) k on true""", TaxedCustomerList::row)
                .select("c.id, c.external_id, c.name, c.country, c.tax_id, " + treatment + " as treatment, case when "
                        + holds + " then coalesce(t.reason, '') else '' end as reason, case when " + holds
                        + " then t.ends_on end as ends_on, " + ANSWER + " as answer, k.checked_at")
                .id("c.id", TaxedCustomerRow::id)
                .column("id", "c.id", Column.Kind.NUMBER)
                .column("name", "c.name", Column.Kind.TEXT)
                .column("customer", "c.external_id", Column.Kind.TEXT)
                .column("country", "c.country::text", Column.Kind.TEXT)
                .column("number", "c.tax_id", Column.Kind.TEXT)
                .column("answer", ANSWER, Column.Kind.TEXT)
                .column("treatment", treatment, Column.Kind.TEXT)
                .column("ends", "t.ends_on", Column.Kind.DATE)
                .column("checked", "k.checked_at", Column.Kind.INSTANT)
                .required("id", "name", "customer", "number", "answer", "treatment")
                .defaultSort(new Sort("name", false))
                .build();
    }

    private static TaxedCustomerRow row(ResultSet row) throws SQLException {
        Timestamp checked = row.getTimestamp("checked_at");
        return new TaxedCustomerRow(
                row.getLong("id"),
                row.getString("external_id"),
                row.getString("name"),
                row.getString("country"),
                row.getString("tax_id"),
                TaxTreatment.of(row.getString("treatment")),
                row.getString("reason"),
                row.getObject("ends_on", LocalDate.class),
                TaxedCustomerRow.Answer.valueOf(row.getString("answer").toUpperCase(Locale.ROOT)),
                checked == null ? null : checked.toInstant());
    }
}
