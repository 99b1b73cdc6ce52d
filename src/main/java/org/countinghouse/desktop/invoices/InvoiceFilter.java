package org.countinghouse.desktop.invoices;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countinghouse.billing.InvoiceFilters;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.Filter.Condition;
import org.jspecify.annotations.Nullable;

/** The quick filters above the list and the places of this screen, both as the list's own filter. */
public final class InvoiceFilter {
    public static final String SCREEN = "invoices";
    public static final String INVOICE = "invoice";
    public static final String BILL = "bill";

    private static final String CONDITION = "filter.";
    private static final Set<String> OF_CHOICE = Set.of("stage", "due_on", "status", "stale");

    private InvoiceFilter() {}

    /** The questions asked most, one at a time. */
    public enum Choice {
        ALL,
        REVIEW,
        STALE,
        RECEIVABLE,
        OVERDUE,
        PAID;

        /** The filter of the choice alone. */
        Filter filter(LocalDate today) {
            return switch (this) {
                case ALL -> Filter.ALL;
                case REVIEW -> InvoiceFilters.stage(InvoiceFilters.Stage.REVIEW);
                case STALE -> InvoiceFilters.stale();
                case RECEIVABLE -> InvoiceFilters.stage(InvoiceFilters.Stage.RECEIVABLE);
                case OVERDUE -> InvoiceFilters.overdue(today);
                case PAID -> InvoiceFilters.stage(InvoiceFilters.Stage.PAID);
            };
        }
    }

    /** Another choice, everything else as it is. */
    static Filter with(Filter filter, Choice choice, LocalDate today) {
        return replaced(filter, OF_CHOICE, choice.filter(today).conditions());
    }

    /** Another month, or all of them, everything else as it is. */
    static Filter with(Filter filter, @Nullable YearMonth month) {
        return replaced(
                filter,
                Set.of("period"),
                month == null ? List.of() : InvoiceFilters.of(month).conditions());
    }

    private static Filter replaced(Filter filter, Set<String> columns, List<Condition> conditions) {
        var all = new ArrayList<Condition>(conditions);
        filter.conditions().stream()
                .filter(condition -> !columns.contains(condition.column()))
                .forEach(all::add);
        return new Filter(filter.search(), all);
    }

    /** The choice that the filter shows; null when it is another question. */
    static @Nullable Choice choice(Filter filter, LocalDate today) {
        var conditions = filter.conditions().stream()
                .filter(condition -> OF_CHOICE.contains(condition.column()))
                .toList();
        for (Choice choice : Choice.values()) {
            if (Set.copyOf(choice.filter(today).conditions()).equals(Set.copyOf(conditions))) {
                return choice;
            }
        }
        return null;
    }

    /** The month that the filter shows; null for all or another span. */
    static @Nullable YearMonth month(Filter filter) {
        for (Condition condition : filter.conditions()) {
            if (condition.column().equals("period") && condition.operator() == Filter.Operator.AT_LEAST) {
                YearMonth month = YearMonth.from(LocalDate.parse(condition.value()));
                return filter.conditions().containsAll(InvoiceFilters.of(month).conditions()) ? month : null;
            }
        }
        return null;
    }

    /** The list with this filter, as a place to go to. */
    public static Location location(Filter filter) {
        var arguments = new LinkedHashMap<String, String>();
        int number = 0;
        for (Condition condition : filter.conditions()) {
            arguments.put(
                    CONDITION + number++,
                    condition.column() + " " + condition.operator().name() + " " + condition.value());
        }
        return new Location(SCREEN, arguments);
    }

    /** One invoice, as a place to go to. */
    public static Location location(long invoiceId) {
        return Location.of(SCREEN, INVOICE, Long.toString(invoiceId));
    }

    /** Billing a month, as a place to go to. */
    public static Location billing(YearMonth month) {
        return Location.of(SCREEN, BILL, month.toString());
    }

    /** True for the filter of {@link #location(long)}. */
    static boolean isOneInvoice(Filter filter) {
        return filter.search().isEmpty()
                && filter.conditions().size() == 1
                && filter.conditions().getFirst().column().equals("id");
    }

    /** The filter that a place names. */
    static Filter of(Location location) {
        Filter filter = Filter.ALL;
        if (location.arguments().containsKey(INVOICE)) {
            filter = filter.and(
                    "id", Filter.Operator.EQUALS, location.arguments().get(INVOICE));
        }
        for (Map.Entry<String, String> argument : new java.util.TreeMap<>(location.arguments()).entrySet()) {
            if (argument.getKey().startsWith(CONDITION)) {
                String[] parts = argument.getValue().split(" ", 3);
                filter = filter.and(parts[0], Filter.Operator.valueOf(parts[1]), parts[2]);
            }
        }
        return filter;
    }
}
