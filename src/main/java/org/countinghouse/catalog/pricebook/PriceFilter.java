package org.countinghouse.catalog.pricebook;

import org.jspecify.annotations.Nullable;

/**
 * Which entries of a price list are wanted; null: all.
 *
 * @param provider who sells: provider of the models, Oracle's service category, energy supplier
 * @param item what is sold: model, part number, tariff
 */
public record PriceFilter(
        @Nullable String provider, @Nullable String item) {
    public static final PriceFilter ALL = new PriceFilter(null, null);

    boolean wants(String sellerOfEntry, String itemOfEntry) {
        return wantsProvider(sellerOfEntry) && (item == null || item.equalsIgnoreCase(itemOfEntry));
    }

    boolean wantsProvider(String sellerOfEntry) {
        return provider == null || provider.equalsIgnoreCase(sellerOfEntry);
    }

    /** As a part of a sentence. */
    String text() {
        return (provider == null ? "" : " of \"" + provider + '"') + (item == null ? "" : " named \"" + item + '"');
    }
}
