package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.countinghouse.metering.UsageCorrections;
import org.countinghouse.metering.Why;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReissueTest {
    private BilledWorld world;

    @BeforeEach
    void open() throws IOException {
        world = BilledWorld.fresh();
        world.plan("""
                {"code":"support","name":"Support","currency":"EUR","interval":{"unit":"month","count":1},
                 "anchor":"calendar","trial_days":0,"fees":[{"code":"base","name":"Base fee","amount":"10.00",
                   "quantity":"1","timing":"arrears","proration":"none","tax_category":"standard"}],"charges":[]}""");
        world.subscribe("acme", "mixed");
        world.subscribe("acme", "support");
        world.draftOctober();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<Invoice> invoices() {
        var all = new ArrayList<Invoice>();
        world.invoices().each(null, false, all::add);
        return all;
    }

    @Test
    void ratingADraftAgainCanBeLookedAtFirst() {
        world.execute("delete from invoice");
        world.use("acme", "one", 1_000, "2026-10-05T10:00:00Z");
        world.draftOctober();
        Invoice larger =
                invoices().stream().max(Comparator.comparing(Invoice::total)).orElseThrow();
        long draft = larger.id();
        var before = larger.total();
        new UsageCorrections(world.database(), world.clock(), new FinalInvoices())
                .cancel("acme", "one", Why.of("wrong"));
        var refresh = new DraftRefresh(
                world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock());
        LineEffect looked = refresh.preview(draft);
        assertThat(looked.before()).isEqualByComparingTo(before);
        assertThat(looked.total()).isLessThan(before);
        assertThat(world.invoices().find(Long.toString(draft)).total())
                .as("a look")
                .isEqualByComparingTo(before);
        assertThat(refresh.refresh(draft, null)).isEqualTo(looked);
    }

    @Test
    void itDraftsItsOwnSubscriptionAloneWithItsWords() {
        var life = new InvoiceLife(world.database(), world.clock());
        Invoice first = invoices().getFirst();
        Invoice other = invoices().getLast();
        assertThat(first.subscriptionId()).isNotEqualTo(other.subscriptionId());
        life.describe(first.id(), "PO-7", "Thank you");
        world.finalising().finalise(List.of(first.id()));
        life.makeVoid(other.id(), "not yet");

        var runs = new BillingRuns(
                world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock());
        var report = new Reissue(world.database(), runs, world.clock()).reissue(first.id(), "wrong address");

        assertThat(report.failures()).isEmpty();
        assertThat(report.drafted()).isEqualTo(1);
        var drafts = invoices().stream()
                .filter(each -> each.status() == InvoiceStatus.DRAFT)
                .toList();
        assertThat(drafts).singleElement().satisfies(draft -> {
            assertThat(draft.subscriptionId()).isEqualTo(first.subscriptionId());
            assertThat(draft.purchaseOrder()).isEqualTo("PO-7");
            assertThat(draft.note()).isEqualTo("Thank you");
        });
    }
}
