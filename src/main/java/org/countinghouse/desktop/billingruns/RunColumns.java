package org.countinghouse.desktop.billingruns;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.billing.BillingRunRow;
import org.countinghouse.desktop.common.table.DataColumn;

/** Columns of the list of runs. */
final class RunColumns {
    private RunColumns() {}

    static List<DataColumn<BillingRunRow>> of(RunWords words) {
        return List.of(
                DataColumn.rate("id", "runs.number", 80, row -> BigDecimal.valueOf(row.id())),
                DataColumn.text("label", "runs.period", 190, row -> words.label(row.label())),
                DataColumn.text("scope", "runs.scope", 150, words::scope),
                DataColumn.status("state", "runs.state", 140, words::status, BillingRunRow::state),
                DataColumn.number("drafts", "runs.drafts", 90, row -> BigDecimal.valueOf(row.drafts())),
                DataColumn.number("failures", "runs.failures", 100, row -> BigDecimal.valueOf(row.failures())),
                DataColumn.instant("started", "runs.started", 205, BillingRunRow::startedAt),
                DataColumn.text("by", "runs.by", 130, BillingRunRow::startedBy));
    }
}
