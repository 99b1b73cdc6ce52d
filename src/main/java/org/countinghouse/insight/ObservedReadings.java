package org.countinghouse.insight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.metering.StoredProperties;
import org.countinghouse.rating.review.ObservedUsage;
import org.countinghouse.storage.Database;

/** Which kinds of usage came in lately, over all customers, so that a plan can be checked for a price for each. */
public final class ObservedReadings {
    /** More kinds than this are not looked at one by one. */
    private static final int MOST_KINDS = 2000;

    private final Database database;

    public ObservedReadings(Database database) {
        this.database = database;
    }

    /**
     * Usage of the last 31 days with any, of the meters whose price in the plan depends on properties. Meters whose
     * readings do not keep all these properties are left out.
     *
     * @param meters by code
     */
    public List<ObservedUsage> of(PlanDocument plan, Map<String, Meter> meters) {
        List<String> codes = plan.charges().stream()
                .filter(charge -> !dimensions(charge.price()).isEmpty())
                .map(Charge::meter)
                .distinct()
                .filter(code -> keepsAll(meters.get(code), plan))
                .toList();
        return codes.isEmpty() ? List.of() : database.read(connection -> read(connection, codes));
    }

    private static boolean keepsAll(@org.jspecify.annotations.Nullable Meter meter, PlanDocument plan) {
        if (meter == null || !meter.aggregation().additive()) {
            return false;
        }
        Set<String> needed = new HashSet<>();
        plan.charges().stream()
                .filter(charge -> charge.meter().equals(meter.code()))
                .forEach(charge -> {
                    needed.addAll(dimensions(charge.price()));
                    needed.addAll(charge.filter().keySet());
                });
        return meter.dimensions().containsAll(needed);
    }

    private static Set<String> dimensions(Price price) {
        Set<String> dimensions = new HashSet<>();
        price.versions().forEach(version -> dimensions.addAll(dimensions(version.price())));
        switch (price.model()) {
            case PriceModel.Matrix matrix -> dimensions.addAll(matrix.dimensions());
            case PriceModel.Allowance allowance -> dimensions.addAll(dimensions(allowance.overage()));
            case PriceModel.Reserved reserved -> dimensions.addAll(dimensions(reserved.onDemand()));
            default -> {}
        }
        return dimensions;
    }

    private static List<ObservedUsage> read(Connection connection, List<String> codes) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select meter_code, dimensions::text, min(hour), sum(quantity), sum(events)
                from usage_total
                where meter_code = any (?)
                and hour > (select max(hour) from usage_total) - interval '31 days'
                group by meter_code, dimensions
                having sum(events) > 0
                order by sum(events) desc
                limit ?""")) {
            statement.setArray(1, connection.createArrayOf("text", codes.toArray()));
            statement.setInt(2, MOST_KINDS);
            var usage = new ArrayList<ObservedUsage>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    usage.add(new ObservedUsage(
                            ObservedUsage.Kind.READING,
                            rows.getString(1),
                            rows.getTimestamp(3).toInstant(),
                            StoredProperties.texts(rows.getString(2)),
                            rows.getBigDecimal(4),
                            rows.getLong(5)));
                }
            }
            return usage;
        }
    }
}
