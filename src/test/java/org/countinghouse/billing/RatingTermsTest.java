package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RatingTermsTest {
    private BillingWorld world;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2026-11-02T09:00:00Z");
        world.plan("basic", "month", "calendar", "10.00", true);
        world.plan("ahead", "month", "calendar", "12.00", false, 0, "advance");
        world.subscribe("one", "basic", "2026-10-01", "UTC");
        world.subscribe("two", "basic", "2026-10-01", "UTC");
        world.usage("one", "2026-10-05T10:00:00Z", 700);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void invoicesOfOnePlanKeepItOnce() {
        world.runs.run(BillingPeriod.parse("2026-10"), false, Progress.NONE);
        assertThat(stored())
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(request).contains("\"terms\"").doesNotContain("\"plan\"", "\"charges\""));
        assertThat(world.number("select count(*) from rating_terms")).isEqualTo(1);

        world.at("2026-12-02T09:00:00Z");
        world.runs.run(BillingPeriod.parse("2026-11"), false, Progress.NONE);
        assertThat(stored()).hasSize(4);
        assertThat(world.number("select count(*) from rating_terms")).isEqualTo(1);
    }

    @Test
    void whatKeepsItsPlanItselfIsReadAsBefore() throws Exception {
        world.subscribe("three", "ahead", "2026-10-01", "UTC");
        world.runs.run(BillingPeriod.parse("2026-10"), false, Progress.NONE);
        List<String> named = world.texts("select whole_input(request) from invoice_input order by invoice_id");
        List<String> totals = world.texts("select total from invoice order by id");
        world.arrange("update invoice_input set request = whole_input(request)");
        assertThat(stored())
                .isEqualTo(named)
                .allSatisfy(request -> assertThat(request).contains("\"plan\"").doesNotContain("\"terms\""));
        assertThat(world.texts("select whole_input(request) from invoice_input order by invoice_id"))
                .isEqualTo(named);
        for (int index = 0; index < named.size(); index++) {
            assertThat(InvoiceInput.read(named.get(index)).rate(true).total()).isEqualByComparingTo(totals.get(index));
        }
    }

    @Test
    void nobodyChangesOrRemovesTerms() {
        world.runs.run(BillingPeriod.parse("2026-10"), false, Progress.NONE);
        assertThatThrownBy(() -> world.update("update rating_terms set document = document"))
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> world.update("delete from rating_terms"))
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    private List<String> stored() {
        return world.texts("select request from invoice_input order by invoice_id");
    }
}
