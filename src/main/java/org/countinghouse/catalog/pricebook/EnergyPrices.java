package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

/** Open energy tariffs: a plan a tariff, with the energy by time of use and the daily supply charge. */
final class EnergyPrices implements PriceList {
    /** One a day: a month has no fixed number of days, so a daily price is no monthly fee. */
    static final Meter SUPPLY_DAYS = Measure.sum("supply_days", "Days of supply", "days", List.of());

    private final PriceFilter filter;
    private final Findings findings;
    private final Codes codes = new Codes();
    private final List<PlanDocument> plans = new ArrayList<>();
    private final Map<String, Meter> meters = new LinkedHashMap<>();

    EnergyPrices(PriceFilter filter, Findings findings) {
        this.filter = filter;
        this.findings = findings;
    }

    @Override
    public void add(String ignored, JsonNode entry) {
        DocumentNode node = DocumentNode.at(entry, "$").object();
        DocumentNode meta = node.get("meta").object();
        String id = meta.get("id").text();
        String provider = meta.text("provider", "");
        if (!filter.wants(provider, id)) {
            return;
        }
        findings.entry();
        DocumentNode tariff = node.get("tariff");
        Optional<CurrencyUnit> currency = Currencies.find(meta.get("currency").text());
        if (currency.isEmpty()) {
            findings.leave(
                    id,
                    "meta.currency",
                    Reason.UNKNOWN_CURRENCY,
                    "\"" + meta.get("currency").text() + "\" is no currency of ISO 4217.");
            return;
        }
        ZoneId zone = meta.find("timezone").map(DocumentNode::zone).orElse(null);
        EnergyRates rates = new EnergyRates(id, zone, tariff, entry.path("tariff"), findings);
        rates.told().ifPresent(energy -> plan(id, meta, currency.get(), energy, entry.path("tariff")));
    }

    private void plan(String id, DocumentNode meta, CurrencyUnit currency, EnergyRates.Told energy, JsonNode tariff) {
        String code = codes.unique("energy-" + Codes.slug(id));
        String unit = meta.text("unit", "kWh");
        String meter = "energy_" + Codes.slug(unit).replace('-', '_');
        meters.computeIfAbsent(meter, any -> Measure.sum(meter, "Energy", unit, List.of()));
        List<Charge> charges = new ArrayList<>();
        charges.add(Charge.of("energy", "Energy", meter, Price.of(energy.model())));
        energy.listed().forEach(listed -> findings.take(id, listed, code, "energy"));
        JsonNode supply = tariff.path("supply");
        if (supply.hasNonNull("daily")) {
            Listed.read(id, EnergyRates.SUPPLY, supply.path("daily"), findings).ifPresent(listed -> {
                meters.put(SUPPLY_DAYS.code(), SUPPLY_DAYS);
                charges.add(Charge.of(
                        "supply", "Supply", SUPPLY_DAYS.code(), Price.of(new PriceModel.PerUnit(listed.value()))));
                findings.take(id, listed, code, "supply");
            });
        }
        plans.add(Plans.of(code, name(meta), currency, charges));
        meta.find("notes").map(DocumentNode::text).ifPresent(notes -> findings.remark(id, kind(notes), notes));
    }

    private static String name(DocumentNode meta) {
        return (meta.text("provider", "") + " "
                        + meta.text("plan", meta.get("id").text()))
                .strip();
    }

    /** What the notes say about how much of the real tariff the source has. */
    private static String kind(String notes) {
        String text = notes.toLowerCase(Locale.ROOT);
        if (text.contains("season")) {
            return "source_has_one_season";
        }
        if (text.contains("tier") || text.contains("slab") || text.contains("block") || text.contains("step")) {
            return "source_has_first_tier";
        }
        return text.contains("approximate") ? "source_is_approximate" : "source_note";
    }

    @Override
    public List<PlanDocument> plans() {
        return plans;
    }

    @Override
    public List<Meter> meters() {
        return List.copyOf(meters.values());
    }
}
