package org.countinghouse.billing.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Postings of two accounts each, as DATEV knows them. Of each transaction and currency the largest entry is the other side
 * of all others: they add up to it.
 */
final class DatevPostings {
    private static final int SHORTEST_ACCOUNT = 4;
    private static final int LONGEST_ACCOUNT = 8;
    private static final BigDecimal MOST = new BigDecimal("9999999999.99");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("ddMM", Locale.ROOT);

    private static final Map<PostingKind, String> KINDS = Map.of(
            PostingKind.INVOICE, "Rechnung",
            PostingKind.VOID, "Storno",
            PostingKind.CREDIT_NOTE, "Rechnungskorrektur",
            PostingKind.PAYMENT, "Zahlung",
            PostingKind.PAYMENT_REVERSAL, "Zahlung zurückgenommen",
            PostingKind.WRITE_OFF, "Ausbuchung",
            PostingKind.WALLET, "Guthaben",
            PostingKind.CREDIT_GRANT, "Gutschrift gewährt",
            PostingKind.CREDIT_USE, "Gutschrift genutzt",
            PostingKind.RECOGNITION, "Erlösauflösung");

    private final List<Entry> open = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final Map<PostingKind, DatevFile.Sum> sums = new EnumMap<>(PostingKind.class);
    private int accountLength = SHORTEST_ACCOUNT;
    private @Nullable String currency;

    /** An entry, with its amount in the currency of the books. */
    private record Entry(
            BigDecimal transaction,
            LocalDate day,
            PostingKind kind,
            String document,
            String account,
            String customer,
            String currency,
            BigDecimal original,
            @Nullable BigDecimal rate,
            BigDecimal amount) {
        boolean belongsTo(Entry other) {
            return transaction.compareTo(other.transaction) == 0 && currency.equals(other.currency);
        }
    }

    /** Entries come in the order of their transactions. */
    void add(ReportRow row) {
        Entry entry = entry(row);
        if (!open.isEmpty() && open.getFirst().transaction().compareTo(entry.transaction()) != 0) {
            close();
        }
        open.add(entry);
    }

    /** All that were added. */
    List<List<String>> rows() {
        close();
        return Collections.unmodifiableList(rows);
    }

    /** What they come to, by what is posted. */
    List<DatevFile.Sum> sums() {
        return List.copyOf(sums.values());
    }

    int accountLength() {
        return accountLength;
    }

    /** That of the books; euro when there is nothing. */
    String currency() {
        return currency == null ? "EUR" : currency;
    }

    private void close() {
        while (!open.isEmpty()) {
            Entry first = open.getFirst();
            var together = open.stream().filter(first::belongsTo).toList();
            open.removeAll(together);
            int side = together.indexOf(Collections.max(
                    together, Comparator.comparing((Entry each) -> each.amount().abs())));
            for (int index = 0; index < together.size(); index++) {
                Entry entry = together.get(index);
                if (index != side && entry.amount().signum() != 0) {
                    rows.add(posting(entry, together.get(side)));
                    sums.merge(entry.kind(), DatevFile.Sum.of(entry.kind(), entry.amount()), DatevFile.Sum::plus);
                }
            }
        }
    }

    private static List<String> posting(Entry entry, Entry side) {
        var fields = new ArrayList<>(Collections.nCopies(DatevColumns.headings().size(), ""));
        fields.set(DatevColumns.AMOUNT, decimal(entry.amount().abs()));
        fields.set(DatevColumns.SIDE, entry.amount().signum() > 0 ? "\"S\"" : "\"H\"");
        fields.set(DatevColumns.ACCOUNT, entry.account());
        fields.set(DatevColumns.COUNTER_ACCOUNT, side.account());
        fields.set(DatevColumns.DAY, DAY.format(entry.day()));
        fields.set(DatevColumns.DOCUMENT, DatevColumns.text(entry.document().replaceAll("[^\\w$%/-]", "-"), 36));
        fields.set(
                DatevColumns.TEXT,
                DatevColumns.text(KINDS.get(entry.kind()) + " " + entry.document() + " " + entry.customer(), 60));
        more(fields, 0, "Kunde", entry.customer());
        if (entry.rate() != null) {
            more(
                    fields,
                    1,
                    "Betrag",
                    decimal(entry.original().abs()) + " " + entry.currency() + ", Kurs "
                            + entry.rate().stripTrailingZeros().toPlainString().replace('.', ','));
        }
        fields.set(DatevColumns.LOCKED, "0");
        return fields;
    }

    private static void more(List<String> fields, int which, String name, String value) {
        fields.set(DatevColumns.FIRST_MORE + 2 * which, DatevColumns.text(name, 20));
        fields.set(DatevColumns.FIRST_MORE + 2 * which + 1, DatevColumns.text(value, 210));
    }

    private static String decimal(BigDecimal amount) {
        return amount.setScale(Math.max(2, amount.stripTrailingZeros().scale()))
                .toPlainString()
                .replace('.', ',');
    }

    private Entry entry(ReportRow row) {
        BigDecimal debit = amount(row, "debit");
        BigDecimal credit = amount(row, "credit");
        BigDecimal original = debit == null ? zero(credit).negate() : debit;
        String own = text(row, "currency");
        String books = cell(row, "books-currency") == null ? own : text(row, "books-currency");
        BigDecimal amount = cell(row, "books-currency") == null ? original : amount(row, "books-amount");
        String document = cell(row, "document") == null ? "" : text(row, "document");
        if (amount == null || (currency != null && !currency.equals(books))) {
            throw new Failure(
                    "datev.currency",
                    "Entry " + text(row, "transaction") + " of " + text(row, "date") + " is in " + own
                            + " and has no amount in the currency of the books.",
                    "Give the billing entity one currency of its books. Nothing was written.");
        }
        currency = books;
        if (amount.stripTrailingZeros().scale() > 2 || amount.abs().compareTo(MOST) > 0) {
            throw new Failure(
                    "datev.amount",
                    "DATEV does not know amounts like " + amount.toPlainString() + " " + books + " of entry "
                            + text(row, "transaction") + ".",
                    "Use the journal instead. Nothing was written.");
        }
        return new Entry(
                new BigDecimal(text(row, "transaction")),
                LocalDate.parse(text(row, "date")),
                PostingKind.of(text(row, "kind")),
                document,
                account(row),
                text(row, "customer"),
                own,
                original,
                amount(row, "rate"),
                amount);
    }

    private String account(ReportRow row) {
        String number = text(row, "number");
        if (!number.matches("\\d{1," + LONGEST_ACCOUNT + "}")) {
            throw new Failure(
                    "datev.account",
                    "Account " + text(row, "account") + " has the number " + number + "; DATEV knows numbers of up to "
                            + LONGEST_ACCOUNT + " digits.",
                    "Change it with: books accounts --set. Nothing was written.");
        }
        accountLength = Math.max(accountLength, number.length());
        return number;
    }

    private static BigDecimal zero(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    private static @Nullable BigDecimal amount(ReportRow row, String column) {
        return (BigDecimal) cell(row, column);
    }

    private static String text(ReportRow row, String column) {
        return String.valueOf(cell(row, column));
    }

    private static @Nullable Object cell(ReportRow row, String column) {
        var columns = ReportKind.JOURNAL.columns();
        for (int index = 0; index < columns.size(); index++) {
            if (columns.get(index).code().equals(column)) {
                return row.cells().get(index);
            }
        }
        throw new IllegalArgumentException(column);
    }
}
