package org.countinghouse.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the template sees of a credit note: the sheet of an invoice with other words and no prices. */
final class CreditNoteSheet {
    private static final int CLOSING_LINES = 2;

    private CreditNoteSheet() {}

    static InvoiceSheet of(CreditNoteDocument note) {
        Locale language = note.language().getLanguage().equals("de") ? Locale.GERMAN : Locale.ENGLISH;
        Map<String, String> words = InvoiceSheet.words(language);
        var format = new PaperFormat(language, note.currency());
        List<InvoiceSheet.Row> rows = note.lines().stream()
                .map(line -> new InvoiceSheet.Row(
                        PaperFormat.text(line.name()),
                        PaperFormat.text(line.group()),
                        "",
                        "",
                        "",
                        format.amount(line.amount())))
                .toList();
        int firstClosing = Math.max(0, rows.size() - CLOSING_LINES);
        String heading = InvoiceSheet.word(words, "creditNote");
        return new InvoiceSheet(
                words,
                language.getLanguage(),
                heading,
                heading + " " + PaperFormat.text(note.number()),
                "",
                "",
                "",
                facts(note, words, format),
                false,
                PaperFormat.text(note.currency()),
                InvoiceSheet.returnLine(note.seller()),
                InvoiceSheet.party(note.seller()),
                InvoiceSheet.party(note.buyer()),
                rows.subList(0, firstClosing),
                rows.subList(firstClosing, rows.size()),
                sums(note, words, format),
                InvoiceSheet.word(words, "credited"),
                format.amount(note.total()),
                "",
                List.of(),
                InvoiceSheet.books(note.books(), note.currency(), words, language),
                "",
                notes(note, words));
    }

    private static List<InvoiceSheet.Fact> facts(
            CreditNoteDocument note, Map<String, String> words, PaperFormat format) {
        List<InvoiceSheet.Fact> facts = new ArrayList<>();
        InvoiceSheet.addText(facts, InvoiceSheet.word(words, "creditNoteNumber"), note.number());
        InvoiceSheet.addDate(facts, InvoiceSheet.word(words, "creditNoteIssued"), note.issueDate(), format);
        InvoiceSheet.addText(facts, InvoiceSheet.word(words, "creditedInvoice"), note.invoiceNumber());
        InvoiceSheet.addDate(facts, InvoiceSheet.word(words, "creditedInvoiceDate"), note.invoiceIssued(), format);
        InvoiceSheet.addText(
                facts, InvoiceSheet.word(words, "customer"), note.buyer().customerId());
        InvoiceSheet.addText(
                facts, InvoiceSheet.word(words, "buyerTaxId"), note.buyer().taxId());
        return facts;
    }

    private static List<InvoiceSheet.Sum> sums(CreditNoteDocument note, Map<String, String> words, PaperFormat format) {
        List<InvoiceSheet.Sum> sums = new ArrayList<>();
        sums.add(new InvoiceSheet.Sum(InvoiceSheet.word(words, "net"), format.amount(note.net()), ""));
        for (CreditNoteDocument.Tax tax : note.taxes()) {
            String label = PaperFormat.text(tax.label()) + " " + format.percent(tax.ratePercent());
            sums.add(new InvoiceSheet.Sum(label, format.amount(tax.amount()), ""));
        }
        sums.add(new InvoiceSheet.Sum(InvoiceSheet.word(words, "total"), format.amount(note.total()), "total"));
        if (note.toReceivable().signum() > 0) {
            sums.add(new InvoiceSheet.Sum(InvoiceSheet.word(words, "notOwed"), format.amount(note.toReceivable()), ""));
        }
        if (note.toWallet().signum() > 0) {
            sums.add(new InvoiceSheet.Sum(InvoiceSheet.word(words, "toWallet"), format.amount(note.toWallet()), ""));
        }
        return sums;
    }

    private static List<String> notes(CreditNoteDocument note, Map<String, String> words) {
        List<String> notes = new ArrayList<>();
        if (!note.reason().isBlank()) {
            notes.add(InvoiceSheet.word(words, "reason") + ": " + PaperFormat.text(note.reason()));
        }
        notes.addAll(InvoiceSheet.texts(note.taxNotes()));
        return notes;
    }
}
