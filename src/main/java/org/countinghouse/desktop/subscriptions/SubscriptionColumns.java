package org.countinghouse.desktop.subscriptions;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.desktop.common.table.DataColumn;

/** Columns of the list of subscriptions. */
final class SubscriptionColumns {
    private SubscriptionColumns() {}

    static List<DataColumn<SubscriptionRow>> of(SubscriptionWords words) {
        return List.of(
                DataColumn.text("name", "subscriptions.customer", 190, SubscriptionRow::customerName),
                DataColumn.status("state", "subscriptions.state", 125, words::status, SubscriptionRow::state),
                DataColumn.text("plan", "subscriptions.plan", 185, SubscriptionRow::planName),
                DataColumn.rate("version", "subscriptions.version", 80, row -> BigDecimal.valueOf(row.version())),
                DataColumn.code("customer", "subscriptions.customer.id", 120, SubscriptionRow::customer),
                DataColumn.date("starts", "subscriptions.starts", 115, SubscriptionRow::startsOn),
                DataColumn.date("ends", "subscriptions.ends", 115, SubscriptionRow::endsOn),
                DataColumn.text("zone", "subscriptions.zone", 130, SubscriptionRow::timeZone));
    }
}
