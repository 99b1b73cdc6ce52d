package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.countinghouse.billing.SubscriptionHistory.Stretch;

/** Which meters the other subscriptions of a customer price at a moment: their usage is those subscriptions' matter. */
final class OtherSubscriptions {
    static final OtherSubscriptions NONE = new OtherSubscriptions(Map.of());

    private final Map<Long, List<Known>> ofCustomer;

    /** A subscription and its history, worked out once. */
    private record Known(DueSubscription due, SubscriptionHistory history) {}

    private OtherSubscriptions(Map<Long, List<Known>> ofCustomer) {
        this.ofCustomer = ofCustomer;
    }

    /** All of a customer. */
    static OtherSubscriptions of(Connection connection, long customer) throws SQLException {
        return of(connection, List.of(customer), Set.of());
    }

    /**
     * Those of customers.
     *
     * @param asking ids of the subscriptions that ask: a customer with one of them alone has no other
     */
    static OtherSubscriptions of(Connection connection, Collection<Long> customers, Set<Long> asking)
            throws SQLException {
        var ids = new HashMap<Long, List<Long>>();
        try (var statement = connection.prepareStatement(
                "select customer_id, id from subscription where customer_id = any (?) order by id")) {
            statement.setArray(1, connection.createArrayOf("bigint", customers.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>()).add(rows.getLong(2));
                }
            }
        }
        List<Long> wanted = ids.values().stream()
                .filter(each -> each.size() > 1 || !asking.containsAll(each))
                .flatMap(List::stream)
                .toList();
        if (wanted.isEmpty()) {
            return NONE;
        }
        var known = new HashMap<Long, List<Known>>();
        for (DueSubscription due : DueSubscriptions.anew(connection, wanted, new PlanDocuments())) {
            known.computeIfAbsent(due.customerId(), _ -> new ArrayList<>()).add(new Known(due, due.history()));
        }
        return new OtherSubscriptions(known);
    }

    /** All of the same customer but this one; of one that is not stored, but the same again. */
    List<DueSubscription> besides(DueSubscription due) {
        return others(due).stream()
                .map(Known::due)
                .filter(each -> due.id() != 0 || !again(each, due))
                .toList();
    }

    private static boolean again(DueSubscription known, DueSubscription wanted) {
        return known.planVersionId() == wanted.planVersionId()
                && known.startsOn().equals(wanted.startsOn());
    }

    private List<Known> others(DueSubscription due) {
        return ofCustomer.getOrDefault(due.customerId(), List.of()).stream()
                .filter(each -> each.due().id() != due.id())
                .toList();
    }

    /** Codes of the meters that another one prices then. */
    Set<String> meters(DueSubscription due, Instant time) {
        var meters = new HashSet<String>();
        for (Known other : others(due)) {
            LocalDate day = LocalDate.ofInstant(time, other.due().timeZone());
            LocalDate end = other.history().end();
            if (!day.isBefore(other.due().startsOn()) && (end == null || day.isBefore(end))) {
                Stretch stretch = other.history().on(day);
                meters.addAll(PlanNeeds.of(other.due().plan(stretch.version())).meters());
                stretch.addOns()
                        .forEach(addOn -> meters.addAll(
                                PlanNeeds.of(other.due().plan(addOn)).meters()));
            }
        }
        return meters;
    }

    /** Moments inside a span of time at which {@link #meters} may become others, and its beginning. */
    NavigableSet<Instant> bounds(DueSubscription due, Instant from, Instant to) {
        var bounds = new TreeSet<Instant>();
        bounds.add(from);
        for (Known other : others(due)) {
            for (Stretch stretch : other.history().stretches()) {
                add(bounds, other, stretch.from(), from, to);
                LocalDate end = stretch.to();
                if (end != null) {
                    add(bounds, other, end, from, to);
                }
            }
        }
        return bounds;
    }

    private static void add(NavigableSet<Instant> bounds, Known other, LocalDate day, Instant from, Instant to) {
        Instant at = day.atStartOfDay(other.due().timeZone()).toInstant();
        if (at.isAfter(from) && at.isBefore(to)) {
            bounds.add(at);
        }
    }
}
