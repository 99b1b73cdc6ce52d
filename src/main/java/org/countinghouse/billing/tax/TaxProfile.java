package org.countinghouse.billing.tax;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.countinghouse.catalog.Json;
import org.countinghouse.rating.Tax;
import org.jspecify.annotations.Nullable;

/**
 * What decides how a customer is taxed on any day.
 *
 * @param sellerCountry of the billing entity
 * @param country of the customer; null = not known
 * @param taxId the customer's tax number; empty: none
 * @param reason of a treatment, as it stands on invoices; empty: the usual one
 * @param endsOn first day on which the treatment no longer holds; null = it does for good
 * @param refused a register has said that there is no such number; an outage is no such answer
 * @param rates of the customer's country, in any order
 */
public record TaxProfile(
        String sellerCountry,
        @Nullable String country,
        String taxId,
        TaxTreatment treatment,
        String reason,
        @Nullable LocalDate endsOn,
        boolean refused,
        List<DatedRate> rates) {
    /** As Article 226(11a) of Directive 2006/112/EC asks for. */
    static final String REVERSE_CHARGE =
            "Reverse charge: VAT is due from the recipient (Art. 196 Directive 2006/112/EC)";

    /**
     * A profile without its rates as JSON, of the customer {@code c} and the billing entity {@code e} of a query. Many
     * customers have the same rates: see {@link CountryRates}.
     */
    public static final String WITHOUT_RATES = """
            (select jsonb_build_object('seller', e.country, 'country', c.country, 'number', c.tax_id,
                'treatment', t.treatment, 'reason', t.reason, 'ends', t.ends_on,
                'refused', (select k.answer = 'invalid' from tax_number_check k
                    where k.customer_id = c.id and k.tax_id = c.tax_id and k.answer <> 'unavailable'
                    order by k.id desc limit 1))
            from (values (1)) one left join lateral (select treatment, reason, ends_on from customer_tax
                where customer_id = c.id order by id desc limit 1) t on true)
            """;

    /** A profile as JSON, of the customer {@code c} and the billing entity {@code e} of a query. */
    public static final String SQL = "(" + WITHOUT_RATES + """
            || jsonb_build_object('rates', (select jsonb_agg(jsonb_build_object('code', r.code, 'category', r.category,
                    'from', r.valid_from, 'rate', r.rate::text, 'compound', r.compound))
                from tax_rate_current r where r.billing_entity_id = e.id and r.country = c.country)))
            """;

    public TaxProfile {
        rates = List.copyOf(rates);
    }

    /** The result of {@link #SQL} or {@link #WITHOUT_RATES}. */
    public static TaxProfile read(String json) {
        JsonNode node = Json.parse(json);
        var rates = new ArrayList<DatedRate>();
        for (JsonNode rate : node.path("rates")) {
            rates.add(new DatedRate(
                    rate.path("code").asText(),
                    rate.path("category").asText(),
                    LocalDate.parse(rate.path("from").asText()),
                    rate.path("rate").isNull()
                            ? null
                            : new BigDecimal(rate.path("rate").asText()),
                    rate.path("compound").asBoolean()));
        }
        String ends = text(node, "ends");
        return new TaxProfile(
                node.path("seller").asText(),
                text(node, "country"),
                node.path("number").asText(),
                TaxTreatment.of(Objects.requireNonNullElse(text(node, "treatment"), "automatic")),
                Objects.requireNonNullElse(text(node, "reason"), ""),
                ends == null ? null : LocalDate.parse(ends),
                node.path("refused").asBoolean(false),
                rates);
    }

    /** The same with these rates. */
    public TaxProfile with(List<DatedRate> others) {
        return new TaxProfile(sellerCountry, country, taxId, treatment, reason, endsOn, refused, others);
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).isNull() ? null : node.path(field).asText();
    }

    /** How the customer is taxed on a day; never {@link TaxTreatment#AUTOMATIC}. */
    public TaxTreatment on(LocalDate day) {
        TaxTreatment holds = endsOn == null || day.isBefore(endsOn) ? treatment : TaxTreatment.AUTOMATIC;
        if (holds != TaxTreatment.AUTOMATIC) {
            return holds;
        }
        boolean abroad = TaxNumbers.european(sellerCountry) && !sellerCountry.equals(country);
        boolean business = !refused && TaxNumbers.read(country, taxId).isPresent();
        return abroad && business ? TaxTreatment.REVERSE_CHARGE : TaxTreatment.DOMESTIC;
    }

    /**
     * The taxes of a day. Usage of a period is taxed by its last day, on which it is supplied as a whole (Directive
     * 2006/112/EC, Article 64).
     */
    public List<Tax> taxes(LocalDate day) {
        return switch (on(day)) {
            case REVERSE_CHARGE -> List.of(untaxed(reason.isEmpty() ? REVERSE_CHARGE : reason));
            case EXEMPT -> List.of(untaxed(reason));
            case AUTOMATIC, DOMESTIC -> rates(day);
        };
    }

    private Tax untaxed(String why) {
        String code = rates.isEmpty() ? "VAT" : rates.getFirst().code();
        return new Tax(code, BigDecimal.ZERO, null, false, why);
    }

    /** The rate of a category takes the place of the general one of the same tax; other taxes add to it. */
    private List<Tax> rates(LocalDate day) {
        List<DatedRate> charged = charged(day);
        return charged.stream().map(rate -> tax(rate, charged)).toList();
    }

    private static Tax tax(DatedRate rate, List<DatedRate> charged) {
        boolean general = rate.category().isEmpty();
        List<String> except = general
                ? charged.stream()
                        .filter(other -> other.code().equals(rate.code())
                                && !other.category().isEmpty())
                        .map(DatedRate::category)
                        .sorted()
                        .toList()
                : List.of();
        return new Tax(
                rate.code(),
                Objects.requireNonNull(rate.rate()),
                general ? null : rate.category(),
                rate.compound(),
                null,
                except);
    }

    /** The last entries of a day that name a rate, in the order in which taxes are worked out. */
    private List<DatedRate> charged(LocalDate day) {
        Map<List<String>, DatedRate> holding = new LinkedHashMap<>();
        rates.stream()
                .filter(rate -> !rate.from().isAfter(day))
                .sorted(java.util.Comparator.comparing(DatedRate::compound)
                        .thenComparing(DatedRate::code)
                        .thenComparing(DatedRate::category)
                        .thenComparing(DatedRate::from))
                .forEach(rate -> holding.put(List.of(rate.code(), rate.category()), rate));
        return holding.values().stream().filter(rate -> rate.rate() != null).toList();
    }
}
