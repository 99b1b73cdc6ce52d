package org.countinghouse.desktop.plans;

import java.util.List;
import org.countinghouse.catalog.PriceModel;
import org.jspecify.annotations.Nullable;

/**
 * A price as people read it.
 *
 * @param model name of the price model
 * @param sentence the price in one sentence
 * @param table its tiers or bands; null when the sentence says it all
 * @param matrix rows to look up in; null for other models
 * @param parts prices inside this one, for example of the overage
 */
public record PriceDescription(
        String model,
        String sentence,
        List<Fact> facts,
        @Nullable PriceTable table,
        PriceModel.@Nullable Matrix matrix,
        List<Part> parts) {
    public PriceDescription {
        facts = List.copyOf(facts);
        parts = List.copyOf(parts);
    }

    /** A price inside another one, with the words that introduce it. */
    public record Part(String title, PriceDescription price) {}

    static PriceDescription of(String model, String sentence) {
        return new PriceDescription(model, sentence, List.of(), null, null, List.of());
    }

    PriceDescription with(PriceTable tiers) {
        return new PriceDescription(model, sentence, facts, tiers, matrix, parts);
    }

    PriceDescription with(List<Fact> more) {
        return new PriceDescription(model, sentence, more, table, matrix, parts);
    }

    PriceDescription with(PriceModel.Matrix rows) {
        return new PriceDescription(model, sentence, facts, table, rows, parts);
    }

    PriceDescription inside(List<Part> inner) {
        return new PriceDescription(model, sentence, facts, table, matrix, inner);
    }
}
