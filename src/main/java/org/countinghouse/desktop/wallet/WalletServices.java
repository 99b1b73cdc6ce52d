package org.countinghouse.desktop.wallet;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.ZoneId;
import org.countinghouse.billing.Credits;
import org.countinghouse.billing.UsageCharges;
import org.countinghouse.billing.Wallets;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.metering.UsageCorrections;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.workspace.Workspace;

/**
 * What wallets on the screen need of an open workspace.
 *
 * @param mayMove may add money, grant credits and give back
 */
public record WalletServices(
        Wallets wallets,
        Credits credits,
        UsageCharges charges,
        UsageCorrections corrections,
        InstantSource clock,
        boolean mayMove) {
    private static final int SHOWN = 50;

    public static WalletServices of(Workspace workspace, ConnectionInfo connection) {
        var database = workspace.database();
        return new WalletServices(
                new Wallets(database, workspace.clock()),
                new Credits(database, workspace.clock()),
                new UsageCharges(database, workspace.clock()),
                workspace.usageCorrections(),
                workspace.clock(),
                connection.roles().contains(GroupRole.FINANCE.role())
                        || connection.roles().contains(GroupRole.ADMIN.role()));
    }

    /** Reads a customer's wallet as it is now. */
    public WalletFacts read(String customer, String currency, ZoneId zone) {
        return new WalletFacts(
                customer,
                currency,
                zone,
                wallets.balances(customer),
                credits.of(customer),
                wallets.entries(customer, SHOWN),
                charges.list(customer, null, SHOWN, 0),
                clock.instant());
    }

    WalletFacts again(WalletFacts facts) {
        return read(facts.customer(), facts.ownCurrency(), facts.zone());
    }

    /** What of a charge would be usable again when it is given back: credits that have ended stay ended. */
    BigDecimal usableAgain(long charge) {
        return credits.usableAgain(charge);
    }
}
