package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.customers.ContractTurn;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.customers.SubscriptionChangeRows;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Changes to subscriptions. Each is a dated fact that is added and can be undone, never edited; the database refuses one
 * that would touch what is billed or locked, also while a run goes on. Every one can be looked at in money first.
 */
public final class SubscriptionChanges {
    private final Database database;
    private final SubscriptionRating rating;
    private final Clock clock;
    private final ChangeUndo undoing;

    public SubscriptionChanges(Database database, Clock clock) {
        this.database = database;
        this.rating = new SubscriptionRating(database, clock);
        this.clock = clock;
        this.undoing = new ChangeUndo(database, clock);
    }

    /** All changes of a subscription, undone ones too, the latest first. */
    public List<SubscriptionChange> of(long subscriptionId) {
        return database.read(connection -> SubscriptionChangeRows.all(connection, subscriptionId));
    }

    /**
     * Prices that a subscription has in place of its plan's, today and on days to come.
     *
     * @throws Failure {@code subscription.missing}
     */
    public List<OwnPrice> ownPrices(long subscriptionId) {
        DueSubscription due = find(subscriptionId);
        return new OwnPrices(due, LocalDate.ofInstant(clock.instant(), due.timeZone()), rating.catalogue()).all();
    }

    private PreparedChange prepare(Connection connection, long subscriptionId, WantedChange wanted)
            throws SQLException {
        Instant moment = clock.instant();
        var documents = new PlanDocuments();
        DueSubscription now = find(connection, subscriptionId, documents);
        boolean ofItem =
                wanted.kind() == SubscriptionChange.Kind.QUANTITY || wanted.kind() == SubscriptionChange.Kind.PRICE;
        Long version = ofItem || wanted.plan() == null ? null : version(connection, now, wanted, moment);
        Map<Long, PlanDocument> plans =
                version == null ? now.plans() : documents.of(connection, List.of(version, now.planVersionId()));
        var rules = new ChangeRules(now, moment, billedTo(connection, subscriptionId));
        SubscriptionChange change = rules.change(wanted, version, version == null ? null : plans.get(version), moment);
        DueSubscription then = rules.with(change, plans);
        AddOnRules.check(now, then);
        if (!wanted.beside()) {
            SharedMeters.refuse(SharedMeters.of(connection, now, then));
        }
        return new PreparedChange(now, change, then);
    }

    /** A subscription as it is. */
    DueSubscription find(long subscriptionId) {
        return database.read(connection -> find(connection, subscriptionId, new PlanDocuments()));
    }

    /** A subscription as it would be with a change, wherever that is dated; nothing is stored. */
    DueSubscription with(long subscriptionId, WantedChange wanted) {
        return database.read(connection -> prepare(connection, subscriptionId, wanted))
                .then();
    }

    /**
     * What a change would do; nothing is stored.
     *
     * @throws Failure {@code subscription.*} when it does not fit
     */
    public ChangePreview preview(long subscriptionId, WantedChange wanted) {
        PreparedChange prepared = database.read(connection -> prepare(connection, subscriptionId, wanted));
        return new ChangeEffects(rating, clock.instant()).of(prepared, nextUnbilled(prepared.now()));
    }

    private Optional<DuePeriod> nextUnbilled(DueSubscription due) {
        Instant billed = database.read(connection -> billedTo(connection, due.id()));
        Instant first = due.startsOn().atStartOfDay(due.timeZone()).toInstant();
        return due.history().at(billed == null ? first : billed);
    }

    /** End of the last period that has an invoice. */
    private static @Nullable Instant billedTo(Connection connection, long subscriptionId) throws SQLException {
        try (var statement = connection.prepareStatement("select max(ends_at) from invoice where subscription_id = ?"
                + " and kind = 'regular' and status <> 'void'")) {
            statement.setLong(1, subscriptionId);
            try (var row = statement.executeQuery()) {
                row.next();
                Timestamp billed = row.getTimestamp(1);
                return billed == null ? null : billed.toInstant();
            }
        }
    }

    /**
     * Makes a change.
     *
     * @return its id
     * @throws Failure {@code subscription.*} when it does not fit, {@code subscription.billed} or {@code period.locked}
     *     when it would touch what is closed
     */
    public long add(long subscriptionId, WantedChange wanted) {
        return add(subscriptionId, wanted, null);
    }

    long add(long subscriptionId, WantedChange wanted, @Nullable UUID migration) {
        return database.write(connection -> {
            Stored stored = store(connection, subscriptionId, wanted, migration);
            AuditLog.append(
                    connection,
                    "subscription." + wanted.kind().code(),
                    "subscription " + subscriptionId,
                    detail(stored.change(), stored.id(), migration));
            Database.notify(connection, "subscription", "changed");
            return stored.id();
        });
    }

    /**
     * Whether a change can be made: it is stored and taken back. Of whoever may not make it only its rules are asked.
     *
     * @throws Failure as {@link #add(long, WantedChange)}
     */
    void check(long subscriptionId, WantedChange wanted) {
        database.<Boolean>trial(connection -> {
            if (mayStore(connection)) {
                store(connection, subscriptionId, wanted, null);
            } else {
                prepare(connection, subscriptionId, wanted);
            }
            return true;
        });
    }

    static boolean mayStore(Connection connection) throws SQLException {
        try (var statement =
                        connection.prepareStatement("select has_table_privilege('subscription_change', 'insert')");
                var row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private record Stored(long id, SubscriptionChange change) {}

    private Stored store(Connection connection, long subscriptionId, WantedChange wanted, @Nullable UUID migration)
            throws SQLException {
        // Changes and starts of one customer take turns, so that each is checked against the other.
        lock(connection, subscriptionId);
        SubscriptionChange change = prepare(connection, subscriptionId, wanted).change();
        return new Stored(insert(connection, change, migration), change);
    }

    static void lock(Connection connection, long subscriptionId) throws SQLException {
        ContractTurn.ofSubscription(connection, subscriptionId);
        try (var statement = connection.prepareStatement("select from subscription where id = ? for no key update")) {
            statement.setLong(1, subscriptionId);
            statement.executeQuery().close();
        }
    }

    private static String detail(SubscriptionChange change, long id, @Nullable UUID migration) {
        var json = BillingJson.object()
                .put("change", id)
                .put("effective_on", change.effectiveOn().toString())
                .put("reason", change.reason());
        if (migration != null) {
            json.put("migration", migration.toString());
        }
        if (change.plan() != null) {
            json.put("plan", change.plan());
        }
        if (change.item() != null) {
            json.put("item", change.item());
        }
        if (change.quantity() != null) {
            json.put("quantity", change.quantity().toPlainString());
        }
        if (change.price() != null) {
            json.put("price", change.price());
        }
        return BillingJson.write(json);
    }

    private static long insert(Connection connection, SubscriptionChange change, @Nullable UUID migration)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into subscription_change (subscription_id, kind, effective_on, plan_version_id, item, quantity,
                    price, credit, migration, reason, at)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?) returning id""")) {
            statement.setLong(1, change.subscriptionId());
            statement.setString(2, change.kind().code());
            statement.setObject(3, change.effectiveOn());
            statement.setObject(4, change.planVersionId());
            statement.setString(5, change.item());
            if (change.quantity() == null) {
                statement.setNull(6, Types.NUMERIC);
            } else {
                statement.setBigDecimal(6, change.quantity());
            }
            statement.setString(7, change.price());
            statement.setBoolean(8, change.credit());
            statement.setObject(9, migration);
            statement.setString(10, change.reason());
            statement.setTimestamp(11, Timestamp.from(change.at()));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * Undoes a change: it then never was, as far as money goes, but stays visible.
     *
     * @param beside another subscription of the customer may price the same meters then
     * @throws Failure {@code change.missing}, {@code subscription.billed}, {@code period.locked},
     *     {@code subscription.add-on}, {@code subscription.meter}
     */
    public void undo(long changeId, String reason, boolean beside) {
        undoing.undo(changeId, reason, beside, null);
    }

    /** The same, where nothing may come to be billed twice. */
    public void undo(long changeId, String reason) {
        undo(changeId, reason, false);
    }

    /**
     * What undoing a change would do: it is undone and that is taken back. Changes nothing.
     *
     * @throws Failure as {@link #undo(long, String, boolean)} of what stands in the way whatever is said about meters
     */
    public UndoPreview previewUndo(long changeId) {
        ChangeUndo.Undone undone = undoing.look(changeId);
        PreparedChange prepared = undone.prepared();
        ChangePreview money = new ChangeEffects(rating, clock.instant())
                .of(prepared, nextUnbilled(prepared.now()).or(() -> nextUnbilled(prepared.then())));
        return new UndoPreview(money, undone.shared());
    }

    static DueSubscription find(Connection connection, long id, PlanDocuments documents) throws SQLException {
        List<DueSubscription> found = DueSubscriptions.anew(connection, List.of(id), documents);
        if (found.isEmpty()) {
            throw new Failure(
                    "subscription.missing", "There is no subscription " + id + ".", "Choose one of the list.");
        }
        return found.getFirst();
    }

    /** Of an add-on that is removed, the version it was added with. */
    private static long version(Connection connection, DueSubscription due, WantedChange wanted, Instant now)
            throws SQLException {
        if (wanted.kind() == SubscriptionChange.Kind.REMOVE_ADD_ON) {
            for (SubscriptionChange change : due.changes().reversed()) {
                if (change.kind() == SubscriptionChange.Kind.ADD_ON
                        && wanted.plan() != null
                        && wanted.plan().equals(change.plan())
                        && change.planVersionId() != null) {
                    return change.planVersionId();
                }
            }
        }
        LocalDate day = wanted.day() == null ? LocalDate.ofInstant(now, due.timeZone()) : wanted.day();
        try (var statement = connection.prepareStatement("""
                select v.id from plan_version v join plan p on p.id = v.plan_id
                where p.code = ? and v.state = 'published' and (v.number = ? or ?::int is null and v.effective_from <= ?)
                order by v.effective_from desc, v.number desc limit 1""")) {
            statement.setString(1, wanted.plan());
            statement.setObject(2, wanted.version(), Types.INTEGER);
            statement.setObject(3, wanted.version(), Types.INTEGER);
            statement.setObject(4, day);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    String which = wanted.version() == null ? " in force on " + day : " of number " + wanted.version();
                    throw new Failure(
                            "subscription.plan",
                            "Plan \"" + wanted.plan() + "\" has no published version" + which + ".",
                            "Publish it first, or choose another plan, version or day. Nothing was changed.");
                }
                return row.getLong(1);
            }
        }
    }
}
