package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.billing.ledger.Account;
import org.countinghouse.billing.ledger.DatevFile;
import org.countinghouse.billing.ledger.LedgerReports;
import org.countinghouse.billing.ledger.LedgerReports.Scope;
import org.countinghouse.billing.ledger.PostingKind;
import org.countinghouse.billing.ledger.ReportColumn;
import org.countinghouse.billing.ledger.ReportKind;
import org.countinghouse.billing.ledger.ReportRow;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports for accountants, of an invoice of 154.66 EUR with 19 % of 100.00 and 7 % of 33.33. */
class JournalTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final LocalDate LAST = LocalDate.parse("2026-12-31");

    @TempDir
    private Path folder;

    private BilledWorld world;
    private LedgerReports reports;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        reports = new LedgerReports(world.database());
        world.subscribe("acme", "mixed");
        world.draftOctober();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private long finalise() {
        long id = world.invoiceOf("acme").id();
        world.finalising().finalise(List.of(id));
        return id;
    }

    private void inDollars() {
        LocalDate today = LocalDate.ofInstant(world.clock().instant(), ZoneOffset.UTC);
        new BillingRules(world.database()).change("main", rule -> rule.withBooksCurrency("USD"));
        new ExchangeRates(world.database(), List.of(), world.clock())
                .set("EUR", "USD", today, new BigDecimal("1.0832"), "");
    }

    private List<ReportRow> rows(ReportKind kind, Scope scope) {
        return reports.first(kind, scope, 100);
    }

    private static Object cell(ReportKind kind, ReportRow row, String column) {
        int index = kind.columns().stream().map(ReportColumn::code).toList().indexOf(column);
        return Objects.requireNonNullElse(row.cells().get(index), "");
    }

    private static List<String> cells(ReportKind kind, List<ReportRow> rows, String column) {
        return rows.stream().map(row -> cell(kind, row, column).toString()).toList();
    }

    @Test
    void theJournalHasRateAndAmountOfTheBooksAndTheTaxOfRevenue() {
        inDollars();
        finalise();
        var rows = rows(ReportKind.JOURNAL, new Scope(FIRST, LAST, null, null, "main"));
        assertThat(cells(ReportKind.JOURNAL, rows, "entity")).containsOnly("main");
        assertThat(cells(ReportKind.JOURNAL, rows, "rate"))
                .allSatisfy(rate -> assertThat(new BigDecimal(rate)).isEqualByComparingTo("1.0832"));
        assertThat(cells(ReportKind.JOURNAL, rows, "books-currency")).containsOnly("USD");
        var byAccount = rows.stream()
                .map(row ->
                        cell(ReportKind.JOURNAL, row, "account") + " " + cell(ReportKind.JOURNAL, row, "books-amount"))
                .toList();
        assertThat(byAccount).contains("receivables 167.53", "tax -20.58", "tax -2.52");
        assertThat(cells(ReportKind.JOURNAL, rows, "books-amount").stream()
                        .map(BigDecimal::new)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .as("balances in the books too")
                .isEqualByComparingTo("0");
        var taxes = rows.stream()
                .filter(row -> cell(ReportKind.JOURNAL, row, "account").equals("tax"))
                .toList();
        var revenue = rows.stream()
                .filter(row -> cell(ReportKind.JOURNAL, row, "account").equals("revenue"))
                .toList();
        assertThat(cells(ReportKind.JOURNAL, revenue, "tax-code"))
                .doesNotContain("")
                .containsAll(cells(ReportKind.JOURNAL, taxes, "tax-code"));
        assertThat(cells(ReportKind.JOURNAL, revenue, "tax-rate")).doesNotContain("");
    }

    @Test
    void reportsAreOfOneBillingEntity() {
        finalise();
        world.customers()
                .save(new BillingEntity("second", "Second", "Street 2", "DE", "DE2", "", "", 14, "S-", List.of()));
        for (ReportKind kind : ReportKind.values()) {
            Account account = kind == ReportKind.STATEMENT ? Account.TAX : null;
            assertThat(rows(kind, new Scope(FIRST, LAST, account, null, "second")))
                    .as(kind.code())
                    .isEmpty();
            assertThat(rows(kind, new Scope(FIRST, LAST, account, null, "main")))
                    .as(kind.code())
                    .hasSameSizeAs(rows(kind, new Scope(FIRST, LAST, account, null)));
        }
        assertThatThrownBy(() -> rows(ReportKind.JOURNAL, new Scope(FIRST, LAST, null, null, "none")))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("report.entity"));
    }

    @Test
    void aStatementOfACustomerIsWhatItOwesAndBeginsWithWhatStoodThere() {
        long id = finalise();
        var all = rows(ReportKind.STATEMENT, new Scope(FIRST, LAST, null, "acme"));
        assertThat(cells(ReportKind.STATEMENT, all, "account")).containsOnly("receivables");
        world.clock().moveTo("2027-01-10");
        new InvoiceLife(world.database(), world.clock()).pay(id, new BigDecimal("54.66"), null, "bank-1");
        var later = rows(
                ReportKind.STATEMENT,
                new Scope(LocalDate.parse("2027-01-01"), LocalDate.parse("2027-01-31"), null, "acme"));
        assertThat(cells(ReportKind.STATEMENT, later, "kind")).containsExactly("opening", "payment");
        assertThat(cells(ReportKind.STATEMENT, later, "balance")).containsExactly("154.66", "100.00");
    }

    @Test
    void incomeBeginsWithTheYearAndWhatWasBeforeIsCarriedForward() {
        finalise();
        var rows = rows(
                ReportKind.TRIAL_BALANCE,
                new Scope(LocalDate.parse("2027-01-01"), LocalDate.parse("2027-12-31"), null, null));
        assertThat(cells(ReportKind.TRIAL_BALANCE, rows, "account"))
                .contains("carried_forward", "receivables", "tax")
                .doesNotContain("revenue");
        assertThat(cells(ReportKind.TRIAL_BALANCE, rows, "balance").stream()
                        .map(BigDecimal::new)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("0");
    }

    @Test
    void theFileForDatevIsAsItsFormatSays() throws Exception {
        inDollars();
        world.execute("update customer set external_id = 'Müller; \"& Söhne\"' where external_id = 'acme'");
        long id = world.number("select id from invoice").longValue();
        world.finalising().finalise(List.of(id));
        new InvoiceLife(world.database(), world.clock()).pay(id, null, null, "bank-1");
        var datev = new DatevFile(reports, world.clock());
        Path file = folder.resolve("EXTF_Buchungsstapel.csv");
        var receiver = new DatevFile.Receiver(29098, 55003);
        DatevFile.Content content = datev.content("main", FIRST, LAST, Progress.NONE);
        assertThat(file).as("a look").doesNotExist();
        long written = datev.save("main", FIRST, LAST, receiver, file, Progress.NONE);
        assertThat(content.postings()).isEqualTo(written);
        assertThat(content.currency()).isEqualTo("USD");

        String text = new String(Files.readAllBytes(file), Charset.forName("windows-1252"));
        assertThat(text).endsWith("\r\n").contains("Müller; \"\"& Söhne\"\"");
        var lines = List.of(text.split("\r\n"));
        assertThat(lines).hasSize((int) written + 2);
        String moment = "\\d{17}";
        assertThat(lines.getFirst())
                .matches(
                        "\"EXTF\";700;21;\"Buchungsstapel\";13;" + moment + ";;\"RE\";\"\";\"\";29098;55003;20260101;4;"
                                + "20260101;20261231;\"Countinghouse\";\"\";1;0;0;\"USD\";;\"\";;;\"\";;;\"\";\"\"");
        assertThat(lines.get(1).split(";", -1)).hasSize(125).contains("Umsatz (ohne Soll/Haben-Kz)", "Festschreibung");
        BigDecimal receivables = BigDecimal.ZERO;
        for (String line : lines.subList(2, lines.size())) {
            var fields = line.replaceAll("\"(?:[^\"]|\"\")*\"", "x").split(";", -1);
            assertThat(fields).hasSize(125);
            var raw = line.split(";", -1);
            assertThat(raw[0]).matches("\\d{1,10},\\d{2}");
            assertThat(raw[1]).matches("\"[SH]\"");
            assertThat(raw[6]).matches("\\d{4}");
            assertThat(raw[7]).matches("\\d{4}").isNotEqualTo(raw[6]);
            assertThat(raw[9]).matches("\\d{4}");
            assertThat(raw[10]).matches("\"[\\w$%/-]{0,36}\"");
            BigDecimal amount = new BigDecimal(raw[0].replace(',', '.'));
            BigDecimal signed = raw[1].equals("\"S\"") ? amount : amount.negate();
            receivables = receivables
                    .add(raw[6].equals("1400") ? signed : BigDecimal.ZERO)
                    .subtract(raw[7].equals("1400") ? signed : BigDecimal.ZERO);
        }
        assertThat(content.debit()).as("as it is in the file").isEqualByComparingTo(sum(lines, "\"S\""));
        assertThat(content.credit()).isEqualByComparingTo(sum(lines, "\"H\""));
        assertThat(content.sums())
                .extracting(DatevFile.Sum::kind)
                .containsExactly(PostingKind.INVOICE, PostingKind.PAYMENT);
        assertThat(receivables).as("billed and paid").isEqualByComparingTo("0");
        assertThat(lines).anyMatch(line -> line.contains("\"Betrag\";\"19,00 EUR, Kurs 1,0832\""));

        assertThatFails(
                () -> datev.save("main", FIRST, LAST, receiver, folder.resolve("x.csv"), Progress.NONE), "name");
        assertThatFails(() -> datev.save("main", FIRST, LAST.plusDays(1), receiver, file, Progress.NONE), "year");
        assertThatFails(() -> new DatevFile.Receiver(1, 1), "receiver");
        world.corrupt("update ledger_account set number = 'A-1' where code = 'tax'");
        assertThatFails(() -> datev.save("main", FIRST, LAST, receiver, file, Progress.NONE), "account");
    }

    private static BigDecimal sum(List<String> lines, String side) {
        return lines.stream()
                .skip(2)
                .map(line -> line.split(";", -1))
                .filter(fields -> fields[1].equals(side))
                .map(fields -> new BigDecimal(fields[0].replace(',', '.')))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void assertThatFails(org.assertj.core.api.ThrowableAssert.ThrowingCallable work, String code) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("datev." + code));
    }
}
