package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.catalog.Quota;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/**
 * Answers whether a customer may use something, from counters and never from events, and reserves ahead of expensive
 * work. Limits are never stale: the statement that reads them also sees whether anything they follow from has changed.
 */
public final class Quotas {
    /** Hears a customer's id when its limits changed, or a warning, overage or refusal was recorded. */
    public static final String CHANNEL = QuotaEvents.CHANNEL;

    private final Database database;
    private final Clock clock;

    public Quotas(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Is there room for an amount? Nothing is reserved: two who ask at once may both be told yes.
     *
     * @throws Failure {@code quota.customer}, {@code quota.feature} when nothing of that name exists,
     *     {@code quota.subject} when a limit per property is asked without it, {@code quota.amount}, and
     *     {@code quota.aggregation} when a limit is on a meter that does not add up
     */
    public QuotaAnswer check(QuotaRequest request) {
        requireAmount(request);
        Instant now = clock.instant();
        LimitState state = fresh(request, now);
        requireCheckable(request, state);
        return answer(state, request.amount(), false);
    }

    /**
     * Takes an amount, if every hard limit has room for it: 100 callers at once never pass a limit by one. The usage
     * event that follows carries the same key as its id, and then counts in place of this.
     *
     * @param key the caller's id of the operation; the same key again is answered without counting again
     * @throws Failure as {@link #check}, and {@code quota.key} when the key was used with another amount
     */
    public QuotaAnswer consume(QuotaRequest request, String key) {
        requireAmount(request);
        Instant now = clock.instant();
        requireCheckable(request, fresh(request, now));
        try {
            return database.write(connection -> new Reservation(connection, now).take(request, key));
        } catch (Reservation.Refused refused) {
            database.write(connection -> {
                new QuotaEvents(connection, now)
                        .refused(
                                refused.limit().standing(),
                                refused.limit().use().subject(),
                                refused.limit()
                                        .use()
                                        .used()
                                        .multiply(refused.limit().standing().divideBy()));
                return null;
            });
            return new QuotaAnswer(false, refused.limits(), request.amount(), false);
        }
    }

    /**
     * Gives back what was taken with a key, because the work was not done.
     *
     * @return false when nothing is taken with it: never, given back already, or its event came
     */
    public boolean release(String customer, String key) {
        Instant now = clock.instant();
        return database.write(connection -> new Reservation(connection, now).release(customer, key));
    }

    /** All limits of a customer with their use, that of the busiest subject where a limit is per property. */
    public List<LimitUse> of(String customer) {
        Instant now = clock.instant();
        LimitState state = database.read(connection -> LimitState.all(connection, customer, now));
        if (!state.fresh() && state.mayWrite()) {
            update(state.customerId(), now);
            state = database.read(connection -> LimitState.all(connection, customer, now));
        }
        return state.limits().stream().map(LimitState.Found::use).toList();
    }

    /**
     * What was reached on a limit, the newest first: warnings, overage, refusals.
     *
     * @param limitId of a {@link LimitUse} or {@link QuotaRow}
     */
    public List<QuotaNote> notes(String customer, long limitId, int most) {
        return database.read(connection -> {
            var notes = new ArrayList<QuotaNote>();
            try (var statement = connection.prepareStatement("""
                    select kind, level, subject, starts_at, ends_at, limit_amount, used, over, overage, at
                    from quota_event where customer_id = ? and limit_id = ?
                    order by at desc, level desc, id desc limit ?""")) {
                statement.setLong(1, QuotaSettings.customerId(connection, customer));
                statement.setLong(2, limitId);
                statement.setInt(3, most);
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        notes.add(note(row));
                    }
                }
            }
            return notes;
        });
    }

    private static QuotaNote note(ResultSet row) throws SQLException {
        return new QuotaNote(
                LimitColumns.choice(QuotaNote.Kind.class, row.getString("kind")),
                row.getBigDecimal("level"),
                row.getString("subject"),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                row.getBigDecimal("limit_amount"),
                row.getBigDecimal("used"),
                row.getBigDecimal("over"),
                LimitColumns.choice(Quota.Overage.class, row.getString("overage")),
                row.getTimestamp("at").toInstant());
    }

    private LimitState fresh(QuotaRequest request, Instant now) {
        LimitState state = database.read(connection -> LimitState.of(connection, request, now));
        if (!state.fresh() && state.mayWrite()) {
            update(state.customerId(), now);
            state = database.read(connection -> LimitState.of(connection, request, now));
        }
        return state;
    }

    private void update(long customerId, Instant now) {
        database.write(connection -> {
            QuotaLock.alone(connection);
            new LimitWriter(connection, now).update(customerId);
            return null;
        });
    }

    private static void requireAmount(QuotaRequest request) {
        if (request.amount().signum() < 0) {
            throw new Failure(
                    "quota.amount",
                    "The amount " + request.amount().toPlainString() + " is negative.",
                    "Ask for zero or more; what was taken is given back by its key.");
        }
    }

    static void requireCheckable(QuotaRequest request, LimitState state) {
        if (state.limits().isEmpty() && !state.knownMeter()) {
            throw new Failure(
                    "quota.feature",
                    "There is no limit and no meter named \"" + request.feature() + "\".",
                    "Correct the name, or add the meter.");
        }
        for (LimitState.Found found : state.limits()) {
            if (!found.use().countable()) {
                throw new Failure(
                        "quota.aggregation",
                        "The limit on " + found.standing().meter() + " cannot be checked: the meter does not add up.",
                        "Put limits on meters that count or sum; define one beside this meter if need be.");
            }
            String per = found.standing().per();
            if (!per.isEmpty() && request.properties().getOrDefault(per, "").isEmpty()) {
                throw new Failure(
                        "quota.subject",
                        "The limit on " + found.standing().feature() + " is per " + per + ", which the request does"
                                + " not name.",
                        "Name the property \"" + per + "\".");
            }
        }
    }

    static QuotaAnswer answer(LimitState state, BigDecimal asked, boolean repeated) {
        List<LimitUse> limits =
                state.limits().stream().map(LimitState.Found::use).toList();
        return new QuotaAnswer(limits.stream().allMatch(limit -> limit.allows(asked)), limits, asked, repeated);
    }
}
