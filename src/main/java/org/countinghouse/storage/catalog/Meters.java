package org.countinghouse.storage.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.storage.Database;

/** Meters as stored. */
public final class Meters {
    private final Database database;
    private final Clock clock;

    public Meters(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Adds or updates the meters of a document.
     *
     * @param document one meter or a list of them
     * @return how many
     * @throws org.countinghouse.catalog.CatalogFailure when one of them is not valid; then none is saved
     */
    public int saveAll(JsonNode document) {
        List<Meter> meters = MeterJson.readAll(document);
        database.entities(session -> {
            for (Meter meter : meters) {
                var found = session.find(StoredMeter.class, meter.code());
                var stored = found == null ? new StoredMeter() : found;
                stored.code = meter.code();
                stored.name = meter.name();
                stored.event = meter.eventType();
                stored.aggregation = meter.aggregation().name().toLowerCase(Locale.ROOT);
                stored.unit = meter.unit() == null ? "" : meter.unit();
                stored.document = MeterJson.write(meter).toString();
                if (found == null) {
                    stored.createdAt = clock.instant();
                    session.persist(stored);
                }
            }
            return meters.size();
        });
        return meters.size();
    }

    /** All meters, by code. */
    public List<Meter> all() {
        return database.read(connection -> {
            var meters = new ArrayList<Meter>();
            try (var statement = connection.prepareStatement("select document from meter order by code");
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    meters.add(MeterJson.read(StoredJson.read(rows.getString(1))));
                }
            }
            return meters;
        });
    }
}
