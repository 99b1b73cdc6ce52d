package org.countinghouse.documents;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.countinghouse.work.Failure;

/**
 * Sets an invoice or a credit note as a PDF: A4, embedded fonts, tagged for screen readers, text that can be selected and searched.
 * The same document gives the same bytes, on any machine and on any day. Thread-safe.
 */
public final class InvoicePdf {
    private final InvoiceTemplate template = new InvoiceTemplate();
    private final PdfPress press = new PdfPress();

    /**
     * Writes the PDF of {@code document}; the stream stays open.
     *
     * @throws Failure {@code document.unwritable} when the stream does not take it (a full disk, a closed pipe)
     */
    public void render(InvoiceDocument document, OutputStream out) {
        String number = document.number();
        print(InvoiceSheet.of(document), stamp(document), number == null ? "the draft" : "invoice " + number, out);
    }

    /** As above, of a credit note. */
    public void render(CreditNoteDocument document, OutputStream out) {
        print(CreditNoteSheet.of(document), document.issueDate(), "credit note " + document.number(), out);
    }

    private void print(InvoiceSheet sheet, LocalDate day, String name, OutputStream out) {
        String html = template.fill(sheet);
        try {
            press.print(html, day.atStartOfDay(ZoneOffset.UTC), out);
        } catch (IOException cause) {
            throw new Failure(
                    "document.unwritable",
                    "The PDF of " + name + " could not be written.",
                    "Nothing else was changed. Check that the disk has space and the place is writable, then repeat.",
                    cause);
        }
    }

    /** The date inside the file comes from the invoice, never from the clock. */
    private static LocalDate stamp(InvoiceDocument document) {
        LocalDate issued = document.issueDate();
        return issued == null ? document.period().until() : issued;
    }
}
