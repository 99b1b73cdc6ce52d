package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tax on the lines' nets; section 3, rule 7. */
final class Taxation {
    /** Entries with the same code and rate are one tax. */
    record Rate(String code, Fraction rate) {}

    /** What one tax takes, line by line and unrounded, and the amounts it was taken of. */
    static final class Share {
        final Map<Line, Fraction> exact = new LinkedHashMap<>();
        boolean compound;
        Fraction base = Fraction.ZERO;
        Fraction tax = Fraction.ZERO;

        /** The net of all lines it is taken of; a compound tax counts the taxes before it as well. */
        Fraction base() {
            return compound ? base : Fraction.sum(exact.keySet(), Line::net);
        }
    }

    private final JsonNode request;
    private final Rounding rounding;
    private final List<Line> lines;
    private final boolean perLine;
    private final boolean inclusive;
    final Map<Rate, Share> shares = new LinkedHashMap<>();

    Taxation(JsonNode request, Rounding rounding, List<Line> lines) {
        this.request = request;
        this.rounding = rounding;
        this.lines = lines;
        perLine = request.path("plan").path("tax_rounding").asText("invoice").equals("line");
        inclusive = request.path("plan").path("tax_inclusive").asBoolean();
    }

    Fraction tax() {
        for (JsonNode entry : request.path("taxes")) {
            shares.putIfAbsent(rate(entry), new Share());
        }
        for (Line line : lines) {
            tax(line);
        }
        for (Share share : shares.values()) {
            List<Fraction> exact = new ArrayList<>(share.exact.values());
            share.tax =
                    perLine ? Fraction.sum(exact, rounding::halfUp) : rounding.halfUp(Fraction.sum(exact, tax -> tax));
        }
        if (inclusive) {
            takeOut();
        }
        shares.values().removeIf(share -> share.exact.isEmpty());
        return Fraction.sum(shares.values(), share -> share.tax);
    }

    private void tax(Line line) {
        Fraction before = Fraction.ZERO;
        Map<Rate, Fraction> rates = new LinkedHashMap<>();
        Map<Rate, Fraction> bases = new LinkedHashMap<>();
        for (JsonNode entry : request.path("taxes")) {
            String category = entry.path("category").asText("");
            if (category.isEmpty() || category.equals(line.category)) {
                Fraction base = entry.path("compound").asBoolean() ? Fraction.ONE.plus(before) : Fraction.ONE;
                Fraction tax = base.times(Pricing.number(entry, "rate").percent());
                before = before.plus(tax);
                Rate rate = rate(entry);
                shares.get(rate).compound |= entry.path("compound").asBoolean();
                rates.merge(rate, tax, Fraction::plus);
                bases.merge(rate, base, Fraction::plus);
            }
        }
        Fraction net = inclusive ? line.left().over(Fraction.ONE.plus(before)) : line.left();
        rates.forEach((rate, tax) -> {
            Share share = shares.get(rate);
            share.exact.put(line, net.times(tax));
            share.base = share.base.plus(net.times(bases.get(rate)));
        });
    }

    private static Rate rate(JsonNode entry) {
        return new Rate(entry.path("code").asText(), Pricing.number(entry, "rate"));
    }

    private void takeOut() {
        for (Share share : shares.values()) {
            List<Line> taxed = new ArrayList<>(share.exact.keySet());
            List<Fraction> exact = new ArrayList<>(share.exact.values());
            List<Fraction> parts = perLine
                    ? exact.stream().map(rounding::halfUp).toList()
                    : Invoice.settled(exact, share.tax, rounding.decimals());
            for (int index = 0; index < taxed.size(); index++) {
                Line line = taxed.get(index);
                line.contained = line.contained.plus(parts.get(index));
            }
        }
    }
}
