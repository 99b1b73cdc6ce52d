package org.countinghouse.workspace.sample;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.Customer;
import org.countinghouse.customers.Subscription;

/** Seller, customers and subscriptions of the sample. */
final class SampleCustomers {
    private static final String SELLER = "main";
    private static final LocalDate TRACE_MONTH = LocalDate.of(2023, 11, 1);
    private static final LocalDate CLOUD_MONTH = LocalDate.of(2024, 9, 1);

    private SampleCustomers() {}

    /** A customer and what it subscribes to. */
    record Account(Customer customer, Subscription subscription) {}

    static BillingEntity seller() {
        return new BillingEntity(
                SELLER,
                "Harbour & Main Compute GmbH",
                "Speicherstraße 12\n20457 Hamburg\nGermany",
                "DE",
                "DE000000000",
                "billing@harbour-main.example",
                "Musterbank Hamburg\nIBAN DE00 0000 0000 0000 0000 00\nBIC MUSTDE00XXX",
                30,
                "INV-",
                List.of(new BillingEntity.TaxRate("VAT", BigDecimal.valueOf(19), null, "DE")));
    }

    /** The subscribers of the file, in its order; they use language models. */
    static List<Account> subscribers() {
        var accounts = new ArrayList<Account>();
        for (NamedCsvRecord row : SampleResources.rows("subscribers.csv")) {
            accounts.add(subscriber(row));
        }
        return accounts;
    }

    private static Account subscriber(NamedCsvRecord row) {
        int number = Integer.parseInt(row.getField("row"));
        String id = "acct-%04d".formatted(number);
        String name = CompanyNames.of(number);
        boolean german = row.getField("payment_method").startsWith("Bank transfer");
        String zone = german ? "Europe/Berlin" : "America/New_York";
        var customer = new Customer(
                id,
                name,
                "accounts@" + name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".example",
                german
                        ? number + " Hafenallee\n20457 Hamburg\nGermany"
                        : number + " Market Street\nBoston, MA 02110\nUSA",
                german ? "DE" : "US",
                "",
                "USD",
                german ? "de" : "en",
                zone,
                SELLER);
        boolean contract = !row.getField("contract").equals("Month-to-month");
        int tenure = Integer.parseInt(row.getField("tenure"));
        return new Account(
                customer,
                new Subscription(
                        id,
                        contract ? "llm-business" : "llm-pay-as-you-go",
                        TRACE_MONTH.minusMonths(tenure),
                        null,
                        zone,
                        Map.of()));
    }

    /** A customer for each sub-account of the cloud charges. */
    static List<Account> cloudAccounts() {
        var names = new TreeSet<String>();
        for (NamedCsvRecord row : SampleResources.rows(SampleResources.CLOUD_CHARGES)) {
            names.add(row.getField("SubAccountName"));
        }
        return names.stream().map(SampleCustomers::cloudAccount).toList();
    }

    private static Account cloudAccount(String name) {
        String place = name.toLowerCase(Locale.ROOT).replace(' ', '-');
        var customer = new Customer(
                name,
                name,
                "cloud@" + place + ".example",
                "1 Harbor Way\nSeattle, WA 98101\nUSA",
                "US",
                "",
                "USD",
                "en",
                "UTC",
                SELLER);
        return new Account(customer, new Subscription(name, "cloud-resale", CLOUD_MONTH, null, "UTC", Map.of()));
    }
}
