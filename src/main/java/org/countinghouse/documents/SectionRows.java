package org.countinghouse.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts what a section is about before its lines, and its subtotal after them. */
final class SectionRows {
    private final Map<String, String> words;
    private final PaperFormat format;

    SectionRows(Map<String, String> words, PaperFormat format) {
        this.words = words;
        this.format = format;
    }

    List<InvoiceSheet.Row> of(List<InvoiceSheet.Row> lines, List<InvoiceDocument.Section> sections) {
        var rows = new ArrayList<InvoiceSheet.Row>();
        int next = 0;
        for (InvoiceDocument.Section section : sections) {
            rows.add(new InvoiceSheet.Row(PaperFormat.text(section.name()), about(section), "", "", "", "", "section"));
            rows.addAll(lines.subList(next, next + section.lines()));
            next += section.lines();
            String subtotal = InvoiceSheet.word(words, "subtotal") + " " + PaperFormat.text(section.name());
            rows.add(new InvoiceSheet.Row(subtotal, "", "", "", "", format.amount(section.subtotal()), "section-sum"));
        }
        rows.addAll(lines.subList(next, lines.size()));
        return rows;
    }

    private String about(InvoiceDocument.Section section) {
        var about = new ArrayList<String>();
        about.add(InvoiceSheet.word(words, "subscription") + " " + section.subscription());
        about.add(format.days(section.period().from(), section.period().lastDay()));
        if (!section.usedBy().isEmpty()) {
            about.add(InvoiceSheet.word(words, "usageOf") + " " + PaperFormat.text(section.usedBy()));
        }
        return String.join(" \u00b7 ", about);
    }
}
