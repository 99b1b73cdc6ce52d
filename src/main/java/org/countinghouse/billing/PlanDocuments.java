package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;

/** Plan documents by version, each read once: a published version never changes. For many threads. */
final class PlanDocuments {
    private final Map<Long, PlanDocument> documents = new ConcurrentHashMap<>();

    /** At least those of the versions. */
    Map<Long, PlanDocument> of(Connection connection, Collection<Long> versions) throws SQLException {
        var missing = versions.stream().filter(id -> !documents.containsKey(id)).toArray();
        if (missing.length > 0) {
            try (var statement =
                    connection.prepareStatement("select id, document from plan_version where id = any (?)")) {
                statement.setArray(1, connection.createArrayOf("bigint", missing));
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        documents.put(rows.getLong(1), PlanJson.read(rows.getString(2)));
                    }
                }
            }
        }
        return documents;
    }
}
