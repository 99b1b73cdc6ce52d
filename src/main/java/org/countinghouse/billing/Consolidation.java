package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.money.Decimals;
import org.countinghouse.rating.ManualLine;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.rating.Tax;

/**
 * Periods that go on one invoice: of one payer, seller and currency, billable at one moment, and taxed alike. Their lines
 * stand as they were rated, part by part; taxes are worked out over all of them, rounded once for each rate (EN 16931).
 */
final class Consolidation {
    private final Key key;
    private final List<RatedSubscription> rated = new ArrayList<>();
    private final List<InvoicePart> parts = new ArrayList<>();

    private Consolidation(Key key) {
        this.key = key;
    }

    /**
     * What periods of one invoice have in common.
     *
     * @param moment at which they end, or fees in advance begin
     */
    record Key(long payerId, long billingEntityId, String currency, Instant moment, Taxing taxing) {
        static Key of(RatedSubscription rated) {
            DueSubscription due = rated.due();
            return new Key(
                    due.payerId(),
                    due.billingEntityId(),
                    rated.result().currency().getCode(),
                    moment(rated),
                    Taxing.of(rated.input().parts().getFirst()));
        }

        private static Instant moment(RatedSubscription rated) {
            return rated.kind() == InvoiceKind.REGULAR
                    ? rated.period().endsAt()
                    : rated.period().startsAt();
        }
    }

    /** How lines are taxed: one document has one way. */
    record Taxing(boolean inclusive, PlanDocument.TaxRounding rounding, List<String> taxes) {
        static Taxing of(RatingRequest terms) {
            return new Taxing(
                    terms.plan().taxInclusive(),
                    terms.plan().taxRounding(),
                    terms.taxes().stream().map(Taxing::text).toList());
        }

        private static String text(Tax tax) {
            return String.join(
                    "|",
                    tax.code(),
                    Decimals.plain(tax.rate()),
                    String.valueOf(tax.category()),
                    Boolean.toString(tax.compound()),
                    String.valueOf(tax.reason()),
                    String.join(",", tax.except()));
        }
    }

    /** Groups what is to go together; the rest is left out. */
    static List<Consolidation> of(List<RatedSubscription> rated) {
        Map<Key, Consolidation> found = new LinkedHashMap<>();
        for (RatedSubscription each : rated) {
            if (each.due().together()) {
                found.computeIfAbsent(Key.of(each), Consolidation::new).add(each);
            }
        }
        return List.copyOf(found.values());
    }

    private void add(RatedSubscription each) {
        rated.add(each);
        parts.add(InvoicePart.of(each));
    }

    Key key() {
        return key;
    }

    List<RatedSubscription> rated() {
        return rated;
    }

    /** Not in the order of the invoice yet. */
    List<InvoicePart> parts() {
        return parts;
    }

    /** What the invoices come to: those for several, and those for themselves. */
    static List<RatingResult> results(List<RatedSubscription> rated, List<Consolidation> together) {
        var results = new ArrayList<RatingResult>();
        rated.stream().filter(each -> !each.due().together()).forEach(each -> results.add(each.result()));
        together.forEach(each -> results.add(input(each.parts, List.of()).rate(false)));
        return results;
    }

    /**
     * What an invoice of these parts is rated from.
     *
     * @param parts at least one
     * @param manual lines by hand of the invoice itself
     */
    static InvoiceInput input(List<InvoicePart> parts, List<ManualLine> manual) {
        List<InvoicePart> sorted = parts.stream().sorted(InvoicePart.ORDER).toList();
        BigDecimal prepaid = sorted.stream().map(InvoicePart::prepaid).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new InvoiceInput(
                List.of(sorted.getFirst().terms().withPrepaid(prepaid)),
                List.of(),
                manual,
                List.of(),
                sorted.stream().flatMap(part -> part.lines().stream()).toList());
    }
}
