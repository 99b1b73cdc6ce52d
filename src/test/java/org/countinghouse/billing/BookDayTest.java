package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days are those of the seller: on documents, in their numbers and in the books. */
class BookDayTest {
    /** Half past midnight in Berlin is last year in UTC, five in the afternoon in Los Angeles is next year. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2025-12-31T23:30:00Z, 2026-01-01, 2026",
        "America/Los_Angeles, 2026-01-01T01:00:00Z, 2025-12-31, 2025",
        "Asia/Tokyo,          2026-07-31T23:30:00Z, 2026-08-01, 2026",
        "UTC,                 2026-07-31T23:30:00Z, 2026-07-31, 2026"
    })
    void documentsNumbersAndEntriesHaveTheSellersDay(String zone, String moment, String day, String year)
            throws Exception {
        try (var world = new BillingWorld(moment)) {
            seller(world, zone);
            world.plan("base", "month", "calendar", "100.00", false);
            world.subscribe("acme", "base", "2026-09-01", "Europe/Berlin");
            var oneOff = new OneOffInvoices(world.database, world.clock);
            var entry = new ManualEntry("Work", BigDecimal.ONE, new BigDecimal("50"), "standard", null);
            long credited = oneOff.draft("acme", List.of(entry));
            long paid = oneOff.draft("acme", List.of(entry));
            long undone = oneOff.draft("acme", List.of(entry));
            assertThat(world.texts("select distinct period_from::text from invoice"))
                    .containsExactly(day);
            world.finalising.finalise(List.of(credited, paid, undone));
            assertThat(
                            world.texts(
                                    "select number || ' ' || issued_on || ' ' || (due_on - issued_on) from invoice order by id"))
                    .containsExactly(
                            "R-" + year + "-000001 " + day + " 14",
                            "R-" + year + "-000002 " + day + " 14",
                            "R-" + year + "-000003 " + day + " 14");
            var note = new CreditNotes(world.database, world.clock)
                    .issue(credited, new CreditRequest.Full(), "outage", null);
            assertThat(note.number()).contains(year + "-000001");
            var life = new InvoiceLife(world.database, world.clock);
            life.pay(paid, null, null, "transfer");
            life.makeVoid(undone, "billed twice");
            assertThat(life.today(paid)).isEqualTo(day);
            assertThat(world.texts("select kind || ' ' || booked_on from ledger_transaction order by kind, source"))
                    .containsExactlyInAnyOrder(
                            "invoice " + day,
                            "invoice " + day,
                            "invoice " + day,
                            "credit_note " + day,
                            "payment " + day,
                            "void " + day);
        }
    }

    @Test
    void anInvoiceIsOverdueWhenItsSellersDayIsOver() throws Exception {
        try (var world = new BillingWorld("2026-01-01T12:00:00Z")) {
            seller(world, "America/Los_Angeles");
            world.plan("base", "month", "calendar", "100.00", false);
            world.subscribe("acme", "base", "2026-09-01", "Europe/Berlin");
            var entry = new ManualEntry("Work", BigDecimal.ONE, new BigDecimal("50"), "standard", null);
            world.finalising.finalise(
                    List.of(new OneOffInvoices(world.database, world.clock).draft("acme", List.of(entry))));
            var life = new InvoiceLife(world.database, world.clock);
            world.at("2026-01-16T07:30:00Z");
            assertThat(life.markOverdue()).isZero();
            world.at("2026-01-16T08:30:00Z");
            assertThat(life.markOverdue()).isEqualTo(1);
        }
    }

    @Test
    void aZoneIsKeptUntilAnotherIsGivenAndMustExist() throws Exception {
        try (var world = new BillingWorld("2026-01-01T12:00:00Z")) {
            assertThat(zone(world)).isEqualTo("UTC");
            seller(world, "Asia/Tokyo");
            seller(world, null);
            assertThat(zone(world)).isEqualTo("Asia/Tokyo");
            for (String wrong : List.of("Middle/Earth", "+02:00", "CET-1", "SystemV/PST8")) {
                assertThatThrownBy(() -> seller(world, wrong))
                        .isInstanceOfSatisfying(
                                Failure.class,
                                failure -> assertThat(failure.code()).isEqualTo("seller.time-zone"));
            }
        }
    }

    private static String zone(BillingWorld world) {
        return world.texts("select time_zone from billing_entity").getFirst();
    }

    private static void seller(BillingWorld world, @org.jspecify.annotations.Nullable String zone) {
        world.customers.save(
                new BillingEntity("main", "Seller", "Street 1", "DE", "DE1", "", "", 14, "R-", zone, List.of()));
    }
}
