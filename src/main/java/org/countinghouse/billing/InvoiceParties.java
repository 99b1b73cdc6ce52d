package org.countinghouse.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.countinghouse.storage.Database;

/** Seller and buyer of an invoice as documents name them. */
public final class InvoiceParties {
    private final Database database;

    public InvoiceParties(Database database) {
        this.database = database;
    }

    /**
     * Who bills whom.
     *
     * @param buyerId the customer's external id
     * @param language language of the document
     */
    public record Parties(
            String sellerName,
            List<String> sellerAddress,
            String sellerTaxId,
            String sellerEmail,
            List<String> sellerBank,
            int paymentTermsDays,
            String buyerName,
            List<String> buyerAddress,
            String buyerId,
            String buyerTaxId,
            String language) {}

    /** The parties of an invoice that exists. */
    public Parties of(long invoiceId) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select e.name, e.address, e.country, e.tax_id, e.email, e.bank_details, e.payment_terms_days,
                        c.name, c.address, c.country, c.external_id, c.tax_id, c.language
                    from invoice i join customer c on c.id = i.customer_id
                        join billing_entity e on e.id = i.billing_entity_id
                    where i.id = ?""")) {
                statement.setLong(1, invoiceId);
                try (var row = statement.executeQuery()) {
                    row.next();
                    return parties(row);
                }
            }
        });
    }

    private static Parties parties(ResultSet row) throws SQLException {
        return new Parties(
                row.getString(1),
                lines(row.getString(2)),
                row.getString(4),
                row.getString(5),
                lines(row.getString(6)),
                row.getInt(7),
                row.getString(8),
                lines(row.getString(9)),
                row.getString(11),
                row.getString(12),
                row.getString(13));
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
