package org.countinghouse.catalog.pricebook;

import java.io.InputStream;
import java.util.List;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;

/**
 * Reads published price lists into plan documents. Every price keeps every digit of its text. What cannot be said
 * exactly in a plan is left out and reported; an entry that makes no sense is left out and reported too, while a file
 * that is broken is refused as a whole.
 */
public final class PriceBooks {
    private PriceBooks() {}

    /**
     * Which price list this is, told from its beginning.
     *
     * @param name of the file, for messages
     * @throws Failure {@code prices.unknown_source}, or as {@link #read}
     */
    public static PriceSource detect(InputStream file, String name) {
        return new SourceGuess(name).of(file);
    }

    /**
     * Reads a price list.
     *
     * @param name of the file, for messages
     * @throws Failure {@code prices.unreadable} with line and column, {@code prices.too_large}, {@code prices.shape}
     *     when it is another kind of document, {@code prices.nothing} when no entry passes the filter
     */
    public static PriceBook read(
            PriceSource source, InputStream file, String name, PriceFilter filter, Progress progress) {
        Findings findings = new Findings();
        PriceList list = switch (source) {
            case LITELLM -> new LitellmPrices(filter, findings);
            case GENAI -> new GenaiPrices(filter, findings);
            case ORACLE -> new OraclePrices(filter, findings);
            case ENERGY -> new EnergyPrices(filter, findings);
        };
        new PriceFile(name, progress).each(source, file, (key, entry, line) -> {
            try {
                list.add(key, entry);
            } catch (CatalogFailure odd) {
                findings.leave(
                        key.isEmpty() ? "line " + line : key,
                        null,
                        Reason.BAD_ENTRY,
                        "The entry that ends in line " + line + " is not as " + source.description() + " has it, at "
                                + odd.path() + ": " + odd.summary());
            }
        });
        if (findings.entries() == 0) {
            throw new Failure(
                    "prices.nothing",
                    "In " + name + " is no price" + filter.text() + ".",
                    "Check the spelling, or read the whole file to see what there is. Nothing was written.");
        }
        List<PlanDocument> plans = list.plans();
        plans.forEach(PlanJson::check);
        List<Meter> meters = list.meters();
        return new PriceBook(plans, meters, findings.report(source));
    }
}
