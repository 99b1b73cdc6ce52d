package org.countinghouse.catalog.pricebook;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Codes made from names, no two the same. */
final class Codes {
    private static final int MOST = 120;

    private final Set<String> used = new HashSet<>();

    /** The code, with a number when it is taken. */
    String unique(String code) {
        String candidate = code;
        for (int number = 2; !used.add(candidate); number++) {
            candidate = code + "-" + number;
        }
        return candidate;
    }

    /** Lower case letters and digits with dashes between, short enough for the name of a file. */
    static String slug(String name) {
        String slug =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return slug.isEmpty() ? "x" : slug.substring(0, Math.min(slug.length(), MOST));
    }
}
