package org.countinghouse.metering;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * FinOps FOCUS 1.0: each usage charge is an event {@code cloud_charge} with the quantity the provider prices by. Times
 * are UTC by the specification. What the provider charged for it stays with it as properties.
 */
final class FocusUsageReader implements UsageReader {
    /** The event type of every FOCUS charge. */
    static final String EVENT = "cloud_charge";

    /** Columns by which a header is recognised. */
    static final List<String> SIGNS = List.of("ChargePeriodStart", "PricingQuantity", "SubAccountId", "ProviderName");

    private static final List<String> PROPERTIES = List.of(
            "SkuPriceId",
            "SkuId",
            "ServiceName",
            "ServiceCategory",
            "PricingUnit",
            "PricingCategory",
            "RegionId",
            "ProviderName",
            "ChargeDescription",
            "ResourceId",
            "SubAccountId",
            "SubAccountName",
            "BillingCurrency",
            "ListUnitPrice",
            "ListCost");

    private final CsvRecords records;
    private final Map<String, Integer> columns = new HashMap<>();
    private final int width;
    private final String customerColumn;
    private final String idColumn;
    private final Timestamps timestamps = new Timestamps(ZoneOffset.UTC);

    FocusUsageReader(CsvRecords records, List<String> header, Map<String, String> mapping) {
        this.records = records;
        this.width = header.size();
        for (int i = 0; i < header.size(); i++) {
            columns.put(header.get(i), i);
        }
        this.customerColumn = mapping.getOrDefault(
                "customer", columns.containsKey("SubAccountName") ? "SubAccountName" : "SubAccountId");
        this.idColumn = mapping.getOrDefault("id", "Id");
        for (String needed : List.of(customerColumn, idColumn, "ChargePeriodStart", "PricingQuantity")) {
            if (!columns.containsKey(needed)) {
                throw new Failure(
                        "usage.focus.column",
                        "The FOCUS file has no column \"" + needed + "\".",
                        "Name the column of the charge's id or of the customer with --map id=COLUMN or"
                                + " --map customer=COLUMN.");
            }
        }
    }

    @Override
    public @Nullable ReadResult next() throws IOException {
        CsvRecords.Row row = records.next();
        if (row == null) {
            return null;
        }
        try {
            return new ReadResult.Event(row.line(), row.raw(), event(row));
        } catch (BadRow bad) {
            return new ReadResult.Rejected(row.line(), row.raw(), bad.reason(), bad.code());
        }
    }

    private UsageEvent event(CsvRecords.Row row) throws BadRow {
        List<String> fields = RowRules.fields(row, width);
        String category = value("ChargeCategory", fields);
        if (category != null && !category.equals("Usage")) {
            throw new BadRow(InboxReason.NOT_USAGE, "ChargeCategory " + Timestamps.quoted(category) + " is not usage");
        }
        String id = required(idColumn, fields);
        BigDecimal quantity = RowRules.quantity(required("PricingQuantity", fields));
        return new UsageEvent(
                required(customerColumn, fields),
                id,
                EVENT,
                RowRules.time(timestamps, required("ChargePeriodStart", fields)),
                quantity,
                properties(id, fields));
    }

    private EventProperties properties(String id, List<String> fields) throws BadRow {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("ChargeId", id);
        for (String name : PROPERTIES) {
            String value = value(name, fields);
            if (value != null) {
                texts.put(name, value);
            }
        }
        try {
            return EventProperties.of(texts);
        } catch (UnfitJson unfit) {
            throw new BadRow("properties cannot be stored: " + unfit.reason());
        }
    }

    private String required(String column, List<String> fields) throws BadRow {
        String value = value(column, fields);
        if (value == null) {
            throw new BadRow(column + " is empty");
        }
        return value;
    }

    /** Empty and NULL both mean that there is no value. */
    private @Nullable String value(String column, List<String> fields) {
        Integer at = columns.get(column);
        String value = at == null ? "" : fields.get(at);
        return value.isEmpty() || value.equals("NULL") ? null : value;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
