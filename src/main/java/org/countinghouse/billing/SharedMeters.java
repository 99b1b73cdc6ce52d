package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.countinghouse.billing.SubscriptionHistory.Stretch;
import org.countinghouse.catalog.Charge;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Meters that two subscriptions of a customer price on the same days: the customer then pays for the same usage twice.
 * Charges whose filters leave them different usage share nothing.
 */
public final class SharedMeters {
    private static final int AT_ONCE = 500;

    private SharedMeters() {}

    /**
     * A meter that another subscription prices too.
     *
     * @param plan code of the plan or add-on of the other one
     * @param from first day on which both do
     */
    public record Shared(String meter, long subscription, String plan, LocalDate from) {}

    /**
     * Those that a change, or a start, would bring.
     *
     * @param now the subscription as it is; null: it is not there
     */
    static List<Shared> of(Connection connection, @Nullable DueSubscription now, DueSubscription then)
            throws SQLException {
        var others = OtherSubscriptions.of(connection, then.customerId()).besides(then);
        if (others.isEmpty()) {
            return List.of();
        }
        List<Shared> known = now == null ? List.of() : found(now, others);
        return found(then, others).stream()
                .filter(each -> known.stream()
                        .noneMatch(other -> other.subscription() == each.subscription()
                                && other.meter().equals(each.meter())))
                .toList();
    }

    /** @throws Failure {@code subscription.meter} when there are some */
    static void refuse(List<Shared> shared) {
        if (!shared.isEmpty()) {
            Shared first = shared.getFirst();
            throw new Failure(
                    "subscription.meter",
                    "From " + first.from() + " on, the meter \"" + first.meter() + "\" is priced by subscription "
                            + first.subscription() + " (" + first.plan()
                            + ") of the same customer too: its usage would be billed twice.",
                    "End that one first, begin later, or say that both are to bill it. Nothing was changed.");
        }
    }

    /** A subscription of a customer, with another one that prices one of its meters too. */
    public record Standing(String customer, long subscription, Shared shared) {}

    /** All of customers with several subscriptions that run on a day or later; each pair once. */
    public static List<Standing> standing(Database database, LocalDate today) {
        return database.read(connection -> standing(connection, today, null));
    }

    /** Those of a run's customers, of subscriptions that run on its first day or later; each pair once. */
    static List<Standing> standing(Connection connection, RunScope scope) throws SQLException {
        BillingPeriod period = scope.period();
        Instant upTo = scope.upTo();
        LocalDate day = period != null
                ? period.from()
                : LocalDate.ofInstant(upTo == null ? Instant.EPOCH : upTo, ZoneOffset.UTC);
        Long one = scope.subscriptionId();
        return standing(connection, day, scope).stream()
                .filter(each -> one == null
                        || each.subscription() == one.longValue()
                        || each.shared().subscription() == one.longValue())
                .toList();
    }

    /** Customers are read some at a time. */
    private static List<Standing> standing(Connection connection, LocalDate day, @Nullable RunScope scope)
            throws SQLException {
        var found = new ArrayList<Standing>();
        var ids = new ArrayList<Long>();
        try (var statement = connection.prepareStatement("""
                select s.id, s.customer_id from subscription_current s where (s.ends_on is null or s.ends_on > ?)
                    and exists (select from subscription o where o.customer_id = s.customer_id and o.id <> s.id)
                    and (?::bigint is null or s.customer_id = ?)
                    and (?::bigint is null or s.customer_id = (select customer_id from subscription where id = ?))
                    and (?::bigint is null or exists (select from subscription_current p
                        join plan_version v on v.id = p.plan_version_id
                        where p.customer_id = s.customer_id and v.plan_id = ?))
                order by s.customer_id, s.id""")) {
            statement.setObject(1, day);
            for (int place = 0; place < 2; place++) {
                statement.setObject(2 + place, scope == null ? null : scope.customerId(), Types.BIGINT);
                statement.setObject(4 + place, scope == null ? null : scope.subscriptionId(), Types.BIGINT);
                statement.setObject(6 + place, scope == null ? null : scope.planId(), Types.BIGINT);
            }
            long customer = 0;
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (ids.size() >= AT_ONCE && rows.getLong(2) != customer) {
                        found.addAll(standing(connection, ids));
                        ids.clear();
                    }
                    customer = rows.getLong(2);
                    ids.add(rows.getLong(1));
                }
            }
        }
        found.addAll(standing(connection, ids));
        found.sort(Comparator.comparingLong(Standing::subscription)
                .thenComparingLong(each -> each.shared().subscription()));
        return found;
    }

    private static List<Standing> standing(Connection connection, List<Long> subscriptions) throws SQLException {
        var ofCustomer = new TreeMap<Long, List<DueSubscription>>();
        for (DueSubscription due : DueSubscriptions.anew(connection, subscriptions, new PlanDocuments())) {
            ofCustomer.computeIfAbsent(due.customerId(), _ -> new ArrayList<>()).add(due);
        }
        return ofCustomer.values().stream().flatMap(SharedMeters::standing).toList();
    }

    private static Stream<Standing> standing(List<DueSubscription> ofOne) {
        return ofOne.stream()
                .flatMap(due -> found(
                                due,
                                ofOne.stream()
                                        .filter(other -> other.id() > due.id())
                                        .toList())
                        .stream()
                        .map(shared -> new Standing(due.customer(), due.id(), shared)));
    }

    private static List<Shared> found(DueSubscription due, List<DueSubscription> others) {
        var found = new ArrayList<Shared>();
        for (DueSubscription other : others) {
            var meters = new TreeSet<String>();
            for (Stretch one : due.history().stretches()) {
                for (Stretch second : other.history().stretches()) {
                    LocalDate from = one.from().isAfter(second.from()) ? one.from() : second.from();
                    if (holds(one, from) && holds(second, from)) {
                        shared(due, one, other, second, from).stream()
                                .filter(each -> meters.add(each.meter()))
                                .forEach(found::add);
                    }
                }
            }
        }
        return found;
    }

    private static boolean holds(Stretch stretch, LocalDate day) {
        LocalDate to = stretch.to();
        return to == null || day.isBefore(to);
    }

    private static List<Shared> shared(
            DueSubscription due, Stretch one, DueSubscription other, Stretch second, LocalDate from) {
        var shared = new ArrayList<Shared>();
        for (long version : versions(second).toList()) {
            for (Charge charge : other.plan(version).charges()) {
                boolean both = versions(one)
                        .flatMap(own -> due.plan(own).charges().stream())
                        .anyMatch(own -> own.meter().equals(charge.meter()) && overlap(own.filter(), charge.filter()));
                if (both) {
                    shared.add(new Shared(
                            charge.meter(), other.id(), other.plan(version).code(), from));
                }
            }
        }
        return shared;
    }

    private static Stream<Long> versions(Stretch stretch) {
        return Stream.concat(Stream.of(stretch.version()), stretch.addOns().stream());
    }

    /** Whether some usage passes both filters. */
    private static boolean overlap(Map<String, List<String>> one, Map<String, List<String>> other) {
        return one.entrySet().stream().allMatch(entry -> {
            List<String> values = other.get(entry.getKey());
            return values == null || values.stream().anyMatch(entry.getValue()::contains);
        });
    }
}
