package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countinghouse.security.AuditLog;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Moves invoices from state to state: who, when and why is kept with each step. */
final class Transitions {
    private Transitions() {}

    /**
     * An invoice that nobody else changes until the transaction ends.
     *
     * @param number null until final
     */
    record Locked(
            long id,
            @Nullable String number,
            InvoiceStatus status,
            long billingEntityId,
            long customerId,
            String currency) {
        /** As a person knows it. */
        String name() {
            return number == null ? "Draft " + id : "Invoice " + number;
        }
    }

    /**
     * Locks invoices in the order of their ids.
     *
     * @throws Failure {@code invoice.missing} naming those that do not exist
     */
    static List<Locked> lock(Connection connection, Collection<Long> ids) throws SQLException {
        var locked = new ArrayList<Locked>();
        try (var statement = connection.prepareStatement("""
                select id, number, status, billing_entity_id, customer_id, currency from invoice where id = any (?)
                    and collected_by is null order by id for no key update""")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    locked.add(new Locked(
                            row.getLong(1),
                            row.getString(2),
                            InvoiceStatus.of(row.getString(3)),
                            row.getLong(4),
                            row.getLong(5),
                            row.getString(6)));
                }
            }
        }
        var missing = new TreeSet<>(ids);
        locked.forEach(each -> missing.remove(each.id()));
        if (!missing.isEmpty()) {
            throw new Failure(
                    "invoice.missing",
                    "There is no invoice "
                            + missing.stream().map(Object::toString).collect(Collectors.joining(", ")) + ".",
                    "Refresh the list and choose again. Nothing was changed.");
        }
        return locked;
    }

    /**
     * Moves locked invoices; those that are there already stay.
     *
     * @param reason may be empty
     * @return number that moved
     * @throws Failure {@code invoice.state} when one cannot take this step
     */
    static int move(Connection connection, List<Locked> invoices, InvoiceStatus to, String reason, Instant at)
            throws SQLException {
        var moving = invoices.stream().filter(each -> each.status() != to).toList();
        for (Locked each : moving) {
            if (!each.status().mayBecome(to)) {
                throw new Failure(
                        "invoice.state",
                        each.name() + " is " + words(each.status()) + " and cannot become " + words(to) + ".",
                        "Nothing was changed. Refresh the list and look at the invoice again.");
            }
        }
        if (moving.isEmpty()) {
            return 0;
        }
        store(connection, moving, to, reason, at);
        return moving.size();
    }

    /**
     * A paid invoice, one of whose payments was taken back, is again what it was before it was paid.
     *
     * @return that state
     */
    static InvoiceStatus reopen(Connection connection, Locked invoice, String reason, Instant at) throws SQLException {
        var to = InvoiceStatus.FINAL;
        try (var statement = connection.prepareStatement("select from_status from invoice_transition where"
                + " invoice_id = ? and to_status = 'paid' and from_status in ('final', 'sent', 'overdue')"
                + " order by id desc limit 1")) {
            statement.setLong(1, invoice.id());
            try (var row = statement.executeQuery()) {
                if (row.next()) {
                    to = InvoiceStatus.of(row.getString(1));
                }
            }
        }
        store(connection, List.of(invoice), to, reason, at);
        return to;
    }

    private static void store(Connection connection, List<Locked> moving, InvoiceStatus to, String reason, Instant at)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                with moved as (
                    update invoice i set status = ?, revision = revision + 1
                    from unnest(?::bigint[], ?::text[]) u (id, status) where i.id = u.id returning i.id, u.status)
                insert into invoice_transition (invoice_id, from_status, to_status, at, reason)
                select id, status, ?, ?, ? from moved order by id""")) {
            statement.setString(1, to.code());
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", moving.stream().map(Locked::id).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text",
                            moving.stream().map(each -> each.status().code()).toArray()));
            statement.setString(4, to.code());
            statement.setTimestamp(5, Timestamp.from(at));
            statement.setString(6, reason);
            statement.executeUpdate();
        }
        String detail = BillingJson.write(BillingJson.object().put("reason", reason));
        AuditLog.append(
                connection,
                "invoice." + to.code(),
                moving.stream()
                        .map(each -> new AuditLog.Entry("invoice " + each.id(), detail))
                        .toList());
    }

    static String words(InvoiceStatus status) {
        return status.code().replace('_', ' ');
    }
}
