package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingResult;
import org.jspecify.annotations.Nullable;

/** Stores drafts. The unique index on subscription, period and kind decides when two runs draft the same invoice. */
final class DraftStore implements AutoCloseable {
    private final PreparedStatement invoice;
    private final PreparedStatement line;
    private final PreparedStatement tax;
    private final PreparedStatement input;
    private final PreparedStatement transition;
    private final Timestamp now;

    DraftStore(Connection connection, Instant now) throws SQLException {
        this.now = Timestamp.from(now);
        invoice = connection.prepareStatement("""
                insert into invoice (billing_entity_id, customer_id, subscription_id, billing_run_id, plan_version_id,
                    status, period_from, period_to, currency, subtotal, discounts, credits, net, tax, total, prepaid,
                    due, problems, created_at)
                values (?, ?, ?, ?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
                on conflict (subscription_id, period_from, kind) where status <> 'void' do nothing
                returning id""");
        line = connection.prepareStatement("""
                insert into invoice_line (invoice_id, position, kind, charge, meter, name, grouping, quantity, unit,
                    exact, amount, discount, credit, net, explanation)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)""");
        tax = connection.prepareStatement("""
                insert into invoice_tax (invoice_id, position, code, rate, base, amount) values (?, ?, ?, ?, ?, ?)""");
        input = connection.prepareStatement("insert into invoice_input (invoice_id, request) values (?, ?::jsonb)");
        transition = connection.prepareStatement(
                "insert into invoice_transition (invoice_id, to_status, at) values (?, 'draft', ?)");
    }

    /** Stores one draft; empty when another run has drafted this subscription and period meanwhile. */
    OptionalLong add(long runId, BillingPeriod period, RatedSubscription rated) throws SQLException {
        var due = rated.due();
        var result = rated.result();
        int at = 0;
        invoice.setLong(++at, due.billingEntityId());
        invoice.setLong(++at, due.customerId());
        invoice.setLong(++at, due.id());
        invoice.setLong(++at, runId);
        invoice.setLong(++at, due.planVersionId());
        invoice.setObject(++at, period.from());
        invoice.setObject(++at, period.to());
        invoice.setString(++at, due.currency());
        for (BigDecimal amount : List.of(
                result.subtotal(),
                result.discounts(),
                result.credits(),
                result.net(),
                result.tax(),
                result.total(),
                result.prepaid(),
                result.due())) {
            invoice.setBigDecimal(++at, amount);
        }
        invoice.setString(++at, RatingDocuments.problems(result));
        invoice.setTimestamp(++at, now);
        long id;
        try (var rows = invoice.executeQuery()) {
            if (!rows.next()) {
                return OptionalLong.empty();
            }
            id = rows.getLong(1);
        }
        int position = 0;
        for (RatedLine each : result.lines()) {
            addLine(id, ++position, each);
        }
        position = 0;
        for (RatingResult.TaxAmount each : result.taxes()) {
            tax.setLong(1, id);
            tax.setInt(2, ++position);
            tax.setString(3, each.code());
            tax.setBigDecimal(4, each.rate());
            tax.setBigDecimal(5, each.base());
            tax.setBigDecimal(6, each.amount());
            tax.addBatch();
        }
        input.setLong(1, id);
        input.setString(2, RatingDocuments.request(rated.request()));
        input.addBatch();
        transition.setLong(1, id);
        transition.setTimestamp(2, now);
        transition.addBatch();
        return OptionalLong.of(id);
    }

    private void addLine(long id, int position, RatedLine each) throws SQLException {
        int at = 0;
        line.setLong(++at, id);
        line.setInt(++at, position);
        line.setString(++at, each.kind().name().toLowerCase(Locale.ROOT));
        line.setString(++at, each.charge());
        setText(++at, each.meter());
        line.setString(++at, each.name());
        line.setString(++at, RatingDocuments.group(each));
        line.setBigDecimal(++at, each.quantity());
        line.setString(++at, each.unit() == null ? "" : each.unit());
        line.setBigDecimal(++at, each.exact());
        line.setBigDecimal(++at, each.amount());
        line.setBigDecimal(++at, each.discount());
        line.setBigDecimal(++at, each.credit());
        line.setBigDecimal(++at, each.net());
        line.setString(++at, RatingDocuments.explanation(each));
        line.addBatch();
    }

    private void setText(int at, @Nullable String text) throws SQLException {
        if (text == null) {
            line.setNull(at, Types.VARCHAR);
        } else {
            line.setString(at, text);
        }
    }

    /** Sends what is batched; the caller commits. */
    void flush() throws SQLException {
        line.executeBatch();
        tax.executeBatch();
        input.executeBatch();
        transition.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        invoice.close();
        line.close();
        tax.close();
        input.close();
        transition.close();
    }
}
