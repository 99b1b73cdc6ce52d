package org.countinghouse.billing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.money.Decimals;

/** Invoices as JSON: amounts and quantities are text, lines have the shape of the rating result. */
final class InvoiceJson {
    private InvoiceJson() {}

    static String write(Invoice invoice, boolean withLines) {
        ObjectNode node = BillingJson.object();
        node.put("id", invoice.id());
        node.put("number", invoice.number());
        node.put("customer", invoice.customer());
        node.put("used_by", invoice.usedBy().customer());
        node.put("status", invoice.status().code());
        node.put("period", invoice.period().label());
        node.put("currency", invoice.currency());
        put(node, "subtotal", invoice.subtotal());
        put(node, "discounts", invoice.discounts());
        put(node, "credits", invoice.credits());
        put(node, "net", invoice.net());
        put(node, "tax", invoice.tax());
        put(node, "total", invoice.total());
        put(node, "prepaid", invoice.prepaid());
        put(node, "due", invoice.due());
        node.put("kind", invoice.kind());
        node.put("plan", invoice.plan());
        node.put("plan_version", invoice.plan() == null ? null : invoice.planVersion());
        node.put("from", invoice.period().from().toString());
        node.put("to", invoice.period().to().toString());
        node.put(
                "issued_on",
                invoice.issuedOn() == null ? null : invoice.issuedOn().toString());
        node.put("due_on", invoice.dueOn() == null ? null : invoice.dueOn().toString());
        if (invoice.exchange() != null) {
            exchange(node.putObject("exchange"), invoice, invoice.exchange());
        }
        if (invoice.priced() != null) {
            priced(node.putObject("priced"), invoice.priced());
        }
        node.put("purchase_order", invoice.purchaseOrder());
        node.put("note", invoice.note());
        node.put("revision", invoice.revision());
        if (withLines) {
            lines(node.putArray("lines"), invoice);
            if (invoice.consolidated()) {
                sections(node.putArray("sections"), invoice);
            }
            taxes(node.putArray("taxes"), invoice);
        }
        var problems = node.putArray("problems");
        for (var problem : invoice.problems()) {
            ObjectNode told = problems.addObject()
                    .put("code", problem.code())
                    .put("message", problem.message())
                    .put("events", problem.events());
            if (problem.accepted()) {
                told.put("accepted", true);
            }
        }
        return BillingJson.write(node);
    }

    private static void exchange(ObjectNode node, Invoice invoice, ExchangeRate rate) {
        node.put("currency", rate.quote());
        node.put("rate", Decimals.plain(rate.rate()));
        node.put("day", rate.day().toString());
        node.put("source", rate.source());
        put(node, "net", rate.of(invoice.net()));
        put(node, "tax", rate.of(invoice.tax()));
        put(node, "total", rate.of(invoice.total()));
    }

    /** The currency of the prices, and what one of it came to. */
    private static void priced(ObjectNode node, ExchangeRate rate) {
        node.put("currency", rate.base());
        node.put("rate", Decimals.plain(rate.rate()));
        node.put("day", rate.day().toString());
        node.put("source", rate.source());
    }

    private static void lines(ArrayNode array, Invoice invoice) {
        for (var line : invoice.lines()) {
            ObjectNode node = array.addObject();
            line(node, line);
            Invoice.Section section = invoice.section(line);
            if (section != null) {
                node.put("section", section.number());
            }
        }
    }

    static void line(ObjectNode node, Invoice.Line line) {
        node.put("kind", line.kind());
        node.put("charge", line.charge());
        node.put("meter", line.meter());
        node.put("name", line.name());
        node.set("group", line.group());
        node.put("quantity", Decimals.plain(line.quantity()));
        node.put("unit", line.unit());
        node.put("exact", Decimals.plain(line.exact()));
        put(node, "amount", line.amount());
        put(node, "discount", line.discount());
        put(node, "credit", line.credit());
        put(node, "net", line.net());
        node.set("explanation", line.explanation());
        if (line.service() != null) {
            node.put("service_from", line.service().from().toString());
            node.put("service_to", line.service().to().toString());
        }
    }

    private static void sections(ArrayNode array, Invoice invoice) {
        for (var section : invoice.sections()) {
            ObjectNode node = array.addObject();
            node.put("number", section.number());
            node.put("subscription", section.subscriptionId());
            node.put("used_by", section.usedBy().customer());
            node.put("plan", section.plan());
            node.put("plan_version", section.planVersion());
            node.put("from", section.period().from().toString());
            node.put("to", section.period().to().toString());
            put(node, "net", section.net());
            if (section.priced() != null) {
                priced(node.putObject("priced"), section.priced());
            }
        }
    }

    private static void taxes(ArrayNode array, Invoice invoice) {
        for (var tax : invoice.taxes()) {
            ObjectNode node = array.addObject();
            node.put("code", tax.code());
            node.put("rate", Decimals.plain(tax.rate()));
            put(node, "base", tax.base());
            put(node, "amount", tax.amount());
            if (!tax.reason().isEmpty()) {
                node.put("reason", tax.reason());
            }
        }
    }

    private static void put(ObjectNode node, String name, BigDecimal value) {
        node.put(name, value.toPlainString());
    }
}
