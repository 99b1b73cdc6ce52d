package org.countinghouse.desktop.wallet;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.countinghouse.billing.Credits;
import org.countinghouse.billing.UsageCharge;
import org.countinghouse.billing.Wallets;

/**
 * What a customer has paid ahead and was granted, and what was taken of it.
 *
 * @param customer the customer's external id
 * @param ownCurrency ISO 4217
 * @param zone the customer's, whose days credits end with
 * @param entries of the wallet, the newest first; only the last ones
 * @param charges of usage, the newest first; only the last ones
 * @param asOf when it was read
 */
public record WalletFacts(
        String customer,
        String ownCurrency,
        ZoneId zone,
        List<Wallets.Balance> balances,
        List<Credits.Grant> grants,
        List<Wallets.Entry> entries,
        List<UsageCharge> charges,
        Instant asOf) {
    public WalletFacts {
        balances = List.copyOf(balances);
        grants = List.copyOf(grants);
        entries = List.copyOf(entries);
        charges = List.copyOf(charges);
    }

    /** Nothing was ever paid ahead, granted or charged. */
    boolean none() {
        return balances.isEmpty() && grants.isEmpty() && charges.isEmpty();
    }

    /** The customer's own first, then others that money or credits are in. */
    List<String> currencies() {
        return Stream.of(
                        Stream.of(ownCurrency),
                        balances.stream().map(Wallets.Balance::currency),
                        grants.stream().map(Credits.Grant::currency))
                .flatMap(codes -> codes)
                .distinct()
                .toList();
    }

    /** Prepaid money in a currency. */
    BigDecimal balance(String currency) {
        return balances.stream()
                .filter(balance -> balance.currency().equals(currency))
                .map(Wallets.Balance::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Credits that can be used now. */
    BigDecimal creditsLeft(String currency) {
        return grants.stream()
                .filter(grant -> grant.currency().equals(currency) && holds(grant))
                .map(Credits.Grant::remaining)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Not ended yet. */
    boolean holds(Credits.Grant grant) {
        Instant ends = grant.expiresAt();
        return ends == null || ends.isAfter(asOf);
    }
}
