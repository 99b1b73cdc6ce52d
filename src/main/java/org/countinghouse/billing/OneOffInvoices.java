package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countinghouse.billing.tax.TaxProfile;
import org.countinghouse.catalog.Interval;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.rating.ManualLine;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.rating.Tax;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Invoices of nothing but lines by hand: of a customer, without a subscription, in the customer's own currency or what it is billed in. */
public final class OneOffInvoices {
    private final Database database;
    private final Clock clock;

    public OneOffInvoices(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What an invoice would come to; nothing is stored.
     *
     * @throws Failure as {@link #draft}
     */
    public LineEffect preview(String customer, List<ManualEntry> entries) {
        return database.read(connection -> {
            var result = prepare(connection, customer, null, entries).result();
            return LineEffect.of(BigDecimal.ZERO.setScale(result.total().scale()), result);
        });
    }

    /**
     * Drafts an invoice; its lines can change as those of every draft.
     *
     * @param customer the external id
     * @return id of the draft
     * @throws Failure {@code customer.unknown}, {@code customer.closed}, {@code invoice.line} without or with a line that
     *     none can be made of, {@code invoice.negative} when they come to less than nothing
     */
    public long draft(String customer, List<ManualEntry> entries) {
        return draft(customer, null, entries);
    }

    private long draft(String customer, @Nullable String currency, List<ManualEntry> entries) {
        return LostAnswer.DRAFT.guard(
                "customer " + customer,
                null,
                () -> database.write(connection -> {
                    var prepared = prepare(connection, customer, currency, entries);
                    long id = store(connection, prepared);
                    AuditLog.append(
                            connection,
                            "invoice.one-off",
                            "invoice " + id,
                            BillingJson.write(BillingJson.object()
                                    .put("customer", customer)
                                    .put("total", prepared.result().total().toPlainString())));
                    Database.notify(connection, "invoice", "drafted");
                    return id;
                }));
    }

    /**
     * Drafts an invoice with the lines of another one that people wrote, as they stand there and in its currency, whatever
     * the customer is billed in now; its taxes are those of today.
     *
     * @return id of the draft
     * @throws Failure as {@link #draft}
     */
    public long again(long invoiceId) {
        var invoice = new Invoices(database).find(Long.toString(invoiceId));
        var entries = new ManualLines(database, clock)
                .of(invoiceId).stream()
                        .filter(ManualLines::written)
                        .map(ManualEntry::of)
                        .toList();
        return draft(invoice.usedBy().customer(), invoice.currency(), entries);
    }

    /**
     * Drafts an invoice of lines that a rule made, in the caller's transaction.
     *
     * @param customer the database's id of who owes it
     * @param seller the database's id of the billing entity
     * @return id of the draft
     */
    long draft(Connection connection, long customer, long seller, String currency, List<ManualLine> lines)
            throws SQLException {
        BookDay today = BookDay.ofSeller(connection, clock.instant(), seller);
        TaxProfile tax = Buyer.tax(connection, customer, seller);
        var input = new InvoiceInput(List.of(nothing(currency, tax.taxes(today.day()), today.day())), List.of(), lines);
        var buyer = new Buyer(customer, customer, seller, currency, tax);
        return store(connection, new Prepared(buyer, today, input, ManualLines.rate(input)));
    }

    private long store(Connection connection, Prepared prepared) throws SQLException {
        long id = insert(connection, prepared);
        var parts = new DraftParts();
        parts.add(id, prepared.input(), prepared.result());
        parts.store(connection, Timestamp.from(clock.instant()));
        return id;
    }

    private record Prepared(Buyer buyer, BookDay today, InvoiceInput input, RatingResult result) {}

    /** @param currency null: what the customer is billed in */
    private Prepared prepare(
            Connection connection, String customer, @Nullable String currency, List<ManualEntry> entries)
            throws SQLException {
        var found = Buyer.find(connection, customer);
        var buyer = currency == null ? found : found.in(currency);
        BookDay today = BookDay.ofSeller(connection, clock.instant(), buyer.billingEntityId());
        if (entries.isEmpty()) {
            throw new Failure("invoice.line", "An invoice needs a line.", "Nothing was drafted.");
        }
        List<Tax> taxes = buyer.tax().taxes(today.day());
        var categories = OpenDraft.categories(connection, buyer.billingEntityId(), taxes);
        String who = ManualLines.who(connection);
        var lines = new ArrayList<ManualLine>();
        for (ManualEntry entry : entries) {
            entry.check(categories);
            lines.add(entry.by(who, clock.instant(), ManualEntry.CODE + (lines.size() + 1)));
        }
        var input = new InvoiceInput(List.of(nothing(buyer.currency(), taxes, today.day())), List.of(), lines);
        return new Prepared(buyer, today, input, ManualLines.rate(input));
    }

    /** What stands in the place of a plan: no fees, no charges, the taxes of the day. */
    private static RatingRequest nothing(String currency, List<Tax> taxes, LocalDate day) {
        var plan = new PlanDocument(
                "one-off",
                "One-off",
                CurrencyUnit.of(currency),
                Interval.MONTH,
                PlanDocument.Anchor.CALENDAR,
                0,
                PlanDocument.Rounding.DEFAULT,
                PlanDocument.TaxRounding.INVOICE,
                false,
                List.of(),
                List.of(),
                null,
                List.of());
        return new RatingRequest(
                plan,
                List.of(),
                RatingRequest.Subscription.ALWAYS,
                new RatingRequest.Period(Moment.of(day), Moment.of(day.plusDays(1))),
                List.of(),
                Map.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                taxes,
                BigDecimal.ZERO,
                null);
    }

    private long insert(Connection connection, Prepared prepared) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into invoice (billing_entity_id, customer_id, used_by, kind, status, period_from, period_to, starts_at,
                    ends_at, currency, subtotal, discounts, credits, net, tax, total, prepaid, due, created_at)
                values (?, ?, ?, 'one_off', 'draft', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""")) {
            LocalDate day = prepared.today().day();
            int at = 0;
            statement.setLong(++at, prepared.buyer().billingEntityId());
            statement.setLong(++at, prepared.buyer().id());
            statement.setLong(++at, prepared.buyer().usedBy());
            statement.setObject(++at, day);
            statement.setObject(++at, day.plusDays(1));
            statement.setTimestamp(++at, Timestamp.from(prepared.today().startsAt()));
            statement.setTimestamp(++at, Timestamp.from(prepared.today().endsAt()));
            statement.setString(++at, prepared.buyer().currency());
            for (var amount : DraftStore.AMOUNTS) {
                statement.setBigDecimal(++at, amount.apply(prepared.result()));
            }
            statement.setTimestamp(++at, Timestamp.from(clock.instant()));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Who is billed, and how taxed; whose lines they are may be a child of it. */
    private record Buyer(long id, long usedBy, long billingEntityId, String currency, TaxProfile tax) {
        Buyer in(String other) {
            return new Buyer(id, usedBy, billingEntityId, other, tax);
        }

        static TaxProfile tax(Connection connection, long customer, long seller) throws SQLException {
            try (var statement = connection.prepareStatement(
                    "select " + TaxProfile.SQL + " from customer c, billing_entity e where c.id = ? and e.id = ?")) {
                statement.setLong(1, customer);
                statement.setLong(2, seller);
                try (var row = statement.executeQuery()) {
                    row.next();
                    return TaxProfile.read(row.getString(1));
                }
            }
        }

        static Buyer find(Connection connection, String customer) throws SQLException {
            try (var statement = connection.prepareStatement(
                    "select c.id, u.id, c.billing_entity_id, coalesce(c.billing_currency, c.currency), u.status, "
                            + TaxProfile.SQL + """
                     from customer u join customer c on c.id = coalesce(u.payer_id, u.id)
                         join billing_entity e on e.id = c.billing_entity_id where u.external_id = ?""")) {
                statement.setString(1, customer.replace("\0", ""));
                try (var row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new Failure("customer.unknown", "There is no customer \"" + customer + "\".", "");
                    }
                    if (row.getString(5).equals("closed")) {
                        throw new Failure(
                                "customer.closed",
                                "The customer \"" + customer + "\" is closed.",
                                "Nothing was drafted.");
                    }
                    return new Buyer(
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getString(4),
                            TaxProfile.read(row.getString(6)));
                }
            }
        }
    }
}
