package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/** Makes drafts final: number, dates and audit entry in one transaction. A final invoice never changes. */
public final class Finalising {
    private final Database database;
    private final Clock clock;

    public Finalising(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Finalises drafts in the order of their ids. Invoices that are final already stay as they are, so that two people
     * may finalise the same batch.
     *
     * @return number of invoices that became final now
     * @throws Failure {@code invoice.missing} when an id does not exist, {@code invoice.problems} when a draft has
     *     usage that was not priced
     */
    public int finalise(List<Long> invoiceIds) {
        return database.write(connection -> {
            var drafts = lockDrafts(connection, invoiceIds);
            Map<Series, List<Draft>> bySeries = drafts.stream()
                    .collect(Collectors.groupingBy(
                            Draft::series, TreeMap::new, Collectors.toCollection(ArrayList::new)));
            for (var entry : bySeries.entrySet()) {
                finaliseSeries(connection, entry.getKey(), entry.getValue());
            }
            if (!drafts.isEmpty()) {
                Database.notify(connection, "invoice", "finalised");
            }
            return drafts.size();
        });
    }

    private void finaliseSeries(Connection connection, Series series, List<Draft> drafts) throws SQLException {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        long number = Numbering.take(connection, series.billingEntityId(), series.name(), drafts.size());
        try (var update = connection.prepareStatement("""
                        update invoice set status = 'final', number = ?, finalised_at = ?, finalised_by = session_user,
                            issued_on = ?, due_on = ?, revision = revision + 1 where id = ?""");
                var transition = connection.prepareStatement("""
                        insert into invoice_transition (invoice_id, from_status, to_status, at)
                        values (?, ?, 'final', ?)""")) {
            for (Draft draft : drafts) {
                String text = Numbering.format(draft.prefix(), series.name(), number++);
                update.setString(1, text);
                update.setTimestamp(2, Timestamp.from(now));
                update.setObject(3, today);
                update.setObject(4, today.plusDays(draft.paymentTermsDays()));
                update.setLong(5, draft.id());
                update.addBatch();
                transition.setLong(1, draft.id());
                transition.setString(2, draft.status());
                transition.setTimestamp(3, Timestamp.from(now));
                transition.addBatch();
                AuditLog.append(
                        connection,
                        "invoice.finalise",
                        "invoice " + draft.id(),
                        BillingJson.write(BillingJson.object().put("number", text)));
            }
            update.executeBatch();
            transition.executeBatch();
        }
    }

    private List<Draft> lockDrafts(Connection connection, List<Long> ids) throws SQLException {
        int year = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).getYear();
        var drafts = new ArrayList<Draft>();
        var missing = new TreeSet<>(ids);
        var found = new ArrayList<Long>();
        try (var statement = connection.prepareStatement("""
                select i.id, i.status, i.number, i.problems <> '[]'::jsonb, i.billing_entity_id, e.invoice_prefix,
                    e.payment_terms_days
                from invoice i join billing_entity e on e.id = i.billing_entity_id
                where i.id = any (?) order by i.id for update of i""")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                    if (rows.getString(3) != null) {
                        continue;
                    }
                    long id = rows.getLong(1);
                    if (rows.getBoolean(4)) {
                        throw new Failure(
                                "invoice.problems",
                                "Draft " + id + " has usage that no price covers.",
                                "Open its problems, complete the plan or the mapping, and bill the period again."
                                        + " No invoice was numbered.");
                    }
                    drafts.add(new Draft(
                            id,
                            rows.getString(2),
                            new Series(rows.getLong(5), Integer.toString(year)),
                            rows.getString(6),
                            rows.getInt(7)));
                }
            }
        }
        missing.removeAll(found);
        if (!missing.isEmpty()) {
            throw new Failure(
                    "invoice.missing",
                    "There is no invoice "
                            + missing.stream().map(Object::toString).collect(Collectors.joining(", ")) + ".",
                    "Refresh the list and choose again. No invoice was numbered.");
        }
        return drafts;
    }

    private record Series(long billingEntityId, String name) implements Comparable<Series> {
        @Override
        public int compareTo(Series other) {
            int byEntity = Long.compare(billingEntityId, other.billingEntityId);
            return byEntity != 0 ? byEntity : name.compareTo(other.name);
        }
    }

    private record Draft(long id, String status, Series series, String prefix, int paymentTermsDays) {}
}
