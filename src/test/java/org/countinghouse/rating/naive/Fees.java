package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fees with their proration and trial; sections 4 and 8. */
record Fees(JsonNode request, Situation situation, Rounding rounding) {
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (JsonNode fee : request.path("plan").path("fees")) {
            String code = fee.path("code").asText();
            Fraction quantity = Pricing.number(
                    request.path("subscription").path("quantities"),
                    code,
                    Pricing.number(fee, "quantity", Fraction.ONE));
            Fraction whole = Pricing.number(fee, "amount").times(quantity);
            Fraction exact = whole.times(share(fee.path("proration").asText("day")));
            lines.add(new Line("fee", code, Map.of(), Line.category(fee), quantity, exact).rounded(rounding));
        }
        return lines;
    }

    private Fraction share(String proration) {
        Instant begin = situation.usedFrom();
        Instant trialEnd = trialEnd();
        if (trialEnd.isAfter(begin)) {
            begin = trialEnd;
        }
        Instant finish = situation.usedTo();
        return switch (proration) {
            case "none" -> begin.isBefore(finish) ? Fraction.ONE : Fraction.ZERO;
            case "day" -> situation.dayShare(begin, finish);
            case "second" -> situation.secondShare(begin, finish);
            default -> throw new Refusal("unknown proration " + proration);
        };
    }

    private Instant trialEnd() {
        int days = request.path("plan").path("trial_days").asInt(0);
        Instant start = situation.start();
        return start == null || days == 0
                ? Instant.MIN
                : start.atZone(situation.zone()).plusDays(days).toInstant();
    }
}
