package org.countinghouse.desktop.currencies;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.countinghouse.billing.currency.ExchangeRateList;
import org.countinghouse.billing.currency.ExchangeRateRow;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.workspace.Workspace;

/**
 * What the currencies screen works with.
 *
 * @param maySet may set, ask for and load rates; others only look and convert
 * @param listen hears of rates; closes to stop
 */
public record CurrenciesServices(
        RowSource<ExchangeRateRow> list,
        ExchangeRates rates,
        InstantSource clock,
        boolean maySet,
        Function<Consumer<String>, AutoCloseable> listen) {
    public static CurrenciesServices of(Workspace workspace, ConnectionInfo connection) {
        var database = workspace.database();
        return new CurrenciesServices(
                ExchangeRateList.of(database, workspace.clock()),
                ExchangeRates.of(database, workspace.clock()),
                workspace.clock(),
                connection.roles().contains(GroupRole.FINANCE.role())
                        || connection.roles().contains(GroupRole.ADMIN.role()),
                heard -> database.listen("currency", heard));
    }
}
