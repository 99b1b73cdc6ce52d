package org.countinghouse.billing;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.countinghouse.catalog.JsonText;
import org.countinghouse.rating.Exchange;
import org.countinghouse.rating.ManualLine;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingJson;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.rating.Tax;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an invoice was rated from. Rating it again gives the same figures to the last digit.
 *
 * @param parts stretches with other terms, the first with the taxes, the prepaid money and the exchange of all
 * @param settled lines that settle usage billed before, in the invoice's currency
 * @param taken lines that take back what invoices inside the period have billed, in the invoice's currency
 * @param manual lines that people wrote, as they stand on the invoice
 * @param ahead fees in advance, each for itself
 * @param fees lines that settle fees billed ahead, in the invoice's currency
 * @param givenBackIsOwed whether lines below zero are owed to the customer beside what was prepaid; false for invoices of
 *     before, on which they came first and what was prepaid counted up to the rest only
 * @param lateIsOwed whether that holds for what late usage gives back, too; false for invoices of before
 */
record InvoiceInput(
        List<RatingRequest> parts,
        List<RatedLine> settled,
        List<RatedLine> taken,
        List<ManualLine> manual,
        List<RatingRequest> ahead,
        List<SettledFee> fees,
        boolean givenBackIsOwed,
        boolean lateIsOwed) {
    private static final String TAKEN = "progressive";
    private static final String GIVEN_BACK = "given_back";
    private static final String OWED = "owed";
    private static final String OWED_LATE = "owed_late";

    InvoiceInput {
        parts = List.copyOf(parts);
        settled = List.copyOf(settled);
        taken = List.copyOf(taken);
        manual = List.copyOf(manual);
        ahead = List.copyOf(ahead);
        fees = List.copyOf(fees);
    }

    /** As it is rated today. */
    InvoiceInput(
            List<RatingRequest> parts,
            List<RatedLine> settled,
            List<ManualLine> manual,
            List<RatingRequest> ahead,
            List<SettledFee> fees) {
        this(parts, settled, List.of(), manual, ahead, fees, true, true);
    }

    /** Without fees in advance. */
    InvoiceInput(List<RatingRequest> parts, List<RatedLine> settled, List<ManualLine> manual) {
        this(parts, settled, manual, List.of(), List.of());
    }

    /** Without fees in advance and lines by hand. */
    InvoiceInput(List<RatingRequest> parts, List<RatedLine> settled) {
        this(parts, settled, List.of());
    }

    /** Reads what is stored with an invoice: one request of the public contract, or several parts of it. */
    public static InvoiceInput read(String json) {
        JsonNode node = BillingJson.read(json);
        if (!node.has("parts")) {
            return new InvoiceInput(List.of(RatingJson.readRequest(node)), List.of());
        }
        boolean late = node.path(GIVEN_BACK).asText().equals(OWED_LATE);
        boolean owed = late || node.path(GIVEN_BACK).asText().equals(OWED);
        var parts = new ArrayList<RatingRequest>();
        node.get("parts").forEach(part -> parts.add(RatingJson.readRequest(part)));
        var settled = new ArrayList<RatedLine>();
        node.get("settled").forEach(line -> settled.add(RatingJson.readLine(line)));
        var taken = new ArrayList<RatedLine>();
        node.path(TAKEN).forEach(line -> taken.add(RatingJson.readLine(line)));
        var manual = new ArrayList<ManualLine>();
        node.path("manual").forEach(line -> manual.add(ManualLineJson.read(line)));
        var ahead = new ArrayList<RatingRequest>();
        node.path("ahead").forEach(fee -> ahead.add(RatingJson.readRequest(fee)));
        var fees = new ArrayList<SettledFee>();
        node.path("fees")
                .forEach(line -> fees.add(new SettledFee(
                        RatingJson.readLine(line),
                        new BillingPeriod(
                                LocalDate.parse(line.path("service_from").asText()),
                                LocalDate.parse(line.path("service_to").asText())))));
        return new InvoiceInput(parts, settled, taken, manual, ahead, fees, owed, late);
    }

    /** As {@link #read} takes it, whole. */
    String toJson() {
        return toJson(RatingDocuments::document);
    }

    /** Writes a request. */
    @FunctionalInterface
    interface Document {
        void write(JsonGenerator json, RatingRequest request) throws IOException;
    }

    String toJson(Document document) {
        boolean plain = settled.isEmpty() && taken.isEmpty() && manual.isEmpty() && ahead.isEmpty() && fees.isEmpty();
        return JsonText.of(json -> {
            if (parts.size() == 1 && plain) {
                document.write(json, parts.getFirst());
                return;
            }
            json.writeStartObject();
            requests(json, "parts", parts, document);
            array(json, "settled", settled, InvoiceInput::line);
            if (!taken.isEmpty()) {
                array(json, TAKEN, taken, InvoiceInput::line);
            }
            if (!manual.isEmpty()) {
                array(json, "manual", manual, ManualLineJson::write);
            }
            if (!ahead.isEmpty() || !fees.isEmpty()) {
                requests(json, "ahead", ahead, document);
                array(json, "fees", fees, InvoiceInput::fee);
            }
            if (givenBackIsOwed && !givenBack().isEmpty()) {
                json.writeStringField(GIVEN_BACK, lateIsOwed && !late().isEmpty() ? OWED_LATE : OWED);
            }
            json.writeEndObject();
        });
    }

    private static void requests(JsonGenerator json, String name, List<RatingRequest> requests, Document document)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (RatingRequest request : requests) {
            document.write(json, request);
        }
        json.writeEndArray();
    }

    private static <T> void array(JsonGenerator json, String name, List<T> values, Function<T, ObjectNode> value)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (T each : values) {
            json.writeTree(value.apply(each));
        }
        json.writeEndArray();
    }

    private static ObjectNode line(RatedLine line) {
        return RatingJson.line(line, true).put("tax_category", line.taxCategory());
    }

    private static ObjectNode fee(SettledFee fee) {
        return line(fee.line())
                .put("service_from", fee.service().from().toString())
                .put("service_to", fee.service().to().toString());
    }

    /** Rates it. */
    public RatingResult rate(boolean explain) {
        var lines = new ArrayList<>(settled);
        lines.addAll(taken);
        fees.forEach(fee -> lines.add(fee.line()));
        CurrencyUnit currency = currency();
        manual.forEach(line -> lines.add(line.rated(currency)));
        RatingResult result = rate(lines, explain);
        return givenBackIsOwed ? prepaid(result, lines) : result;
    }

    private RatingResult rate(List<RatedLine> lines, boolean explain) {
        var requests = new ArrayList<>(parts);
        requests.addAll(ahead);
        return RatingEngine.rate(requests, lines, explain);
    }

    /**
     * What was paid ahead pays what the invoice would come to without giving anything back; what is given back is then
     * owed to the customer, with its tax.
     */
    private RatingResult prepaid(RatingResult result, List<RatedLine> lines) {
        List<RatedLine> back = givenBack();
        if (back.isEmpty() || parts.getFirst().prepaid().compareTo(result.prepaid()) <= 0) {
            return result;
        }
        var others = new ArrayList<>(lines);
        others.removeAll(back);
        return result.withPrepaid(rate(others, false).prepaid().max(result.prepaid()));
    }

    /** Lines that give back what was billed, or take something off by hand. */
    private List<RatedLine> givenBack() {
        CurrencyUnit currency = currency();
        return Stream.of(
                        late().stream(),
                        taken.stream(),
                        fees.stream().map(SettledFee::line),
                        manual.stream().map(line -> line.rated(currency)))
                .flatMap(lines -> lines)
                .filter(line -> line.amount().signum() < 0)
                .toList();
    }

    private List<RatedLine> late() {
        return lateIsOwed
                ? settled.stream().filter(line -> line.amount().signum() < 0).toList()
                : List.of();
    }

    /**
     * The days that a line of the rated invoice is owed for; null = the invoice's own.
     *
     * @param lines how many it has: those of the parts come first, then fees in advance, then what was settled and
     *     taken back, then lines by hand
     */
    @Nullable
    BillingPeriod service(int line, int lines) {
        int firstByHand = lines - manual.size();
        int firstFee = firstByHand - fees.size();
        int firstSettled = firstFee - taken.size() - settled.size();
        int firstAhead = firstSettled - ahead.size();
        if (line >= firstByHand) {
            ManualLine byHand = manual.get(line - firstByHand);
            return byHand.from() == null || byHand.to() == null ? null : new BillingPeriod(byHand.from(), byHand.to());
        }
        if (line >= firstFee) {
            return fees.get(line - firstFee).service();
        }
        return line >= firstAhead && line < firstSettled ? FeeSettlement.service(ahead.get(line - firstAhead)) : null;
    }

    /** Whether a tax is on a line, be it one of nothing with a reason. */
    boolean taxed(RatedLine line) {
        return parts.getFirst().taxes().stream().anyMatch(tax -> tax.isOn(line.taxCategory()));
    }

    /** Of the invoice. */
    CurrencyUnit currency() {
        return parts.getFirst().currency();
    }

    InvoiceInput withPrepaid(BigDecimal prepaid) {
        var others = new ArrayList<>(parts);
        others.set(0, parts.getFirst().withPrepaid(prepaid));
        return new InvoiceInput(others, settled, taken, manual, ahead, fees, givenBackIsOwed, lateIsOwed);
    }

    /** The same in another currency than the prices'; its settled lines are in it already. */
    InvoiceInput withExchange(@Nullable Exchange exchange) {
        var others = new ArrayList<>(parts);
        others.set(0, parts.getFirst().withExchange(exchange));
        return new InvoiceInput(others, settled, taken, manual, ahead, fees, givenBackIsOwed, lateIsOwed);
    }

    InvoiceInput withParts(List<RatingRequest> others) {
        return new InvoiceInput(others, settled, taken, manual, ahead, fees, true, true);
    }

    /** With other taxes on all lines. */
    InvoiceInput withTaxes(List<Tax> others) {
        var taxed = new ArrayList<>(parts);
        taxed.set(0, parts.getFirst().withTaxes(others));
        return new InvoiceInput(taxed, settled, taken, manual, ahead, fees, givenBackIsOwed, lateIsOwed);
    }

    InvoiceInput withManual(List<ManualLine> lines) {
        return new InvoiceInput(parts, settled, taken, lines, ahead, fees, true, true);
    }

    InvoiceInput withTaken(List<RatedLine> lines) {
        return new InvoiceInput(parts, settled, lines, manual, ahead, fees, givenBackIsOwed, lateIsOwed);
    }

    /** The parts alone, before taxes: with prices that contain it, with it. */
    InvoiceInput untaxedParts() {
        var others = new ArrayList<>(parts);
        others.set(0, parts.getFirst().withTaxes(List.of()).withPrepaid(BigDecimal.ZERO));
        return new InvoiceInput(others, List.of());
    }
}
