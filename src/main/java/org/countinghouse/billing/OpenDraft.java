package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.countinghouse.catalog.Charge;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.rating.Tax;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A draft that is being changed: nobody else changes it until the transaction ends.
 *
 * @param revision moves with every change
 * @param input what it was rated from last
 * @param total what it comes to
 */
record OpenDraft(long id, int revision, long billingEntityId, InvoiceInput input, BigDecimal total) {
    /**
     * Locks a draft.
     *
     * @param revision that the caller has seen; null: whichever there is
     * @throws Failure {@code invoice.missing}, {@code invoice.state} when it is no draft any more, {@code conflict} when
     *     somebody changed it meanwhile
     */
    static OpenDraft lock(Connection connection, long id, @Nullable Integer revision) throws SQLException {
        var invoice = Transitions.lock(connection, List.of(id)).getFirst();
        if (invoice.status() != InvoiceStatus.DRAFT) {
            throw new Failure(
                    "invoice.state",
                    invoice.name() + " is " + Transitions.words(invoice.status()) + " and its lines cannot change.",
                    invoice.status().open()
                            ? "Make it a draft again first. Nothing was changed."
                            : "Nothing was changed. Correct it with a credit note, or bill more with another invoice.");
        }
        var draft = read(connection, id);
        if (revision != null && revision != draft.revision()) {
            throw new Failure(
                    "conflict",
                    invoice.name() + " was changed by somebody else while you looked at it.",
                    "Nothing was changed. Look at it again, then decide.");
        }
        return draft;
    }

    /** As it is, without holding it. */
    static OpenDraft read(Connection connection, long id) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select i.revision, i.billing_entity_id, whole_input(n.request), i.total, i.currency
                from invoice i join invoice_input n on n.invoice_id = i.id where i.id = ?""")) {
            statement.setLong(1, id);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure("invoice.missing", "There is no invoice " + id + ".", "Nothing was changed.");
                }
                return new OpenDraft(
                        id,
                        row.getInt(1),
                        row.getLong(2),
                        InvoiceInput.read(row.getString(3)),
                        Amounts.exact(row.getBigDecimal(4), row.getString(5)));
            }
        }
    }

    /** Puts figures in the place of those it has; problems of the late usage that it bills stay. */
    void store(Connection connection, InvoiceInput anew, RatingResult result) throws SQLException {
        var parts = new DraftParts();
        parts.add(id, anew, result);
        parts.replace(connection);
        try (var statement = connection.prepareStatement("""
                update invoice set subtotal = ?, discounts = ?, credits = ?, net = ?, tax = ?, total = ?, prepaid = ?,
                    due = ?, problems = case kind when 'consolidated' then problems else ?::jsonb || coalesce((
                        select jsonb_agg(e) from jsonb_array_elements(problems) e where e ->> 'code' = 'usage.late'), '[]') end,
                    currency = ?, priced_in = ?, price_rate = ?, price_rate_day = ?, price_rate_source = ?,
                    revision = revision + 1 where id = ?""")) {
            int at = 0;
            for (var amount : DraftStore.AMOUNTS) {
                statement.setBigDecimal(++at, amount.apply(result));
            }
            statement.setString(++at, RatingDocuments.problems(result));
            RatingResult.Priced priced = result.priced();
            statement.setString(++at, result.currency().getCode());
            statement.setString(++at, priced == null ? null : priced.currency().getCode());
            statement.setBigDecimal(
                    ++at, priced == null ? null : priced.exchange().rate());
            statement.setObject(++at, priced == null ? null : priced.exchange().day(), Types.DATE);
            statement.setString(++at, priced == null ? null : priced.exchange().source());
            statement.setLong(++at, id);
            statement.executeUpdate();
        }
        Database.notify(connection, "invoice", "changed");
    }

    /** Its figures are of the usage and the taxes of now: it may become final. */
    void fresh(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update invoice set stale = false, tax_doubt = false where id = ? and (stale or tax_doubt)")) {
            statement.setLong(1, id);
            statement.executeUpdate();
        }
    }

    /**
     * The tax categories that a line may have.
     *
     * @param billingEntityId the seller; null: any
     */
    static Set<String> categories(Connection connection, @Nullable Long billingEntityId, List<Tax> taxes)
            throws SQLException {
        var categories = new TreeSet<String>();
        categories.add(Charge.STANDARD_TAX);
        for (Tax tax : taxes) {
            if (tax.category() != null) {
                categories.add(tax.category());
            }
        }
        try (var statement = connection.prepareStatement("""
                select distinct category from tax_rate_current
                where (?::bigint is null or billing_entity_id = ?) and category <> ''""")) {
            statement.setObject(1, billingEntityId);
            statement.setObject(2, billingEntityId);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    categories.add(rows.getString(1));
                }
            }
        }
        return categories;
    }
}
