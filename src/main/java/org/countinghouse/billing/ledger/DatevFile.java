package org.countinghouse.billing.ledger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.countinghouse.work.Failure;
import org.countinghouse.work.OutputFile;
import org.countinghouse.work.Progress;

/**
 * The journal of a billing entity as a batch of postings in the DATEV format (header 700, "Buchungsstapel" version 13), as
 * developer.datev.de describes it: Windows-1252, lines end with CR and LF, fields are separated by semicolons, texts
 * quoted, decimals after a comma. Amounts are in the currency of the books. Taxes are postings of their own, so that the
 * accounts of revenue must not work out taxes by themselves.
 */
public final class DatevFile {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS", Locale.ROOT);

    private final LedgerReports reports;
    private final Clock clock;

    public DatevFile(LedgerReports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * Who reads the file.
     *
     * @param consultant number of the accountant at DATEV, 1001 to 9999999
     * @param client number of the business at the accountant, 1 to 99999
     */
    public record Receiver(int consultant, int client) {
        /** @throws Failure {@code datev.receiver} outside these ranges */
        public Receiver {
            if (consultant < 1001 || consultant > 9_999_999 || client < 1 || client > 99_999) {
                throw new Failure(
                        "datev.receiver",
                        "The accountant's number is from 1001 to 9999999, the client's from 1 to 99999.",
                        "Ask the accountant for both. Nothing was written.");
            }
        }
    }

    /**
     * Postings of one kind.
     *
     * @param debit amounts that the first account of a posting is debited with, in the currency of the books
     * @param credit amounts that it is credited with
     */
    public record Sum(PostingKind kind, long postings, BigDecimal debit, BigDecimal credit) {
        static Sum of(PostingKind kind, BigDecimal amount) {
            return new Sum(
                    kind,
                    1,
                    amount.max(BigDecimal.ZERO),
                    amount.min(BigDecimal.ZERO).negate());
        }

        Sum plus(Sum other) {
            return new Sum(kind, postings + other.postings, debit.add(other.debit), credit.add(other.credit));
        }
    }

    /**
     * What a file has in it.
     *
     * @param currency of the books
     */
    public record Content(String currency, List<Sum> sums) {
        public Content {
            sums = List.copyOf(sums);
        }

        public long postings() {
            return sums.stream().mapToLong(Sum::postings).sum();
        }

        public BigDecimal debit() {
            return sums.stream().map(Sum::debit).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        public BigDecimal credit() {
            return sums.stream().map(Sum::credit).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /**
     * What {@link #save} would write; writes nothing.
     *
     * @throws Failure as {@link #save}
     */
    public Content content(String entity, LocalDate since, LocalDate until, Progress progress) {
        DatevPostings postings = postings(entity, since, until, progress);
        return new Content(postings.currency(), postings.sums());
    }

    private DatevPostings postings(String entity, LocalDate since, LocalDate until, Progress progress) {
        if (since.getYear() != until.getYear()) {
            throw new Failure(
                    "datev.year",
                    "A batch of postings is of one year; these days are from " + since + " to " + until + ".",
                    "Write a file for each year. Nothing was written.");
        }
        var postings = new DatevPostings();
        reports.each(ReportKind.JOURNAL, new LedgerReports.Scope(since, until, null, null, entity), row -> {
            progress.check();
            postings.add(row);
            return true;
        });
        // The last transaction is closed with them.
        postings.rows();
        return postings;
    }

    /**
     * Writes all postings of some days of one year.
     *
     * @param entity code of the billing entity
     * @param file its name begins with {@code EXTF_} and ends with {@code .csv}
     * @return number of postings in the file, which is complete or not there
     * @throws Failure {@code datev.name}, {@code datev.year} when the days are of several years, {@code datev.account} when
     *     the number of an account is no DATEV number, {@code datev.currency} when an amount is in another currency than the
     *     books and has no rate, {@code datev.amount} when one is too large or has too many decimals
     */
    public long save(String entity, LocalDate since, LocalDate until, Receiver receiver, Path file, Progress progress) {
        Path name = file.getFileName();
        if (name == null || !name.toString().matches("(?i)EXTF_.+\\.csv")) {
            throw new Failure(
                    "datev.name",
                    "DATEV reads files whose names begin with EXTF_ and end with .csv.",
                    "Choose such a name, for example EXTF_Buchungsstapel.csv. Nothing was written.");
        }
        DatevPostings postings = postings(entity, since, until, progress);
        List<List<String>> rows = postings.rows();
        OutputFile.write(file, out -> {
            try (var writer = new BufferedWriter(new OutputStreamWriter(out, WINDOWS))) {
                line(writer, header(since, until, receiver, postings));
                line(writer, DatevColumns.headings());
                for (List<String> row : rows) {
                    line(writer, row);
                }
            } catch (UncheckedIOException problem) {
                throw problem.getCause();
            }
        });
        return rows.size();
    }

    private static void line(Writer writer, List<String> fields) throws IOException {
        writer.write(String.join(";", fields));
        writer.write("\r\n");
    }

    private List<String> header(LocalDate since, LocalDate until, Receiver receiver, DatevPostings postings) {
        var fields = new ArrayList<String>(List.of(
                "\"EXTF\"",
                "700",
                "21",
                "\"Buchungsstapel\"",
                "13",
                MOMENT.format(clock.instant().atOffset(ZoneOffset.UTC)),
                "",
                "\"RE\"",
                "\"\"",
                "\"\"",
                Integer.toString(receiver.consultant()),
                Integer.toString(receiver.client()),
                DAY.format(since.withDayOfYear(1)),
                Integer.toString(postings.accountLength()),
                DAY.format(since),
                DAY.format(until),
                "\"Countinghouse\"",
                "\"\"",
                "1",
                "0",
                "0",
                DatevColumns.text(postings.currency(), 3)));
        fields.addAll(List.of("", "\"\"", "", "", "\"\"", "", "", "\"\"", "\"\""));
        return fields;
    }
}
