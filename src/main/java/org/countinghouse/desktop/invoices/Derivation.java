package org.countinghouse.desktop.invoices;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.rating.ExplanationJson;
import org.countinghouse.rating.ExplanationVerifier;
import org.countinghouse.work.Failure;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;

/** Puts the explanation of a line into words and figures a person can check with a pencil. */
final class Derivation {
    private static final int MOST_DECIMALS = 12;
    /** Figures that the calculation or the result of a step shows already. */
    private static final Set<String> SHOWN =
            Set.of("step", "text", "steps", "unit_amount", "flat_amount", "amount", "value", "from", "net");
    /** What only whoever works a step out again needs; the words of the step say it to people. */
    private static final Set<String> FOR_CHECKING = Set.of(
            "mode",
            "model",
            "per",
            "name",
            "divide_by",
            "exact",
            "extra",
            "wanted",
            "rest",
            "gross",
            "all",
            "over",
            "under",
            "multiples",
            "multiple_of",
            "rank",
            "sample");
    /** Figures of a step that are amounts and not quantities. */
    private static final Set<String> AMOUNTS = Set.of(
            "fixed_amount",
            "billed",
            "owed",
            "minimum",
            "maximum",
            "usage",
            "overage",
            "tax",
            "covered",
            "taken",
            "share",
            "others",
            "unbounded",
            "market_price",
            "floor",
            "cap");

    /**
     * One step.
     *
     * @param depth 0 for a step of the line, more for the steps inside another
     * @param title what is done
     * @param text in words; may be empty
     * @param calculation for example {@code 1,234 × $0.01}; may be empty
     * @param result may be empty
     */
    record Step(int depth, String title, String text, String calculation, String result) {}

    private final Texts texts;
    private final Formats formats;
    private final CurrencyUnit currency;
    private final StepWords words;

    Derivation(Texts texts, Formats formats, CurrencyUnit currency) {
        this.texts = texts;
        this.formats = formats;
        this.currency = currency;
        this.words = new StepWords(texts, formats);
    }

    CurrencyUnit currency() {
        return currency;
    }

    List<Step> of(Invoice.Line line) {
        var steps = new ArrayList<Step>();
        var all = new ArrayList<JsonNode>();
        line.explanation().forEach(all::add);
        int exchange = exchange(all);
        if (exchange >= 0) {
            JsonNode step = all.get(exchange);
            var priced = new Derivation(
                    texts, formats, CurrencyUnit.of(step.path("priced_in").asText()));
            priced.collect(all.subList(0, exchange), 0, steps);
            steps.add(new Step(
                    0,
                    title("exchange"),
                    priced.rate(step, this),
                    priced.money(decimal(step.path("from"))),
                    "→ " + money(decimal(step.path("value")))));
        }
        collect(all.subList(exchange + 1, all.size()), 0, steps);
        return steps;
    }

    /** The rate of an exchange, or what the same was billed at before. */
    private String rate(JsonNode step, Derivation billed) {
        if (step.path("rate").isMissingNode()) {
            return texts.get(
                    "invoices.step.exchange.before",
                    billed.money(decimal(step.path("billed"))),
                    money(decimal(step.path("for"))));
        }
        var rate = new ExchangeRate(
                currency.getCode(),
                billed.currency.getCode(),
                LocalDate.parse(step.path("rate_day").asText()),
                decimal(step.path("rate")),
                step.path("rate_source").asText());
        var words = new InvoiceRates(texts, formats);
        return words.sentence(rate) + " (" + words.source(rate) + ", " + formats.date(rate.day()) + ")";
    }

    /** Steps before it are in the currency of the prices; -1 where there is none. */
    private static int exchange(List<JsonNode> steps) {
        for (int index = 0; index < steps.size(); index++) {
            if (steps.get(index).path("step").asText().equals("exchange")) {
                return index;
            }
        }
        return -1;
    }

    /** The first step that does not follow from the ones before it; empty when the steps give the line. */
    Optional<ExplanationVerifier.Mismatch> check(Invoice.Line line) {
        var claim = new ExplanationVerifier.Claim(
                line.quantity(), line.exact(), line.amount(), line.discount(), line.credit(), line.net());
        try {
            var steps = ExplanationJson.read(line.explanation(), "explanation");
            return ExplanationVerifier.verify(steps, claim, currency);
        } catch (Failure unreadable) {
            return Optional.of(new ExplanationVerifier.Mismatch("explanation", "", "", unreadable.summary()));
        }
    }

    private void collect(Iterable<JsonNode> explanation, int depth, List<Step> steps) {
        for (JsonNode node : explanation) {
            steps.add(new Step(depth, title(node.path("step").asText()), text(node), calculation(node), result(node)));
            collect(node.path("steps"), depth + 1, steps);
        }
    }

    /** A step that came with a newer engine shows its own name. */
    private String title(String step) {
        return texts.find("invoices.step." + step).orElseGet(() -> {
            String words = step.replace('_', ' ');
            return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        });
    }

    private String text(JsonNode node) {
        var parts = new ArrayList<String>();
        if (node.hasNonNull("text")) {
            String name = node.path("name").asText();
            parts.add((name.isEmpty() ? "" : name + ": ")
                    + words.of(node.get("text").asText()));
        }
        for (Map.Entry<String, JsonNode> figure : node.properties()) {
            boolean shown = SHOWN.contains(figure.getKey())
                    || FOR_CHECKING.contains(figure.getKey())
                    || (isProduct(node) && Set.of("quantity", "rate").contains(figure.getKey()));
            if (!shown && figure.getValue().isValueNode()) {
                String label = texts.find("invoices.figure." + figure.getKey())
                        .orElse(figure.getKey().replace('_', ' '));
                parts.add(label + " " + figure(figure.getKey(), decimal(figure.getValue())));
            }
        }
        return String.join(", ", parts);
    }

    private static boolean isProduct(JsonNode node) {
        return (node.has("quantity") && (node.has("unit_amount") || node.has("rate")))
                || (node.has("net") && node.has("rate"));
    }

    private String figure(String name, BigDecimal value) {
        return AMOUNTS.contains(name) ? money(value) : number(value);
    }

    private String calculation(JsonNode node) {
        if (isProduct(node)) {
            String price = node.has("unit_amount")
                    ? money(decimal(node.get("unit_amount")))
                    : number(decimal(node.get("rate"))) + "\u00a0%";
            return counted(node) + " × " + price + flat(node);
        }
        if (node.has("net")) {
            return money(decimal(node.get("net")));
        }
        return node.has("from") ? money(decimal(node.get("from"))) : "";
    }

    /** What the price is for: packages, units, or money. */
    private String counted(JsonNode node) {
        return node.has("net")
                ? money(decimal(node.get("net")))
                : number(decimal(node.get(node.has("packages") ? "packages" : "quantity")));
    }

    private String flat(JsonNode node) {
        BigDecimal amount = node.has("flat_amount") ? decimal(node.get("flat_amount")) : BigDecimal.ZERO;
        return amount.signum() == 0 ? "" : " + " + money(amount);
    }

    private String result(JsonNode node) {
        if (node.has("from")) {
            return "→ " + money(decimal(node.get(node.has("amount") ? "amount" : "value")));
        }
        if (node.has("amount")) {
            return (isProduct(node) ? "= " : "") + money(decimal(node.get("amount")));
        }
        return node.has("value") ? number(decimal(node.get("value"))) : "";
    }

    private static BigDecimal decimal(JsonNode figure) {
        return new BigDecimal(figure.asText());
    }

    private String number(BigDecimal value) {
        return formats.number(value);
    }

    private String money(BigDecimal amount) {
        BigDecimal shown =
                amount.scale() > MOST_DECIMALS ? amount.setScale(MOST_DECIMALS, RoundingMode.HALF_UP) : amount;
        return formats.money(BigMoney.of(currency, shown.stripTrailingZeros()));
    }
}
