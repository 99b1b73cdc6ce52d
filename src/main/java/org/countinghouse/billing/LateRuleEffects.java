package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What a rule for late payment makes of the late fees of today: two dry runs of their billing, the second with the rule,
 * which is set and taken back.
 */
public final class LateRuleEffects {
    private final Database database;
    private final Clock clock;

    public LateRuleEffects(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What one customer owes for late payment in one currency, before tax: as it is, and by the new rule. */
    public record Owed(String customerName, String currency, BigDecimal before, BigDecimal after) {}

    /** Sums in one currency, before tax. */
    public record Sum(BigDecimal before, BigDecimal after) {}

    /**
     * What a rule does.
     *
     * @param day of the fees: today
     * @param owed of those that owe something by the old rule or the new one
     */
    public record Effect(LocalDate day, List<Owed> owed) {
        public Effect {
            owed = List.copyOf(owed);
        }

        public SortedMap<String, Sum> sums() {
            var sums = new TreeMap<String, Sum>();
            for (Owed each : owed) {
                sums.merge(
                        each.currency(),
                        new Sum(each.before(), each.after()),
                        (one, other) -> new Sum(
                                one.before().add(other.before()), one.after().add(other.after())));
            }
            return sums;
        }

        /** Those whose fees become others. */
        public List<Owed> changed() {
            return owed.stream()
                    .filter(each -> each.before().compareTo(each.after()) != 0)
                    .toList();
        }
    }

    /**
     * Of a rule that is set on the database it is given. Changes nothing.
     *
     * @param subject whose rule it is; bills of others and of other currencies are left out
     */
    public Effect of(LateFeeRules.Subject subject, Consumer<LateFeeRules> change, Progress progress) {
        return database.rehearse(inside -> {
            LocalDate day = new LateFees(inside, clock).today();
            Map<Key, BigDecimal> before = owed(inside, day, subject, progress);
            change.accept(new LateFeeRules(inside, clock));
            Map<Key, BigDecimal> after = owed(inside, day, subject, progress);
            var keys = new LinkedHashMap<>(before);
            after.forEach(keys::putIfAbsent);
            var owed = new ArrayList<Owed>();
            for (Key key : keys.keySet()) {
                owed.add(new Owed(
                        key.name(),
                        subject.currency(),
                        before.getOrDefault(key, BigDecimal.ZERO),
                        after.getOrDefault(key, BigDecimal.ZERO)));
            }
            return new Effect(day, owed);
        });
    }

    private record Key(long customer, String name) {}

    private Map<Key, BigDecimal> owed(Database inside, LocalDate day, LateFeeRules.Subject subject, Progress progress) {
        var owed = new LinkedHashMap<Key, BigDecimal>();
        for (LateFees.Bill bill : new LateFees(inside, clock)
                .run(day, subject.customer(), true, progress)
                .bills()) {
            if (bill.currency().equals(subject.currency()) && sold(inside, bill, subject.seller())) {
                owed.merge(new Key(bill.customerId(), bill.customerName()), bill.total(), BigDecimal::add);
            }
        }
        return owed;
    }

    /** A bill's invoices are of one seller. */
    private static boolean sold(Database inside, LateFees.Bill bill, @Nullable String seller) {
        return seller == null
                || inside.read(connection -> {
                    try (var statement = connection.prepareStatement("select from invoice i join billing_entity e"
                            + " on e.id = i.billing_entity_id where i.id = ? and e.code = ?")) {
                        statement.setLong(1, bill.items().getFirst().invoiceId());
                        statement.setString(2, seller);
                        try (var row = statement.executeQuery()) {
                            return row.next();
                        }
                    }
                });
    }
}
