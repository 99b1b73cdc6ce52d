package org.countinghouse.rating;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.countinghouse.catalog.Json;

/** Rates a request written as JSON with single quotes and gives short views of the result. */
record Rated(JsonNode result) {
    static Rated of(String request) {
        return new Rated(
                RatingJson.write(RatingEngine.rate(RatingJson.readRequest(request.replace('\'', '"')), true), true));
    }

    /** One charge of one sum meter over properties or quantities, for October 2026 in UTC, in US dollars. */
    static Rated charge(String charge, String rest) {
        return of(request(charge, rest));
    }

    static String request(String charge, String rest) {
        return """
        {'plan':{'code':'p','currency':'USD','charges':[{'code':'c','meter':'m',%s}]},
         'meters':[{'code':'m','aggregation':'sum','unit':'units'},{'code':'n','aggregation':'sum'}],
         'period':{'from':'2026-10-01','to':'2026-11-01'},%s}""".formatted(charge, rest);
    }

    /** The only charge's amount for a total. */
    static String amount(String price, String quantity) {
        return charge("'price':" + price, "'quantities':{'m':'" + quantity + "'}")
                .lines()
                .getFirst();
    }

    List<String> lines() {
        return texts("lines", "amount");
    }

    List<String> texts(String list, String field) {
        return StreamSupport.stream(result.get(list).spliterator(), false)
                .map(item -> item.path(field).asText())
                .toList();
    }

    String text(String field) {
        return result.get(field).asText();
    }

    JsonNode line(int index) {
        return result.get("lines").get(index);
    }

    static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }
}
