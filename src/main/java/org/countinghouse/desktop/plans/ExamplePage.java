package org.countinghouse.desktop.plans;

import java.util.List;
import org.countinghouse.catalog.ExamplePlan;

/**
 * An example plan, ready to be read.
 *
 * @param prices as of a version that is nowhere stored
 * @param month its month of usage, line by line
 * @param totals what the month comes to
 */
record ExamplePage(ExamplePlan example, VersionPage prices, PriceTable month, List<Fact> totals) {
    ExamplePage {
        totals = List.copyOf(totals);
    }
}
