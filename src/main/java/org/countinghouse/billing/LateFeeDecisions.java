package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.countinghouse.billing.late.LateClaim;
import org.countinghouse.billing.late.LateDifference;
import org.countinghouse.billing.late.LateRules;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** What people decide about late fees of single invoices; each with a reason, and in the audit log. */
public final class LateFeeDecisions {
    private final Database database;
    private final Clock clock;

    public LateFeeDecisions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Something that was billed or waived.
     *
     * @param bill id of the invoice that bills it; null: waived
     * @param billName its number, or empty while it is a draft
     * @param standing false: that invoice is void
     */
    public record Charge(
            LocalDate from,
            LocalDate to,
            BigDecimal fee,
            BigDecimal percent,
            BigDecimal interest,
            @Nullable Long bill,
            String billName,
            String reason,
            boolean standing,
            Instant at,
            String by) {
        public BigDecimal total() {
            return fee.add(percent).add(interest);
        }
    }

    /** Why nothing is billed. */
    public record Held(Hold kind, String reason, Instant at, String by) {}

    /**
     * All about the lateness of an invoice.
     *
     * @param owed by the rules for the days before today, and neither billed nor waived; before tax
     * @param held null: nothing keeps it from being billed
     * @param draft it is a draft that bills late fees itself, and can be discarded
     */
    public record Lateness(
            String currency,
            List<Charge> charges,
            BigDecimal owed,
            @Nullable Held held,
            boolean draft) {
        public Lateness {
            charges = List.copyOf(charges);
        }

        /** Nothing is and was owed, and nothing is to be decided. */
        public boolean isEmpty() {
            return charges.isEmpty() && owed.signum() == 0 && held == null && !draft;
        }
    }

    /**
     * What there is of an invoice.
     *
     * @throws Failure {@code invoice.missing}
     */
    public Lateness of(long invoiceId) {
        return database.read(connection -> {
            var found = LateInvoice.of(connection, List.of(invoiceId));
            if (found.isEmpty()) {
                throw new Failure("invoice.missing", "There is no invoice " + invoiceId + ".", "");
            }
            LateInvoice invoice = found.getFirst();
            BigDecimal owed = BigDecimal.ZERO.setScale(Amounts.scale(invoice.currency()));
            // Nothing is given back of one that is written off.
            boolean decided = invoice.status().open() || invoice.status() == InvoiceStatus.UNCOLLECTIBLE;
            boolean bills = bills(connection, invoiceId);
            if (!decided && !bills) {
                owed = invoice.difference(invoice.claim(rules(connection, invoice), yesterday(connection, invoice)))
                        .total();
            }
            return new Lateness(
                    invoice.currency(),
                    charges(connection, invoice),
                    owed,
                    held(connection, invoiceId),
                    bills && invoice.status().open());
        });
    }

    private static boolean bills(Connection connection, long invoiceId) throws SQLException {
        try (var statement =
                connection.prepareStatement("select exists (select from late_charge where billed_by = ?)")) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static List<Charge> charges(Connection connection, LateInvoice invoice) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select c.from_day, c.to_day, c.fee, c.percent, c.interest, c.billed_by, coalesce(b.number, ''), c.reason,
                    c.standing, c.at, c.by
                from late_charge c left join invoice b on b.id = c.billed_by where c.invoice_id = ? order by c.turn""")) {
            statement.setLong(1, invoice.id());
            var charges = new ArrayList<Charge>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    charges.add(new Charge(
                            row.getObject(1, LocalDate.class),
                            row.getObject(2, LocalDate.class),
                            Amounts.exact(row.getBigDecimal(3), invoice.currency()),
                            Amounts.exact(row.getBigDecimal(4), invoice.currency()),
                            Amounts.exact(row.getBigDecimal(5), invoice.currency()),
                            row.getObject(6, Long.class),
                            row.getString(7),
                            row.getString(8),
                            row.getBoolean(9),
                            row.getTimestamp(10).toInstant(),
                            row.getString(11)));
                }
            }
            return charges;
        }
    }

    private static @Nullable Held held(Connection connection, long invoiceId) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select kind, reason, at, by from late_fee_hold where invoice_id = ? and ended_at is null")) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? new Held(
                                Hold.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                                row.getString(2),
                                row.getTimestamp(3).toInstant(),
                                row.getString(4))
                        : null;
            }
        }
    }

    private static LateRules rules(Connection connection, LateInvoice invoice) throws SQLException {
        return LateFeeRules.of(connection, invoice.sellerId(), invoice.customerId(), invoice.currency());
    }

    private LocalDate yesterday(Connection connection, LateInvoice invoice) throws SQLException {
        return BookDay.ofSeller(connection, clock.instant(), invoice.sellerId())
                .day()
                .minusDays(1);
    }

    /**
     * Waives what an invoice owes for days before today and no final invoice has billed: a draft that bills some of it is
     * discarded in the same step. Interest of later days is owed again.
     *
     * @return what was waived, before tax; zero when nothing was owed
     * @throws Failure {@code invoice.missing}, {@code invoice.reason} without a reason
     */
    public BigDecimal waive(long invoiceId, String reason) {
        requireReason(reason);
        return database.write(connection -> {
            Transitions.lock(connection, List.of(invoiceId));
            LateFeeDrafts.discardOf(connection, invoiceId, reason.strip(), clock.instant());
            var found = LateInvoice.of(connection, List.of(invoiceId));
            LateInvoice invoice = found.getFirst();
            LocalDate until = yesterday(connection, invoice);
            LateClaim claim = invoice.claim(rules(connection, invoice), until);
            LateDifference owed = invoice.difference(claim);
            // An invoice that bills late fees owes none itself.
            if (claim.first() == null || owed.total().signum() <= 0 || bills(connection, invoiceId)) {
                return BigDecimal.ZERO.setScale(Amounts.scale(invoice.currency()));
            }
            var item = new LateFees.Item(
                    invoice.id(),
                    invoice.number(),
                    claim.first(),
                    invoice.last(until),
                    owed.fee(),
                    owed.percent(),
                    owed.interestAmount());
            LateFees.store(connection, invoice, item, null, reason.strip(), null, clock.instant());
            audit(connection, "late-fees.waive", invoiceId, reason, owed.total());
            return owed.total();
        });
    }

    /**
     * Discards a draft of late fees and waives what it bills, in one step: no run drafts it again in between. Interest of
     * later days is owed again.
     *
     * @return what was waived, before tax
     * @throws Failure {@code invoice.missing}, {@code invoice.reason} without a reason, {@code late-fees.draft} when it bills
     *     no late fees, {@code invoice.state} when it is no draft any more
     */
    public BigDecimal discard(long draftId, String reason) {
        requireReason(reason);
        return database.write(connection -> {
            List<Long> overdue = LateFeeDrafts.overdue(connection, draftId);
            Transitions.lock(connection, overdue);
            var draft = Transitions.lock(connection, List.of(draftId)).getFirst();
            if (overdue.isEmpty()) {
                throw new Failure("late-fees.draft", draft.name() + " bills no late fees.", "Nothing was changed.");
            }
            if (!draft.status().open()) {
                throw new Failure(
                        "invoice.state",
                        draft.name() + " is " + Transitions.words(draft.status()) + " and is not discarded.",
                        "Nothing was changed. What is final is credited or made void.");
            }
            BigDecimal waived = Amounts.exact(
                    LateFeeDrafts.waive(connection, draftId, reason.strip(), clock.instant()), draft.currency());
            Transitions.move(connection, List.of(draft), InvoiceStatus.VOID, reason.strip(), clock.instant());
            audit(connection, "late-fees.discard", draftId, reason, waived);
            return waived;
        });
    }

    /** Why nothing is billed for an invoice. */
    public enum Hold {
        /** The customer disputes it; ends when that is settled. */
        DISPUTE,
        /** Nothing is ever billed for it. */
        WAIVED
    }

    /**
     * Bills nothing for an invoice until that is ended. What is billed already stays; drafts go with what is waived for
     * good, in the same step.
     *
     * @throws Failure {@code invoice.missing}, {@code invoice.reason} without a reason, {@code late-fees.held} when it is
     *     so already
     */
    public void hold(long invoiceId, Hold kind, String reason) {
        requireReason(reason);
        database.write(connection -> {
            Transitions.lock(connection, List.of(invoiceId));
            try (var statement = connection.prepareStatement("insert into late_fee_hold (invoice_id, kind, reason, at)"
                    + " values (?, ?, ?, ?) on conflict (invoice_id) where ended_at is null do nothing")) {
                statement.setLong(1, invoiceId);
                statement.setString(2, code(kind));
                statement.setString(3, reason.strip());
                statement.setTimestamp(4, Timestamp.from(clock.instant()));
                if (statement.executeUpdate() == 0) {
                    throw new Failure(
                            "late-fees.held",
                            "Nothing is billed for the lateness of invoice " + invoiceId + " already.",
                            "End that first. Nothing was changed.");
                }
            }
            if (kind == Hold.WAIVED) {
                LateFeeDrafts.discardOf(connection, invoiceId, reason.strip(), clock.instant());
            }
            audit(connection, "late-fees." + code(kind), invoiceId, reason, BigDecimal.ZERO);
            return null;
        });
    }

    /**
     * Ends a dispute or a waiver for good: the days it lasted are owed as others are.
     *
     * @throws Failure {@code invoice.reason} without a reason, {@code late-fees.not-held}
     */
    public void release(long invoiceId, String reason) {
        requireReason(reason);
        database.write(connection -> {
            try (var statement = connection.prepareStatement("update late_fee_hold set ended_at = ?,"
                    + " ended_by = session_user, ended_reason = ? where invoice_id = ? and ended_at is null")) {
                statement.setTimestamp(1, Timestamp.from(clock.instant()));
                statement.setString(2, reason.strip());
                statement.setLong(3, invoiceId);
                if (statement.executeUpdate() == 0) {
                    throw new Failure(
                            "late-fees.not-held",
                            "Invoice " + invoiceId + " is neither disputed nor waived.",
                            "Nothing was changed.");
                }
            }
            audit(connection, "late-fees.release", invoiceId, reason, BigDecimal.ZERO);
            return null;
        });
    }

    static String code(Hold kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw new Failure("invoice.reason", "This step needs a reason.", "Say in a few words why.");
        }
    }

    private static void audit(Connection connection, String what, long invoiceId, String reason, BigDecimal amount)
            throws SQLException {
        var detail = BillingJson.object().put("reason", reason);
        if (amount.signum() != 0) {
            detail.put("amount", amount.toPlainString());
        }
        AuditLog.append(connection, what, "invoice " + invoiceId, BillingJson.write(detail));
        Database.notify(connection, "invoice", "changed");
    }
}
