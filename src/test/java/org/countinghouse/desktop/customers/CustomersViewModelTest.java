package org.countinghouse.desktop.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.Books;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.insight.CustomerOverview;
import org.countinghouse.storage.list.Sort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomersViewModelTest {
    @TempDir
    private Path folder;

    private Books books;
    private CustomersViewModel model;

    @BeforeAll
    void open() {
        books = new Books();
    }

    @AfterAll
    void close() {
        books.close();
    }

    @BeforeEach
    void visit() {
        books.visited.clear();
        model = new CustomersViewModel(books.customersServices(), books.context(folder));
        model.show(Location.of("customers"));
        model.activate();
    }

    @Test
    void listsCustomersWithTheirPlanAndNewestInvoice() {
        assertThat(rows()).extracting(CustomerRow::name).containsExactly("Acme", "Blue Ridge", "Zed");
        CustomerRow acme = rows().getFirst();
        assertThat(acme.plan()).isEqualTo("Metered");
        assertThat(String.valueOf(acme.lastInvoice())).isEqualTo("EUR 99.99");
        assertThat(rows().getLast().lastInvoice()).isNull();
        assertThat(model.table().totals().get().sums()).containsKey("last_invoice EUR");
    }

    @Test
    void sortsByTheInvoiceInTheDatabase() {
        model.table().sort(List.of(new Sort("last_invoice", true)));

        assertThat(rows()).hasSize(3).extracting(CustomerRow::name).contains("Acme");
    }

    @Test
    void findsCustomersByTheirId() {
        model.table().search("blu");

        assertThat(rows()).extracting(CustomerRow::externalId).containsExactly("blue");
    }

    @Test
    void opensACustomerOnALocationOfItsOwn() {
        model.openCustomer(rows().getFirst());

        assertThat(books.visited).containsExactly(Location.of("customers", "customer", "" + books.customer("acme")));
    }

    @Test
    void showsSubscriptionsInvoicesAndUsage() {
        DetailState.Shown shown = open("acme");

        assertThat(model.title().get()).isEqualTo("Acme");
        assertThat(shown.facts().seller()).isEqualTo("Harbour GmbH");
        assertThat(shown.subscriptions()).singleElement().satisfies(one -> {
            assertThat(one.planName()).isEqualTo("Metered");
            assertThat(one.version()).isEqualTo(1);
            assertThat(one.quantities()).containsEntry("seats", BigDecimal.TWO);
        });
        assertThat(shown.invoices())
                .extracting(one -> one.status())
                .containsExactly(InvoiceStatus.DRAFT, InvoiceStatus.PAID);
    }

    @Test
    void daysOfUsageAreTheCustomersOwn() {
        CustomerOverview.Usage usage = open("acme").usage();

        assertThat(usage.month()).isEqualTo(YearMonth.of(2026, 2));
        assertThat(usage.meters()).singleElement().satisfies(meter -> {
            assertThat(meter.quantity()).isEqualByComparingTo("80");
            assertThat(meter.days()).hasSize(28);
            assertThat(meter.days().get(0)).isEqualByComparingTo("40");
            assertThat(meter.days().get(1)).isEqualByComparingTo("40");
        });
    }

    @Test
    void aCustomerWithoutAnythingHasEmptyParts() {
        DetailState.Shown shown = open("zed");

        assertThat(shown.subscriptions()).isEmpty();
        assertThat(shown.invoices()).isEmpty();
        assertThat(shown.usage().meters()).isEmpty();
    }

    @Test
    void saysWhenThereIsNoSuchCustomer() {
        for (String unknown : List.of("999999", "nobody")) {
            model.show(Location.of("customers", "customer", unknown));
            model.activate();

            assertThat(model.state().get()).isInstanceOf(DetailState.Missing.class);
        }
    }

    private DetailState.Shown open(String externalId) {
        model.show(Location.of("customers", "customer", "" + books.customer(externalId)));
        model.activate();
        return (DetailState.Shown) model.state().get();
    }

    private List<CustomerRow> rows() {
        return List.copyOf(model.table().rows());
    }
}
