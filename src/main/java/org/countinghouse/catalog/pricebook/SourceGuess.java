package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/** Tells price lists apart by the first fields that only one of them has. */
final class SourceGuess {
    private final String name;

    SourceGuess(String name) {
        this.name = name;
    }

    PriceSource of(InputStream file) {
        AtomicReference<@Nullable PriceSource> guess = new AtomicReference<>();
        new PriceFile(name, Progress.NONE).reading(file, parser -> guess.set(guess(parser)));
        PriceSource source = guess.get();
        if (source == null) {
            throw new Failure(
                    "prices.unknown_source",
                    name + " does not look like any price list that is known.",
                    "Known are litellm, genai, oracle and energy: name the right file, or the source with --source."
                            + " Nothing was written.");
        }
        return source;
    }

    private static @Nullable PriceSource guess(JsonParser parser) throws IOException {
        JsonToken root = parser.nextToken();
        boolean list = root == JsonToken.START_ARRAY;
        if ((list ? parser.nextToken() : root) != JsonToken.START_OBJECT) {
            return null;
        }
        boolean objects = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("meta") || field.equals("tariff")) {
                return PriceSource.ENERGY;
            }
            if (list && field.equals("models")) {
                return PriceSource.GENAI;
            }
            if (!list && field.equals("items") && value == JsonToken.START_ARRAY) {
                return PriceSource.ORACLE;
            }
            if (!list && value == JsonToken.START_OBJECT) {
                objects = true;
                break;
            }
            parser.skipChildren();
        }
        return objects ? PriceSource.LITELLM : null;
    }
}
