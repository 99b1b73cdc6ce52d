package org.countinghouse.desktop.usage;

import java.util.List;
import org.countinghouse.desktop.common.table.DataColumn;
import org.countinghouse.insight.UsageEventRow;

/** Columns of the list of events. */
final class EventColumns {
    private EventColumns() {}

    static List<DataColumn<UsageEventRow>> all() {
        return List.of(
                DataColumn.instant("time", "usage.event.time", 210, UsageEventRow::occurredAt),
                DataColumn.text("customer", "usage.event.customer", 190, UsageEventRow::customer),
                DataColumn.code("event", "usage.event.event", 130, UsageEventRow::event),
                DataColumn.number("quantity", "usage.event.quantity", 120, UsageEventRow::quantity),
                DataColumn.code("properties", "usage.event.properties", 380, UsageEventRow::properties),
                DataColumn.code("event_id", "usage.event.id", 180, UsageEventRow::eventId),
                DataColumn.text("batch", "usage.event.batch", 220, UsageEventRow::batch));
    }
}
