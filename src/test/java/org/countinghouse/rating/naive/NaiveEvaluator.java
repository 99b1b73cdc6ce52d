package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A second evaluator of the pricing contract, slow and plain: it walks the request as it stands, in exact fractions,
 * and knows nothing of the engine it is compared with.
 */
final class NaiveEvaluator {
    private NaiveEvaluator() {}

    /** The result in the form of the contract, without names, units and explanations. */
    static ObjectNode rate(JsonNode request) {
        Requirements.check(request);
        JsonNode plan = request.path("plan");
        Situation situation = Situation.of(request);
        Rounding rounding = Rounding.of(plan);
        Problems problems = new Problems();
        Usage usage = new Usage(request, situation, problems);
        usage.checkReadings();
        List<Line> lines = new ArrayList<>(new Fees(request, situation, rounding).lines());
        lines.addAll(new Charges(new Pricing(request, situation, usage, rounding, problems)).lines());
        Invoice invoice = new Invoice(request, situation, rounding, lines);
        invoice.commit();
        invoice.discount();
        invoice.credit();
        Taxation taxation = new Taxation(request, rounding, lines);
        Fraction tax = taxation.tax();
        usage.close();
        ObjectNode result = result(request, rounding, lines, taxation.shares, tax);
        problems.found()
                .forEach((code, events) -> result.withArray("problems")
                        .addObject()
                        .put("code", code)
                        .put("events", exact(events)));
        return result;
    }

    private static ObjectNode result(
            JsonNode request,
            Rounding rounding,
            List<Line> lines,
            Map<Taxation.Rate, Taxation.Share> taxes,
            Fraction tax) {
        int decimals = rounding.decimals();
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("currency", request.path("plan").path("currency").asText());
        lines.forEach(line -> result.withArray("lines").add(line(line, decimals)));
        Fraction net = Fraction.sum(lines, Line::net);
        Fraction total = net.plus(tax);
        Fraction prepaid = Pricing.number(request, "prepaid").smaller(total).larger(Fraction.ZERO);
        result.put(
                "subtotal",
                Fraction.sum(lines, line -> line.amount.minus(line.contained)).text(decimals));
        result.put("discounts", Fraction.sum(lines, line -> line.discount).text(decimals));
        result.put("credits", Fraction.sum(lines, line -> line.credit).text(decimals));
        result.put("net", net.text(decimals));
        taxes.forEach((rate, share) -> result.withArray("taxes")
                .addObject()
                .put("code", rate.code())
                .put("rate", exact(rate.rate()))
                .put("base", exact(rounding.halfUp(share.base())))
                .put("amount", share.tax.text(decimals)));
        result.put("tax", tax.text(decimals));
        result.put("total", total.text(decimals));
        result.put("prepaid", prepaid.text(decimals));
        result.put("due", total.minus(prepaid).text(decimals));
        return result;
    }

    private static ObjectNode line(Line line, int decimals) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", line.kind);
        json.put("charge", line.charge);
        ObjectNode group = json.putObject("group");
        line.group.forEach(group::put);
        json.put("quantity", exact(line.quantity));
        json.put("exact", exact(line.exact));
        json.put("amount", line.amount.minus(line.contained).text(decimals));
        json.put("discount", line.discount.text(decimals));
        json.put("credit", line.credit.text(decimals));
        json.put("net", line.net().text(decimals));
        return json;
    }

    private static String exact(Fraction number) {
        return number.numerator() + "/" + number.denominator();
    }
}
