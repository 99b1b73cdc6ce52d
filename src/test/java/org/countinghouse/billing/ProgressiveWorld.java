package org.countinghouse.billing;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.countinghouse.work.Progress;

/** Customers whose usage is billed inside the period, beside others on the same plans whose is not. */
final class ProgressiveWorld implements AutoCloseable {
    static final LocalDate START = LocalDate.of(2026, 10, 1);

    final BilledWorld world = BilledWorld.fresh();
    private int events;

    ProgressiveWorld() throws IOException {
        world.clock().moveTo("2026-10-01");
        plan("metered", "{\"model\":\"per_unit\",\"unit_amount\":\"0.01\"}", "");
    }

    /** A base fee of 31.00 in arrears, and calls at a price. */
    void plan(String code, String price, String more) throws IOException {
        world.plan("""
                {"code":"%s","name":"%s","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"calendar",
                 "fees":[{"code":"base","name":"Base fee","amount":"31.00","quantity":"1","timing":"arrears",
                   "proration":"day"}],
                 "charges":[{"code":"calls","name":"Calls","meter":"calls","price":%s}%s]}""".formatted(code, code, price, more));
    }

    long subscribe(String customer, String plan) {
        world.subscribe(customer, plan, START);
        return world.number("select max(id) from subscription").longValueExact();
    }

    static UsageThresholds at(String... amounts) {
        return new UsageThresholds(Stream.of(amounts).map(BigDecimal::new).toList(), null);
    }

    static UsageThresholds every(String amount) {
        return new UsageThresholds(List.of(), new BigDecimal(amount));
    }

    ThresholdRules rules() {
        return new ThresholdRules(world.database(), world.clock());
    }

    void thresholds(long subscription, UsageThresholds thresholds) {
        rules().set(ThresholdRules.Subject.subscription(subscription), START, thresholds, "");
    }

    ProgressiveBilling billing() {
        return new ProgressiveBilling(
                world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock());
    }

    ProgressiveReport run(String day) {
        world.clock().moveTo(day);
        return billing().run(everything(), false, Progress.NONE);
    }

    RunScope everything() {
        return RunScope.upTo(world.clock().instant());
    }

    /** What is due is drafted and becomes final. */
    void bill(String day) {
        world.clock().moveTo(day);
        var report = new BillingRuns(
                        world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .run(everything(), false, Progress.NONE);
        if (!report.failures().isEmpty()) {
            throw new IllegalStateException(report.failures().toString());
        }
        finalise();
    }

    void finalise() {
        List<Long> drafts = ids("status = 'draft'");
        if (!drafts.isEmpty()) {
            world.finalising().finalise(drafts);
        }
    }

    List<Long> ids(String where) {
        return world.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "select coalesce(array_agg(id order by id), '{}') from invoice where " + where)) {
                rows.next();
                return List.of((Long[]) rows.getArray(1).getArray());
            }
        });
    }

    Invoice invoice(long id) {
        return world.invoices().find(Long.toString(id));
    }

    /** The newest invoice of a kind. */
    Invoice newest(String customer, String kind) {
        return invoice(ids("kind = '" + kind + "' and used_by = (select id from customer where external_id = '"
                        + customer + "')")
                .getLast());
    }

    void makeVoid(long id) {
        new InvoiceLife(world.database(), world.clock()).makeVoid(id, "test");
    }

    /** Of all invoices that stand. */
    BigDecimal sum(String customer, String column) {
        return world.number(
                "select coalesce(sum(" + column + "), 0) from invoice where status not in ('void', 'collected')"
                        + " and used_by = (select id from customer where external_id = '" + customer + "')");
    }

    /** Calls that are recorded on their day, or now when that is over. */
    void use(String customer, int calls, String day) {
        if (world.clock().instant().isBefore(Instant.parse(day + "T09:00:00Z"))) {
            world.clock().moveTo(day);
        }
        world.use(customer, "event-" + ++events, calls, day + "T06:00:00Z");
    }

    @Override
    public void close() {
        world.close();
    }
}
