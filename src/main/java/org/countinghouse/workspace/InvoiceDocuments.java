package org.countinghouse.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.countinghouse.billing.CreditNote;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.InvoiceParties;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.documents.CreditNoteDocument;
import org.countinghouse.documents.InvoiceDocument;
import org.jspecify.annotations.Nullable;

/** Puts an invoice or a credit note of the books into the form that goes on paper. */
final class InvoiceDocuments {
    private InvoiceDocuments() {}

    static InvoiceDocument of(Invoice invoice, InvoiceParties.Parties parties) {
        var language = Locale.forLanguageTag(parties.language());
        return new InvoiceDocument(
                language,
                invoice.number(),
                InvoiceDocument.Status.valueOf(invoice.status().name()),
                invoice.issuedOn(),
                invoice.dueOn(),
                new InvoiceDocument.Period(
                        invoice.period().from(), invoice.period().to()),
                invoice.currency(),
                seller(parties),
                buyer(parties),
                invoice.lines().stream().map(InvoiceDocuments::line).toList(),
                invoice.sections().stream()
                        .map(section -> section(invoice, section, parties.named(section.usedBy())))
                        .toList(),
                new InvoiceDocument.Totals(
                        invoice.subtotal(),
                        invoice.discounts(),
                        invoice.credits(),
                        invoice.net(),
                        invoice.tax(),
                        invoice.total(),
                        invoice.prepaid(),
                        invoice.due()),
                invoice.taxes().stream()
                        .map(tax ->
                                new InvoiceDocument.Tax(tax.code(), tax.rate(), tax.base(), tax.amount(), tax.reason()))
                        .toList(),
                terms(parties.paymentTermsDays(), language),
                notes(invoice, parties.named(invoice.usedBy()), language),
                books(language, invoice.exchange(), invoice.taxInBooks()));
    }

    /** @param invoice that it corrects */
    static CreditNoteDocument of(CreditNote note, Invoice invoice, InvoiceParties.Parties parties) {
        var exchange = invoice.exchange();
        BigDecimal booksTax = exchange == null
                ? null
                : note.taxes().stream()
                        .map(each -> exchange.of(each.amount()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new CreditNoteDocument(
                Locale.forLanguageTag(parties.language()),
                Objects.requireNonNull(note.number()),
                Objects.requireNonNull(note.issuedOn()),
                note.invoiceNumber(),
                invoice.issuedOn(),
                note.currency(),
                seller(parties),
                buyer(parties),
                note.lines().stream()
                        .map(line ->
                                new CreditNoteDocument.Line(line.name(), group(invoice, line.line()), line.amount()))
                        .toList(),
                note.taxes().stream()
                        .map(tax -> new CreditNoteDocument.Tax(tax.code(), tax.rate(), tax.amount()))
                        .toList(),
                note.net(),
                note.tax(),
                note.total(),
                note.toReceivable(),
                note.toWallet(),
                note.reason(),
                invoice.taxes().stream()
                        .map(Invoice.Tax::reason)
                        .filter(reason -> !reason.isEmpty())
                        .distinct()
                        .toList(),
                books(Locale.forLanguageTag(parties.language()), exchange, booksTax));
    }

    private static InvoiceDocument.@Nullable Books books(
            Locale language, @Nullable ExchangeRate exchange, @Nullable BigDecimal tax) {
        return exchange == null || tax == null
                ? null
                : new InvoiceDocument.Books(
                        exchange.quote(),
                        exchange.rate(),
                        exchange.day(),
                        new RateOnPaper(language).source(exchange),
                        tax);
    }

    private static InvoiceDocument.Seller seller(InvoiceParties.Parties parties) {
        return new InvoiceDocument.Seller(
                parties.sellerName(),
                parties.sellerAddress(),
                parties.sellerTaxId(),
                parties.sellerEmail(),
                parties.sellerBank());
    }

    private static InvoiceDocument.Buyer buyer(InvoiceParties.Parties parties) {
        return new InvoiceDocument.Buyer(
                parties.buyerName(), parties.buyerAddress(), parties.buyerId(), parties.buyerTaxId());
    }

    private static String group(Invoice invoice, int position) {
        return invoice.lines().stream()
                .filter(line -> line.position() == position)
                .map(InvoiceDocuments::group)
                .findFirst()
                .orElse("");
    }

    private static List<String> notes(Invoice invoice, Invoice.User usedBy, Locale language) {
        var notes = new ArrayList<String>();
        if (!invoice.purchaseOrder().isEmpty()) {
            notes.add((language.getLanguage().equals("de") ? "Ihre Bestellung: " : "Your purchase order: ")
                    + invoice.purchaseOrder());
        }
        if (invoice.paidForAnother()) {
            notes.add((language.getLanguage().equals("de") ? "Für die Nutzung von " : "For the usage of ")
                    + usedBy.name() + " (" + usedBy.customer() + ")");
        }
        if (invoice.progressive()) {
            notes.add(
                    language.getLanguage().equals("de")
                            ? "Nutzung eines laufenden Zeitraums. Die Rechnung des Zeitraums zieht sie ab."
                            : "Usage of a period that goes on. The period's own invoice takes it off.");
        }
        var words = new RateOnPaper(language);
        invoice.pricedAt().forEach(rate -> notes.add(words.prices(rate)));
        if (!invoice.note().isEmpty()) {
            notes.add(invoice.note());
        }
        return notes;
    }

    private static InvoiceDocument.Section section(Invoice invoice, Invoice.Section section, Invoice.User usedBy) {
        boolean own = usedBy.id() == invoice.customerId();
        return new InvoiceDocument.Section(
                section.planName(),
                section.subscriptionId(),
                new InvoiceDocument.Period(
                        section.period().from(), section.period().to()),
                own ? "" : usedBy.name() + " (" + usedBy.customer() + ")",
                section.lastLine() - section.firstLine() + 1,
                section.net());
    }

    private static InvoiceDocument.Line line(Invoice.Line line) {
        return new InvoiceDocument.Line(
                line.name(), group(line), line.quantity(), line.unit(), unitPrice(line.explanation()), line.amount());
    }

    private static String group(Invoice.Line line) {
        return line.group().properties().stream()
                .filter(property -> !property.getValue().isNull())
                .map(property -> property.getKey() + " " + property.getValue().asText())
                .collect(Collectors.joining(", "));
    }

    /** The price of one unit where one single price explains the line. */
    private static @Nullable BigDecimal unitPrice(JsonNode explanation) {
        BigDecimal price = null;
        for (JsonNode step : explanation) {
            // A price in another currency than the amount does not explain it to who reads the document.
            if (step.path("step").asText().equals("part")
                    || step.path("step").asText().equals("exchange")) {
                return null;
            }
            if (step.hasNonNull("unit_amount")) {
                if (price != null) {
                    return null;
                }
                price = new BigDecimal(step.get("unit_amount").asText());
            }
        }
        return price;
    }

    private static String terms(int days, Locale language) {
        if (language.getLanguage().equals("de")) {
            return days == 0 ? "Zahlbar sofort ohne Abzug." : "Zahlbar innerhalb von " + days + " Tagen ohne Abzug.";
        }
        return days == 0 ? "Payable on receipt." : "Payable within " + days + " days of issue.";
    }
}
