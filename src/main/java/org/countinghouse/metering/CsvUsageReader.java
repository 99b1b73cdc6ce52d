package org.countinghouse.metering;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** CSV rows through a {@link ColumnMapping}. */
final class CsvUsageReader implements UsageReader {
    private final CsvRecords records;
    private final int width;
    private final Field customer;
    private final Field id;
    private final Field event;
    private final Field time;
    private final ColumnMapping.Source quantity;
    private final ColumnMapping.Source json;
    private final Map<Integer, String> propertyColumns;
    /** The same columns, where they are all there is: null when a row may give one property twice. */
    private final TextProperties.@Nullable Columns plainProperties;

    private final Timestamps timestamps;
    private String lastEvent = "";

    /** A field that every row must have. */
    private record Field(String name, ColumnMapping.Source source) {
        String of(List<String> fields) throws BadRow {
            String value = source.value(fields);
            if (value == null) {
                throw new BadRow(name + " is empty");
            }
            return value;
        }
    }

    CsvUsageReader(CsvRecords records, ColumnMapping mapping, Timestamps timestamps) {
        this.records = records;
        this.width = mapping.width();
        this.customer = new Field("customer", mapping.source("customer"));
        this.id = new Field("id", mapping.source("id"));
        this.event = new Field("event", mapping.source("event"));
        this.time = new Field("time", mapping.source("time"));
        this.quantity = mapping.source("quantity");
        this.json = mapping.source("properties");
        this.propertyColumns = mapping.propertyColumns();
        this.plainProperties = plain(propertyColumns);
        this.timestamps = timestamps;
    }

    private static TextProperties.@Nullable Columns plain(Map<Integer, String> names) {
        var places = new TreeMap<String, Integer>();
        names.forEach((column, name) -> places.put(name, column));
        return places.size() == names.size() ? new TextProperties.Columns(places) : null;
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
        List<String> fields = RowRules.fields(row, width);
        return new UsageEvent(
                customer.of(fields),
                id.of(fields),
                event(fields),
                RowRules.time(timestamps, time.of(fields)),
                quantity(fields),
                properties(fields));
    }

    /** Neighbours are mostly of the same type: then they share one text. */
    private String event(List<String> fields) throws BadRow {
        String text = event.of(fields);
        if (!text.equals(lastEvent)) {
            lastEvent = text;
        }
        return lastEvent;
    }

    private @Nullable BigDecimal quantity(List<String> fields) throws BadRow {
        String text = quantity.value(fields);
        return text == null ? null : RowRules.quantity(text.strip());
    }

    private EventProperties properties(List<String> fields) throws BadRow {
        String text = json.value(fields);
        if (text == null && plainProperties != null) {
            return RowRules.properties(plainProperties, fields);
        }
        ObjectNode object = text == null ? JsonNodeFactory.instance.objectNode() : RowRules.object(text, "properties");
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
