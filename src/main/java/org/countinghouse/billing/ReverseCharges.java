package org.countinghouse.billing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.countinghouse.storage.Database;

/** Invoices on which the recipient owes the tax. */
public final class ReverseCharges {
    private final Database database;

    public ReverseCharges(Database database) {
        this.database = database;
    }

    /**
     * Of these, the ones without a number yet that are taxed by reverse charge though no tax number of the customer is
     * known. Invoices have to name it (Directive 2006/112/EC, Article 226(4)); where somebody has said that reverse
     * charge holds, nothing else asks for it. They may become final: whoever does it should know.
     *
     * @return their ids, in order
     */
    public List<Long> withoutTaxNumber(Collection<Long> invoiceIds) {
        return database.read(connection -> {
            var found = new ArrayList<Long>();
            try (var statement = connection.prepareStatement("""
                    select i.id from invoice i join customer c on c.id = i.customer_id
                        cross join lateral (select t.treatment, t.ends_on from customer_tax t
                            where t.customer_id = c.id order by t.id desc limit 1) t
                    where i.id = any (?) and i.number is null and i.status in ('draft', 'in_review', 'approved')
                        and t.treatment = 'reverse_charge' and (t.ends_on is null or t.ends_on >= i.period_to)
                        and trim(c.tax_id) = ''
                    order by i.id""")) {
                statement.setArray(1, connection.createArrayOf("bigint", invoiceIds.toArray()));
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getLong(1));
                    }
                }
            }
            return found;
        });
    }
}
