package org.countinghouse.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.countinghouse.catalog.ExamplePlan;
import org.countinghouse.catalog.ExamplePlans;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.MeterJson;

/** The inputs a target begins with, taken from the example plans and the price lists of the tests. */
@FunctionalInterface
interface Seeds {
    /** Only words of a reasonable length: longer ones are found by no accident. */
    Pattern WORD = Pattern.compile("\"([A-Za-z][A-Za-z0-9_]{1,30})\"");

    /** Writes them, one file each. */
    void write(Path folder) throws IOException;

    static void requests(Path folder) throws IOException {
        for (ExamplePlan example : ExamplePlans.all()) {
            ObjectNode request = shortened(example.request());
            put(folder, example.name(), Json.text(request));
        }
        put(folder, "lines", "{\"plan\":1}\n\n{\"a\":1e99999999999}\n{}");
    }

    /** A few events and readings say as much as a month of them. */
    private static ObjectNode shortened(ObjectNode request) {
        ObjectNode copy = request.deepCopy();
        for (String list : List.of("usage", "readings")) {
            if (copy.get(list) instanceof ArrayNode array) {
                while (array.size() > 4) {
                    array.remove(array.size() - 1);
                }
            }
        }
        return copy;
    }

    static void choices(Path folder) throws IOException {
        Random random = new Random(1);
        for (int seed = 0; seed < 100; seed++) {
            byte[] bytes = new byte[6 + random.nextInt(60)];
            random.nextBytes(bytes);
            Files.write(folder.resolve("choices-" + seed), bytes);
        }
    }

    static void plans(Path folder) throws IOException {
        for (ExamplePlan example : ExamplePlans.all()) {
            put(folder, example.name(), Json.text(example.document()));
        }
    }

    static void meters(Path folder) throws IOException {
        for (ExamplePlan example : ExamplePlans.all()) {
            ArrayNode meters = Json.MAPPER.createArrayNode();
            example.meters().stream().map(MeterJson::write).forEach(meters::add);
            put(folder, example.name(), Json.text(meters));
        }
        put(folder, "all-fields", """
                [{"code":"m","name":"M","event":"e","aggregation":"percentile","property":"p","unit":"u","percentile":"95",
                 "rounding":{"mode":"ceil","scale":-2},"filters":{"a":["b","c"]},"carry_over":true,"dimensions":["d"]},
                 {"code":"n","aggregation":"sum","quantity":{"multiply":["a","b"],"divide_by":"3600"}}]""");
    }

    static void formulas(Path folder) throws IOException {
        List<String> formulas = List.of(
                "quantity * rate",
                "if(quantity > 10, min(quantity, 5, other), max(abs(-quantity), 0.5))",
                "round(quantity / 3, 2) + ceil(other) - floor(quantity * 1.5, 1)",
                "(quantity <= 5) * 2 + (quantity >= 5) != (other == 1) < 3",
                "((((quantity * other) * other) * other) * other)");
        for (int index = 0; index < formulas.size(); index++) {
            put(folder, "formula-" + index, formulas.get(index));
        }
    }

    static void usage(Path folder) throws IOException {
        put(folder, "plain", """
                {"id":"1","customer":"acme","event":"calls","time":"2026-10-03T10:00:00.123456789+05:30","quantity":1e3,"properties":{"a":[1,{"b":null}]}}
                {"id":"2","customer":"acme","event":"bytes","time":"2026-10-03T10:00:00Z","properties":{"size":"7"}}
                """);
        put(folder, "cloudevents", """
                {"specversion":"1.0","id":"2","source":"/s","type":"calls","subject":"acme","time":"2026-10-03T10:00:00Z","data":{"quantity":"2"}}
                """);
        put(folder, "csv", """
                id,customer,event,time,quantity,region
                1,acme,calls,2026-10-03T10:00:00Z,1.5,"e""u"
                2,acme,calls,1790000000,2,us
                """);
        put(folder, "semicolons", "id;customer;event;time;quantity\r\n1;acme;calls;2026-10-03 10:00:00+02:00;2\r\n");
        put(folder, "focus", """
                "ChargePeriodStart","PricingQuantity","SubAccountId","ProviderName","Id","SubAccountName"
                "2024-09-18 22:00:00",2.00000000000,"1","AWS",11472,"acme"
                """);
    }

    static void priceLists(Path folder) throws IOException {
        Path lists = Path.of("src", "test", "resources", "pricebooks");
        entries(folder, "litellm", Json.parse(Files.readString(lists.resolve("litellm.json"))), "");
        entries(folder, "genai", Json.parse(Files.readString(lists.resolve("genai-prices.json"))), "");
        entries(folder, "oracle", Json.parse(Files.readString(lists.resolve("oracle.json"))), "items");
        List<String> tariffs = Files.readAllLines(lists.resolve("energy.jsonl"));
        for (int index = 0; index < tariffs.size(); index += 25) {
            put(folder, "energy-" + index, tariffs.get(index));
        }
    }

    /** Lists with one entry of a long list each. */
    private static void entries(Path folder, String name, JsonNode list, String within) throws IOException {
        JsonNode all = within.isEmpty() ? list : list.get(within);
        List<String> names = new ArrayList<>();
        all.fieldNames().forEachRemaining(names::add);
        for (int index = 0; index < all.size(); index += Math.max(1, all.size() / 25)) {
            ArrayNode one = Json.MAPPER.createArrayNode();
            JsonNode entry = all.isArray()
                    ? one.add(all.get(index))
                    : Json.object().set(names.get(index), all.get(names.get(index)));
            put(folder, name + "-" + index, Json.text(within.isEmpty() ? entry : Json.object().set(within, entry)));
        }
    }

    private static void put(Path folder, String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** The words of the seeds and the signs that documents are made of, for the fuzzer to put in. */
    static Path dictionary(Path seeds, Path dictionary) throws IOException {
        TreeSet<String> words = new TreeSet<>(List.of(
                "{}", "[]", "null", "true", "1e9999999999", "-1", "0.000000000001", "2026-10-25T01:30:00Z", "\\uD800",
                "quantity", "round(", "floor(", "9999999999", ",", ":", "\r\n", "\uFEFF"));
        try (Stream<Path> files = Files.list(seeds)) {
            for (Path file : files.toList()) {
                WORD.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .results()
                        .map(found -> found.group())
                        .forEach(words::add);
            }
        }
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append('"');
            for (byte one : word.getBytes(StandardCharsets.UTF_8)) {
                text.append("\\x").append(String.format("%02X", one));
            }
            text.append("\"\n");
        }
        return Files.writeString(dictionary, text);
    }
}
