package org.countinghouse.desktop.wallet;

import java.math.BigDecimal;
import org.countinghouse.billing.BillingMethod;
import org.countinghouse.billing.UsageCharge;

/**
 * What giving a charge back would change.
 *
 * @param before the balance, or the usable credits, it goes back to
 * @param after the same then
 * @param lost of the amount: goes back to credits that have ended meanwhile
 */
record Refund(UsageCharge charge, BigDecimal before, BigDecimal after, BigDecimal lost) {
    /** Something was taken at once, and not given back yet. */
    static boolean possible(UsageCharge charge) {
        return charge.status() == UsageCharge.Status.COMPLETED
                && (charge.method() == BillingMethod.WALLET || charge.method() == BillingMethod.CREDITS);
    }

    /** @param usable of what credits paid: could be used again */
    static Refund of(WalletFacts facts, UsageCharge charge, BigDecimal usable) {
        // A price below zero was put into the wallet and stays there.
        BigDecimal back = charge.amount().max(BigDecimal.ZERO);
        if (charge.method() == BillingMethod.CREDITS) {
            BigDecimal before = facts.creditsLeft(charge.currency());
            return new Refund(charge, before, before.add(usable), back.subtract(usable));
        }
        BigDecimal before = facts.balance(charge.currency());
        return new Refund(charge, before, before.add(back), BigDecimal.ZERO);
    }
}
