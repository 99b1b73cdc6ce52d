package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.rating.Tax;
import org.jspecify.annotations.Nullable;

/** What belongs to drafts: lines, taxes, what they were rated from. One statement a table, however many drafts. */
final class DraftParts {
    private final Rows lines = new Rows(
            """
            insert into invoice_line (invoice_id, position, kind, charge, meter, name, grouping, quantity, unit, exact,
                amount, discount, credit, net, explanation, service_from, service_to, untaxed, tax_code)
            select invoice_id, position, kind, charge, meter, name, grouping::jsonb, quantity, unit, exact, amount,
                discount, credit, net, explanation::json, service_from, service_to, untaxed, tax_code
            from unnest(%s) l (invoice_id, position, kind, charge, meter, name, grouping, quantity, unit, exact, amount,
                discount, credit, net, explanation, service_from, service_to, untaxed, tax_code)""",
            "bigint", "int", "text", "text", "text", "text", "text", "numeric", "text", "numeric", "numeric", "numeric",
            "numeric", "numeric", "text", "date", "date", "boolean", "text");
    private final Rows taxes = new Rows("""
            insert into invoice_tax (invoice_id, position, code, rate, base, amount, reason)
            select * from unnest(%s)""", "bigint", "int", "text", "numeric", "numeric", "numeric", "text");
    private final Rows inputs = new Rows(
            "insert into invoice_input (invoice_id, request) select id, request::json from unnest(%s) i (id, request)",
            "bigint", "text");
    private final Rows fees = new Rows("""
            insert into billed_fee (invoice_id, subscription_id, starts_at, ends_at, turn, kind, fees)
            select invoice_id, subscription_id, starts_at, ends_at, turn, kind, fees::jsonb
            from unnest(%s) f (invoice_id, subscription_id, starts_at, ends_at, turn, kind, fees)""", "bigint", "bigint", "timestamptz", "timestamptz", "int", "text", "text");

    private final Rows bills = new Rows("""
            insert into progressive_bill (invoice_id, subscription_id, starts_at, turn, reached, threshold, items)
            select invoice_id, subscription_id, starts_at, turn, reached, threshold, items::jsonb
            from unnest(%s) b (invoice_id, subscription_id, starts_at, turn, reached, threshold, items)""", "bigint", "bigint", "timestamptz", "int", "numeric", "numeric", "text");

    private final RatingTerms terms;
    private final Map<UUID, String> used = new HashMap<>();

    DraftParts() {
        this(new RatingTerms());
    }

    /** @param terms what is shared with other drafts */
    DraftParts(RatingTerms terms) {
        this.terms = terms;
    }

    void add(long invoiceId, InvoiceInput input, RatingResult result) {
        int position = 0;
        List<RatedLine> rated = result.lines();
        for (RatedLine each : rated) {
            BillingPeriod service = input.service(position, rated.size());
            lines.add(
                    invoiceId,
                    ++position,
                    each.kind().name().toLowerCase(Locale.ROOT),
                    each.charge(),
                    each.meter(),
                    each.name(),
                    RatingDocuments.group(each),
                    each.quantity(),
                    Objects.requireNonNullElse(each.unit(), ""),
                    each.exact(),
                    each.amount(),
                    each.discount(),
                    each.credit(),
                    each.net(),
                    RatingDocuments.explanation(each),
                    service == null ? null : service.from().toString(),
                    service == null ? null : service.to().toString(),
                    !input.taxed(each),
                    taxCodes(input, each.taxCategory()));
        }
        position = 0;
        for (RatingResult.TaxAmount each : result.taxes()) {
            taxes.add(
                    invoiceId,
                    ++position,
                    each.code(),
                    each.rate(),
                    each.base(),
                    each.amount(),
                    Objects.requireNonNullElse(each.reason(), ""));
        }
        inputs.add(invoiceId, input.toJson((json, request) -> terms.document(json, request, used)));
    }

    private static String taxCodes(InvoiceInput input, String category) {
        return input.parts().getFirst().taxes().stream()
                .filter(tax -> tax.isOn(category))
                .map(Tax::code)
                .distinct()
                .collect(Collectors.joining(" + "));
    }

    /** With what a draft bills of fees in advance, or of a period that goes on. */
    void add(long invoiceId, RatedSubscription draft) {
        add(invoiceId, draft.input(), draft.result());
        for (int index = 0; index < draft.fees().size(); index++) {
            FeeSettlement settlement = draft.fees().get(index);
            // The first period is the invoice's own: that it has looked at its fees is noted even if nothing changed.
            if (index == 0 || !settlement.isEmpty()) {
                fees.add(
                        invoiceId,
                        draft.due().id(),
                        settlement.window().startsAt().toString(),
                        settlement.window().endsAt().toString(),
                        settlement.turn(),
                        draft.kind().code(),
                        FeeItem.write(settlement.items()));
            }
        }
        BigDecimal threshold = draft.progressive().threshold();
        if (draft.kind() == InvoiceKind.PROGRESSIVE && threshold != null) {
            bills.add(
                    invoiceId,
                    draft.due().id(),
                    draft.period().startsAt().toString(),
                    ProgressiveBill.nextTurn(draft.due(), draft.period()),
                    draft.progressive().usage(),
                    threshold,
                    ProgressiveItem.write(draft.progressive().items()));
        }
    }

    /** @param at when the drafts were made */
    void store(Connection connection, Timestamp at) throws SQLException {
        lines.store(connection);
        taxes.store(connection);
        RatingTerms.store(connection, used);
        inputs.store(connection);
        fees.store(connection);
        bills.store(connection);
        try (var statement = connection.prepareStatement(
                "insert into invoice_transition (invoice_id, to_status, at) select id, 'draft', ? from unnest(?::bigint[]) id")) {
            statement.setTimestamp(1, at);
            statement.setArray(2, connection.createArrayOf("bigint", inputs.column(0)));
            statement.executeUpdate();
        }
    }

    /** Puts this in the place of what the drafts had; they stay the same invoices. */
    void replace(Connection connection) throws SQLException {
        RatingTerms.store(connection, used);
        try (var statement = connection.prepareStatement("""
                with gone as (delete from invoice_line where invoice_id = any (?)),
                    untaxed as (delete from invoice_tax where invoice_id = any (?))
                update invoice_input i set request = u.request::json
                from unnest(?::bigint[], ?::text[]) u (id, request) where i.invoice_id = u.id""")) {
            var ids = connection.createArrayOf("bigint", inputs.column(0));
            statement.setArray(1, ids);
            statement.setArray(2, ids);
            statement.setArray(3, ids);
            statement.setArray(4, connection.createArrayOf("text", inputs.column(1)));
            statement.executeUpdate();
        }
        lines.store(connection);
        taxes.store(connection);
    }

    /** Arrays of these types go to the server in binary, without a character being escaped. */
    static Object[] typed(String type, @Nullable Object[] values) {
        return switch (type) {
            case "text" -> Arrays.copyOf(values, values.length, String[].class);
            case "bigint" -> Arrays.copyOf(values, values.length, Long[].class);
            case "int" -> Arrays.copyOf(values, values.length, Integer[].class);
            default -> values;
        };
    }

    /** Rows of a table, sent as one array a column. */
    private static final class Rows {
        private final String insert;
        private final String[] types;
        private final List<List<@Nullable Object>> columns = new ArrayList<>();

        /** @param insert with {@code %s} where the arrays stand */
        Rows(String insert, String... types) {
            var arrays = new ArrayList<String>();
            for (String type : types) {
                arrays.add("?::" + type + "[]");
                columns.add(new ArrayList<>());
            }
            this.insert = insert.formatted(String.join(", ", arrays));
            this.types = types;
        }

        void add(@Nullable Object... values) {
            for (int index = 0; index < values.length; index++) {
                columns.get(index).add(values[index]);
            }
        }

        @Nullable
        Object[] column(int index) {
            return columns.get(index).toArray();
        }

        void store(Connection connection) throws SQLException {
            if (columns.getFirst().isEmpty()) {
                return;
            }
            try (var statement = connection.prepareStatement(insert)) {
                for (int index = 0; index < types.length; index++) {
                    statement.setArray(
                            index + 1, connection.createArrayOf(types[index], typed(types[index], column(index))));
                }
                statement.executeUpdate();
            }
        }
    }
}
