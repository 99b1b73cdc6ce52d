package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Ids of customers by external id, looked up when first met: an external id never changes its customer. Other names can
 * be given to another customer, so they are looked up anew after a moment. One thread's own.
 */
final class KnownCustomers {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Map<String, Long> ids = new HashMap<>();
    private final Set<String> aliases = new HashSet<>();
    private long aliasesSince = System.nanoTime();

    Map<String, Long> ids() {
        return ids;
    }

    boolean knows(String externalId) {
        return ids.containsKey(externalId);
    }

    void forgetOldAliases() {
        if (System.nanoTime() - aliasesSince > FRESH_NANOS) {
            aliasesSince = System.nanoTime();
            aliases.removeIf(alias -> ids.remove(alias) != null);
        }
    }

    void look(Connection connection, Set<String> names) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select external_id, id, false from customer where external_id = any(?)
                union all
                select a.external_id, a.customer_id, true from customer_alias a where a.external_id = any(?)
                    and not exists (select from customer c where c.external_id = a.external_id)""")) {
            var wanted = connection.createArrayOf("text", names.toArray());
            statement.setArray(1, wanted);
            statement.setArray(2, wanted);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getBoolean(3)) {
                        aliases.add(rows.getString(1));
                    }
                    ids.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
    }
}
