package org.countinghouse.billing.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.countinghouse.catalog.Json;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/** The numbers of accounts, as accountants' programs know them: one for all, or a billing entity's own. */
public final class AccountNumbers {
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z][0-9A-Za-z./-]{0,19}");

    private final Database database;

    public AccountNumbers(Database database) {
        this.database = database;
    }

    /** @param own the number is the billing entity's own */
    public record Numbered(String entity, Account account, String number, boolean own) {}

    /** All accounts of all billing entities, by entity and number. */
    public List<Numbered> all() {
        return database.read(connection -> {
            var all = new ArrayList<Numbered>();
            try (var statement = connection.prepareStatement("""
                            select b.code, a.code, coalesce(n.number, a.number), n.number is not null
                            from billing_entity b cross join ledger_account a
                                left join ledger_account_number n on n.billing_entity_id = b.id and n.account = a.code
                            order by b.code, 3, a.code""");
                    var row = statement.executeQuery()) {
                while (row.next()) {
                    all.add(new Numbered(
                            row.getString(1), Account.of(row.getString(2)), row.getString(3), row.getBoolean(4)));
                }
            }
            return all;
        });
    }

    /**
     * Gives an account of a billing entity a number of its own.
     *
     * @throws Failure {@code seller.unknown}, {@code account.number} unless it is letters, digits, {@code . / -}, twenty
     *     at most
     */
    public void set(String entity, Account account, String number) {
        if (!NUMBER.matcher(number).matches()) {
            throw new Failure(
                    "account.number",
                    "\"" + number + "\" is no number of an account.",
                    "Use up to 20 letters, digits, points, slashes and dashes, for example 8400.");
        }
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into ledger_account_number (billing_entity_id, account, number)
                    select id, ?, ? from billing_entity where code = ?
                    on conflict (billing_entity_id, account) do update set number = excluded.number""")) {
                statement.setString(1, account.code());
                statement.setString(2, number);
                statement.setString(3, entity);
                refuseUnknown(statement.executeUpdate(), entity);
            }
            AuditLog.append(
                    connection,
                    "ledger.account-number",
                    "billing entity " + entity,
                    Json.text(Json.object().put("account", account.code()).put("number", number)));
            return true;
        });
    }

    private static void refuseUnknown(int changed, String entity) {
        if (changed == 0) {
            throw new Failure("seller.unknown", "There is no billing entity \"" + entity + "\".", "");
        }
    }
}
