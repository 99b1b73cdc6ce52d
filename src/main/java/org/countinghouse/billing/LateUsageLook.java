package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countinghouse.catalog.Meter;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Late usage that is known and not billed. Each period is rated as an invoice of its late usage alone, by the code that
 * bills it; nothing is noted or stored.
 */
public final class LateUsageLook {
    private static final int BATCH = 100;

    private final Database database;
    private final SubscriptionRating rating;
    private final Clock clock;

    public LateUsageLook(Database database, Clock clock) {
        this.database = database;
        this.rating = new SubscriptionRating(database, clock);
        this.clock = clock;
    }

    /** A closed period, and the invoice that it would have. */
    private record Task(LateUsageBooks.Closed closed, RatingTask rating) {}

    /** What is known of a closed period's invoice. */
    private record Billed(String number, BillingPeriod period, String customerName) {}

    /**
     * What waits, by subscription and period. A period whose difference comes to nothing is left out.
     *
     * @param customer external id of who used it; null: of everybody
     * @throws Failure {@code customer.unknown}
     */
    public List<WaitingUsage> waiting(@Nullable String customer) {
        Long id = customer == null ? null : Long.valueOf(id(customer));
        Set<Long> unnoticed = database.read(connection -> LateUsageBooks.unnoticed(connection, id));
        List<Long> subscriptions = database.read(connection -> subscriptions(connection, id, unnoticed));
        if (subscriptions.isEmpty()) {
            return List.of();
        }
        var catalogue = rating.catalogue();
        var documents = new PlanDocuments();
        var found = new ArrayList<WaitingUsage>();
        for (int from = 0; from < subscriptions.size(); from += BATCH) {
            List<Long> batch = subscriptions.subList(from, Math.min(from + BATCH, subscriptions.size()));
            List<Task> tasks = database.read(connection -> tasks(connection, batch, unnoticed, documents));
            found.addAll(rated(tasks, catalogue));
        }
        return found;
    }

    private long id(String customer) {
        return database.read(connection -> Payer.find(connection, customer).id());
    }

    private static List<Long> subscriptions(Connection connection, @Nullable Long customer, Set<Long> unnoticed)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                select s.id from subscription s where (?::bigint is null or s.customer_id = ?)
                    and s.id in (select subscription_id from late_usage where pending
                        union select subscription_id from invoice where id = any (?)) order by s.id""")) {
            statement.setObject(1, customer);
            statement.setObject(2, customer);
            statement.setArray(3, connection.createArrayOf("bigint", unnoticed.toArray()));
            var ids = new ArrayList<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            return ids;
        }
    }

    private List<Task> tasks(
            Connection connection, List<Long> subscriptions, Set<Long> unnoticed, PlanDocuments documents)
            throws SQLException {
        Map<Long, List<LateUsageBooks.Closed>> closed =
                LateUsageBooks.pending(connection, subscriptions.toArray(Long[]::new), unnoticed);
        var tasks = new ArrayList<Task>();
        for (DueSubscription due : DueSubscriptions.anew(connection, List.copyOf(closed.keySet()), documents)) {
            Instant today = LocalDate.ofInstant(clock.instant(), due.timeZone())
                    .atStartOfDay(due.timeZone())
                    .toInstant();
            for (LateUsageBooks.Closed each : closed.getOrDefault(due.id(), List.of())) {
                tasks.add(new Task(each, RatingTask.late(due, due.history(), today, List.of(each))));
            }
        }
        return tasks;
    }

    private List<WaitingUsage> rated(List<Task> tasks, Map<String, Meter> catalogue) {
        Map<Long, Billed> invoices = database.read(connection -> billed(connection, tasks));
        List<SubscriptionRating.Outcome> outcomes =
                rating.rate(tasks.stream().map(Task::rating).toList(), catalogue);
        var found = new ArrayList<WaitingUsage>();
        for (int index = 0; index < tasks.size(); index++) {
            Task task = tasks.get(index);
            Billed invoice = invoices.get(task.closed().invoiceId());
            if (invoice == null) {
                continue;
            }
            switch (outcomes.get(index)) {
                case SubscriptionRating.Outcome.Rated done -> {
                    if (!done.rated().nothingLate()) {
                        found.add(waiting(task, invoice, done.rated().result()));
                    }
                }
                case SubscriptionRating.Outcome.Failed failed -> found.add(refused(task, invoice, failed.failure()));
            }
        }
        return found;
    }

    private WaitingUsage waiting(Task task, Billed invoice, RatingResult result) {
        List<WaitingUsage.Line> lines = result.lines().stream()
                .map(line -> new WaitingUsage.Line(
                        line.charge(), line.meter(), line.name(), line.quantity(), line.unit(), line.amount()))
                .toList();
        return waiting(task, invoice, result.currency().getCode(), lines, result, null);
    }

    private WaitingUsage refused(Task task, Billed invoice, Failure failure) {
        return waiting(task, invoice, task.rating().currency(), List.of(), null, failure);
    }

    private WaitingUsage waiting(
            Task task,
            Billed invoice,
            String currency,
            List<WaitingUsage.Line> lines,
            @Nullable RatingResult result,
            @Nullable Failure refused) {
        DueSubscription due = task.rating().due();
        LocalDate today = LocalDate.ofInstant(clock.instant(), due.timeZone());
        BigDecimal nothing = BigDecimal.ZERO.setScale(Amounts.scale(currency));
        return new WaitingUsage(
                due.id(),
                due.customerId(),
                due.customer(),
                invoice.customerName(),
                due.plan(due.history().on(today).version()).code(),
                task.closed().invoiceId(),
                invoice.number(),
                invoice.period(),
                currency,
                lines,
                result == null ? nothing : result.net(),
                result == null ? nothing : result.tax(),
                result == null ? nothing : result.total(),
                result == null ? nothing : result.prepaid(),
                refused);
    }

    private static Map<Long, Billed> billed(Connection connection, List<Task> tasks) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select i.id, coalesce(c.number, i.number), i.period_from, i.period_to, u.name
                from invoice i join customer u on u.id = i.used_by left join invoice c on c.id = i.collected_by
                where i.id = any (?)""")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint",
                            tasks.stream()
                                    .map(task -> task.closed().invoiceId())
                                    .toArray()));
            var found = new HashMap<Long, Billed>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var period =
                            new BillingPeriod(rows.getObject(3, LocalDate.class), rows.getObject(4, LocalDate.class));
                    found.put(rows.getLong(1), new Billed(rows.getString(2), period, rows.getString(5)));
                }
            }
            return found;
        }
    }
}
