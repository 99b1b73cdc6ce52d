package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.DocumentNode;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Currencies;
import org.joda.money.CurrencyUnit;

/** Oracle's price list: pay as you go, a plan a service category and currency, a charge a part number. */
final class OraclePrices implements PriceList {
    private static final String PART = "part_number";
    private static final String PAY_AS_YOU_GO = "PAY_AS_YOU_GO";

    private final PriceFilter filter;
    private final Findings findings;
    private final Codes codes = new Codes();
    private final Map<PlanKey, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, Meter> meters = new LinkedHashMap<>();

    private record PlanKey(String category, CurrencyUnit currency) {}

    private record Draft(String code, Codes chargeCodes, List<Charge> charges) {}

    private record Part(String number, String name, OracleMetric metric, String category) {}

    OraclePrices(PriceFilter filter, Findings findings) {
        this.filter = filter;
        this.findings = findings;
    }

    @Override
    public void add(String ignored, JsonNode entry) {
        DocumentNode node = DocumentNode.at(entry, "$").object();
        String number = node.get("partNumber").text();
        String category = node.get("serviceCategory").text();
        if (!filter.wants(category, number)) {
            return;
        }
        findings.entry();
        Part part = new Part(
                number,
                node.text("displayName", number),
                OracleMetric.of(node.get("metricName").text()),
                category);
        List<DocumentNode> currencies = node.list("currencyCodeLocalizations");
        if (currencies.isEmpty()) {
            findings.leave(number, null, Reason.NO_PRICE, "The list has no price for this part.");
        }
        for (int index = 0; index < currencies.size(); index++) {
            add(
                    part,
                    currencies.get(index).object().get("currencyCode").text(),
                    entry.path("currencyCodeLocalizations").path(index).path("prices"),
                    "currencyCodeLocalizations[" + index + "].prices");
        }
    }

    private void add(Part part, String currencyCode, JsonNode prices, String place) {
        Optional<CurrencyUnit> currency = Currencies.find(currencyCode);
        if (currency.isEmpty()) {
            findings.leave(
                    part.number(),
                    place,
                    Reason.UNKNOWN_CURRENCY,
                    "\"" + currencyCode + "\" is no currency of ISO 4217.");
            return;
        }
        List<OracleRange> ranges = new ArrayList<>();
        boolean whole = true;
        for (int index = 0; index < prices.size(); index++) {
            JsonNode price = prices.path(index);
            String field = place + "[" + index + "]";
            String terms = price.path("model").asText(PAY_AS_YOU_GO);
            if (!terms.equals(PAY_AS_YOU_GO)) {
                findings.leave(
                        part.number(), field, Reason.OTHER_TERMS, "The price is for the terms " + terms + " only.");
                continue;
            }
            Optional<OracleRange> range = OracleRange.read(part.number(), field, price, findings);
            whole &= range.isPresent();
            range.ifPresent(ranges::add);
        }
        if (ranges.isEmpty() && whole) {
            findings.leave(part.number(), place, Reason.NO_PRICE, "The list has no pay-as-you-go price for this part.");
        } else if (!whole || !OracleRange.complete(ranges)) {
            ranges.forEach(range -> findings.leave(
                    part.number(),
                    range.listed().field(),
                    Reason.BROKEN_RANGES,
                    "The ranges of this part do not cover every quantity exactly once."));
        } else {
            charge(part, currency.get(), ranges);
        }
    }

    private void charge(Part part, CurrencyUnit currency, List<OracleRange> ranges) {
        Draft draft = drafts.computeIfAbsent(
                new PlanKey(part.category(), currency),
                key -> new Draft(
                        codes.unique("oracle-" + Codes.slug(part.category()) + "-" + Codes.slug(currency.getCode())),
                        new Codes(),
                        new ArrayList<>()));
        Meter meter = meters.computeIfAbsent(
                part.metric().meter(), code -> part.metric().meter(PART));
        Charge plain = Charge.of(
                draft.chargeCodes().unique(part.number()), part.name(), meter.code(), Price.of(model(ranges)));
        Charge charge = new Charge(
                plain.code(),
                plain.name(),
                plain.meter(),
                plain.timing(),
                Map.of(PART, List.of(part.number())),
                plain.groupBy(),
                null,
                part.metric().block().compareTo(BigDecimal.ONE) == 0
                        ? null
                        : new Charge.UnitConversion(part.metric().block(), null),
                plain.freeUnits(),
                plain.price(),
                plain.discountPercent(),
                null,
                null,
                plain.prorate(),
                plain.taxCategory());
        draft.charges().add(charge);
        ranges.forEach(range -> findings.take(part.number(), range.listed(), draft.code(), charge.code()));
        if (charge.unit() != null) {
            findings.remark(
                    part.number(),
                    "started_blocks",
                    "Priced per " + part.metric().block().toPlainString() + " "
                            + part.metric().unit() + "; a started block is charged in proportion, because the list"
                            + " does not say that it counts whole.");
        }
    }

    private static PriceModel model(List<OracleRange> ranges) {
        return ranges.size() == 1
                ? new PriceModel.PerUnit(ranges.getFirst().listed().value())
                : new PriceModel.Graduated(
                        ranges.stream().sorted().map(OracleRange::tier).toList());
    }

    @Override
    public List<PlanDocument> plans() {
        return drafts.entrySet().stream()
                .map(draft -> Plans.of(
                        draft.getValue().code(),
                        "Oracle " + draft.getKey().category(),
                        draft.getKey().currency(),
                        draft.getValue().charges()))
                .toList();
    }

    @Override
    public List<Meter> meters() {
        return List.copyOf(meters.values());
    }
}
