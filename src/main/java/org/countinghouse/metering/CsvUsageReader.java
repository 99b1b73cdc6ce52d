package org.countinghouse.metering;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CSV rows through a {@link ColumnMapping}. */
final class CsvUsageReader implements UsageReader {
    private final CsvRecords records;
    private final ColumnMapping mapping;
    private final Map<Integer, String> propertyColumns;
    private final Timestamps timestamps;

    CsvUsageReader(CsvRecords records, ColumnMapping mapping, Timestamps timestamps) {
        this.records = records;
        this.mapping = mapping;
        this.propertyColumns = mapping.propertyColumns();
        this.timestamps = timestamps;
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
            return new ReadResult.Rejected(row.line(), row.raw(), bad.reason());
        }
    }

    private UsageEvent event(CsvRecords.Row row) throws BadRow {
        List<String> fields = RowRules.fields(row, mapping.width());
        return new UsageEvent(
                required("customer", fields),
                required("id", fields),
                required("event", fields),
                RowRules.time(timestamps, required("time", fields)),
                quantity(fields),
                properties(fields));
    }

    private String required(String field, List<String> fields) throws BadRow {
        String value = mapping.value(field, fields);
        if (value == null) {
            throw new BadRow(field + " is empty");
        }
        return value;
    }

    private @Nullable BigDecimal quantity(List<String> fields) throws BadRow {
        String text = mapping.value("quantity", fields);
        return text == null ? null : RowRules.quantity(text.strip());
    }

    private EventProperties properties(List<String> fields) throws BadRow {
        String json = mapping.value("properties", fields);
        ObjectNode object = json == null ? JsonNodeFactory.instance.objectNode() : RowRules.object(json, "properties");
        propertyColumns.forEach((column, name) -> {
            String value = fields.get(column);
            if (!value.isEmpty()) {
                object.put(name, value);
            }
        });
        return RowRules.properties(object);
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
