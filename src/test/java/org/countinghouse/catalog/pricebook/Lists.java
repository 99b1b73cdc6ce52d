package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.countinghouse.work.Progress;

/** The price lists for tests: read by the program, and flattened without it. */
final class Lists {
    private Lists() {}

    static String file(PriceSource source) {
        return switch (source) {
            case LITELLM -> "litellm.json";
            case GENAI -> "genai-prices.json";
            case ORACLE -> "oracle.json";
            case ENERGY -> "energy.jsonl";
        };
    }

    static InputStream open(PriceSource source) {
        return Objects.requireNonNull(Lists.class.getResourceAsStream("/pricebooks/" + file(source)));
    }

    static PriceBook read(PriceSource source) {
        return read(source, PriceFilter.ALL);
    }

    static PriceBook read(PriceSource source, PriceFilter filter) {
        try (InputStream input = open(source)) {
            return PriceBooks.read(source, input, file(source), filter, Progress.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PriceBook read(PriceSource source, String text) {
        return PriceBooks.read(source, input(text), "list", PriceFilter.ALL, Progress.NONE);
    }

    static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Every scalar of the file by its JSON path, numbers as their very text. */
    static Map<String, String> scalars(PriceSource source) {
        Map<String, String> scalars = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(open(source))) {
            int document = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                flatten(parser, token, source == PriceSource.ENERGY ? "[" + document++ + "]" : "", scalars);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scalars;
    }

    private static void flatten(JsonParser parser, JsonToken token, String path, Map<String, String> scalars)
            throws IOException {
        switch (token) {
            case START_OBJECT -> {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    flatten(parser, parser.nextToken(), path + "\u0000" + name, scalars);
                }
            }
            case START_ARRAY -> {
                int index = 0;
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    flatten(parser, next, path + "[" + index++ + "]", scalars);
                }
            }
            default -> scalars.put(path, parser.getText());
        }
    }
}
