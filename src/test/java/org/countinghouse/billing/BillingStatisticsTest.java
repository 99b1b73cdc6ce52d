package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;

/** Revenue is what the books say. */
class BillingStatisticsTest {
    private static final LocalDate FROM = LocalDate.parse("2021-02-01");
    private static final LocalDate TO = LocalDate.parse("2021-03-01");

    /** Two fees of 100 and 500 calls at a cent, at 19 %: one is final, of which 23.80 are credited; one stays a draft. */
    @Test
    void revenueIsNetWithoutDraftsLessCreditNotes() throws Exception {
        try (var world = new BillingWorld("2021-02-02T09:00:00Z")) {
            new TaxRates(world.database, world.clock)
                    .set(
                            new TaxRates.Subject("main", "DE", "", "VAT"),
                            LocalDate.parse("2007-01-01"),
                            new BigDecimal("19"),
                            false,
                            "");
            world.plan("pro", "month", "calendar", "100.00", true);
            world.subscribe("acme", "pro", "2021-01-01", "Europe/Berlin");
            world.subscribe("zeta", "pro", "2021-01-01", "Europe/Berlin");
            world.usage("acme", "2021-01-10T10:00:00Z", 500);
            world.runs.run(BillingPeriod.parse("2021-01"), false, Progress.NONE);
            assertThat(of(world, null).revenue()).isEmpty();
            long id = world.number(
                    "select i.id from invoice i join customer c on c.id = i.customer_id where c.external_id = 'acme'");
            world.finalising.finalise(List.of(id));
            assertThat(of(world, null).revenue()).containsExactly(line("total", 1, "105"));
            assertThat(of(world, null).byService()).containsExactly(line("fee", 1, "100"), line("calls", 1, "5"));
            new CreditNotes(world.database, world.clock)
                    .issue(id, new CreditRequest.Amount(new BigDecimal("23.80")), "outage", null);
            assertThat(of(world, null).revenue()).containsExactly(line("total", 1, "85"));
            long zeta = world.number("select id from customer where external_id = 'zeta'");
            assertThat(of(world, zeta).revenue()).isEmpty();
            assertThat(BillingStatistics.of(world.database, world.database, null, TO, TO.plusMonths(1))
                            .revenue())
                    .isEmpty();
        }
    }

    private static BillingStatistics of(BillingWorld world, @org.jspecify.annotations.Nullable Long customer) {
        return BillingStatistics.of(world.database, world.database, customer, FROM, TO);
    }

    private static BillingStatistics.Line line(String name, long count, String amount) {
        return new BillingStatistics.Line(name, "EUR", count, new BigDecimal(amount));
    }
}
