package org.countinghouse.catalog.pricebook;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Meter;

/**
 * What a part number of Oracle counts. A few metrics are blocks of a plain count, such as "1,000 Emails Sent": there
 * single emails are counted. Every other metric is counted as it stands, also "5K Messages Per Hour" and the like: they
 * are packs that are held, not counts.
 *
 * @param block how many units the price is for
 */
record OracleMetric(String meter, String unit, BigDecimal block) {
    private static final Map<String, OracleMetric> BLOCKS = Map.ofEntries(
            block("1,000 Emails Sent", "1000", "emails_sent"),
            block("1,000 Transactions", "1000", "transactions"),
            block("10,000 GB Memory-Seconds", "10000", "gb_memory_seconds"),
            block("10,000 Requests per Month (first 50,000 free)", "10000", "requests"),
            block("1,000,000 Requests", "1000000", "requests"),
            block("1,000,000 Incoming Requests Per Month", "1000000", "incoming_requests"),
            block("1,000,000 API Calls Per Month", "1000000", "api_calls"),
            block("1,000,000 Queries", "1000000", "queries"),
            block("1,000,000 DNS Traffic Managment Queries", "1000000", "dns_traffic_management_queries"),
            block("1MIL Function Invocations", "1000000", "function_invocations"),
            block("Million Datapoints", "1000000", "datapoints"),
            block("Million Delivery Operations", "1000000", "delivery_operations"));

    private static Map.Entry<String, OracleMetric> block(String metric, String block, String meter) {
        return Map.entry(metric, new OracleMetric(meter, meter.replace('_', ' '), new BigDecimal(block)));
    }

    static OracleMetric of(String metric) {
        OracleMetric plain = new OracleMetric(Codes.slug(metric).replace('-', '_'), metric, BigDecimal.ONE);
        return BLOCKS.getOrDefault(metric, plain);
    }

    Meter meter(String dimension) {
        return Measure.sum(meter, unit, unit, List.of(dimension));
    }
}
