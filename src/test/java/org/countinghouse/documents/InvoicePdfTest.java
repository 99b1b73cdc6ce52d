package org.countinghouse.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.countinghouse.documents.InvoiceDocument.Line;
import org.countinghouse.documents.InvoiceDocument.Status;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class InvoicePdfTest {
    private final InvoicePdf invoicePdf = new InvoicePdf();

    @Test
    void everyLineAndEveryTotalCanBeReadFromTheFile() throws IOException {
        InvoiceDocument invoice = SampleInvoices.withLines(12);
        String text = text(pdf(invoice));
        for (Line line : invoice.lines()) {
            assertThat(text).contains(line.name());
        }
        assertThat(text)
                .contains("18,067,893", "0.00000015", "0.000003", "54.20")
                .contains("445.45", "-44.55", "400.90", "76.17", "EUR 477.07")
                .contains("INV-2023-000142", "1 Nov 2023 \u2013 30 Nov 2023", "Please pay by 31 December 2023")
                .contains("Fabrikam Research Ltd", "7590-VHVEG", "IBAN DE02 1203 0000 0000 2020 51")
                .contains("Payable within 30 days");
    }

    @Test
    void germanInvoicesUseGermanWordsNumbersAndDates() throws IOException {
        String text = text(pdf(SampleInvoices.with(Locale.GERMAN, Status.SENT, SampleInvoices.lines(2))));
        assertThat(text)
                .contains("Rechnung", "Leistungszeitraum", "01.11.2023 \u2013 30.11.2023", "31. Dezember 2023")
                .contains("18.067.893", "0,000003", "54,20", "Seite 1 von 1")
                .doesNotContain("Invoice");
    }

    @Test
    void fourHundredLinesRepeatTheirHeadingOnEveryPageAndEndWithTotalsBesideLines() throws IOException {
        InvoiceDocument invoice = SampleInvoices.withLines(400);
        pdf(SampleInvoices.withLines(1));
        byte[] pdf = Assertions.assertTimeout(Duration.ofSeconds(15), () -> pdf(invoice));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isBetween(12, 25);
            for (int page = 1; page <= pages; page++) {
                assertThat(text(document, page))
                        .contains("Description", "Unit price", "Amount EUR", "Page " + page + " of " + pages);
            }
            assertThat(text(document, pages)).contains("put tokens 399", "put tokens 400", "Subtotal", "Amount due");
            String all = text(document, 0);
            for (Line line : invoice.lines()) {
                assertThat(all).containsPattern("(?m)^" + line.name() + "\\b");
            }
        }
    }

    @Test
    void totalsNeverStandOnAPageWithoutALine() throws IOException {
        for (int lines = 5; lines <= 32; lines++) {
            try (PDDocument document = Loader.loadPDF(pdf(SampleInvoices.withLines(lines)))) {
                assertThat(text(document, document.getNumberOfPages()))
                        .contains("put tokens " + lines, "Subtotal", "Total", "Amount due");
            }
        }
    }

    @Test
    void everyFontIsEmbedded() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf(SampleInvoices.withLines(40)))) {
            for (PDPage page : document.getPages()) {
                for (COSName font : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(font).isEmbedded()).isTrue();
                }
            }
        }
    }

    @Test
    void theFileNamesItsTitleAuthorAndLanguageAndIsTagged() throws IOException {
        try (PDDocument document =
                Loader.loadPDF(pdf(SampleInvoices.with(Locale.GERMAN, Status.FINAL, SampleInvoices.lines(1))))) {
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Rechnung INV-2023-000142");
            assertThat(document.getDocumentInformation().getAuthor()).isEqualTo("Northwind Compute GmbH");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("de");
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
        }
    }

    @Test
    void theSameInvoiceGivesTheSameBytes() throws IOException {
        InvoiceDocument invoice = SampleInvoices.withLines(30);
        assertThat(pdf(invoice)).isEqualTo(new InvoicePdfTest().pdf(invoice));
    }

    @Test
    void draftsSaySoAndNameNoDueDate() throws IOException {
        String text = text(pdf(SampleInvoices.with(Locale.ENGLISH, Status.IN_REVIEW, SampleInvoices.lines(3))));
        assertThat(text).contains("DRAFT", "not yet an invoice").doesNotContain("Please pay by", "INV-");
    }

    @Test
    void anInvoiceWithoutLinesSaysThatNothingWasUsed() throws IOException {
        assertThat(text(pdf(SampleInvoices.withLines(0)))).contains("Nothing was used", "EUR 0.00");
    }

    @Test
    void hostileTextIsPrintedAsTextAndNothingElse() throws IOException {
        String word = "Donaudampfschifffahrtsgesellschaft".repeat(20);
        Line line = new Line(
                "<script>alert(1)</script> & {{ invoice }} &amp; <img src=\"file:///etc/passwd\"/>",
                "\u05e9\u05dc\u05d5\u05dd \ud83d\ude00 \ud800 \u0001 " + word,
                new BigDecimal("123456789012.123456"),
                word,
                new BigDecimal("0.000000000000000015"),
                new BigDecimal("1.00"));
        String text = text(pdf(SampleInvoices.with(Locale.ENGLISH, Status.FINAL, List.of(line))));
        assertThat(text.replaceAll("\\s", ""))
                .contains("<script>alert(1)</script>&{{invoice}}&amp;<imgsrc=\"file:///etc/passwd\"/>")
                .contains("\ufffd\ufffd\ufffd\ufffd")
                .contains(word)
                .contains("0.000000000000000015");
    }

    @Test
    void aStreamThatTakesNothingIsReportedWithTheInvoice() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThatThrownBy(() -> invoicePdf.render(SampleInvoices.withLines(1), full))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo("document.unwritable");
                    assertThat(failure).hasMessageContaining("INV-2023-000142");
                });
    }

    private byte[] pdf(InvoiceDocument invoice) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        invoicePdf.render(invoice, out);
        return out.toByteArray();
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return text(document, 0);
        }
    }

    /** The text of a page, or of all pages when {@code page} is 0. */
    private static String text(PDDocument document, int page) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        if (page > 0) {
            stripper.setStartPage(page);
            stripper.setEndPage(page);
        }
        return stripper.getText(document);
    }
}
