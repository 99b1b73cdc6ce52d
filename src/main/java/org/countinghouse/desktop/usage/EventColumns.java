package org.countinghouse.desktop.usage;

import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.table.DataColumn;
import org.countinghouse.insight.UsageEventRow;

/** Columns of the list of events. */
final class EventColumns {
    private EventColumns() {}

    static List<DataColumn<UsageEventRow>> all(Formats formats, Texts texts) {
        // To the second, and with its zone: many events share a minute.
        var time = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.LONG)
                .withLocale(formats.locale())
                .withZone(formats.zone());
        return List.of(
                new DataColumn<>(
                        "time",
                        "usage.event.time",
                        230,
                        DataColumn.Kind.INSTANT,
                        row -> time.format(row.occurredAt()),
                        row -> row.occurredAt().toString()),
                DataColumn.status(
                        "arrival",
                        "usage.event.arrival",
                        165,
                        row -> Arrival.status(row, texts, formats),
                        row -> row.late() ? Arrival.LATE : Arrival.ON_TIME),
                new DataColumn<>(
                        "stored",
                        "usage.event.stored",
                        230,
                        DataColumn.Kind.INSTANT,
                        row -> time.format(row.receivedAt()),
                        row -> row.receivedAt().toString()),
                DataColumn.text("customer", "usage.event.customer", 190, UsageEventRow::customer),
                DataColumn.code("event", "usage.event.event", 130, UsageEventRow::event),
                DataColumn.number("quantity", "usage.event.quantity", 120, UsageEventRow::quantity),
                DataColumn.code("properties", "usage.event.properties", 380, UsageEventRow::properties),
                DataColumn.code("event_id", "usage.event.id", 180, UsageEventRow::eventId),
                DataColumn.text("batch", "usage.event.batch", 220, UsageEventRow::batch),
                DataColumn.text(
                        "correction",
                        "usage.event.correction",
                        130,
                        row -> row.correction().isEmpty() ? "" : texts.get("usage.correction." + row.correction())));
    }
}
