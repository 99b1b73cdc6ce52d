package org.countinghouse.billing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
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
import org.jspecify.annotations.Nullable;

/**
 * The plan and the meters of rated requests. Many requests have the same: what is stored of a request only names its
 * terms, and {@code rating_terms} has them once. Written once as long as this is kept. For many threads.
 */
final class RatingTerms {
    /** Plans with prices of a customer's own are many; then the oldest work is done again. */
    private static final int MOST = 1_000;

    private final Map<Terms, Document> documents = new ConcurrentHashMap<>();

    /** The next request mostly has the same; the hash of a whole plan is dearer than to see that it is the very same. */
    private volatile @Nullable Last last;

    private record Terms(PlanDocument plan, List<Meter> meters) {}

    /**
     * As it is stored.
     *
     * @param key a hash of the text
     */
    private record Document(UUID key, String text) {}

    private record Last(Terms terms, Document document) {}

    /**
     * Writes a request that names its terms.
     *
     * @param used gets the terms, which are to be {@linkplain #store stored} with it
     */
    void document(JsonGenerator json, RatingRequest request, Map<UUID, String> used) throws IOException {
        Document document = document(request);
        used.put(document.key(), document.text());
        json.writeStartObject();
        RatingDocuments.usage(json, request);
        json.writeStringField("terms", document.key().toString());
        json.writeEndObject();
    }

    private Document document(RatingRequest request) {
        var terms = new Terms(request.plan(), request.meters());
        Last before = last;
        if (before != null && before.terms().equals(terms)) {
            return before.document();
        }
        Document document = documents.get(terms);
        if (document == null) {
            String text = BillingJson.write(RatingDocuments.terms(request));
            document = new Document(new Hashes().of(text), text);
            if (documents.size() >= MOST) {
                documents.clear();
            }
            documents.put(terms, document);
        }
        last = new Last(terms, document);
        return document;
    }

    /** Stores the terms of inputs that are about to be stored themselves. */
    static void store(Connection connection, List<InvoiceInput> inputs) throws SQLException {
        var terms = new RatingTerms();
        Map<UUID, String> used = new HashMap<>();
        inputs.forEach(input -> input.toJson((json, request) -> terms.document(json, request, used)));
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
