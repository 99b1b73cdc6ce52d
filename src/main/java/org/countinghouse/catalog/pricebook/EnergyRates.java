package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.countinghouse.catalog.DocumentNode;
import org.countinghouse.catalog.PriceModel;
import org.jspecify.annotations.Nullable;

/** What energy costs in one tariff, with everything of the tariff that a plan cannot say. */
final class EnergyRates {
    static final String SUPPLY = "tariff.supply.daily";
    private static final String BANDS = "tariff.import.bands[";

    private final String id;
    private final @Nullable ZoneId zone;
    private final DocumentNode tariff;
    private final JsonNode json;
    private final Findings findings;

    /** A price and the figures of the source that are in it. */
    record Told(PriceModel model, List<Listed> listed) {}

    EnergyRates(String id, @Nullable ZoneId zone, DocumentNode tariff, JsonNode json, Findings findings) {
        this.id = id;
        this.zone = zone;
        this.tariff = tariff.object();
        this.json = json;
        this.findings = findings;
    }

    /** The price; empty when it cannot be said exactly, which the findings then tell. */
    Optional<Told> told() {
        leaveWhatHasNoPlace();
        DocumentNode rates = tariff.get("import").object();
        boolean seasonal = json.path("import").findValue("seasonRates") != null;
        Optional<Told> told;
        if (seasonal) {
            findings.leave(
                    id, "tariff.seasons", Reason.SEASONAL, "A price version begins at one date, not every year again.");
            told = Optional.empty();
        } else if (tariff.get("kind").text().equals("flat")) {
            rates.get("flatRate");
            told = Listed.read(id, "tariff.import.flatRate", json.path("import").path("flatRate"), findings)
                    .map(listed -> new Told(new PriceModel.PerUnit(listed.value()), List.of(listed)));
        } else {
            told = byTime(rates);
        }
        if (told.isEmpty() && json.path("supply").hasNonNull("daily")) {
            findings.leave(id, SUPPLY, Reason.CONDITION, "The energy price of this tariff could not be taken over.");
        }
        return told;
    }

    private void leaveWhatHasNoPlace() {
        leave("export", Reason.EXPORT, "Money for energy fed in is a credit, not a charge.");
        leave("demand", Reason.DEMAND, "The source reserves this price and does not define the load it is for.");
        leave("controlledLoad", Reason.CONDITION, "The price is for circuits with a meter and hours of their own.");
    }

    private void leave(String field, Reason reason, String message) {
        if (json.hasNonNull(field) && !json.path(field).isEmpty()) {
            findings.leave(id, "tariff." + field, reason, message);
        }
    }

    private Optional<Told> byTime(DocumentNode rates) {
        EnergySchedule schedule = EnergySchedule.read(rates.list("schedule"));
        Optional<Reason> flaw = schedule.flaw();
        if (flaw.isPresent()) {
            findings.leave(
                    id,
                    "tariff.import.schedule",
                    flaw.get(),
                    flaw.get() == Reason.SCHEDULE_GAP
                            ? "The schedule leaves hours of the week without a rate."
                            : "The schedule gives two rates for the same hours of the week.");
            return Optional.empty();
        }
        Map<String, Integer> bands = bands(rates);
        Set<String> scheduled = new LinkedHashSet<>();
        schedule.intervals().forEach(interval -> scheduled.add(interval.band(bands.keySet())));
        bands.forEach((band, index) -> {
            if (!scheduled.contains(band)) {
                findings.leave(
                        id,
                        BANDS + index + "].rate",
                        Reason.NOT_SCHEDULED,
                        "The schedule never uses the rate \"" + band + "\".");
            }
        });
        boolean tiered = scheduled.stream().anyMatch(band -> band(bands, band).hasNonNull("tiers"));
        return tiered ? tiered(bands, scheduled) : timeOfUse(schedule, bands, scheduled);
    }

    /** Index by name. */
    private static Map<String, Integer> bands(DocumentNode rates) {
        Map<String, Integer> bands = new LinkedHashMap<>();
        for (DocumentNode band : rates.list("bands")) {
            DocumentNode name = band.object().get("id");
            band.get("rate");
            if (bands.put(name.text(), bands.size()) != null) {
                throw name.failure("document.bad_value", "There are two rates of this name.");
            }
        }
        return bands;
    }

    private JsonNode band(Map<String, Integer> bands, String name) {
        return json.path("import").path("bands").path(Objects.requireNonNull(bands.get(name)));
    }

    private Optional<Told> timeOfUse(EnergySchedule schedule, Map<String, Integer> bands, Set<String> scheduled) {
        Map<String, Listed> prices = new LinkedHashMap<>();
        for (String band : scheduled) {
            Listed.read(
                            id,
                            BANDS + bands.get(band) + "].rate",
                            band(bands, band).path("rate"),
                            findings)
                    .ifPresent(listed -> prices.put(band, listed));
        }
        if (prices.size() < scheduled.size()) {
            return Optional.empty();
        }
        List<PriceModel.TimeOfUse.Band> priced = schedule.intervals().stream()
                .map(interval -> new PriceModel.TimeOfUse.Band(
                        interval.name(),
                        interval.days(),
                        interval.fromMinute(),
                        interval.toMinute(),
                        Objects.requireNonNull(prices.get(interval.name())).value()))
                .toList();
        return Optional.of(new Told(new PriceModel.TimeOfUse(zone, priced, null), List.copyOf(prices.values())));
    }

    /** Steps by the period's use are a graduated price when one rate holds at all times. */
    private Optional<Told> tiered(Map<String, Integer> bands, Set<String> scheduled) {
        String band = scheduled.iterator().next();
        JsonNode steps = band(bands, band).path("tiers");
        String place = BANDS + bands.get(band) + "].tiers";
        List<Listed> listed = new ArrayList<>();
        List<PriceModel.Tier> tiers = new ArrayList<>();
        BigDecimal reached = BigDecimal.ZERO;
        boolean told = scheduled.size() == 1;
        for (int index = 0; told && index < steps.size(); index++) {
            JsonNode bound = steps.path(index).path("upTo");
            BigDecimal upTo = bound.isNumber() ? bound.decimalValue() : null;
            boolean last = index == steps.size() - 1;
            told = last ? upTo == null : upTo != null && upTo.compareTo(reached) > 0;
            Optional<Listed> rate = Listed.read(
                    id, place + "[" + index + "].rate", steps.path(index).path("rate"), findings);
            told &= rate.isPresent() && rate.get().shift() == 0;
            reached = upTo == null ? reached : upTo;
            rate.ifPresent(price -> {
                listed.add(price);
                tiers.add(new PriceModel.Tier(upTo, price.value(), BigDecimal.ZERO));
            });
        }
        if (!told) {
            findings.leave(
                    id, place, Reason.CONDITION, "Steps by use go with one rate for all hours only, and must be open.");
            return Optional.empty();
        }
        return Optional.of(new Told(new PriceModel.Graduated(tiers), listed));
    }
}
