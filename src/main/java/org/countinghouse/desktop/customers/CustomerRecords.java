package org.countinghouse.desktop.customers;

import java.time.Clock;
import java.util.List;
import org.countinghouse.billing.CreditNoteList;
import org.countinghouse.billing.CreditNoteRow;
import org.countinghouse.insight.CustomerPayments;
import org.countinghouse.insight.CustomerTimeline;
import org.countinghouse.metering.quota.QuotaList;
import org.countinghouse.metering.quota.QuotaRow;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.RowSource;

/**
 * What happened to a customer and how far it is, the newest of each.
 *
 * @param limits in force, the most used first
 */
public record CustomerRecords(
        CustomerTimeline.Timeline timeline,
        List<CustomerPayments.Payment> payments,
        List<CreditNoteRow> creditNotes,
        List<QuotaRow> limits) {
    private static final int ENTRIES = 50;
    private static final int ROWS = 100;

    public CustomerRecords {
        payments = List.copyOf(payments);
        creditNotes = List.copyOf(creditNotes);
        limits = List.copyOf(limits);
    }

    /** Where they are read, each with one statement. */
    public record Sources(
            CustomerTimeline timeline,
            CustomerPayments payments,
            RowSource<CreditNoteRow> creditNotes,
            RowSource<QuotaRow> limits) {
        static Sources of(Database database, Clock clock) {
            return new Sources(
                    new CustomerTimeline(database),
                    new CustomerPayments(database),
                    CreditNoteList.of(database),
                    new QuotaList(database, clock));
        }

        CustomerRecords of(long customer, String externalId) {
            return new CustomerRecords(
                    timeline.of(customer, ENTRIES),
                    payments.of(customer, ROWS),
                    newest(creditNotes, "customer_id", externalId),
                    newest(limits, "external_id", externalId));
        }

        private static <R> List<R> newest(RowSource<R> list, String column, String externalId) {
            var own = Filter.ALL.and(column, Filter.Operator.EQUALS, externalId);
            return list.page(own, List.of(), null, 0, ROWS).rows();
        }
    }
}
