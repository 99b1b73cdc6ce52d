package org.countinghouse.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Locale;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.ListQuery;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;

/** All messages as a list, the newest first. */
public final class MailList {
    private static final String STAGE = "case when m.state in ('queued', 'sending') then 'waiting'"
            + " when m.state in ('failed', 'unsure') then 'open' else m.state end";

    private static final String RECIPIENTS = "array_to_string(m.recipient || m.also_to || m.copies, ', ')";

    private MailList() {}

    /** The questions that are asked of the list. */
    public enum Stage {
        /** Waits for its turn, or is on its way. */
        WAITING,
        /** Failed, or may have gone out: a person decides. */
        OPEN,
        /** A server took it. */
        SENT;

        /** The messages at this stage. */
        public Filter filter() {
            return Filter.ALL.and("stage", Filter.Operator.EQUALS, name().toLowerCase(Locale.ROOT));
        }
    }

    public static RowSource<MailRow> of(Database database) {
        return ListQuery.of(database, """
                        mail_message m join invoice i on i.id = m.invoice_id join customer c on c.id = m.customer_id
                            left join credit_note n on n.id = m.credit_note_id""", MailList::row)
                .select("m.id, m.invoice_id, coalesce(n.number, i.number) as document, c.external_id,"
                        + " c.name as customer_name, " + RECIPIENTS
                        + " as recipient, m.subject, m.state, m.reason, m.attempts,"
                        + " m.requested_at, m.requested_by, m.sent_at")
                .id("m.id", MailRow::id)
                .column("id", "m.id", Column.Kind.NUMBER)
                .column("document", "coalesce(n.number, i.number)", Column.Kind.TEXT)
                .column("customer", "c.name", Column.Kind.TEXT)
                .column("customer_id", "c.external_id", Column.Kind.TEXT)
                .column("recipient", RECIPIENTS, Column.Kind.TEXT)
                .column("state", "m.state", Column.Kind.TEXT)
                .column("stage", STAGE, Column.Kind.TEXT)
                .column("subject", "m.subject", Column.Kind.TEXT)
                .column("reason", "m.reason", Column.Kind.TEXT)
                .column("attempts", "m.attempts", Column.Kind.RATE)
                .column("requested", "m.requested_at", Column.Kind.INSTANT)
                .column("by", "m.requested_by", Column.Kind.TEXT)
                .column("sent", "m.sent_at", Column.Kind.INSTANT)
                .required("id", "document", "customer", "customer_id", "recipient", "state", "stage", "subject")
                .required("reason", "attempts", "requested", "by")
                .defaultSort(new Sort("id", true))
                .build();
    }

    private static MailRow row(ResultSet row) throws SQLException {
        Timestamp sent = row.getTimestamp("sent_at");
        return new MailRow(
                row.getLong("id"),
                row.getLong("invoice_id"),
                row.getString("document"),
                row.getString("external_id"),
                row.getString("customer_name"),
                row.getString("recipient"),
                row.getString("subject"),
                MailState.of(row.getString("state")),
                row.getString("reason"),
                row.getInt("attempts"),
                row.getTimestamp("requested_at").toInstant(),
                row.getString("requested_by"),
                sent == null ? null : sent.toInstant());
    }
}
