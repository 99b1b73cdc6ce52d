package org.countinghouse.workspace.sample;

import java.util.List;

/** Invented company names: the subscriber file has none. */
final class CompanyNames {
    private static final List<String> FIRST = List.of(
            "Alder",
            "Amber",
            "Beacon",
            "Birch",
            "Blue Heron",
            "Bright",
            "Cedar",
            "Cinder",
            "Clear",
            "Cobalt",
            "Copper",
            "Coral",
            "Crescent",
            "Delta",
            "Drift",
            "Elm",
            "Ember",
            "Fern",
            "Flint",
            "Garnet",
            "Granite",
            "Harbor",
            "Hazel",
            "Indigo",
            "Iron",
            "Juniper",
            "Keystone",
            "Lark",
            "Linden",
            "Maple");
    private static final List<String> SECOND = List.of(
            "Analytics",
            "Robotics",
            "Logistics",
            "Health",
            "Legal",
            "Insurance",
            "Foods",
            "Energy",
            "Media",
            "Travel",
            "Retail",
            "Biotech",
            "Games",
            "Learning",
            "Mobility",
            "Networks",
            "Optics",
            "Payments",
            "Research",
            "Security",
            "Software",
            "Studios",
            "Systems",
            "Textiles",
            "Translations",
            "Utilities",
            "Ventures",
            "Wholesale",
            "Works",
            "Agritech",
            "Aviation",
            "Capital",
            "Design",
            "Finance",
            "Freight");

    private CompanyNames() {}

    /** The name of a row; the 120 rows of the sample all get different names. */
    static String of(int row) {
        int second = Math.floorMod(row / FIRST.size() + row * 11, SECOND.size());
        return FIRST.get(Math.floorMod(row, FIRST.size())) + " " + SECOND.get(second);
    }
}
