package org.countinghouse.desktop.quotas;

import java.util.List;
import java.util.Locale;
import org.countinghouse.desktop.common.table.DataColumn;
import org.countinghouse.metering.quota.QuotaRow;

/** Columns of the list of limits. */
final class QuotaColumns {
    private QuotaColumns() {}

    static List<DataColumn<QuotaRow>> of(QuotaWords words) {
        return List.of(
                DataColumn.text("customer", "quotas.customer", 145, QuotaRow::customerName),
                new DataColumn<>(
                        "feature", "quotas.feature", 105, DataColumn.Kind.TEXT, words::feature, QuotaRow::feature),
                new DataColumn<>(
                        "window",
                        "quotas.window",
                        132,
                        DataColumn.Kind.TEXT,
                        row -> words.window(row.scope()),
                        row -> row.scope().window().name().toLowerCase(Locale.ROOT)),
                DataColumn.share("percent", "quotas.used", 224, words::share),
                DataColumn.status(
                        "state",
                        "quotas.state",
                        122,
                        row -> words.status(row.state()),
                        row -> row.state().name().toLowerCase(Locale.ROOT)),
                new DataColumn<>(
                        "source",
                        "quotas.source",
                        160,
                        DataColumn.Kind.TEXT,
                        words::source,
                        row -> row.source().name().toLowerCase(Locale.ROOT)),
                DataColumn.text("plan", "quotas.plan", 170, row -> row.plan().isEmpty() ? null : row.plan()),
                DataColumn.code("external_id", "quotas.id", 130, QuotaRow::customer));
    }
}
