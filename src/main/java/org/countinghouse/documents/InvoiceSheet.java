package org.countinghouse.documents;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the template sees: strings only, formatted and cleaned. Lines are split into {@code lines} and
 * {@code closingLines}; the closing ones stay on one page with the totals, so totals never stand alone.
 *
 * @param words the fixed words of the template in the invoice's language
 * @param heading what the document is, in one word
 * @param priced whether lines have quantities and unit prices
 * @param books the tax in the currency of the seller's books; empty where that is the document's own
 * @param badge shown large at the head, for example Draft; empty when there is nothing special
 * @param returnLine the seller's address in one small line above the buyer's
 */
record InvoiceSheet(
        Map<String, String> words,
        String language,
        String heading,
        String title,
        String badge,
        String badgeStyle,
        String badgeHint,
        List<Fact> facts,
        boolean priced,
        String currency,
        String returnLine,
        Party seller,
        Party buyer,
        List<Row> lines,
        List<Row> closingLines,
        List<Sum> sums,
        String dueLabel,
        String due,
        String payBy,
        List<TaxRow> taxes,
        List<Fact> books,
        String paymentTerms,
        List<String> notes) {

    /** A labelled fact such as the due date. */
    record Fact(String label, String value) {}

    /** The seller or the buyer. */
    record Party(String name, List<String> address, String taxId, String email, List<String> bank) {}

    /** A line of the invoice; {@code style} is empty, or says that it begins or sums up a section. */
    record Row(String name, String group, String quantity, String unit, String unitPrice, String amount, String style) {
        Row(String name, String group, String quantity, String unit, String unitPrice, String amount) {
            this(name, group, quantity, unit, unitPrice, amount, "");
        }
    }

    /** A row of the totals; {@code style} is a class of the style sheet. */
    record Sum(String label, String amount, String style) {}

    /** A row of the tax summary. */
    record TaxRow(String label, String rate, String base, String amount, String note) {}

    private static final int CLOSING_LINES = 2;

    static InvoiceSheet of(InvoiceDocument invoice) {
        Locale language = invoice.language().getLanguage().equals("de") ? Locale.GERMAN : Locale.ENGLISH;
        Map<String, String> words = words(language);
        PaperFormat format = new PaperFormat(language, invoice.currency());
        List<Row> rows = new SectionRows(words, format)
                .of(invoice.lines().stream().map(line -> row(line, format)).toList(), invoice.sections());
        int firstClosing = Math.max(0, rows.size() - CLOSING_LINES);
        InvoiceDocument.Seller seller = invoice.seller();
        boolean back = invoice.totals().due().signum() < 0;
        return new InvoiceSheet(
                words,
                language.getLanguage(),
                word(words, "invoice"),
                title(invoice, words),
                word(words, badge(invoice.status())),
                badge(invoice.status()),
                word(words, badge(invoice.status()).isEmpty() ? "" : badge(invoice.status()) + "Hint"),
                facts(invoice, words, format),
                true,
                PaperFormat.text(invoice.currency()),
                returnLine(seller),
                party(seller),
                party(invoice.buyer()),
                rows.subList(0, firstClosing),
                rows.subList(firstClosing, rows.size()),
                sums(invoice, words, format),
                word(words, back ? "amountGiven" : "amountDue"),
                format.amount(invoice.totals().due().abs()),
                payBy(invoice, words, format),
                invoice.taxes().stream().map(tax -> taxRow(tax, format)).toList(),
                books(invoice.books(), invoice.currency(), words, language),
                invoice.totals().due().signum() > 0 ? PaperFormat.text(invoice.paymentTerms()) : "",
                texts(invoice.notes()));
    }

    static String returnLine(InvoiceDocument.Seller seller) {
        return Stream.concat(Stream.of(seller.name()), seller.addressLines().stream())
                .map(PaperFormat::text)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" \u00b7 "));
    }

    static Party party(InvoiceDocument.Seller seller) {
        return new Party(
                PaperFormat.text(seller.name()),
                texts(seller.addressLines()),
                PaperFormat.text(seller.taxId()),
                PaperFormat.text(seller.email()),
                texts(seller.bankDetails()));
    }

    static Party party(InvoiceDocument.Buyer buyer) {
        return new Party(
                PaperFormat.text(buyer.name()),
                texts(buyer.addressLines()),
                PaperFormat.text(buyer.taxId()),
                "",
                List.of());
    }

    /** The tax in the currency of the books, and the rate that it follows from. */
    static List<Fact> books(
            InvoiceDocument.@Nullable Books books, String currency, Map<String, String> words, Locale language) {
        if (books == null) {
            return List.of();
        }
        var format = new PaperFormat(language, books.currency());
        return List.of(
                new Fact(word(words, "booksTax") + " " + books.currency(), format.amount(books.tax())),
                new Fact(
                        word(words, "exchangeRate"),
                        "1 " + currency + " = " + format.quantity(books.rate()) + " " + books.currency()),
                new Fact(
                        word(words, "exchangeSource"),
                        PaperFormat.text(books.source()) + ", " + format.date(books.day())));
    }

    /** The title of the document, also of its file: invoice and number, or draft and period. */
    private static String title(InvoiceDocument invoice, Map<String, String> words) {
        String number = invoice.number();
        return number == null
                ? word(words, "invoice") + " (" + word(words, "draft") + ")"
                : word(words, "invoice") + " " + PaperFormat.text(number);
    }

    private static String badge(InvoiceDocument.Status status) {
        return switch (status) {
            case DRAFT, IN_REVIEW, APPROVED, COLLECTED -> "draft";
            case VOID -> "void";
            case PAID -> "paid";
            case FINAL, SENT, OVERDUE, UNCOLLECTIBLE -> "";
        };
    }

    /** The request to pay; empty for drafts and for what is paid, void or nothing to pay. */
    private static String payBy(InvoiceDocument invoice, Map<String, String> words, PaperFormat format) {
        LocalDate dueDate = invoice.dueDate();
        boolean settled = switch (invoice.status()) {
            case DRAFT, IN_REVIEW, APPROVED, COLLECTED, PAID, VOID -> true;
            case FINAL, SENT, OVERDUE, UNCOLLECTIBLE -> invoice.totals().due().signum() <= 0;
        };
        return dueDate == null || settled ? "" : word(words, "payBy") + " " + format.date(dueDate);
    }

    private static List<Fact> facts(InvoiceDocument invoice, Map<String, String> words, PaperFormat format) {
        List<Fact> facts = new ArrayList<>();
        String number = invoice.number();
        facts.add(new Fact(
                word(words, "invoiceNumber"), number == null ? word(words, "draft") : PaperFormat.text(number)));
        addDate(facts, word(words, "issued"), invoice.issueDate(), format);
        if (invoice.totals().due().signum() > 0) {
            addDate(facts, word(words, "due"), invoice.dueDate(), format);
        }
        facts.add(new Fact(
                word(words, "period"),
                format.days(invoice.period().from(), invoice.period().lastDay())));
        addText(facts, word(words, "customer"), invoice.buyer().customerId());
        addText(facts, word(words, "buyerTaxId"), invoice.buyer().taxId());
        return facts;
    }

    static void addDate(List<Fact> facts, String label, @Nullable LocalDate day, PaperFormat format) {
        if (day != null) {
            facts.add(new Fact(label, format.date(day)));
        }
    }

    static void addText(List<Fact> facts, String label, String raw) {
        String text = PaperFormat.text(raw);
        if (!text.isEmpty()) {
            facts.add(new Fact(label, text));
        }
    }

    private static Row row(InvoiceDocument.Line line, PaperFormat format) {
        return new Row(
                PaperFormat.text(line.name()),
                PaperFormat.text(line.group()),
                format.quantity(line.quantity()),
                PaperFormat.text(line.unit()),
                line.unitPrice() == null ? "" : format.quantity(line.unitPrice()),
                format.amount(line.amount()));
    }

    private static List<Sum> sums(InvoiceDocument invoice, Map<String, String> words, PaperFormat format) {
        InvoiceDocument.Totals totals = invoice.totals();
        List<Sum> sums = new ArrayList<>();
        sums.add(new Sum(word(words, "subtotal"), format.amount(totals.subtotal()), ""));
        if (totals.discounts().signum() != 0) {
            sums.add(new Sum(word(words, "discounts"), format.deduction(totals.discounts()), ""));
        }
        if (totals.credits().signum() != 0) {
            sums.add(new Sum(word(words, "credits"), format.deduction(totals.credits()), ""));
        }
        if (totals.net().compareTo(totals.subtotal()) != 0) {
            sums.add(new Sum(word(words, "net"), format.amount(totals.net()), ""));
        }
        for (InvoiceDocument.Tax tax : invoice.taxes()) {
            String label = PaperFormat.text(tax.label()) + " " + format.percent(tax.ratePercent());
            sums.add(new Sum(label, format.amount(tax.amount()), ""));
        }
        sums.add(new Sum(word(words, "total"), format.amount(totals.total()), "total"));
        if (totals.prepaid().signum() != 0) {
            sums.add(new Sum(word(words, "prepaid"), format.deduction(totals.prepaid()), ""));
        }
        return sums;
    }

    static TaxRow taxRow(InvoiceDocument.Tax tax, PaperFormat format) {
        return new TaxRow(
                PaperFormat.text(tax.label()),
                format.percent(tax.ratePercent()),
                format.amount(tax.base()),
                format.amount(tax.amount()),
                PaperFormat.text(tax.note()));
    }

    static List<String> texts(List<String> raw) {
        return raw.stream()
                .map(PaperFormat::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    static String word(Map<String, String> words, String key) {
        return words.getOrDefault(key, "");
    }

    static Map<String, String> words(Locale language) {
        // Without the fallback to the machine's language an English invoice would turn German on a German machine.
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        ResourceBundle bundle = ResourceBundle.getBundle("documents.invoice", language, control);
        return bundle.keySet().stream().collect(Collectors.toUnmodifiableMap(key -> key, bundle::getString));
    }
}
