package org.countinghouse.desktop.palette;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.countinghouse.desktop.Books;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.invoices.InvoiceFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Acme, Blue Ridge and Zed; Acme has invoice H-1 of January and a draft of February; metered has two versions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordFindersTest {
    @TempDir
    private Path folder;

    private Books books;
    private List<PaletteProvider> finders;

    @BeforeAll
    void open() {
        books = new Books();
    }

    @AfterAll
    void close() {
        books.close();
    }

    @BeforeEach
    void lend() {
        books.visited.clear();
        // views come first; their own test is SavedViewsTest
        finders = RecordFinders.of(books.database(), books.context(folder));
    }

    private List<PaletteEntry> find(String query) {
        return finders.stream()
                .flatMap(finder -> finder.find(query, 5).stream())
                .toList();
    }

    private List<String> titles(String query) {
        return find(query).stream().map(PaletteEntry::title).toList();
    }

    private Location opens(String query, String title) {
        books.visited.clear();
        find(query).stream()
                .filter(entry -> entry.title().equals(title))
                .findFirst()
                .orElseThrow()
                .run()
                .run();
        return books.visited.getLast();
    }

    private long invoice(String condition) {
        return books.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select id from invoice where " + condition)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Test
    void aCustomerOpensItsPage() {
        assertThat(opens("blue", "Blue Ridge"))
                .isEqualTo(Location.of("customers", "customer", "" + books.customer("blue")));
        assertThat(find("RIDGE bl")).singleElement().satisfies(entry -> {
            assertThat(entry.group()).isEqualTo("group.customers");
            assertThat(entry.detail()).isEqualTo("blue");
        });
    }

    @Test
    void anInvoiceIsFoundByItsNumberAndByItsCustomerNewestFirst() {
        long draft = invoice("number is null");
        long paid = invoice("number = 'H-1'");

        assertThat(titles("h-1")).containsExactly("H-1 · Acme");
        assertThat(opens("h-1", "H-1 · Acme")).isEqualTo(InvoiceFilter.location(paid));
        assertThat(titles("acme")).containsExactly("Acme", "Draft " + draft + " · Acme", "H-1 · Acme");
        assertThat(opens("" + draft, "Draft " + draft + " · Acme")).isEqualTo(InvoiceFilter.location(draft));
        assertThat(find("h-1"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.detail()).isEqualTo("January 2026 · €120.50 · Paid"));
    }

    @Test
    void thePrefixOfAllNumbersFindsNone() {
        assertThat(titles("h-")).isEmpty();
    }

    @Test
    void aPlanOpensInItsNewestVersionOrTheOneAskedFor() {
        assertThat(opens("METER", "Metered"))
                .isEqualTo(new Location("plans", Map.of("plan", "metered", "version", "2")));
        assertThat(opens("metered v1", "Metered"))
                .isEqualTo(new Location("plans", Map.of("plan", "metered", "version", "1")));
        assertThat(titles("metered v9")).isEmpty();
        assertThat(find("meter").getFirst().detail()).isEqualTo("metered v2 · Published");
    }

    @Test
    void whatAnswersBestComesFirst() {
        assertThat(titles("b")).startsWith("Blue Ridge").contains("By model");
        assertThat(finders.getLast().find("m", 5))
                .extracting(PaletteEntry::title)
                .containsExactly("Metered", "By model");
    }

    @Test
    void givesNoMoreThanAsked() {
        assertThat(finders.get(1).find("e", 2)).hasSize(2);
        assertThat(finders.get(2).find("acme", 1)).hasSize(1);
    }

    @Test
    void whatIsTypedNeverBecomesSqlOrAPattern() {
        for (String typed :
                List.of("%", "_", "\\", "'; drop table customer; --", "{a,b}", "\"", "99999999999999999999")) {
            assertThat(titles(typed)).as(typed).isEmpty();
        }
    }
}
