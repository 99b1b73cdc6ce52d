package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.countinghouse.billing.tax.TaxProfile;
import org.countinghouse.money.Decimals;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.rating.Tax;

/** Drafts' taxes by what decides on them now. */
final class DraftTaxes {
    private DraftTaxes() {}

    /** Whether a draft would be taxed otherwise now: another rate, amount or reason on what it bills. */
    static boolean differ(Connection connection, long invoiceId) throws SQLException {
        List<Long> parts = StoredParts.ids(connection, invoiceId);
        for (long part : parts) {
            if (oneDiffers(connection, part)) {
                return true;
            }
        }
        return parts.isEmpty() && oneDiffers(connection, invoiceId);
    }

    /** The taxes that a draft, or each of its parts, has now. */
    static List<List<Tax>> all(Connection connection, long invoiceId) throws SQLException {
        List<Long> parts = StoredParts.ids(connection, invoiceId);
        var taxes = new ArrayList<List<Tax>>();
        for (long part : parts.isEmpty() ? List.of(invoiceId) : parts) {
            taxes.add(now(connection, part));
        }
        return taxes;
    }

    private static boolean oneDiffers(Connection connection, long invoiceId) throws SQLException {
        InvoiceInput input = OpenDraft.read(connection, invoiceId).input();
        List<Tax> now = now(connection, invoiceId);
        return !now.equals(input.parts().getFirst().taxes())
                && !said(input.rate(false)).equals(said(input.withTaxes(now).rate(false)));
    }

    private static List<List<String>> said(RatingResult result) {
        return result.taxes().stream()
                .map(tax -> List.of(
                        tax.code(),
                        Decimals.plain(tax.rate()),
                        Decimals.plain(tax.base()),
                        Decimals.plain(tax.amount()),
                        Objects.requireNonNullElse(tax.reason(), "")))
                .toList();
    }

    /** Of the day by which it is taxed, by its customer, its seller and their rates of now. */
    private static List<Tax> now(Connection connection, long invoiceId) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select i.kind, i.subscription_id, i.starts_at, i.period_to, " + TaxProfile.SQL + """
                 from invoice i join customer c on c.id = i.customer_id join billing_entity e on e.id = i.billing_entity_id
                where i.id = ?""")) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                row.next();
                LocalDate end = row.getString(1).equals("progressive")
                        ? wholePeriod(
                                connection, row.getLong(2), row.getTimestamp(3).toInstant())
                        : row.getObject(4, LocalDate.class);
                return TaxProfile.read(row.getString(5)).taxes(end.minusDays(1));
            }
        }
    }

    /** The end of the period inside which usage is billed. */
    private static LocalDate wholePeriod(Connection connection, long subscription, Instant startsAt)
            throws SQLException {
        return DueSubscriptions.anew(connection, List.of(subscription), new PlanDocuments())
                .getFirst()
                .history()
                .at(startsAt)
                .orElseThrow(() -> new IllegalStateException("subscription " + subscription + " has no period"))
                .days()
                .to();
    }

    /** Whether it has lines by hand alone. */
    static boolean oneOff(Connection connection, long invoiceId) throws SQLException {
        try (var statement = connection.prepareStatement("select from invoice where id = ? and kind = 'one_off'")) {
            statement.setLong(1, invoiceId);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** What {@link #again} would come to; nothing is stored. */
    static LineEffect figures(Connection connection, long invoiceId) throws SQLException {
        OpenDraft draft = OpenDraft.read(connection, invoiceId);
        return LineEffect.of(draft.total(), ManualLines.rate(draft.input().withTaxes(now(connection, invoiceId))));
    }

    /** Taxes a draft of lines by hand as it is now; they stand as they are. */
    static LineEffect again(Connection connection, OpenDraft draft) throws SQLException {
        InvoiceInput input = draft.input().withTaxes(now(connection, draft.id()));
        RatingResult result = ManualLines.rate(input);
        draft.store(connection, input, result);
        draft.fresh(connection);
        DraftRefresh.audit(connection, draft, result);
        return LineEffect.of(draft.total(), result);
    }
}
