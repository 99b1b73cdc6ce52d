package org.countinghouse.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.countinghouse.storage.Database;
import org.jspecify.annotations.Nullable;

/** What happened to a customer, by everybody and in all parts of the books, read with one statement. */
public final class CustomerTimeline {
    /** Each part is bounded by itself, so that a customer of many years costs as much as a new one. */
    private static final String EVENTS = """
            with who as (select id, external_id from customer where id = ?), most as (select ? as rows),
                own as (select i.* from invoice i, who where i.customer_id = who.id)
            (select s.created_at as at, 'subscription_started' as kind, '' as code, s.id, p.name, null::numeric as amount,
                null::text as currency, '' as note, '' as by, s.starts_on as day
                from subscription s join who on who.id = s.customer_id
                    join plan_version v on v.id = s.plan_version_id join plan p on p.id = v.plan_id
                order by s.created_at desc limit (select rows from most))
            union all
            (select c.at, 'subscription_changed', c.kind, s.id, coalesce(c.item, p.name, ''), c.quantity, null, c.reason,
                c.made_by, c.effective_on
                from subscription_change c join subscription s on s.id = c.subscription_id
                    join who on who.id = s.customer_id
                    left join plan_version v on v.id = c.plan_version_id left join plan p on p.id = v.plan_id
                order by c.at desc limit (select rows from most))
            union all
            (select c.undone_at, 'subscription_undone', c.kind, s.id, coalesce(c.item, p.name, ''), c.quantity, null,
                coalesce(c.undone_reason, ''), coalesce(c.undone_by, ''), c.effective_on
                from subscription_change c join subscription s on s.id = c.subscription_id
                    join who on who.id = s.customer_id
                    left join plan_version v on v.id = c.plan_version_id left join plan p on p.id = v.plan_id
                where c.undone_at is not null
                order by c.undone_at desc limit (select rows from most))
            union all
            (select t.at, 'invoice', t.to_status, i.id, coalesce(i.number, ''), i.total, i.currency, t.reason, t.by, null
                from (select id, number, total, currency, collected_by from own
                        union select i.id, i.number, i.total, i.currency, i.collected_by
                        from invoice i join who on who.id = i.used_by) i
                    join invoice_transition t on t.invoice_id = i.id
                where i.collected_by is null and t.from_status is distinct from t.to_status
                    and t.to_status in ('final', 'overdue', 'void', 'uncollectible')
                order by t.at desc limit (select rows from most))
            union all
            (select p.at, 'payment', '', i.id, coalesce(i.number, ''), p.amount, i.currency, coalesce(p.reference, ''),
                p.by, p.received_on
                from own i join invoice_payment p on p.invoice_id = i.id
                order by p.at desc limit (select rows from most))
            union all
            (select r.at, 'payment_taken_back', '', i.id, coalesce(i.number, ''), p.amount, i.currency, r.reason, r.by,
                r.booked_on
                from own i join invoice_payment p on p.invoice_id = i.id
                    join invoice_payment_reversal r on r.invoice_payment_id = p.id
                order by r.at desc limit (select rows from most))
            union all
            (select n.at, 'credit_note', '', n.invoice_id, n.number, n.total, n.currency, n.reason, n.by, n.issued_on
                from credit_note n join who on who.id = n.customer_id
                order by n.at desc limit (select rows from most))
            union all
            (select l.at, case when l.billed_by is null then 'late_waived' else 'late_fee' end, '',
                coalesce(l.billed_by, i.id), coalesce(i.number, ''), l.fee + l.percent + l.interest, i.currency, l.reason,
                l.by, l.to_day
                from own i join late_charge l on l.invoice_id = i.id where l.standing
                order by l.at desc limit (select rows from most))
            union all
            (select coalesce(m.sent_at, m.requested_at), 'mail', m.state, m.invoice_id,
                coalesce(n.number, i.number, ''), null, null, m.recipient, m.requested_by, null
                from own i join mail_message m on m.invoice_id = i.id left join credit_note n on n.id = m.credit_note_id
                order by 1 desc limit (select rows from most))
            union all
            (select w.at, 'wallet', w.kind, null, '', w.amount, w.currency, w.note, w.by, null
                from wallet_entry w join who on who.id = w.customer_id where w.kind not in ('usage', 'credit_note')
                order by w.at desc limit (select rows from most))
            """;

    /** What is shown already in the words of its own part is left out. */
    private static final String AUDITED = """
            union all
            (select a.at, 'audit', a.action, null, '', null, null, coalesce(a.detail ->> 'reason', ''), a.who, null
                from who join audit_entry a on a.subject = 'customer ' || who.external_id
                where a.action <> 'wallet.top_up'
                order by a.at desc limit (select rows from most))
            union all
            (select a.at, 'audit', a.action, i.id, coalesce(i.number, ''), null, null,
                coalesce(a.detail ->> 'reason', ''), a.who, null
                from own i join audit_entry a on a.subject = 'invoice ' || i.id
                where a.action like 'invoice.line.%' or a.action in ('invoice.describe', 'invoice.accept-problems',
                    'late-fees.dispute', 'late-fees.release')
                order by a.at desc limit (select rows from most))
            """;

    private static final String NEWEST_FIRST = "order by at desc, kind, id desc limit ?";

    /** What an entry is about. */
    public enum Kind {
        /** {@code name}: the plan; {@code day}: its first. */
        SUBSCRIPTION_STARTED,
        /** {@code code}: of {@link org.countinghouse.customers.SubscriptionChange.Kind}; {@code amount}: a quantity. */
        SUBSCRIPTION_CHANGED,
        SUBSCRIPTION_UNDONE,
        /** {@code code}: the state it came into; {@code name}: its number, empty before it has one. */
        INVOICE,
        PAYMENT,
        PAYMENT_TAKEN_BACK,
        /** {@code id}: of the invoice; {@code name}: of the note. */
        CREDIT_NOTE,
        /** {@code id}: of the invoice that bills it; {@code name}: of the overdue one. */
        LATE_FEE,
        LATE_WAIVED,
        /** {@code code}: how far it is; {@code name}: of the document; {@code note}: the recipient. */
        MAIL,
        /** {@code code}: {@code top_up} or {@code refund}. */
        WALLET,
        /** {@code code}: what was done, as the audit log has it. */
        AUDIT
    }

    /**
     * Something that happened.
     *
     * @param id of what it leads to: a subscription or an invoice; null: the customer itself
     * @param amount of money where {@code currency} is not null, else a quantity
     * @param note as people wrote it; may be empty
     * @param by a sign-in; empty when nobody's is known
     * @param day of which it is, where that is not the day of {@code at}
     */
    public record Entry(
            Instant at,
            Kind kind,
            String code,
            @Nullable Long id,
            String name,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            String note,
            String by,
            @Nullable LocalDate day) {}

    /**
     * The newest of it, newest first.
     *
     * @param more there is older, too
     * @param audited changes of the audit log are among it; they are not for everybody
     */
    public record Timeline(List<Entry> entries, boolean more, boolean audited) {
        public Timeline {
            entries = List.copyOf(entries);
        }
    }

    private final Database database;

    public CustomerTimeline(Database database) {
        this.database = database;
    }

    /** @param limit the most entries that are given */
    public Timeline of(long customer, int limit) {
        return database.read(connection -> {
            boolean audited = mayReadAudit(connection);
            var entries = new ArrayList<Entry>();
            try (var statement = connection.prepareStatement(EVENTS + (audited ? AUDITED : "") + NEWEST_FIRST)) {
                statement.setLong(1, customer);
                statement.setInt(2, limit + 1);
                statement.setInt(3, limit + 1);
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        entries.add(entry(row));
                    }
                }
            }
            boolean more = entries.size() > limit;
            return new Timeline(more ? entries.subList(0, limit) : entries, more, audited);
        });
    }

    private static boolean mayReadAudit(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select has_table_privilege('audit_entry', 'select')");
                var row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getTimestamp("at").toInstant(),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("code"),
                row.getObject("id", Long.class),
                row.getString("name"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getString("note"),
                row.getString("by"),
                row.getObject("day", LocalDate.class));
    }
}
