package org.countinghouse.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.ListQuery;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;

/** Billing entities with their number series. */
public final class BillingEntities {
    private static final String CREDIT_NOTES = "credit-note-";

    private final Database database;

    public BillingEntities(Database database) {
        this.database = database;
    }

    /**
     * A run of consecutive numbers.
     *
     * @param creditNotes of credit notes, else of invoices
     * @param used how many were taken
     * @param next the number that comes next, as it will stand on the document
     */
    public record Series(boolean creditNotes, String year, long used, String next) {}

    /** Their codes, in order. */
    public List<String> codes() {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("select code from billing_entity order by code");
                    var rows = statement.executeQuery()) {
                var codes = new ArrayList<String>();
                while (rows.next()) {
                    codes.add(rows.getString(1));
                }
                return codes;
            }
        });
    }

    public RowSource<BillingEntityRow> list() {
        String customers =
                "(select count(*) from customer c where c.billing_entity_id = e.id and c.status <> 'closed')";
        return ListQuery.of(database, "billing_entity e", BillingEntities::row)
                .select("e.*, " + customers + " as customers")
                .id("e.id", BillingEntityRow::id)
                .column("id", "e.id", Column.Kind.NUMBER)
                .column("code", "e.code", Column.Kind.TEXT)
                .column("name", "e.name", Column.Kind.TEXT)
                .column("country", "e.country::text", Column.Kind.TEXT)
                .column("number", "e.tax_id", Column.Kind.TEXT)
                .column("terms", "e.payment_terms_days", Column.Kind.NUMBER)
                .column("prefix", "e.invoice_prefix", Column.Kind.TEXT)
                .column("customers", customers, Column.Kind.NUMBER)
                .required("id", "code", "name", "country", "number", "terms", "prefix", "customers")
                .defaultSort(new Sort("code", false))
                .build();
    }

    private static BillingEntityRow row(ResultSet row) throws SQLException {
        return new BillingEntityRow(
                row.getLong("id"),
                new BillingEntity(
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("address"),
                        row.getString("country"),
                        row.getString("tax_id"),
                        row.getString("email"),
                        row.getString("bank_details"),
                        row.getInt("payment_terms_days"),
                        row.getString("invoice_prefix"),
                        row.getString("time_zone"),
                        List.of()),
                row.getString("credit_note_prefix"),
                row.getInt("revision"),
                row.getLong("customers"));
    }

    /** The series of a billing entity, invoices first, the latest year first. Each begins with 1. */
    public List<Series> series(BillingEntityRow entity) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select series, next_number from number_series where billing_entity_id = ?
                    order by series like 'credit-note-%', series desc""")) {
                statement.setLong(1, entity.id());
                try (var rows = statement.executeQuery()) {
                    var all = new ArrayList<Series>();
                    while (rows.next()) {
                        all.add(series(entity, rows.getString(1), rows.getLong(2)));
                    }
                    return all;
                }
            }
        });
    }

    private static Series series(BillingEntityRow entity, String name, long next) {
        boolean credit = name.startsWith(CREDIT_NOTES);
        String year = credit ? name.substring(CREDIT_NOTES.length()) : name;
        String prefix = credit ? entity.creditNotePrefix() : entity.entity().invoicePrefix();
        return new Series(credit, year, next - 1, Numbering.format(prefix, year, next));
    }

    /** How the first number of a year looks. */
    public static String first(String prefix, int year) {
        return Numbering.format(prefix, Integer.toString(year), 1);
    }
}
