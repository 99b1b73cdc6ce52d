package org.countinghouse.billing;

import java.util.Locale;
import java.util.Map;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** What recorded usage is taken from. */
public enum BillingMethod {
    /** The customer's prepaid money, at once. */
    WALLET,
    /** Granted credits, at once: those of the lowest priority first, then those that expire first. */
    CREDITS,
    /** Nothing now: included, or a part of the next invoice. */
    SUBSCRIPTION,
    /** A payment of its own, which is pending until it is collected. */
    CHARGE;

    /** Names under which other systems know them. */
    private static final Map<String, BillingMethod> NAMES = Map.ofEntries(
            Map.entry("wallet", WALLET),
            Map.entry("wallet_deduction", WALLET),
            Map.entry("credits", CREDITS),
            Map.entry("credit", CREDITS),
            Map.entry("credit_consumption", CREDITS),
            Map.entry("subscription", SUBSCRIPTION),
            Map.entry("subscription_included", SUBSCRIPTION),
            Map.entry("included", SUBSCRIPTION),
            Map.entry("charge", CHARGE),
            Map.entry("payment", CHARGE),
            Map.entry("payment_charge", CHARGE));

    /** As the API and the database write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a method.
     *
     * @return null for {@code auto}: the one that is suggested
     * @throws Failure {@code billing.method} for anything else
     */
    public static @Nullable BillingMethod parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (name.equals("auto")) {
            return null;
        }
        BillingMethod method = NAMES.get(name);
        if (method == null) {
            throw new Failure(
                    "billing.method",
                    "There is no billing method \"" + text + "\".",
                    "Methods are wallet, credits, subscription, charge, and auto for the one that suits.");
        }
        return method;
    }
}
