package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.countinghouse.billing.ledger.Recognition;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.metering.UsageCorrections;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever people do in whatever order, accepted or refused: the books balance after it. One seed repeats one sequence. */
class BooksPropertyTest {
    private static final List<String> CUSTOMERS = List.of("acme", "umbrella", "globex");
    private static final int STEPS = 60;

    private BilledWorld world;
    private InvoiceLife life;
    private CreditNotes notes;
    private ManualLines lines;
    private CustomerPayers payers;
    private Random random = new Random();
    private final List<Long> charges = new ArrayList<>();

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        life = new InvoiceLife(world.database(), world.clock());
        notes = new CreditNotes(world.database(), world.clock());
        lines = new ManualLines(world.database(), world.clock());
        payers = new CustomerPayers(world.database());
        world.subscribe("acme", "mixed");
        world.subscribe("umbrella", "basic");
        world.subscribe("globex", "mixed");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anySequenceKeepsTheBooksBalanced() {
        for (int seed = 1; seed <= 8; seed++) {
            sequence(seed);
        }
    }

    @Test
    @Tag("faults")
    @Timeout(3_600)
    void hundredsOfSequencesKeepTheBooksBalanced() {
        for (int seed = 9; seed < 300; seed++) {
            sequence(seed);
        }
    }

    private void sequence(int seed) {
        random = new Random(seed);
        int accepted = 0;
        for (int step = 0; step < STEPS; step++) {
            try {
                act(seed + "-" + step);
                accepted++;
            } catch (Failure refused) {
                // Refused is as good as done, as long as the books balance.
                assertThat(refused.code()).doesNotStartWith("database.failed");
            }
            assertThat(world.number("select coalesce(sum(amount), 0) from ledger_entry"))
                    .as("seed %d step %d", seed, step)
                    .isZero();
        }
        assertThat(accepted).isGreaterThan(STEPS / 3);
        assertThatBooksBalance(world.database());
    }

    private void act(String key) {
        switch (random.nextInt(21)) {
            case 0 -> world.wallets().topUp(customer(), amount(20_000), null, key, "");
            case 1 -> world.credits().grant(customer(), amount(5_000), null, null, random.nextInt(3), "promotion", key);
            case 2 -> charge(key, BillingMethod.WALLET);
            case 3 -> charge(key, BillingMethod.CREDITS);
            case 4 -> refund();
            case 5 -> world.use(customer(), key, random.nextInt(5_000), "2026-10-07T12:00:00Z");
            case 6, 7 -> bill();
            case 8 -> life.makeVoid(invoice(), "void " + key);
            case 9 -> notes.issue(invoice(), new CreditRequest.Amount(amount(10_000)), "goodwill", null);
            case 10 -> notes.issue(invoice(), lines(), "wrong", null);
            case 11 -> notes.issue(invoice(), new CreditRequest.Full(), "wrong", null);
            case 12 -> life.pay(invoice(), random.nextBoolean() ? null : amount(10_000), null, key);
            case 13 -> writeLine();
            case 14 -> lines.change(invoice(), null, new LineChange.Remove("manual-" + (1 + random.nextInt(3))));
            case 15 ->
                new DraftRefresh(
                                world.database(),
                                new SubscriptionRating(world.database(), world.clock()),
                                world.clock())
                        .refresh(invoice(), null);
            case 16 -> new OneOffInvoices(world.database(), world.clock()).draft(customer(), List.of(entry(), entry()));
            case 17 -> payers.set(customer(), random.nextBoolean() ? null : customer());
            case 18, 19 -> takeBack(key);
            default -> later();
        }
    }

    private void takeBack(String key) {
        var payments = new Payments(world.database(), world.clock());
        var found = payments.of(invoice());
        if (!found.isEmpty()) {
            payments.takeBack(found.get(random.nextInt(found.size())).id(), "returned " + key);
        }
    }

    private void writeLine() {
        LineChange change = random.nextBoolean()
                ? new LineChange.Add(entry())
                : new LineChange.Replace("manual-" + (1 + random.nextInt(3)), entry());
        lines.change(invoice(), null, change);
    }

    private ManualEntry entry() {
        var from = LocalDate.of(2026, 1 + random.nextInt(12), 1 + random.nextInt(28));
        var service = random.nextBoolean() ? null : new BillingPeriod(from, from.plusDays(1 + random.nextInt(400)));
        var price = random.nextInt(4) == 0 ? amount(9_000).negate() : amount(9_000);
        return new ManualEntry(
                "by hand",
                BigDecimal.valueOf(1 + random.nextInt(3_000), 3),
                price,
                random.nextBoolean() ? "standard" : "reduced",
                service);
    }

    private void charge(String key, BillingMethod method) {
        var charged = world.charge(customer(), key, random.nextInt(3_000), "2026-10-06T12:00:00Z", method);
        if (charged.charge() != null) {
            charges.add(charged.charge().id());
        }
    }

    private void refund() {
        if (!charges.isEmpty()) {
            new UsageCharges(world.database(), world.clock())
                    .refund(
                            charges.get(random.nextInt(charges.size())),
                            "not wanted",
                            new UsageCorrections(world.database(), world.clock(), new FinalInvoices()));
        }
    }

    private void bill() {
        var period = BillingPeriod.parse("2026-" + (random.nextBoolean() ? "10" : "09"));
        new BillingRuns(world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .run(period, false, Progress.NONE);
        var drafts = world.invoices().draftsOf(period);
        world.finalising().finalise(drafts.subList(0, random.nextInt(drafts.size() + 1)));
    }

    private void later() {
        if (random.nextInt(4) == 0) {
            life.writeOff(invoice(), "insolvent");
        }
        life.markOverdue();
        new Recognition(world.database(), world.clock()).recognise();
    }

    private CreditRequest lines() {
        Map<Integer, BigDecimal> lines = new HashMap<>();
        lines.put(1 + random.nextInt(3), amount(5_000));
        lines.put(1 + random.nextInt(3), amount(500));
        return new CreditRequest.Lines(lines);
    }

    private String customer() {
        return CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
    }

    private BigDecimal amount(int cents) {
        return BigDecimal.valueOf(1L + random.nextInt(cents), 2);
    }

    private long invoice() {
        var ids = new ArrayList<Long>();
        world.invoices().each(null, false, each -> ids.add(each.id()));
        return ids.isEmpty() ? 0 : ids.get(random.nextInt(ids.size()));
    }
}
