package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.countinghouse.billing.ledger.Posting;
import org.countinghouse.billing.ledger.PostingKind;
import org.countinghouse.catalog.Json;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Money that customers paid ahead. A balance is the sum of its entries and never below zero. */
public final class Wallets {
    private static final String ENTRY = """
            select e.id, c.external_id, e.currency, e.kind, e.amount, e.balance, e.usage_charge_id, e.note, e.at, e.by
            from wallet_entry e join customer c on c.id = e.customer_id
            """;

    private final Database database;
    private final Clock clock;

    /** @param database whole, or confined to a customer for reading */
    public Wallets(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Why a balance changed. */
    public enum Kind {
        TOP_UP,
        USAGE,
        REFUND,
        /** What a credit note gives back of an invoice that was paid. */
        CREDIT_NOTE,
        /** What an invoice gives back beyond what it bills; below zero when it became void. */
        INVOICE
    }

    /** @param amount in major units, exact, zero or more */
    public record Balance(String currency, BigDecimal amount) {}

    /**
     * A change of a balance.
     *
     * @param amount below zero: taken
     * @param balance after it
     * @param chargeId of the usage it was taken for or given back for
     */
    public record Entry(
            long id,
            String customer,
            String currency,
            Kind kind,
            BigDecimal amount,
            BigDecimal balance,
            @Nullable Long chargeId,
            String note,
            Instant at,
            String by) {}

    /** What a customer has left, by currency. */
    public List<Balance> balances(String customer) {
        return database.read(connection -> {
            var balances = new ArrayList<Balance>();
            try (var statement = connection.prepareStatement(
                    "select currency, balance from wallet where customer_id = ? order by currency")) {
                statement.setLong(1, Payer.find(connection, customer).id());
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        balances.add(new Balance(row.getString(1), row.getBigDecimal(2)));
                    }
                }
            }
            return balances;
        });
    }

    /** The newest first. */
    public List<Entry> entries(String customer, int most) {
        return database.read(connection -> {
            var entries = new ArrayList<Entry>();
            try (var statement =
                    connection.prepareStatement(ENTRY + " where e.customer_id = ? order by e.id desc limit ?")) {
                statement.setLong(1, Payer.find(connection, customer).id());
                statement.setInt(2, most);
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        entries.add(entry(row));
                    }
                }
            }
            return entries;
        });
    }

    /**
     * Adds money that was received.
     *
     * @param currency null: what the customer is billed in, or its own; of a key that was used, what it was used for
     * @param reference the caller's key of this payment; the same one again changes nothing
     * @throws Failure {@code customer.unknown}, {@code wallet.amount} unless it is above zero and has no more decimals
     *     than the currency, {@code wallet.reference} when the key was used for another amount, {@code
     *     wallet.unsure} when the answer of the database was lost
     */
    public Entry topUp(
            String customer, BigDecimal amount, @Nullable String currency, @Nullable String reference, String note) {
        return LostAnswer.TOP_UP.guard(
                "customer " + customer,
                reference,
                () -> database.write(connection -> {
                    var payer = Payer.find(connection, customer);
                    Entry known = reference == null ? null : before(connection, payer.id(), reference);
                    // What the customer is billed in may have changed since the key was used.
                    String code = currency == null && known != null ? known.currency() : payer.currency(currency);
                    Payer.requireAmount("wallet.amount", amount, code);
                    lock(connection, payer.id(), code);
                    Entry before = reference == null ? null : before(connection, payer.id(), reference);
                    if (before != null) {
                        return same(before, amount, code);
                    }
                    long id = change(
                            connection, payer.id(), code, Kind.TOP_UP, amount, null, reference, note, clock.instant());
                    AuditLog.append(
                            connection,
                            "wallet.top_up",
                            "customer " + customer,
                            Json.text(Json.object()
                                    .put("amount", amount.toPlainString())
                                    .put("currency", code)
                                    .put("note", note)));
                    return find(connection, " where e.id = ?", id);
                }));
    }

    private static Entry same(Entry before, BigDecimal amount, String currency) {
        if (before.amount().compareTo(amount) != 0 || !before.currency().equals(currency)) {
            throw new Failure(
                    "wallet.reference",
                    "The key was used before for " + before.amount().toPlainString() + " " + before.currency() + ".",
                    "Give each payment a key of its own. Nothing was added by this call.");
        }
        return before;
    }

    private static @Nullable Entry before(Connection connection, long customerId, String reference)
            throws SQLException {
        try (var statement = connection.prepareStatement(ENTRY + " where e.customer_id = ? and e.reference = ?")) {
            statement.setLong(1, customerId);
            statement.setString(2, reference);
            try (var row = statement.executeQuery()) {
                return row.next() ? entry(row) : null;
            }
        }
    }

    private static Entry find(Connection connection, String where, long id) throws SQLException {
        try (var statement = connection.prepareStatement(ENTRY + where)) {
            statement.setLong(1, id);
            try (var row = statement.executeQuery()) {
                row.next();
                return entry(row);
            }
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                Kind.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                row.getBigDecimal(5),
                row.getBigDecimal(6),
                row.getObject(7, Long.class),
                row.getString(8),
                row.getTimestamp(9).toInstant(),
                row.getString(10));
    }

    /** The wallet is there and nobody else changes it until the transaction ends. */
    static void lock(Connection connection, long customerId, String currency) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into wallet (customer_id, currency, balance) values (?, ?, 0)
                on conflict (customer_id, currency) do update set balance = wallet.balance""")) {
            statement.setLong(1, customerId);
            statement.setString(2, currency);
            statement.executeUpdate();
        }
    }

    static BigDecimal balance(Connection connection, long customerId, String currency) throws SQLException {
        try (var statement =
                connection.prepareStatement("select balance from wallet where customer_id = ? and currency = ?")) {
            statement.setLong(1, customerId);
            statement.setString(2, currency);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getBigDecimal(1) : BigDecimal.ZERO;
            }
        }
    }

    /** Adds an amount, or takes one below zero, and posts it; the wallet is locked and has enough. */
    static long change(
            Connection connection,
            long customerId,
            String currency,
            Kind kind,
            BigDecimal amount,
            @Nullable Long chargeId,
            @Nullable String reference,
            String note,
            Instant at)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                with changed as (
                    update wallet set balance = balance + ? where customer_id = ? and currency = ? returning balance)
                insert into wallet_entry (customer_id, currency, kind, amount, balance, usage_charge_id, reference, note,
                    at)
                select ?, ?, ?, ?, balance, ?, ?, ?, ? from changed returning id""")) {
            statement.setBigDecimal(1, amount);
            statement.setLong(2, customerId);
            statement.setString(3, currency);
            statement.setLong(4, customerId);
            statement.setString(5, currency);
            statement.setString(6, kind.name().toLowerCase(Locale.ROOT));
            statement.setBigDecimal(7, amount);
            statement.setObject(8, chargeId);
            statement.setString(9, reference);
            statement.setString(10, note);
            statement.setTimestamp(11, Timestamp.from(at));
            try (var row = statement.executeQuery()) {
                row.next();
                long id = row.getLong(1);
                Posting.post(connection, PostingKind.WALLET, List.of(id));
                return id;
            }
        }
    }

    /** Gives back what was paid of a credited invoice; the credit note's own posting counts it. */
    static void giveBack(
            Connection connection,
            long customerId,
            String currency,
            BigDecimal amount,
            long creditNoteId,
            String note,
            Instant at)
            throws SQLException {
        lock(connection, customerId, currency);
        try (var statement = connection.prepareStatement("""
                with changed as (
                    update wallet set balance = balance + ? where customer_id = ? and currency = ?
                    returning customer_id, currency, balance)
                insert into wallet_entry (customer_id, currency, kind, amount, balance, credit_note_id, note, at)
                select customer_id, currency, 'credit_note', ?, balance, ?, ?, ? from changed""")) {
            statement.setBigDecimal(1, amount);
            statement.setLong(2, customerId);
            statement.setString(3, currency);
            statement.setBigDecimal(4, amount);
            statement.setLong(5, creditNoteId);
            statement.setString(6, note);
            statement.setTimestamp(7, Timestamp.from(at));
            statement.executeUpdate();
        }
    }

    /** Books what invoices that became final give back to the wallets of who pays them. */
    static void give(Connection connection, List<Long> invoiceIds, Instant at) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select id, customer_id, currency, -due from invoice where id = any (?) and due < 0
                order by customer_id, currency, id""")) {
            statement.setArray(1, connection.createArrayOf("bigint", invoiceIds.toArray()));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    lock(connection, row.getLong(2), row.getString(3));
                    ofInvoice(connection, row.getLong(1), row.getLong(2), row.getString(3), row.getBigDecimal(4), at);
                }
            }
        }
    }

    /**
     * Takes back what an invoice that becomes void has given.
     *
     * @throws Failure {@code invoice.credit-used} when the customer has less than that left
     */
    static void takeBack(Connection connection, long invoiceId, String name, Instant at) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select customer_id, currency, sum(amount) from wallet_entry where invoice_id = ?
                group by customer_id, currency having sum(amount) > 0""")) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    long customer = row.getLong(1);
                    String currency = row.getString(2);
                    BigDecimal given = row.getBigDecimal(3);
                    lock(connection, customer, currency);
                    if (balance(connection, customer, currency).compareTo(given) < 0) {
                        throw new Failure(
                                "invoice.credit-used",
                                name + " gave back " + Amounts.plain(given, currency) + " " + currency
                                        + ", and the customer has used a part of it.",
                                "Nothing was changed. Bill what is wrong with a line by hand instead.");
                    }
                    ofInvoice(connection, invoiceId, customer, currency, given.negate(), at);
                }
            }
        }
    }

    private static void ofInvoice(
            Connection connection, long invoiceId, long customerId, String currency, BigDecimal amount, Instant at)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                with changed as (
                    update wallet set balance = balance + ? where customer_id = ? and currency = ?
                    returning customer_id, currency, balance)
                insert into wallet_entry (customer_id, currency, kind, amount, balance, invoice_id, note, at)
                select c.customer_id, c.currency, 'invoice', ?, c.balance, i.id, i.number, ?
                from changed c join invoice i on i.id = ? returning id""")) {
            statement.setBigDecimal(1, amount);
            statement.setLong(2, customerId);
            statement.setString(3, currency);
            statement.setBigDecimal(4, amount);
            statement.setTimestamp(5, Timestamp.from(at));
            statement.setLong(6, invoiceId);
            try (var row = statement.executeQuery()) {
                row.next();
                Posting.post(connection, PostingKind.WALLET, List.of(row.getLong(1)));
            }
        }
    }
}
