package org.countinghouse.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.metering.Hashes;
import org.countinghouse.rating.RatingRequest;

/**
 * The plan and the meters of rated requests. Many requests have the same: what is stored of a request only names its
 * terms, and {@code rating_terms} has them once. Written once as long as this is kept. For many threads.
 */
final class RatingTerms {
    /** Plans with prices of a customer's own are many; then the oldest work is done again. */
    private static final int MOST = 1_000;

    private final Map<Terms, Document> documents = new ConcurrentHashMap<>();

    private record Terms(PlanDocument plan, List<Meter> meters) {}

    /**
     * As it is stored.
     *
     * @param key a hash of the text
     */
    private record Document(UUID key, String text) {}

    /**
     * A request that names its terms.
     *
     * @param used gets the terms, which are to be {@linkplain #store stored} with it
     */
    ObjectNode document(RatingRequest request, Map<UUID, String> used) {
        var terms = new Terms(request.plan(), request.meters());
        Document document = documents.get(terms);
        if (document == null) {
            String text = BillingJson.write(RatingDocuments.terms(request));
            document = new Document(new Hashes().of(text), text);
            if (documents.size() >= MOST) {
                documents.clear();
            }
            documents.put(terms, document);
        }
        used.put(document.key(), document.text());
        return RatingDocuments.usage(request).put("terms", document.key().toString());
    }

    /** Stores the terms of inputs that are about to be stored themselves. */
    static void store(Connection connection, List<InvoiceInput> inputs) throws SQLException {
        var terms = new RatingTerms();
        Map<UUID, String> used = new HashMap<>();
        inputs.forEach(input -> input.toJson(request -> terms.document(request, used)));
        store(connection, used);
    }

    /** Stores terms, those that are new; in one order, so that two who store the same wait and never block each other. */
    static void store(Connection connection, Map<UUID, String> used) throws SQLException {
        if (used.isEmpty()) {
            return;
        }
        Map<String, String> ordered = new TreeMap<>();
        used.forEach((key, text) -> ordered.put(key.toString(), text));
        try (var statement = connection.prepareStatement("""
                insert into rating_terms (key, document)
                select t.key, t.document::jsonb from unnest(?::uuid[], ?::text[]) t (key, document)
                where not exists (select from rating_terms k where k.key = t.key)
                on conflict (key) do nothing""")) {
            statement.setArray(1, connection.createArrayOf("text", texts(ordered.keySet())));
            statement.setArray(2, connection.createArrayOf("text", texts(ordered.values())));
            statement.executeUpdate();
        }
    }

    private static String[] texts(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }
}
