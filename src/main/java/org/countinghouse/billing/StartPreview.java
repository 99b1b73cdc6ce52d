package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.countinghouse.billing.tax.TaxProfile;
import org.countinghouse.customers.Customers;
import org.countinghouse.customers.StartVersion;
import org.countinghouse.customers.Subscription;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/** What the first invoice of a subscription would come to, worked out by the code that will bill it; stores nothing. */
public final class StartPreview {
    /** No subscription has it. */
    private static final long NOT_STORED = 0;

    private final Database database;
    private final SubscriptionRating rating;
    private final Clock clock;

    public StartPreview(Database database, Clock clock) {
        this.database = database;
        this.rating = new SubscriptionRating(database, clock);
        this.clock = clock;
    }

    /**
     * The first invoice, with the usage that is there already; of fees in advance it is one of fees alone.
     *
     * @param period the days that it pays
     * @param ahead whether it is of fees in advance alone
     * @param dueAt when it can be billed
     * @param lines before tax
     * @param shared meters that other subscriptions of the customer price too
     */
    public record FirstInvoice(
            BillingPeriod period,
            boolean ahead,
            Instant dueAt,
            ZoneId zone,
            String currency,
            List<ChangePreview.Line> lines,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal total,
            List<SharedMeters.Shared> shared) {
        public FirstInvoice {
            lines = List.copyOf(lines);
            shared = List.copyOf(shared);
        }
    }

    /**
     * Of a subscription that is not stored.
     *
     * @throws Failure {@code subscription.customer} or {@code subscription.plan} when one of them does not exist,
     *     {@code subscription.*} and any failure of rating when no invoice could be made of it
     */
    public FirstInvoice of(Subscription wanted) {
        Customers.check(wanted);
        DueSubscription due = database.read(connection -> due(connection, wanted));
        Instant begins = due.startsOn().atStartOfDay(due.timeZone()).toInstant();
        DuePeriod period = due.history()
                .at(begins)
                .orElseThrow(() -> new Failure(
                        "subscription.end",
                        "The subscription of \"" + wanted.customer() + "\" would end before it begins.",
                        "Let it end later. Nothing was stored."));
        Optional<AdvanceFees.Opening> opening = AdvanceFees.opening(due, due.history(), Set.of())
                .filter(each -> each.dueAt().isBefore(period.dueAt())
                        && clock.instant().isBefore(each.period().dueAt()));
        RatingTask task = opening.map(each -> RatingTask.of(due, due.history(), each))
                .orElseGet(() -> RatingTask.of(due, period));
        var result = rating.rate(task, rating.catalogue()).result();
        return new FirstInvoice(
                opening.map(each -> each.days(due.timeZone())).orElseGet(period::days),
                opening.isPresent(),
                task.period().dueAt(),
                due.timeZone(),
                result.currency().getCode(),
                result.lines().stream()
                        .map(line -> new ChangePreview.Line(line.name(), line.quantity(), line.amount()))
                        .toList(),
                result.net(),
                result.tax(),
                result.total(),
                database.read(connection -> SharedMeters.of(connection, null, due)));
    }

    static DueSubscription due(Connection connection, Subscription wanted) throws SQLException {
        StartVersion version = StartVersion.of(connection, wanted);
        try (var statement = connection.prepareStatement(
                "select u.id, c.id, e.id, e.billing_grace_hours, c.billing_currency, " + TaxProfile.SQL
                        + " from customer u join customer c on c.id = coalesce(u.payer_id, u.id)"
                        + " join billing_entity e on e.id = c.billing_entity_id where u.external_id = ?")) {
            statement.setString(1, wanted.customer());
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "subscription.customer",
                            "There is no customer \"" + wanted.customer() + "\".",
                            "Add the customer first, or correct the id.");
                }
                return new DueSubscription(
                        NOT_STORED,
                        row.getLong(1),
                        wanted.customer(),
                        row.getLong(2),
                        version.id(),
                        row.getLong(3),
                        version.currency(),
                        Objects.requireNonNullElse(row.getString(5), version.currency()),
                        wanted.startsOn(),
                        wanted.endsOn(),
                        zone(wanted),
                        wanted.quantities(),
                        0,
                        null,
                        row.getInt(4),
                        false,
                        TaxProfile.read(row.getString(6)),
                        List.of(),
                        new PlanDocuments().of(connection, List.of(version.id())),
                        List.of(),
                        List.of());
            }
        }
    }

    private static ZoneId zone(Subscription wanted) {
        try {
            return ZoneId.of(wanted.timeZone());
        } catch (java.time.DateTimeException unknown) {
            throw new Failure(
                    "customer.time-zone",
                    "\"" + wanted.timeZone() + "\" is not a time zone.",
                    "Use a name such as Europe/Berlin or UTC. Nothing was stored.",
                    unknown);
        }
    }
}
