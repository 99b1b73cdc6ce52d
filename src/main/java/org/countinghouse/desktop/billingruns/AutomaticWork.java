package org.countinghouse.desktop.billingruns;

import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.workspace.RegularUpkeep;
import org.countinghouse.workspace.UpkeepSwitch;
import org.countinghouse.workspace.Workspace;

/**
 * What a desktop does by itself on a database of its own, where no gateway runs.
 *
 * @param upkeep does it
 * @param setting whether it is wanted on this machine
 */
public record AutomaticWork(RegularUpkeep upkeep, UpkeepSwitch setting) implements AutoCloseable {
    /** Begins; the caller closes. */
    public static AutomaticWork start(Workspace workspace, RegularUpkeep.Schedule schedule) {
        var setting = new UpkeepSwitch(workspace.home());
        var rates = ExchangeRates.of(workspace.database(), workspace.clock());
        return new AutomaticWork(new RegularUpkeep(workspace, rates, schedule, setting::on), setting);
    }

    /** Switched on, a round follows at once. */
    void turn(boolean on) {
        setting.turn(on);
        upkeep.wake();
    }

    @Override
    public void close() {
        upkeep.close();
    }
}
