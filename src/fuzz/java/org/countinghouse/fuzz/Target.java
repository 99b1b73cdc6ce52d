package org.countinghouse.fuzz;

/** What is fuzzed, with what it begins and how long an input may get. */
enum Target {
    REQUEST("cli.RequestFuzz", 8_000),
    REQUEST_TREE("rating.RequestTreeFuzz", 72),
    PLAN("rating.review.PlanFuzz", 8_000),
    METERS("catalog.MeterFuzz", 4_000),
    FORMULA("rating.FormulaFuzz", 2_500),
    USAGE("metering.UsageFuzz", 4_000),
    PRICE_LIST("catalog.pricebook.PriceListFuzz", 8_000);

    private final String type;
    private final int longest;

    Target(String type, int longest) {
        this.type = type;
        this.longest = longest;
    }

    String className() {
        return "org.countinghouse." + type;
    }

    Seeds seeds() {
        return switch (this) {
            case REQUEST -> Seeds::requests;
            case REQUEST_TREE -> Seeds::choices;
            case PLAN -> Seeds::plans;
            case METERS -> Seeds::meters;
            case FORMULA -> Seeds::formulas;
            case USAGE -> Seeds::usage;
            case PRICE_LIST -> Seeds::priceLists;
        };
    }

    /** Bytes. */
    int longest() {
        return longest;
    }
}
