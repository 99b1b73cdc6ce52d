package org.countinghouse.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Seller and buyer of an invoice as documents name them: of a draft as they are now, of a numbered invoice as they were
 * when it got its number.
 */
public final class InvoiceParties {
    private final Database database;

    public InvoiceParties(Database database) {
        this.database = database;
    }

    /**
     * Who bills whom.
     *
     * @param paymentTermsDays days from issue to the day on which it is due; of a draft as they are now
     * @param buyerId the customer's external id
     * @param language language of the document
     * @param users other customers whose usage it bills, by their ids, as they were called when it became final
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
            String language,
            Map<Long, Invoice.User> users) {
        public Parties {
            users = Map.copyOf(users);
        }

        /** A customer whose usage is billed as the invoice names it. */
        public Invoice.User named(Invoice.User user) {
            return users.getOrDefault(user.id(), user);
        }
    }

    /**
     * The parties of an invoice.
     *
     * @throws Failure {@code invoice.missing}
     */
    public Parties of(long invoiceId) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select coalesce(k.seller, party(e)), coalesce(k.buyer, party(c)), k.users,
                        coalesce(i.due_on - i.issued_on, c.payment_terms_days, e.payment_terms_days)
                    from invoice i join customer c on c.id = i.customer_id
                        join billing_entity e on e.id = i.billing_entity_id
                        left join invoice_parties k on k.invoice_id = i.id
                    where i.id = ?""")) {
                statement.setLong(1, invoiceId);
                try (var row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new Failure(
                                "invoice.missing",
                                "There is no invoice " + invoiceId + ".",
                                "List them with: countinghouse invoices");
                    }
                    return parties(
                            BillingJson.read(row.getString(1)),
                            BillingJson.read(row.getString(2)),
                            users(row.getString(3)),
                            row.getInt(4));
                }
            }
        });
    }

    private static Parties parties(
            JsonNode seller, JsonNode buyer, Map<Long, Invoice.User> users, int paymentTermsDays) {
        return new Parties(
                seller.path("name").asText(),
                lines(seller.path("address").asText()),
                seller.path("tax_id").asText(),
                seller.path("email").asText(),
                lines(seller.path("bank_details").asText()),
                paymentTermsDays,
                buyer.path("name").asText(),
                lines(buyer.path("address").asText()),
                buyer.path("external_id").asText(),
                buyer.path("tax_id").asText(),
                buyer.path("language").asText(),
                users);
    }

    private static Map<Long, Invoice.User> users(@Nullable String json) {
        var users = new HashMap<Long, Invoice.User>();
        if (json != null) {
            BillingJson.read(json).properties().forEach(each -> {
                long id = Long.parseLong(each.getKey());
                JsonNode user = each.getValue();
                users.put(
                        id,
                        new Invoice.User(
                                id,
                                user.path("external_id").asText(),
                                user.path("name").asText()));
            });
        }
        return users;
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
