package org.countinghouse.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.countinghouse.rating.ManualLine;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Lines that people write on drafts. They are part of what the invoice is rated from: taxed by the same code, kept when
 * it is rated again, and worked out again by the check of the books.
 */
public final class ManualLines {
    private static final int MOST = 200;

    private final Database database;
    private final Clock clock;

    public ManualLines(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Lines by hand of an invoice, in their order. */
    public List<ManualLine> of(long invoiceId) {
        return database.read(
                connection -> OpenDraft.read(connection, invoiceId).input().manual());
    }

    /** Whether a person wrote it, and no rule. */
    public static boolean written(ManualLine line) {
        return !line.code().startsWith(LateLines.CODE);
    }

    /** The tax categories that lines may have, of any seller. */
    public Set<String> categories() {
        return database.read(connection -> OpenDraft.categories(connection, null, List.of()));
    }

    /**
     * What a change would make of a draft; nothing is stored.
     *
     * @throws Failure as {@link #change}
     */
    public LineEffect preview(long invoiceId, LineChange change) {
        return database.read(connection -> {
            var draft = OpenDraft.read(connection, invoiceId);
            return LineEffect.of(
                    draft.total(),
                    rated(draft, changed(connection, draft, change)).result());
        });
    }

    /**
     * Changes the lines of a draft.
     *
     * @param revision of the invoice that the caller has seen; null: whichever there is
     * @return what it made of the draft
     * @throws Failure {@code invoice.missing}, {@code invoice.state} when it is no draft, {@code conflict} when somebody
     *     changed it meanwhile, {@code invoice.line} when no line can be made of it, {@code invoice.line.missing},
     *     {@code invoice.negative} when the total would fall below zero
     */
    public LineEffect change(long invoiceId, @Nullable Integer revision, LineChange change) {
        return database.write(connection -> {
            var draft = OpenDraft.lock(connection, invoiceId, revision);
            var after = rated(draft, changed(connection, draft, change));
            draft.store(connection, after.input(), after.result());
            audit(connection, draft, after, change);
            return LineEffect.of(draft.total(), after.result());
        });
    }

    /**
     * Puts the lines by hand of a void invoice on the one that was drafted in its place. Nothing without such a one, and
     * where that one is in another currency: what people wrote is not exchanged.
     *
     * @return number of lines
     */
    public int carry(long voidInvoice) {
        return database.write(connection -> {
            var lines = OpenDraft.read(connection, voidInvoice).input().manual();
            Long successor = lines.isEmpty() ? null : successor(connection, voidInvoice);
            if (successor == null) {
                return 0;
            }
            var draft = OpenDraft.lock(connection, successor, null);
            if (!draft.input().manual().isEmpty()) {
                return 0;
            }
            var after = rated(draft, lines);
            draft.store(connection, after.input(), after.result());
            AuditLog.append(
                    connection,
                    "invoice.lines.carry",
                    "invoice " + successor,
                    BillingJson.write(BillingJson.object().put("from", voidInvoice)));
            return lines.size();
        });
    }

    /** The draft that bills anew what a void invoice billed. */
    static @Nullable Long successor(Connection connection, long voidInvoice) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select n.id from invoice o join invoice n on n.starts_at = o.starts_at and n.kind = o.kind
                    and n.status = 'draft' and n.currency = o.currency and (n.subscription_id = o.subscription_id
                        or n.kind = 'consolidated' and n.customer_id = o.customer_id)
                where o.id = ? and o.status = 'void' and (n.kind <> 'progressive' or n.id > o.id)
                order by n.id limit 1""")) {
            statement.setLong(1, voidInvoice);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : null;
            }
        }
    }

    /** A draft with other lines. */
    private record Rated(InvoiceInput input, RatingResult result) {}

    private static Rated rated(OpenDraft draft, List<ManualLine> lines) {
        var input = draft.input().withManual(lines);
        return new Rated(input, rate(input));
    }

    /**
     * Rates an input with its lines by hand.
     *
     * @throws Failure {@code invoice.negative} when they take the total below zero, and below what it is without them
     */
    static RatingResult rate(InvoiceInput input) {
        var result = input.rate(true);
        boolean negative = result.total().signum() < 0
                && result.total()
                                .compareTo(
                                        input.withManual(List.of()).rate(false).total())
                        < 0;
        if (negative) {
            throw new Failure(
                    "invoice.negative",
                    "The invoice would come to "
                            + Amounts.plain(result.total(), result.currency().getCode()) + ".",
                    "Lines by hand take off no more than an invoice comes to. Nothing was changed.");
        }
        return result;
    }

    private List<ManualLine> changed(Connection connection, OpenDraft draft, LineChange change) throws SQLException {
        var lines = new ArrayList<>(draft.input().manual());
        switch (change) {
            case LineChange.Add add -> {
                if (lines.size() == MOST) {
                    throw new Failure(
                            "invoice.line", "An invoice has at most " + MOST + " lines by hand.", "Nothing was added.");
                }
                lines.add(line(connection, draft, next(lines), add.entry()));
            }
            case LineChange.Replace replace ->
                lines.set(indexOf(draft, replace.code()), line(connection, draft, replace.code(), replace.entry()));
            case LineChange.Remove remove -> lines.remove(indexOf(draft, remove.code()));
        }
        return lines;
    }

    private ManualLine line(Connection connection, OpenDraft draft, String code, ManualEntry entry)
            throws SQLException {
        entry.check(OpenDraft.categories(
                connection,
                draft.billingEntityId(),
                draft.input().parts().getFirst().taxes()));
        return entry.by(who(connection), clock.instant(), code);
    }

    /** The database knows who asks. */
    static String who(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select session_user")) {
            row.next();
            return row.getString(1);
        }
    }

    private static String next(List<ManualLine> lines) {
        int highest = lines.stream()
                .filter(line -> line.code().startsWith(ManualEntry.CODE))
                .mapToInt(line -> Integer.parseInt(line.code().substring(ManualEntry.CODE.length())))
                .max()
                .orElse(0);
        return ManualEntry.CODE + (highest + 1);
    }

    private static int indexOf(OpenDraft draft, String code) {
        if (code.startsWith(LateLines.CODE)) {
            throw new Failure(
                    "invoice.line",
                    "The line \"" + code + "\" was made by a rule for late payment.",
                    "Nothing was changed. Discard the draft and waive what is not to be billed, or dispute the invoice.");
        }
        var codes = draft.input().manual().stream().map(ManualLine::code).toList();
        if (!codes.contains(code)) {
            throw new Failure(
                    "invoice.line.missing",
                    "Draft " + draft.id() + " has no line \"" + code + "\" by hand.",
                    codes.isEmpty() ? "It has none." : "It has " + String.join(", ", codes) + ".");
        }
        return codes.indexOf(code);
    }

    private static void audit(Connection connection, OpenDraft before, Rated after, LineChange change)
            throws SQLException {
        var detail = BillingJson.object();
        String action = switch (change) {
            case LineChange.Add _ -> "add";
            case LineChange.Replace _ -> "change";
            case LineChange.Remove _ -> "remove";
        };
        String code = switch (change) {
            case LineChange.Add _ -> after.input().manual().getLast().code();
            case LineChange.Replace replace -> replace.code();
            case LineChange.Remove remove -> remove.code();
        };
        put(detail, "before", before.input(), code);
        put(detail, "after", after.input(), code);
        total(detail, "total_before", before.total());
        total(detail, "total", after.result().total());
        AuditLog.append(connection, "invoice.line." + action, "invoice " + before.id(), BillingJson.write(detail));
    }

    private static void put(ObjectNode detail, String name, InvoiceInput input, String code) {
        input.manual().stream()
                .filter(line -> line.code().equals(code))
                .forEach(line -> detail.set(name, ManualLineJson.write(line)));
    }

    private static void total(ObjectNode detail, String name, BigDecimal amount) {
        detail.put(name, amount.toPlainString());
    }
}
