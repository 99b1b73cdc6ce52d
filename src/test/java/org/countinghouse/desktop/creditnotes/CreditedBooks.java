package org.countinghouse.desktop.creditnotes;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.countinghouse.billing.CreditNote;
import org.countinghouse.billing.CreditRequest;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.Customer;
import org.countinghouse.customers.Subscription;
import org.countinghouse.desktop.TestBooks;

/** Final invoices of two sellers in two currencies: one is still to be paid, the other is paid. */
final class CreditedBooks implements AutoCloseable {
    final TestBooks books;
    final long berlin;
    final long chicago;

    CreditedBooks() throws IOException {
        books = TestBooks.open();
        books.workspace()
                .customers()
                .save(new BillingEntity(
                        "second",
                        "Seller Inc.",
                        "Avenue 2\nBoston",
                        "US",
                        "",
                        "billing@second.example",
                        "Bank\nUS00",
                        14,
                        "R-",
                        List.of()));
        books.workspace()
                .customers()
                .save(new Customer("chicago", "Company of chicago", "", "", "US", "", "USD", "en", "UTC", "second"));
        books.workspace()
                .customers()
                .subscribe(new Subscription("chicago", "basic-usd", LocalDate.of(2026, 1, 1), null, "UTC", Map.of()));
        books.bill();
        berlin = draft("berlin");
        chicago = draft("chicago");
        books.workspace().finalising().finalise(List.of(berlin, chicago));
        books.workspace().invoiceLife().pay(chicago, null, null, "transfer 1");
    }

    private long draft(String customer) {
        return books.workspace().invoices().draftsOf(TestBooks.OCTOBER).stream()
                .filter(id -> books.workspace()
                        .invoices()
                        .find(Long.toString(id))
                        .customer()
                        .equals(customer))
                .findFirst()
                .orElseThrow();
    }

    CreditNote credit(long invoice, String amount, String reason) {
        return books.workspace()
                .creditNotes()
                .issue(invoice, new CreditRequest.Amount(new BigDecimal(amount)), reason, null);
    }

    CreditNote creditBerlin() {
        return credit(berlin, "11.90", "Outage on 5 October");
    }

    CreditNote creditChicago() {
        return credit(chicago, "20.00", "Charged twice");
    }

    @Override
    public void close() throws IOException {
        books.close();
    }
}
