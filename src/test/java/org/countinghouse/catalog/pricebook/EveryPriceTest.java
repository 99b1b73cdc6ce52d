package org.countinghouse.catalog.pricebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All prices of the four lists, compared with the text of the file, which is read here by a parser that knows nothing
 * of price lists.
 */
class EveryPriceTest {
    private static final char FIELD = '\u0000';

    /** Text of every price of the file, by entry and field as the report names them. */
    private static Map<String, String> texts(PriceSource source) {
        Map<String, String> scalars = Lists.scalars(source);
        Map<String, String> prices = new LinkedHashMap<>();
        scalars.forEach((path, text) -> {
            int cut = entryEnd(source, path);
            if (cut < 0 || !price(source, path.substring(cut))) {
                return;
            }
            String entry = path.substring(0, cut);
            String field = path.substring(cut + 1).replace(FIELD, '.');
            prices.put(key(source, entry, scalars) + " " + field, text);
        });
        return prices;
    }

    private static int entryEnd(PriceSource source, String path) {
        return switch (source) {
            case LITELLM -> path.indexOf(FIELD, 1);
            case GENAI -> {
                int models = path.indexOf(FIELD + "models[");
                yield models < 0 ? -1 : path.indexOf(FIELD, models + 1);
            }
            case ORACLE -> path.indexOf(FIELD, 1);
            case ENERGY -> path.indexOf(FIELD);
        };
    }

    private static boolean price(PriceSource source, String field) {
        String last = field.substring(field.lastIndexOf(FIELD) + 1);
        return switch (source) {
            case LITELLM -> field.contains("cost");
            case GENAI ->
                field.startsWith(FIELD + "prices")
                        && !last.equals("start")
                        && !last.contains("_date")
                        && !last.contains("_time");
            case ORACLE -> last.equals("value");
            case ENERGY -> last.equals("rate") || last.equals("flatRate") || last.equals("daily");
        };
    }

    private static String key(PriceSource source, String entry, Map<String, String> scalars) {
        return switch (source) {
            case LITELLM -> entry.substring(1);
            case GENAI -> {
                String provider = entry.substring(0, entry.indexOf(FIELD));
                yield scalars.get(provider + FIELD + "id") + "/" + scalars.get(entry + FIELD + "id");
            }
            case ORACLE -> Objects.requireNonNull(scalars.get(entry + FIELD + "partNumber"));
            case ENERGY -> Objects.requireNonNull(scalars.get(entry + FIELD + "meta" + FIELD + "id"));
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyPriceOfTheFileIsTakenOverOrReportedOnce(PriceSource source) {
        PriceReport report = Lists.read(source).report();
        List<String> told = new ArrayList<>();
        report.taken().forEach(taken -> told.add(taken.key() + " " + taken.field()));
        report.leftOut().stream()
                .filter(left -> left.field() != null)
                .forEach(left -> told.add(left.key() + " " + left.field()));
        assertThat(told).doesNotHaveDuplicates();
        assertThat(told).containsExactlyInAnyOrderElementsOf(texts(source).keySet());
    }

    @ParameterizedTest
    @EnumSource
    void everyDecimalIsThatOfTheText(PriceSource source) {
        PriceBook book = Lists.read(source);
        Map<String, String> texts = texts(source);
        Map<String, Map<String, List<BigDecimal>>> amounts = new HashMap<>();
        for (PlanDocument plan : book.plans()) {
            JsonNode json = PlanJson.write(plan);
            json.path("charges")
                    .forEach(charge ->
                            amounts.put(plan.code() + " " + charge.path("code").textValue(), amountsByModel(charge)));
        }
        for (PriceReport.Taken taken : book.report().taken()) {
            String text = Objects.requireNonNull(texts.get(taken.key() + " " + taken.field()));
            BigDecimal exact = new BigDecimal(text);
            assertThat(taken.price()).as(taken.toString()).isEqualByComparingTo(exact);
            // Priced in the plan for one unit; in the list for one, a thousand or a million of them.
            Charge charge = charge(book, taken);
            BigDecimal per =
                    charge.unit() == null ? BigDecimal.ONE : charge.unit().divideBy();
            BigDecimal expected = exact.multiply(per).divide(perOfList(source, taken, charge));
            String model = source == PriceSource.GENAI
                    ? taken.key().substring(taken.key().indexOf('/') + 1)
                    : source == PriceSource.LITELLM ? taken.key() : "";
            List<BigDecimal> inPlan = Objects.requireNonNull(amounts.get(taken.plan() + " " + taken.charge()))
                    .getOrDefault(model, List.of());
            assertThat(inPlan)
                    .as(taken.toString())
                    .anySatisfy(amount -> assertThat(amount).isEqualByComparingTo(expected));
        }
    }

    private static Charge charge(PriceBook book, PriceReport.Taken taken) {
        return book.plans().stream()
                .filter(plan -> plan.code().equals(taken.plan()))
                .flatMap(plan -> plan.charges().stream())
                .filter(charge -> charge.code().equals(taken.charge()))
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal perOfList(PriceSource source, PriceReport.Taken taken, Charge charge) {
        return switch (source) {
            case LITELLM, ENERGY -> BigDecimal.ONE;
            case GENAI ->
                new BigDecimal(Pattern.compile("_mtok").matcher(taken.field()).find() ? "1000000" : "1000");
            case ORACLE ->
                charge.unit() == null ? BigDecimal.ONE : charge.unit().divideBy();
        };
    }

    /** Every amount of a charge by the model it is for; a charge for one model or one part has the key of its filter. */
    private static Map<String, List<BigDecimal>> amountsByModel(JsonNode charge) {
        Map<String, List<BigDecimal>> amounts = new HashMap<>();
        String only = charge.at("/filter/model/0").asText("");
        collect(charge.path("price"), only, amounts);
        return amounts;
    }

    private static void collect(JsonNode node, String model, Map<String, List<BigDecimal>> amounts) {
        String here = node.at("/match/model").asText(model);
        for (String field : List.of("unit_amount", "default_unit_amount")) {
            if (node.path(field).isTextual()) {
                amounts.computeIfAbsent(here, any -> new ArrayList<>())
                        .add(new BigDecimal(node.path(field).textValue()));
            }
        }
        StreamSupport.stream(node.spliterator(), false).forEach(child -> collect(child, here, amounts));
    }

    @ParameterizedTest
    @EnumSource
    void sourceIsToldFromTheContent(PriceSource source) {
        assertThat(PriceBooks.detect(Lists.open(source), "list")).isEqualTo(source);
    }
}
