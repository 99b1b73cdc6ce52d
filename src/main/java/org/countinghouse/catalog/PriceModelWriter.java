package org.countinghouse.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.List;
import org.countinghouse.money.AmountRounding;

/** Writes the fields of each price model. */
final class PriceModelWriter {
    private PriceModelWriter() {}

    static ObjectNode write(PriceModel model) {
        ObjectNode json = Json.object();
        switch (model) {
            case PriceModel.Flat flat -> {
                json.put("model", "flat");
                PlanJson.decimal(json, "amount", flat.amount());
            }
            case PriceModel.PerUnit perUnit -> {
                json.put("model", "per_unit");
                PlanJson.decimal(json, "unit_amount", perUnit.unitAmount());
            }
            case PriceModel.Graduated graduated ->
                tiers(json.put("model", "graduated"), graduated.tiers(), "unit_amount");
            case PriceModel.Volume volume -> tiers(json.put("model", "volume"), volume.tiers(), "unit_amount");
            case PriceModel.Packages packages -> packages(json, packages);
            case PriceModel.Percentage percentage -> percentage(json, percentage);
            case PriceModel.GraduatedPercentage graduated ->
                tiers(json.put("model", "graduated_percentage"), graduated.tiers(), "rate");
            case PriceModel.Matrix matrix -> matrix(json, matrix);
            case PriceModel.TimeOfUse timeOfUse -> timeOfUse(json, timeOfUse);
            case PriceModel.Spot spot -> spot(json, spot);
            case PriceModel.Reserved reserved -> reserved(json, reserved);
            case PriceModel.Allowance allowance -> {
                json.put("model", "allowance");
                PlanJson.decimal(json, "included", allowance.included());
                json.putObject("overage").set("price", PriceJson.write(allowance.overage()));
            }
            case PriceModel.CostPlus costPlus -> {
                json.put("model", "cost_plus");
                PlanJson.decimal(json, "markup_percent", costPlus.markupPercent());
                PlanJson.decimal(json, "fixed_per_unit", costPlus.fixedPerUnit());
            }
            case PriceModel.FormulaPrice formula -> {
                json.put("model", "formula").put("expression", formula.expression());
                ObjectNode variables = json.putObject("variables");
                formula.variables().forEach(variables::put);
            }
        }
        return json;
    }

    private static void tiers(ObjectNode json, List<PriceModel.Tier> tiers, String amountField) {
        var array = json.putArray("tiers");
        for (PriceModel.Tier tier : tiers) {
            ObjectNode item = array.addObject();
            if (tier.upTo() == null) {
                item.putNull("up_to");
            }
            PlanJson.decimal(item, "up_to", tier.upTo());
            PlanJson.decimal(item, amountField, tier.unitAmount());
            boolean plainZero =
                    tier.flatAmount().signum() == 0 && tier.flatAmount().scale() == 0;
            PlanJson.decimal(item, "flat_amount", plainZero ? null : tier.flatAmount());
        }
    }

    private static void packages(ObjectNode json, PriceModel.Packages packages) {
        json.put("model", "package");
        PlanJson.decimal(json, "size", packages.size());
        PlanJson.decimal(json, "amount", packages.amount());
        if (packages.round() != AmountRounding.UP) {
            json.put("round", DocumentNode.nameOf(packages.round()));
        }
    }

    private static void percentage(ObjectNode json, PriceModel.Percentage percentage) {
        json.put("model", "percentage");
        PlanJson.decimal(json, "rate", percentage.rate());
        PlanJson.decimal(json, "fixed_amount", percentage.fixedAmount());
        PlanJson.decimal(json, "free_events", percentage.freeEvents());
        PlanJson.decimal(json, "free_amount", percentage.freeAmount());
        PlanJson.decimal(json, "minimum_per_event", percentage.minimumPerEvent());
        PlanJson.decimal(json, "maximum_per_event", percentage.maximumPerEvent());
    }

    private static void matrix(ObjectNode json, PriceModel.Matrix matrix) {
        json.put("model", "matrix");
        matrix.dimensions().forEach(json.putArray("dimensions")::add);
        var rows = json.putArray("rows");
        for (PriceModel.Matrix.Row row : matrix.rows()) {
            ObjectNode item = rows.addObject();
            row.match().forEach(item.putObject("match")::put);
            PlanJson.decimal(item, "unit_amount", row.unitAmount());
        }
        PlanJson.decimal(json, "default_unit_amount", matrix.defaultUnitAmount());
    }

    private static void timeOfUse(ObjectNode json, PriceModel.TimeOfUse timeOfUse) {
        json.put("model", "time_of_use");
        if (timeOfUse.timezone() != null) {
            json.put("timezone", timeOfUse.timezone().getId());
        }
        var bands = json.putArray("bands");
        for (PriceModel.TimeOfUse.Band band : timeOfUse.bands()) {
            ObjectNode item = bands.addObject().put("code", band.code());
            var days = item.putArray("days");
            EnumSet.allOf(DayOfWeek.class).stream()
                    .filter(band.days()::contains)
                    .forEach(day -> days.add(TimeOfUseReader.name(day)));
            item.put("from", TimeOfUseReader.clock(band.fromMinute()));
            item.put("to", TimeOfUseReader.clock(band.toMinute()));
            PlanJson.decimal(item, "unit_amount", band.unitAmount());
        }
        PlanJson.decimal(json, "default_unit_amount", timeOfUse.defaultUnitAmount());
    }

    private static void spot(ObjectNode json, PriceModel.Spot spot) {
        json.put("model", "spot").put("feed", spot.feed());
        PlanJson.decimal(json, "multiplier", spot.multiplier());
        PlanJson.decimal(json, "floor", spot.floor());
        PlanJson.decimal(json, "cap", spot.cap());
    }

    private static void reserved(ObjectNode json, PriceModel.Reserved reserved) {
        json.put("model", "reserved");
        PlanJson.decimal(json, "reserved_quantity", reserved.reservedQuantity());
        PlanJson.decimal(json, "unit_amount", reserved.unitAmount());
        PlanJson.decimal(json, "upfront_amount", reserved.upfrontAmount());
        if (reserved.term() != null) {
            json.put("upfront", "spread");
            PlanJson.interval(json, "term", reserved.term());
        }
        json.putObject("on_demand").set("price", PriceJson.write(reserved.onDemand()));
    }
}
