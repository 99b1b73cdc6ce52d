package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.billing.late.LateClaim;
import org.countinghouse.billing.late.LateDifference;
import org.countinghouse.billing.late.LateRules;
import org.countinghouse.catalog.Charge;
import org.countinghouse.rating.ManualLine;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Bills late fees and interest: of each customer what its overdue invoices owe by rule, less what stands billed or
 * waived, as a draft of lines. Whoever runs first bills it; a run that is repeated, killed or met by another one leaves
 * nothing out and nothing twice, because each customer is one transaction that holds the overdue invoices.
 */
public final class LateFees {
    private final Database database;
    private final Clock clock;

    public LateFees(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What is charged for one overdue invoice.
     *
     * @param from first day that is billed
     * @param to last day that is billed
     */
    public record Item(
            long invoiceId,
            String number,
            LocalDate from,
            LocalDate to,
            BigDecimal fee,
            BigDecimal percent,
            BigDecimal interest) {
        public BigDecimal total() {
            return fee.add(percent).add(interest);
        }
    }

    /**
     * A draft, or what would be one.
     *
     * @param draft null in a dry run
     * @param lines their texts and amounts, as on the draft
     * @param total before tax
     */
    public record Bill(
            long customerId,
            String customer,
            String customerName,
            String currency,
            @Nullable Long draft,
            List<Item> items,
            List<Line> lines,
            BigDecimal total) {
        public Bill {
            items = List.copyOf(items);
            lines = List.copyOf(lines);
        }
    }

    public record Line(String text, BigDecimal amount) {}

    /** A customer that was set aside. */
    public record Aside(String customer, Failure failure) {}

    public record Report(LocalDate day, boolean dry, List<Bill> bills, List<Aside> aside) {
        public Report {
            bills = List.copyOf(bills);
            aside = List.copyOf(aside);
        }

        /** Sums before tax, by currency. */
        public Map<String, BigDecimal> sums() {
            var sums = new LinkedHashMap<String, BigDecimal>();
            bills.forEach(bill -> sums.merge(bill.currency(), bill.total(), BigDecimal::add));
            return sums;
        }
    }

    /** Today, as the books of the seller have it whose day began first; of others only days that are over are billed. */
    public LocalDate today() {
        return database.read(connection -> BookDay.latest(connection, clock.instant()));
    }

    /**
     * Bills what is owed, of days before a day.
     *
     * @param day not later than today
     * @param customer external id of who owes; null: of all
     * @param dry store nothing
     * @throws Failure {@code late-fees.day}, {@code customer.unknown}
     */
    public Report run(LocalDate day, @Nullable String customer, boolean dry, Progress progress) {
        if (day.isAfter(today())) {
            throw new Failure("late-fees.day", "The day " + day + " is yet to come.", "Give today or a day before.");
        }
        Map<Long, String> customers = database.read(connection -> owing(connection, day, customer));
        var bills = new ArrayList<Bill>();
        var aside = new ArrayList<Aside>();
        for (var each : customers.entrySet()) {
            progress.check();
            try {
                bills.addAll(
                        dry
                                ? database.read(connection -> bill(connection, each.getKey(), day, true))
                                : database.write(connection -> bill(connection, each.getKey(), day, false)));
            } catch (Failure failure) {
                aside.add(new Aside(each.getValue(), failure));
            }
        }
        return new Report(day, dry, bills, aside);
    }

    /** Invoices that may owe something; the rules say whether they do. */
    private static final String OWING = """
            from invoice i where i.number is not null and i.due > 0 and i.due_on < ?::date - 1
                and exists (select from late_fee_rule_current r
                    where r.billing_entity_id = i.billing_entity_id and r.currency = i.currency and r.kind = 'terms')
                and not exists (select from late_charge c where c.billed_by = i.id)
                and case when i.status in ('final', 'sent', 'overdue') then true
                    when i.status = 'paid' then (select max(s.day) from (
                            select received_on as day from invoice_payment p where p.invoice_id = i.id
                                and not exists (select from invoice_payment_reversal r
                                    where r.invoice_payment_id = p.id)
                            union all select issued_on from credit_note n where n.invoice_id = i.id) s) > i.due_on
                        or exists (select from late_charge c where c.invoice_id = i.id and c.standing)
                    when i.status in ('void', 'uncollectible') then exists (select from late_charge c
                        where c.invoice_id = i.id and c.standing and i.status = 'void')
                    else false end
            """;

    private static Map<Long, String> owing(Connection connection, LocalDate day, @Nullable String customer)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                select c.id, c.external_id from customer c where (?::text is null or c.external_id = ?)
                    and c.id in (select i.customer_id""" + " " + OWING + ") order by c.external_id")) {
            statement.setString(1, customer);
            statement.setString(2, customer);
            statement.setObject(3, day);
            var found = new LinkedHashMap<Long, String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getLong(1), rows.getString(2));
                }
            }
            return found;
        }
    }

    /** Ids of a customer's; payments and other runs wait when they are held. */
    private static List<Long> invoices(Connection connection, long customer, LocalDate day, boolean hold)
            throws SQLException {
        try (var statement = connection.prepareStatement("select i.id " + OWING + " and i.customer_id = ? order by i.id"
                + (hold ? " for no key update of i" : ""))) {
            statement.setObject(1, day);
            statement.setLong(2, customer);
            var ids = new ArrayList<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            return ids;
        }
    }

    /** What one overdue invoice adds to a bill. */
    private record Part(LateInvoice invoice, LateClaim claim, LateDifference owed, Item item) {
        @Nullable
        String taxedAs() {
            String category = LateLines.category(invoice, claim);
            return category.equals(Charge.OUTSIDE_TAX) ? null : category;
        }
    }

    private List<Bill> bill(Connection connection, long customer, LocalDate day, boolean dry) throws SQLException {
        List<Long> held = invoices(connection, customer, day, !dry);
        // Read after they are held: what others billed meanwhile is seen.
        Map<List<Object>, List<Part>> groups = new LinkedHashMap<>();
        Map<List<Object>, LateRules> rules = new LinkedHashMap<>();
        Map<Long, LocalDate> sellers = new HashMap<>();
        for (LateInvoice invoice : LateInvoice.of(connection, held)) {
            LocalDate today = sellers.get(invoice.sellerId());
            if (today == null) {
                today = BookDay.ofSeller(connection, clock.instant(), invoice.sellerId())
                        .day();
                sellers.put(invoice.sellerId(), today);
            }
            LocalDate until = (day.isBefore(today) ? day : today).minusDays(1);
            List<Object> group = List.of(invoice.sellerId(), invoice.currency());
            if (!rules.containsKey(group)) {
                rules.put(
                        group,
                        LateFeeRules.of(connection, invoice.sellerId(), invoice.customerId(), invoice.currency()));
            }
            Part part = invoice.held() ? null : part(invoice, rules.get(group), until);
            if (part != null) {
                groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(part);
            }
        }
        var bills = new ArrayList<Bill>();
        for (List<Part> parts : groups.values()) {
            BigDecimal total = parts.stream().map(part -> part.owed().total()).reduce(BigDecimal.ZERO, BigDecimal::add);
            // What was billed too much is taken off when there is something to take it off from.
            if (total.signum() > 0) {
                bills.add(draft(connection, parts, total, dry));
            }
        }
        return bills;
    }

    private static @Nullable Part part(LateInvoice invoice, @Nullable LateRules rules, LocalDate until) {
        if (rules == null) {
            return null;
        }
        LateClaim claim = invoice.claim(rules, until);
        LateDifference owed = invoice.difference(claim);
        BigDecimal total = owed.total();
        boolean waits = total.signum() == 0
                || !invoice.mature(claim, until)
                || (claim.terms() != null
                        && total.signum() > 0
                        && total.compareTo(claim.terms().minimum()) < 0);
        if (waits) {
            return null;
        }
        LocalDate to = invoice.last(until);
        LocalDate from = owed.interest().isEmpty()
                ? claim.first() == null ? to : claim.first()
                : owed.interest().getFirst().from();
        // Waits for nothing else: fee and interest of all days until then are in it.
        var item = new Item(
                invoice.id(),
                invoice.number(),
                from.isAfter(to) ? to : from,
                to,
                owed.fee(),
                owed.percent(),
                owed.interestAmount());
        return new Part(invoice, claim, owed, item);
    }

    private Bill draft(Connection connection, List<Part> parts, BigDecimal total, boolean dry) throws SQLException {
        var lines = new LateLines(ManualLines.who(connection), clock.instant());
        parts.forEach(part -> lines.add(part.invoice(), part.claim(), part.owed()));
        LateInvoice first = parts.getFirst().invoice();
        Long draft = null;
        if (!dry) {
            draft = new OneOffInvoices(database, clock)
                    .draft(connection, first.customerId(), first.sellerId(), first.currency(), lines.lines());
            for (Part part : parts) {
                store(connection, part.invoice(), part.item(), draft, "", part.taxedAs(), clock.instant());
            }
            AuditLog.append(
                    connection,
                    "late-fees.bill",
                    "invoice " + draft,
                    BillingJson.write(BillingJson.object()
                            .put("customer", first.customer())
                            .put(
                                    "invoices",
                                    String.join(
                                            ", ",
                                            parts.stream()
                                                    .map(p -> p.invoice().number())
                                                    .toList()))
                            .put("total", total.toPlainString())));
            Database.notify(connection, "invoice", "drafted");
        }
        return new Bill(
                first.customerId(),
                first.customer(),
                first.customerName(),
                first.currency(),
                draft,
                parts.stream().map(Part::item).toList(),
                lines.lines().stream().map(LateFees::line).toList(),
                total);
    }

    private static Line line(ManualLine line) {
        return new Line(line.name(), line.unitPrice());
    }

    /**
     * @param reason of a waiver, which has no draft
     * @param taxedAs tax category; null: outside the scope of VAT, or waived
     */
    static void store(
            Connection connection,
            LateInvoice invoice,
            Item item,
            @Nullable Long draft,
            String reason,
            @Nullable String taxedAs,
            Instant at)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into late_charge (invoice_id, turn, billed_by, reason, from_day, to_day, fee, percent, interest,
                    tax_category, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            statement.setLong(1, invoice.id());
            statement.setInt(2, invoice.turns() + 1);
            statement.setObject(3, draft);
            statement.setString(4, reason);
            statement.setObject(5, item.from());
            statement.setObject(6, item.to());
            statement.setBigDecimal(7, item.fee());
            statement.setBigDecimal(8, item.percent());
            statement.setBigDecimal(9, item.interest());
            statement.setString(10, taxedAs);
            statement.setTimestamp(11, Timestamp.from(at));
            statement.executeUpdate();
        }
    }
}
