package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;

/**
 * Who would be billed what next, before and after a change of who pays or of whether it is one invoice: two dry runs of
 * what these customers pay, the second with the change, which is taken back.
 */
public final class PayerEffects {
    /** Subscriptions that are asked when they are billed next. */
    private static final int MOST = 1_000;

    private final Database database;
    private final Clock clock;

    public PayerEffects(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The next invoices of one who pays.
     *
     * @param invoicesBefore how many there would be without the change
     */
    public record Bills(String customerName, int invoicesBefore, int invoices, List<Amount> amounts) {
        public Bills {
            amounts = List.copyOf(amounts);
        }
    }

    /** Their totals together in one currency, with tax: without the change, and with it. */
    public record Amount(String currency, BigDecimal before, BigDecimal total) {}

    /** Open drafts that stay as they are: of one who pays, in one currency, with tax. */
    public record Staying(String customerName, String currency, int drafts, BigDecimal total) {}

    /**
     * What a change does.
     *
     * @param upTo what is due by then is in it: the moment at which the customer is billed next
     * @param failures what cannot be billed
     */
    public record Effect(
            Instant upTo, List<Bills> bills, List<Staying> staying, List<BillingRunReport.Failed> failures) {
        public Effect {
            bills = List.copyOf(bills);
            staying = List.copyOf(staying);
            failures = List.copyOf(failures);
        }
    }

    /**
     * Of a change that is made on the database it is given. Changes nothing.
     *
     * @param customers external ids of all who pay before or after it; the first is the one it is about
     * @throws Failure {@code customer.unknown}, or as the change itself
     */
    public Effect of(List<String> customers, Consumer<Database> change, Progress progress) {
        return database.rehearse(inside -> {
            Map<Long, String> parties = new LinkedHashMap<>();
            for (String customer : new LinkedHashSet<>(customers)) {
                Payer payer = inside.read(connection -> Payer.find(connection, customer));
                parties.put(payer.id(), customer);
            }
            long about = parties.keySet().iterator().next();
            Instant upTo = inside.read(connection -> next(connection, about, clock.instant()));
            Map<Long, BillingRunReport> before = run(inside, parties.keySet(), upTo, progress);
            List<Staying> staying = inside.read(connection -> staying(connection, about));
            change.accept(inside);
            Map<Long, BillingRunReport> after = run(inside, parties.keySet(), upTo, progress);
            return new Effect(
                    upTo,
                    bills(inside, before, after),
                    staying,
                    after.values().stream()
                            .flatMap(report -> report.failures().stream())
                            .toList());
        });
    }

    private Map<Long, BillingRunReport> run(Database inside, Set<Long> payers, Instant upTo, Progress progress) {
        var reports = new LinkedHashMap<Long, BillingRunReport>();
        var runs = new BillingRuns(inside, new SubscriptionRating(inside, clock), clock);
        for (long payer : payers) {
            reports.put(payer, runs.run(RunScope.upTo(upTo).withoutGrace().ofPayer(payer), true, progress));
        }
        return reports;
    }

    /** Of all who would be billed at all. */
    private static List<Bills> bills(
            Database inside, Map<Long, BillingRunReport> before, Map<Long, BillingRunReport> after) {
        return inside.read(connection -> {
            var bills = new ArrayList<Bills>();
            for (var each : before.entrySet()) {
                BillingRunReport then = each.getValue();
                BillingRunReport now = Objects.requireNonNull(after.get(each.getKey()));
                if (then.drafted() + now.drafted() > 0) {
                    bills.add(new Bills(
                            name(connection, each.getKey()), then.drafted(), now.drafted(), amounts(then, now)));
                }
            }
            return bills;
        });
    }

    private static List<Amount> amounts(BillingRunReport before, BillingRunReport after) {
        var currencies = new TreeSet<>(before.totals().keySet());
        currencies.addAll(after.totals().keySet());
        return currencies.stream()
                .map(currency -> new Amount(
                        currency,
                        before.totals().getOrDefault(currency, BigDecimal.ZERO),
                        after.totals().getOrDefault(currency, BigDecimal.ZERO)))
                .toList();
    }

    private static String name(Connection connection, long customer) throws SQLException {
        try (var statement = connection.prepareStatement("select name from customer where id = ?")) {
            statement.setLong(1, customer);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** When the first period ends that goes on for a customer, or for one that it pays for; now where none does. */
    private static Instant next(Connection connection, long customer, Instant now) throws SQLException {
        List<DueSubscription> running =
                DueSubscriptions.anew(connection, running(connection, customer), new PlanDocuments());
        return running.stream()
                .flatMap(due -> due.history().at(now).stream())
                .map(DuePeriod::dueAt)
                .min(Comparator.naturalOrder())
                .orElse(now);
    }

    private static List<Long> running(Connection connection, long customer) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select s.id from subscription s join customer u on u.id = s.customer_id
                where (u.id = ? or u.payer_id = ?) and s.due_at <> 'infinity' and u.status <> 'closed'
                order by s.id limit %d""".formatted(MOST))) {
            statement.setLong(1, customer);
            statement.setLong(2, customer);
            var ids = new ArrayList<Long>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
            return ids;
        }
    }

    /** Drafts that bill a customer's usage, or what it pays, and are not addressed anew. */
    private static List<Staying> staying(Connection connection, long customer) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select c.name, i.currency, count(*), sum(i.total) from invoice i join customer c on c.id = i.customer_id
                where i.number is null and i.status in ('draft', 'in_review', 'approved')
                    and (i.customer_id = ? or i.used_by = ?)
                group by c.name, i.currency order by c.name, i.currency""")) {
            statement.setLong(1, customer);
            statement.setLong(2, customer);
            var found = new ArrayList<Staying>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new Staying(row.getString(1), row.getString(2), row.getInt(3), row.getBigDecimal(4)));
                }
            }
            return found;
        }
    }
}
