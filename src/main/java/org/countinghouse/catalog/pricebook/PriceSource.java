package org.countinghouse.catalog.pricebook;

import java.util.Locale;

/** The price lists that can be read. */
public enum PriceSource {
    /** The price map of litellm: one JSON object, a model each field. */
    LITELLM("the price map of litellm"),
    /** The data file of genai-prices: a JSON list of providers with their models. */
    GENAI("the data file of genai-prices"),
    /** Oracle's public price list: a JSON object with the part numbers under {@code items}. */
    ORACLE("Oracle's price list"),
    /** Open energy tariffs: one JSON object a tariff, one after the other. */
    ENERGY("open energy tariffs");

    private final String description;

    PriceSource(String description) {
        this.description = description;
    }

    /** What it is called in a sentence. */
    public String description() {
        return description;
    }

    /** What it is called on the command line, in reports and in plan codes. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
