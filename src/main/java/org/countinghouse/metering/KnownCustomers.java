package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Ids of customers by external id, looked up when first met. Other names can be given to another customer, and a customer
 * can be erased, so all are looked up anew after a moment. One thread's own.
 */
final class KnownCustomers {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Map<String, Long> ids = new HashMap<>();
    private long since = System.nanoTime();

    Map<String, Long> ids() {
        return ids;
    }

    boolean knows(String externalId) {
        return ids.containsKey(externalId);
    }

    void forgetOld() {
        if (System.nanoTime() - since > FRESH_NANOS) {
            since = System.nanoTime();
            ids.clear();
        }
    }

    void look(Connection connection, Set<String> names) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select external_id, id from customer where external_id = any(?) and erased_at is null
                union all
                select a.external_id, a.customer_id from customer_alias a where a.external_id = any(?)
                    and not exists (select from customer c where c.external_id = a.external_id)""")) {
            var wanted = connection.createArrayOf("text", names.toArray());
            statement.setArray(1, wanted);
            statement.setArray(2, wanted);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
    }
}
