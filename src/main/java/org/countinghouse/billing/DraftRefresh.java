package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.countinghouse.catalog.Timing;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.SqlWork;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Rates a draft again: from the usage, the plan and the taxes of now, with its lines by hand and its settlements. Fees in
 * advance stay as they are: what changes of them is settled on the next invoice. Of lines by hand alone the taxes.
 */
public final class DraftRefresh {
    private final Database database;
    private final SubscriptionRating rating;
    private final Clock clock;

    public DraftRefresh(Database database, SubscriptionRating rating, Clock clock) {
        this.database = database;
        this.rating = rating;
        this.clock = clock;
    }

    /**
     * Rates one draft again.
     *
     * @param revision of the invoice that the caller has seen; null: whichever there is
     * @throws Failure {@code invoice.missing}, {@code invoice.state} when it is no draft, {@code invoice.currency} when it cannot get into the customer's currency of now, {@code conflict} when it or its subscription changes meanwhile, any failure of rating
     */
    public LineEffect refresh(long invoiceId, @Nullable Integer revision) {
        return refresh(invoiceId, revision, database::write);
    }

    /** What {@link #refresh} would make of it: the same work, taken back. Changes nothing. */
    public LineEffect preview(long invoiceId) {
        return refresh(invoiceId, null, database::trial);
    }

    /**
     * What rating it again would come to, also of one that has to become a draft first; nothing is stored or held.
     *
     * @throws Failure as {@link #refresh}, but none for its state
     */
    LineEffect figures(long invoiceId) {
        OpenDraft together = database.read(connection ->
                StoredParts.ids(connection, invoiceId).isEmpty() ? null : OpenDraft.read(connection, invoiceId));
        if (together != null) {
            return new ConsolidatedRefresh(database, rating).figures(together);
        }
        if (database.read(connection -> DraftTaxes.oneOff(connection, invoiceId))) {
            return database.read(connection -> DraftTaxes.figures(connection, invoiceId));
        }
        Found found = database.read(connection -> find(connection, invoiceId));
        RatedSubscription rated = rating.rate(found.task(), rating.catalogue());
        requireSame(found.draft(), rated);
        var result = ManualLines.rate(found.anew(rated));
        return LineEffect.of(before(found.draft(), result), result);
    }

    /** Where the new figures go. */
    interface Storing {
        LineEffect store(SqlWork<LineEffect> work);
    }

    private LineEffect refresh(long invoiceId, @Nullable Integer revision, Storing storing) {
        OpenDraft together = database.read(connection ->
                StoredParts.ids(connection, invoiceId).isEmpty() ? null : OpenDraft.read(connection, invoiceId));
        if (together != null) {
            if (revision != null && revision != together.revision()) {
                throw changed(invoiceId);
            }
            return new ConsolidatedRefresh(database, rating).refresh(together, clock.instant(), storing);
        }
        if (database.read(connection -> DraftTaxes.oneOff(connection, invoiceId))) {
            return storing.store(
                    connection -> DraftTaxes.again(connection, OpenDraft.lock(connection, invoiceId, revision)));
        }
        Found found = database.read(connection -> find(connection, invoiceId));
        if (revision != null && revision != found.draft().revision()) {
            throw changed(invoiceId);
        }
        RatedSubscription rated = rating.rate(found.task(), rating.catalogue());
        requireSame(found.draft(), rated);
        var input = found.anew(rated);
        var result = ManualLines.rate(input);
        return storing.store(connection -> {
            var draft = OpenDraft.lock(connection, invoiceId, found.draft().revision());
            if (!new DraftStore(connection, clock.instant(), new RatingTerms())
                    .changed(List.of(found.task().due()))
                    .isEmpty()) {
                throw changed(invoiceId);
            }
            draft.store(connection, input, result);
            draft.fresh(connection);
            audit(connection, draft, result);
            return LineEffect.of(before(draft, result), result);
        });
    }

    /** In another currency there is no before. */
    private static BigDecimal before(OpenDraft draft, RatingResult result) {
        return draft.input().currency().equals(result.currency())
                ? draft.total()
                : BigDecimal.ZERO.setScale(result.total().scale());
    }

    /** What was settled or written in one currency does not become another one's. */
    static void requireSame(OpenDraft draft, RatedSubscription rated) {
        InvoiceInput input = draft.input();
        boolean bound = !input.settled().isEmpty()
                || !input.manual().isEmpty()
                || !input.fees().isEmpty();
        if (bound && !input.currency().equals(rated.result().currency())) {
            throw new Failure(
                    "invoice.currency",
                    "Draft " + draft.id() + " is in " + input.currency()
                            + " and has lines that are in it; the customer is" + " billed in "
                            + rated.result().currency() + " now.",
                    "Nothing was changed. Discard the draft: the next run makes it anew.");
        }
    }

    static void audit(Connection connection, OpenDraft draft, RatingResult result) throws SQLException {
        AuditLog.append(
                connection,
                "invoice.refresh",
                "invoice " + draft.id(),
                BillingJson.write(BillingJson.object()
                        .put("total_before", draft.total().toPlainString())
                        .put("total", result.total().toPlainString())));
    }

    /**
     * A draft of a subscription's period, and how it is rated.
     *
     * @param paidLate what was paid ahead of the late usage that it bills, and stays with it
     */
    record Found(OpenDraft draft, RatingTask task, BigDecimal paidLate) {
        /** With what stays of it. */
        InvoiceInput anew(RatedSubscription rated) {
            InvoiceInput input = rated.input();
            BigDecimal prepaid =
                    input.parts().getFirst().prepaid().add(paidLate).max(BigDecimal.ZERO);
            return draft.input().withParts(input.withPrepaid(prepaid).parts()).withTaken(input.taken());
        }
    }

    static Found find(Connection connection, long invoiceId) throws SQLException {
        var draft = OpenDraft.read(connection, invoiceId);
        BigDecimal late = LatePrepaid.counted(connection, invoiceId);
        try (var statement =
                connection.prepareStatement("select subscription_id, starts_at, kind from invoice where id = ?")) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                row.next();
                Long subscription = row.getObject(1, Long.class);
                if (subscription == null) {
                    throw new Failure(
                            "invoice.one-off",
                            "Draft " + invoiceId + " has lines by hand only; there is nothing to rate again.",
                            "Nothing was changed.");
                }
                Instant startsAt = Objects.requireNonNull(row.getTimestamp(2)).toInstant();
                var due = DueSubscriptions.anew(connection, List.of(subscription), new PlanDocuments())
                        .getFirst();
                InvoiceKind kind = InvoiceKind.of(row.getString(3));
                if (kind == InvoiceKind.PROGRESSIVE) {
                    throw new Failure(
                            "invoice.progressive",
                            "Draft " + invoiceId + " bills the usage up to when it was made.",
                            "Nothing was changed. Make it void: what it billed is then billed anew.");
                }
                if (kind != InvoiceKind.REGULAR) {
                    return new Found(draft, RatingTask.carrier(due, kind, startsAt), late);
                }
                var period = due.history()
                        .at(startsAt)
                        .orElseThrow(() -> new IllegalStateException("invoice " + invoiceId + " has no period"));
                // One that was made before fees were billed in advance has them among its parts.
                boolean whole = draft.input().parts().stream()
                        .flatMap(part -> part.plan().fees().stream())
                        .anyMatch(fee -> fee.timing() == Timing.ADVANCE);
                return new Found(draft, whole ? RatingTask.whole(due, period) : RatingTask.arrears(due, period), late);
            }
        }
    }

    static Failure changed(long invoiceId) {
        return new Failure(
                "conflict",
                "Draft " + invoiceId + " or its subscription was changed meanwhile.",
                "Nothing was changed. Look at it again, then decide.");
    }
}
