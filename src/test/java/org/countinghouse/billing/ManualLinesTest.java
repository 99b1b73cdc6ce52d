package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.countinghouse.billing.ledger.Recognition;
import org.countinghouse.rating.ExplanationJson;
import org.countinghouse.rating.ExplanationVerifier;
import org.countinghouse.work.Failure;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** October of {@code acme} comes to 133.33 net: 100.00 at 19 % and 33.33 at 7 %, 154.66 with tax. */
class ManualLinesTest {
    private BilledWorld world;
    private ManualLines lines;
    private InvoiceLife life;
    private long draft;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        lines = new ManualLines(world.database(), world.clock());
        life = new InvoiceLife(world.database(), world.clock());
        world.subscribe("acme", "mixed");
        world.draftOctober();
        draft = world.invoiceOf("acme").id();
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    @Test
    void aLineIsTaxedByItsCategoryExplainedAndPosted() {
        var before = invoice();
        var preview = lines.preview(draft, add("Consulting", "1.5", "80.00", "standard"));
        assertThat(preview.before()).isEqualByComparingTo("154.66");
        assertThat(preview.net()).isEqualByComparingTo("253.33");
        assertThat(preview.tax()).isEqualByComparingTo("44.13");
        assertThat(preview.total()).isEqualByComparingTo("297.46");
        assertThat(invoice()).as("a preview stores nothing").isEqualTo(before);

        assertThat(lines.change(draft, before.revision(), add("Consulting", "1.5", "80.00", "standard")))
                .isEqualTo(preview);
        lines.change(draft, null, add("Handbook", "2", "10.005", "reduced"));
        lines.change(draft, null, add("Goodwill", "-1", "12.345", "standard"));

        var invoice = invoice();
        var byHand = invoice.lines().stream().filter(Invoice.Line::byHand).toList();
        assertThat(byHand)
                .extracting(Invoice.Line::charge)
                .as("after the rated lines, each with a name of its own")
                .containsExactly("manual-1", "manual-2", "manual-3");
        assertThat(byHand)
                .extracting(Invoice.Line::amount)
                .containsExactly(new BigDecimal("120.00"), new BigDecimal("20.01"), new BigDecimal("-12.35"));
        for (var line : byHand) {
            assertThat(line.explanation().get(0).path("step").asText()).isEqualTo("manual");
            assertThat(line.explanation().get(0).path("text").asText()).startsWith("by hand: ");
            var claim = new ExplanationVerifier.Claim(
                    line.quantity(), line.exact(), line.amount(), line.discount(), line.credit(), line.net());
            assertThat(ExplanationVerifier.verify(
                            ExplanationJson.read(line.explanation(), ""), claim, CurrencyUnit.EUR))
                    .isEmpty();
        }
        assertThat(invoice.taxes())
                .extracting(Invoice.Tax::base)
                .containsExactly(new BigDecimal("207.65"), new BigDecimal("53.34"));

        world.finalising().finalise(List.of(draft));
        assertThat(world.balance("receivables")).isEqualByComparingTo(invoice.total());
        assertThat(world.balance("revenue")).isEqualByComparingTo(invoice.net().negate());
        assertThat(world.balance("tax")).isEqualByComparingTo(invoice.tax().negate());
        assertThat(world.number("select -sum(amount) from ledger_entry where charge = 'manual-1'"))
                .isEqualByComparingTo("120");
    }

    @Test
    void linesAreChangedAndRemovedAndEachStepIsAudited() {
        lines.change(draft, null, add("Setup", "1", "50.00", "standard"));
        lines.change(draft, null, new LineChange.Replace("manual-1", entry("Setup fee", "1", "60.00", "standard")));
        assertThat(invoice().net()).isEqualByComparingTo("193.33");
        lines.change(draft, null, new LineChange.Remove("manual-1"));
        assertThat(invoice().total()).isEqualByComparingTo("154.66");
        assertThat(invoice().lines()).noneMatch(Invoice.Line::byHand);
        assertThat(world.number("select count(*) from audit_entry where subject = 'invoice " + draft
                        + "' and action in ('invoice.line.add', 'invoice.line.change', 'invoice.line.remove')"
                        + " and detail ? 'total_before' and detail ? 'total'"))
                .isEqualByComparingTo("3");
        assertThat(world.number("select count(*) from audit_entry where action = 'invoice.line.change'"
                        + " and detail -> 'before' ->> 'unit_price' = '50.00'"
                        + " and detail -> 'after' ->> 'unit_price' = '60.00'"))
                .isEqualByComparingTo("1");
        assertThatFails(() -> lines.change(draft, null, new LineChange.Remove("manual-1")), "invoice.line.missing");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1, 1, standard",
        "text, 0, 1, standard",
        "text, 1e13, 1, standard",
        "text, 1, 1e2000000000, standard",
        "text, 1, 0.0000000000001, standard",
        "text, 1, 1, standrad"
    })
    void whatNoLineCanBeMadeOfIsRefused(String text, String quantity, String price, String category) {
        var before = invoice();
        assertThatFails(() -> lines.change(draft, null, add(text, quantity, price, category)), "invoice.line");
        assertThat(invoice()).isEqualTo(before);
    }

    @Test
    void linesByHandTakeOffNoMoreThanTheInvoiceComesTo() {
        assertThatFails(
                () -> lines.change(draft, null, add("Discount", "-1", "133.34", "standard")), "invoice.negative");
        lines.change(draft, null, add("Discount", "-1", "100.00", "standard"));
        lines.change(draft, null, add("Discount", "-1", "33.33", "reduced"));
        assertThat(invoice().total()).isZero();
        world.finalising().finalise(List.of(draft));
    }

    @Test
    void onlyADraftTakesLines() {
        life.review(List.of(draft), "look");
        assertThatFails(() -> lines.change(draft, null, add("Late", "1", "1", "standard")), "invoice.state");
        life.approve(List.of(draft), "");
        assertThatFails(() -> lines.change(draft, null, add("Late", "1", "1", "standard")), "invoice.state");
        world.finalising().finalise(List.of(draft));
        assertThatFails(() -> lines.change(draft, null, add("Late", "1", "1", "standard")), "invoice.state");
        assertThatThrownBy(() -> world.execute("delete from invoice_line")).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> world.execute("update invoice_input set request = '{}'"))
                .isInstanceOf(Failure.class);
        assertThatFails(() -> lines.change(999, null, new LineChange.Remove("manual-1")), "invoice.missing");
    }

    @Test
    void ofPeopleAtOnceOnlyTheOneWhoSawTheDraftAsItIsChangesIt() throws Exception {
        int seen = invoice().revision();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var work = new ArrayList<Callable<String>>();
            for (int i = 0; i < 6; i++) {
                work.add(() -> {
                    try {
                        lines.change(draft, seen, add("Support", "1", "10.00", "standard"));
                        return "done";
                    } catch (Failure refused) {
                        return refused.code();
                    }
                });
            }
            var answers = new ArrayList<String>();
            for (var future : threads.invokeAll(work)) {
                answers.add(future.get());
            }
            assertThat(answers).containsOnlyOnce("done").contains("conflict");
        }
        assertThat(invoice().net()).isEqualByComparingTo("143.33");
    }

    @Test
    void linesStayWhenTheDraftIsRatedAgain() {
        lines.change(draft, null, add("Setup", "1", "50.00", "standard"));
        world.use("acme", "late-1", 1_000, "2026-10-20T10:00:00Z");
        var refresh = new DraftRefresh(
                world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock());
        int seen = invoice().revision();
        var effect = refresh.refresh(draft, seen);
        assertThat(effect.before()).isEqualByComparingTo("214.16");
        assertThat(effect.net()).isEqualByComparingTo("193.33");
        assertThat(invoice().lines())
                .last()
                .satisfies(line -> assertThat(line.byHand()).isTrue());
        assertThatFails(() -> refresh.refresh(draft, seen), "conflict");
        world.finalising().finalise(List.of(draft));
        assertThatFails(() -> refresh.refresh(draft, null), "invoice.state");

        world.clock().moveTo("2026-12-02");
        new BillingRuns(world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .run(BillingPeriod.parse("2026-11"), false, org.countinghouse.work.Progress.NONE);
        assertThat(world.invoiceOf("acme").lines())
                .as("it is billed once, though it came late")
                .noneMatch(line -> line.kind().equals("adjustment"));
    }

    @Test
    void aReissuedInvoiceKeepsItsLines() {
        lines.change(draft, null, add("Setup", "1", "50.00", "standard"));
        world.finalising().finalise(List.of(draft));
        life.makeVoid(draft, "wrong address");
        world.draftOctober();
        assertThat(lines.carry(draft)).isEqualTo(1);
        assertThat(lines.carry(draft)).as("once").isZero();
        var again = world.invoiceOf("acme");
        assertThat(again.id()).isNotEqualTo(draft);
        assertThat(again.net()).isEqualByComparingTo("183.33");
        world.finalising().finalise(List.of(again.id()));
    }

    @Test
    void aLineForComingMonthsBecomesRevenueWithThem() {
        var year = new BillingPeriod(LocalDate.of(2026, 11, 1), LocalDate.of(2027, 11, 1));
        lines.change(
                draft,
                null,
                new LineChange.Add(
                        new ManualEntry("Licence", BigDecimal.ONE, new BigDecimal("365.00"), "standard", year)));
        assertThat(invoice().lines().getLast().service()).isEqualTo(year);
        world.finalising().finalise(List.of(draft));
        assertThat(world.balance("deferred_revenue")).isEqualByComparingTo("-365");
        world.clock().moveTo("2026-12-01");
        new Recognition(world.database(), world.clock()).recognise();
        assertThat(world.balance("deferred_revenue")).isEqualByComparingTo("-335");
        new CreditNotes(world.database(), world.clock()).issue(draft, new CreditRequest.Full(), "not wanted", null);
        assertThat(world.balance("deferred_revenue")).isZero();
        assertThat(world.balance("tax")).isZero();
    }

    @Test
    void aChangedLineOfAFinalInvoiceIsFound() {
        lines.change(draft, null, add("Setup", "1", "50.00", "standard"));
        world.finalising().finalise(List.of(draft));
        world.corrupt("update invoice_line set service_from = '2026-01-01', service_to = '2027-01-01'"
                + " where charge = 'manual-1'");
        assertThat(new BooksVerification(world.database()).differences())
                .extracting(BooksVerification.Difference::rule)
                .contains("invoice.derived");
        world.corrupt("update invoice_line set service_from = null, service_to = null");
    }

    @Test
    void anInvoiceOfLinesAloneIsBilledLikeEveryOther() {
        var oneOff = new OneOffInvoices(world.database(), world.clock());
        assertThatFails(() -> oneOff.draft("nobody", List.of(entry("x", "1", "1", "standard"))), "customer.unknown");
        assertThatFails(() -> oneOff.draft("acme", List.of()), "invoice.line");
        assertThatFails(() -> oneOff.draft("acme", List.of(entry("x", "-1", "1", "standard"))), "invoice.negative");
        var preview = oneOff.preview("acme", List.of(entry("Workshop", "2", "500.00", "standard")));
        assertThat(preview.total()).isEqualByComparingTo("1190.00");
        long id = oneOff.draft("acme", List.of(entry("Workshop", "2", "500.00", "standard")));
        lines.change(id, null, add("Handouts", "10", "3.00", "reduced"));
        var invoice = world.invoices().find(Long.toString(id));
        assertThat(invoice.plan()).isNull();
        assertThat(invoice.subscriptionId()).isNull();
        assertThat(invoice.total()).isEqualByComparingTo("1222.10");
        assertThat(new InvoiceList(world.database())
                        .totals(org.countinghouse.storage.list.Filter.ALL)
                        .rows())
                .isEqualTo(2);
        long another = oneOff.draft("acme", List.of(entry("Workshop", "1", "500.00", "standard")));
        world.finalising().finalise(List.of(id, another));
        assertThat(world.balance("revenue")).isEqualByComparingTo("-1530");
        life.makeVoid(another, "twice");
        long anew = oneOff.again(another);
        assertThat(world.invoices().find(Long.toString(anew)).total()).isEqualByComparingTo("595.00");
    }

    private Invoice invoice() {
        return world.invoices().find(Long.toString(draft));
    }

    private static LineChange add(String text, String quantity, String price, String category) {
        return new LineChange.Add(entry(text, quantity, price, category));
    }

    private static ManualEntry entry(String text, String quantity, String price, String category) {
        return new ManualEntry(text, new BigDecimal(quantity), new BigDecimal(price), category, null);
    }

    private static void assertThatFails(ThrowingCallable work, String code) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
