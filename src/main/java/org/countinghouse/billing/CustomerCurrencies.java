package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.countinghouse.catalog.Json;
import org.countinghouse.money.Currencies;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The currencies that customers are billed in, where those are not their plans'. What changes holds from the next draft
 * on, and for drafts that are rated again; numbered invoices stay as they are.
 */
public final class CustomerCurrencies {
    private final Database database;
    private final Clock clock;

    public CustomerCurrencies(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What a customer is billed in.
     *
     * @param own its own currency, of invoices without a plan and its wallet unless it is billed in another one
     * @param billing what it is billed in, as who pays for it decides; null: each plan's own
     * @param paysItself otherwise the one who pays for it decides
     */
    public record Standing(String own, @Nullable String billing, boolean paysItself) {
        /** What its wallet is in unless one is named. */
        public String wallet() {
            return billing == null ? own : billing;
        }
    }

    /**
     * Of a customer; who pays for it has to be seen by the database's role.
     *
     * @param customer the external id
     * @throws Failure {@code customer.unknown}
     */
    public Standing of(String customer) {
        return database.read(connection -> Found.read(connection, customer, "").standing());
    }

    /**
     * Says what a customer is billed in; the same again changes nothing.
     *
     * @param customer the external id
     * @param currency ISO 4217; null: each plan's own
     * @throws Failure {@code customer.unknown}, {@code currency.unknown}, {@code customer.payer} when somebody else pays
     */
    public void set(String customer, @Nullable String currency) {
        require(currency);
        database.write(connection -> {
            Found found = Found.read(connection, customer, " for no key update of u");
            if (Objects.equals(found.standing().billing(), currency)) {
                return false;
            }
            found.requirePaysItself(customer);
            store(connection, found.id(), currency);
            AuditLog.append(
                    connection,
                    "customer.billing-currency",
                    "customer " + customer,
                    Json.text(Json.object()
                            .put("before", found.standing().billing())
                            .put("currency", currency)));
            Database.notify(connection, "customer", "currency");
            return true;
        });
    }

    /**
     * Whether it can be set; nothing is stored.
     *
     * @throws Failure as {@link #set}
     */
    public void check(String customer, @Nullable String currency) {
        checked(customer, currency);
    }

    private Found checked(String customer, @Nullable String currency) {
        require(currency);
        Found found = database.read(connection -> Found.read(connection, customer, ""));
        if (!Objects.equals(found.standing().billing(), currency)) {
            found.requirePaysItself(customer);
        }
        return found;
    }

    private static void require(@Nullable String currency) {
        if (currency != null && Currencies.find(currency).isEmpty()) {
            throw new Failure(
                    "currency.unknown",
                    "\"" + currency + "\" is no currency.",
                    "Give its code of ISO 4217, for example EUR. Nothing was changed.");
        }
    }

    /** Subscriptions move too, so that a run under way looks again. */
    private static void store(Connection connection, long id, @Nullable String currency) throws SQLException {
        try (var statement = connection.prepareStatement(
                        "update customer set billing_currency = ?, revision = revision + 1 where id = ?");
                var subscriptions = connection.prepareStatement("""
                        update subscription set revision = revision + 1
                        where customer_id in (select id from customer where id = ? or payer_id = ?)""")) {
            statement.setString(1, currency);
            statement.setLong(2, id);
            statement.executeUpdate();
            subscriptions.setLong(1, id);
            subscriptions.setLong(2, id);
            subscriptions.executeUpdate();
        }
    }

    /**
     * What the running periods of a customer would come to in a currency, by the rates of today; nothing is stored.
     *
     * @param customer the external id
     * @param currency ISO 4217; null: each plan's own
     * @throws Failure as {@link #set}, {@code billing.rate} when there is no rate
     */
    public List<Estimate> preview(String customer, @Nullable String currency) {
        return new Estimates(database, clock).in(checked(customer, currency).id(), currency);
    }

    /**
     * What the running periods of a customer come to as it is billed.
     *
     * @param customer the external id
     * @throws Failure {@code customer.unknown}, {@code billing.rate} when there is no rate
     */
    public List<Estimate> running(String customer) {
        long id =
                database.read(connection -> Found.read(connection, customer, "").id());
        return new Estimates(database, clock).of(id);
    }

    private record Found(long id, Standing standing) {
        void requirePaysItself(String customer) {
            if (!standing.paysItself()) {
                throw new Failure(
                        "customer.payer",
                        "Somebody else pays for \"" + customer + "\": that one's currency counts.",
                        "Nothing was changed.");
            }
        }

        static Found read(Connection connection, String customer, String lock) throws SQLException {
            try (var statement = connection.prepareStatement("""
                    select u.id, u.currency, case when u.payer_id is null then u.billing_currency else p.billing_currency end,
                        u.payer_id is null
                    from customer u left join customer p on p.id = u.payer_id where u.external_id = ?""" + lock)) {
                statement.setString(1, customer.replace("\0", ""));
                try (var row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new Failure(
                                "customer.unknown",
                                "There is no customer \"" + customer + "\".",
                                "Nothing was changed.");
                    }
                    return new Found(
                            row.getLong(1), new Standing(row.getString(2), row.getString(3), row.getBoolean(4)));
                }
            }
        }
    }
}
