package org.countinghouse.desktop.plans;

import java.util.List;

/** Prices in rows, ready to be read. */
public record PriceTable(List<Heading> headings, List<List<String>> rows) {
    public PriceTable {
        headings = List.copyOf(headings);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** @param number right-aligned with tabular digits */
    public record Heading(String text, boolean number) {
        static Heading words(String text) {
            return new Heading(text, false);
        }

        static Heading number(String text) {
            return new Heading(text, true);
        }
    }
}
