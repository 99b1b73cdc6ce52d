package org.countinghouse.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.countinghouse.documents.InvoiceDocument.Books;
import org.countinghouse.documents.InvoiceDocument.Status;
import org.junit.jupiter.api.Test;

/** Credit notes on paper, and the tax in the currency of the books. */
class CreditNotePdfTest {
    private static final Books DOLLARS =
            new Books("USD", new BigDecimal("1.0832"), LocalDate.of(2023, 11, 30), "ECB", new BigDecimal("82.51"));

    @Test
    void aCreditNoteNamesItselfItsInvoiceItsLinesAndWhereTheMoneyGoes() throws IOException {
        byte[] pdf = pdf(note(Locale.ENGLISH, null));
        assertThat(text(pdf))
                .contains("Credit note", "CN-2023-000007", "For invoice", "INV-2023-000142", "1 December 2023")
                .contains("Input tokens", "model gpt-4", "100.00", "Base fee", "10.00", "VAT 19", "20.90")
                .contains("No longer to be paid", "100.90", "Credited to your account", "30.00")
                .contains("Amount credited", "EUR 130.90", "Reason: outage on 5 November")
                .doesNotContain("Quantity", "Unit price", "Amount due", "No tax is charged");
        picture("credit-note-pdf", pdf);
        assertThat(pdf(note(Locale.ENGLISH, null))).isEqualTo(pdf);
    }

    @Test
    void germanCreditNotesUseGermanWords() throws IOException {
        byte[] pdf = pdf(note(Locale.GERMAN, DOLLARS));
        assertThat(text(pdf))
                .contains("Gutschrift", "Zur Rechnung", "Rechnung vom", "Gutgeschrieben", "130,90")
                .contains("Steuer in USD", "82,51", "1 EUR = 1,0832 USD", "ECB, 30. November 2023")
                .doesNotContain("Credit", "Invoice");
        picture("credit-note-pdf-german", pdf);
    }

    @Test
    void anInvoiceInAnotherCurrencyThanTheBooksSaysTaxRateDayAndSource() throws IOException {
        InvoiceDocument plain = SampleInvoices.withLines(6);
        var invoice = new InvoiceDocument(
                plain.language(),
                plain.number(),
                Status.FINAL,
                plain.issueDate(),
                plain.dueDate(),
                plain.period(),
                plain.currency(),
                plain.seller(),
                plain.buyer(),
                plain.lines(),
                plain.totals(),
                plain.taxes(),
                plain.paymentTerms(),
                plain.notes(),
                DOLLARS);
        var out = new ByteArrayOutputStream();
        new InvoicePdf().render(invoice, out);
        assertThat(text(out.toByteArray()))
                .contains("Tax in USD", "82.51", "Exchange rate", "1 EUR = 1.0832 USD", "ECB, 30 November 2023");
        picture("invoice-books-currency-pdf", out.toByteArray());
    }

    private static CreditNoteDocument note(Locale language, Books books) {
        return new CreditNoteDocument(
                language,
                "CN-2023-000007",
                LocalDate.of(2023, 12, 4),
                "INV-2023-000142",
                LocalDate.of(2023, 12, 1),
                "EUR",
                SampleInvoices.SELLER,
                SampleInvoices.BUYER,
                List.of(
                        new CreditNoteDocument.Line("Input tokens", "model gpt-4", new BigDecimal("100.00")),
                        new CreditNoteDocument.Line("Base fee", "", new BigDecimal("10.00"))),
                List.of(new CreditNoteDocument.Tax("VAT", new BigDecimal("19"), new BigDecimal("20.90"))),
                new BigDecimal("110.00"),
                new BigDecimal("20.90"),
                new BigDecimal("130.90"),
                new BigDecimal("100.90"),
                new BigDecimal("30.00"),
                "outage on 5 November",
                List.of(),
                books);
    }

    private static byte[] pdf(CreditNoteDocument note) {
        var out = new ByteArrayOutputStream();
        new InvoicePdf().render(note, out);
        return out.toByteArray();
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replace('\u00a0', ' ');
        }
    }

    /** For the eye, where a folder is named. */
    private static void picture(String name, byte[] pdf) throws IOException {
        String folder = System.getenv().getOrDefault("SCREENSHOTS", "");
        if (!folder.isEmpty()) {
            try (var pages = new PdfPages(pdf)) {
                ImageIO.write(
                        pages.image(0, 80),
                        "png",
                        Path.of(folder, name + ".png").toFile());
            }
        }
    }
}
