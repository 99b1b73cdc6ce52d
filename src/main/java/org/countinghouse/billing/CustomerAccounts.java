package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/** What a customer owes by the ledger, and what its running periods come to. */
public final class CustomerAccounts {
    private final Database database;
    private final Clock clock;

    public CustomerAccounts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What is to be paid in a currency.
     *
     * @param open all of it; below zero when the customer paid too much
     * @param overdue what should have been paid before today
     */
    public record Balance(String currency, BigDecimal open, BigDecimal overdue) {}

    /**
     * A customer's account.
     *
     * @param balances other than zero, by currency
     * @param running periods with what they come to so far; empty when it cannot be told
     */
    public record Account(List<Balance> balances, List<Estimate> running) {
        public Account {
            balances = List.copyOf(balances);
            running = List.copyOf(running);
        }
    }

    /** @param today by which it is told what is overdue */
    public Account of(long customerId, LocalDate today) {
        return new Account(balances(customerId, today), running(customerId));
    }

    private List<Balance> balances(long customerId, LocalDate today) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select e.currency, sum(e.amount), coalesce(sum(e.amount) filter (where i.due_on < ?), 0)
                    from ledger_entry e join invoice i on i.id = e.invoice_id
                    where e.account = 'receivables' and e.customer_id = ?
                    group by e.currency having sum(e.amount) <> 0 order by e.currency""")) {
                statement.setObject(1, today);
                statement.setLong(2, customerId);
                try (var rows = statement.executeQuery()) {
                    var balances = new ArrayList<Balance>();
                    while (rows.next()) {
                        balances.add(new Balance(rows.getString(1), rows.getBigDecimal(2), rows.getBigDecimal(3)));
                    }
                    return balances;
                }
            }
        });
    }

    /** Usage that cannot be rated is told where it is billed; a customer is looked at all the same. */
    private List<Estimate> running(long customerId) {
        try {
            return new Estimates(database, clock).of(customerId);
        } catch (Failure unrated) {
            return List.of();
        }
    }
}
