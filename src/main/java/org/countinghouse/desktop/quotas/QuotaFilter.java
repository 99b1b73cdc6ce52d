package org.countinghouse.desktop.quotas;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.Filter.Condition;
import org.countinghouse.storage.list.Filter.Operator;
import org.jspecify.annotations.Nullable;

/** The questions asked most, as the list's own filter, and places of this screen. */
public final class QuotaFilter {
    public static final String SCREEN = "quotas";

    /** External id of a customer whose limits a location asks for. */
    public static final String CUSTOMER = "customer";

    private static final Set<String> OF_CHOICE = Set.of("percent", "source", "granted");

    private QuotaFilter() {}

    /** One at a time. */
    enum Choice {
        ALL,
        NEAR,
        USED_UP,
        OWN,
        GRANTED;

        private List<Condition> conditions() {
            return switch (this) {
                case ALL -> List.of();
                case NEAR -> List.of(new Condition("percent", Operator.AT_LEAST, "80"));
                case USED_UP -> List.of(new Condition("percent", Operator.AT_LEAST, "100"));
                case OWN -> List.of(new Condition("source", Operator.EQUALS, "override"));
                case GRANTED -> List.of(new Condition("granted", Operator.NOT_EQUALS, "0"));
            };
        }
    }

    /** Another choice, everything else as it is. */
    static Filter with(Filter filter, Choice choice) {
        var all = new ArrayList<>(choice.conditions());
        filter.conditions().stream()
                .filter(condition -> !OF_CHOICE.contains(condition.column()))
                .forEach(all::add);
        return new Filter(filter.search(), all);
    }

    /** The choice that the filter shows; null when it is another question. */
    static @Nullable Choice choice(Filter filter) {
        var conditions = filter.conditions().stream()
                .filter(condition -> OF_CHOICE.contains(condition.column()))
                .toList();
        for (Choice choice : Choice.values()) {
            if (choice.conditions().equals(conditions)) {
                return choice;
            }
        }
        return null;
    }

    /** The limits of one customer, as a place to go to. */
    public static Location location(String customer) {
        return Location.of(SCREEN, CUSTOMER, customer);
    }

    /** The filter that a place names; null when it leaves the list as it is. */
    static @Nullable Filter of(Location location) {
        String customer = location.arguments().get(CUSTOMER);
        return customer == null ? null : Filter.ALL.and("external_id", Operator.EQUALS, customer);
    }
}
