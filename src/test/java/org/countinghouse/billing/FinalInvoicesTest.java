package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.countinghouse.customers.Customers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.metering.BilledUsage;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.storage.catalog.Plans;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which final invoices cover usage that is about to change. */
class FinalInvoicesTest {
    @TempDir
    private Path folder;

    @Test
    void onlyNumberedInvoicesOfTheCustomersLocalDaysAndMetersAreFound() throws Exception {
        try (var world = MeteredWorld.in(folder)) {
            bill(world);
            var finalising = new Finalising(world.database(), MeteredWorld.CLOCK);
            assertThat(invoices(world, "acme", "api_call", "2026-10-15T00:00:00Z"))
                    .as("a draft can still change")
                    .isEmpty();
            finalising.finalise(new Invoices(world.database()).draftsOf(BillingPeriod.parse("2026-10")));
            assertThat(invoices(world, "acme", "api_call", "2026-10-15T00:00:00Z"))
                    .hasSize(1);
            // October begins in Auckland at 11:00 of 30 September, UTC.
            assertThat(invoices(world, "acme", "api_call", "2026-09-30T11:00:00Z"))
                    .hasSize(1);
            assertThat(invoices(world, "acme", "api_call", "2026-09-30T10:45:00Z"))
                    .isEmpty();
            assertThat(invoices(world, "acme", "api_call", "2026-10-31T11:00:00Z"))
                    .isEmpty();
            assertThat(invoices(world, "acme", "stored", "2026-10-15T00:00:00Z"))
                    .isEmpty();
            assertThat(invoices(world, "umbrella", "api_call", "2026-10-15T00:00:00Z"))
                    .isEmpty();
        }
    }

    private static void bill(MeteredWorld world) throws Exception {
        new Plans(world.database(), MeteredWorld.CLOCK)
                .publish(new ObjectMapper().readTree("""
                        {"code":"basic","name":"Basic","currency":"EUR","interval":{"unit":"month","count":1},
                         "anchor":"calendar","trial_days":0,"fees":[],
                         "charges":[{"code":"calls","name":"Calls","meter":"calls",
                           "price":{"model":"per_unit","unit_amount":"0.01"}}]}"""), LocalDate.of(2026, 1, 1));
        world.run(world.file("usage.csv", """
                id,customer,event,time,quantity,region
                1,acme,api_call,2026-10-03T10:00:00Z,1,eu
                """));
        new Customers(world.database(), MeteredWorld.CLOCK)
                .subscribe(new Subscription(
                        "acme", "basic", LocalDate.of(2026, 1, 1), null, "Pacific/Auckland", Map.of()));
        var rating = new SubscriptionRating(world.database(), MeteredWorld.CLOCK);
        assertThat(new BillingRuns(world.database(), rating, MeteredWorld.CLOCK)
                        .run(BillingPeriod.parse("2026-10"), false, Progress.NONE)
                        .drafted())
                .isEqualTo(1);
    }

    private static List<String> invoices(MeteredWorld world, String customer, String event, String at) {
        var used = new BilledUsage.Used(world.customer(customer), event, Instant.parse(at));
        return world.database().read(connection -> new FinalInvoices().invoices(connection, List.of(used)));
    }
}
