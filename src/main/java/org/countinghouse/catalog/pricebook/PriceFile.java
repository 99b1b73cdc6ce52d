package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import org.countinghouse.catalog.Json;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;

/** Reads a price list entry by entry, so that it takes the memory of one. */
final class PriceFile {
    private static final ObjectReader TREES =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String name;
    private final Progress progress;

    /** What is done with an entry; {@code line} is where it ends. */
    @FunctionalInterface
    interface Entries {
        void entry(String key, JsonNode entry, int line);
    }

    PriceFile(String name, Progress progress) {
        this.name = name;
        this.progress = progress;
    }

    void each(PriceSource source, InputStream file, Entries entries) {
        reading(file, parser -> {
            switch (source) {
                case LITELLM -> fields(parser, entries);
                case GENAI -> {
                    expect(parser, parser.nextToken(), JsonToken.START_ARRAY, "a list of providers", source);
                    elements(parser, entries);
                    end(parser);
                }
                case ORACLE -> items(parser, entries);
                case ENERGY -> documents(parser, entries);
            }
        });
    }

    /** Something done with a parser of the file. */
    @FunctionalInterface
    interface Reading {
        void read(JsonParser parser) throws IOException;
    }

    void reading(InputStream file, Reading reading) {
        try (JsonParser parser = Json.MAPPER.createParser(new BoundedInput(file, name))) {
            numbers(parser, reading);
        } catch (JacksonException broken) {
            JsonLocation place = broken.getLocation();
            String where = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw new Failure(
                    "prices.unreadable",
                    name + " is not valid JSON" + where + ": " + broken.getOriginalMessage(),
                    "Correct it there, or fetch the file again. Nothing was written.",
                    broken);
        } catch (CharConversionException foreign) {
            throw new Failure(
                    "prices.unreadable",
                    name + " is not UTF-8 text: " + foreign.getMessage(),
                    "Save it as UTF-8, or fetch the file again. Nothing was written.",
                    foreign);
        } catch (IOException problem) {
            throw new Failure(
                    "prices.unreadable",
                    name + " could not be read to its end.",
                    "Check that it is a file you may read, then do it again. Nothing was written.",
                    problem);
        }
    }

    /** The parser lets an exponent of eleven digits go until somebody asks for the number. */
    private void numbers(JsonParser parser, Reading reading) throws IOException {
        try {
            reading.read(parser);
        } catch (NumberFormatException absurd) {
            throw new Failure(
                    "prices.unreadable",
                    name + " has a number that cannot be read" + at(parser) + ".",
                    "Correct it there, or fetch the file again. Nothing was written.",
                    absurd);
        }
    }

    private void fields(JsonParser parser, Entries entries) throws IOException {
        expect(parser, parser.nextToken(), JsonToken.START_OBJECT, "an object", PriceSource.LITELLM);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            entry(parser, key, entries);
        }
        end(parser);
    }

    private void items(JsonParser parser, Entries entries) throws IOException {
        expect(parser, parser.nextToken(), JsonToken.START_OBJECT, "an object", PriceSource.ORACLE);
        boolean found = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean items = parser.currentName().equals("items");
            JsonToken value = parser.nextToken();
            if (items) {
                expect(parser, value, JsonToken.START_ARRAY, "the list of parts", PriceSource.ORACLE);
                elements(parser, entries);
                found = true;
            } else {
                parser.skipChildren();
            }
        }
        if (!found) {
            throw shape(parser, "the field \"items\" with the list of parts", PriceSource.ORACLE);
        }
        end(parser);
    }

    private void documents(JsonParser parser, Entries entries) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
                elements(parser, entries);
            } else {
                expect(parser, token, JsonToken.START_OBJECT, "a tariff", PriceSource.ENERGY);
                entry(parser, "", entries);
            }
        }
    }

    private void elements(JsonParser parser, Entries entries) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            entry(parser, "", entries);
        }
    }

    private void entry(JsonParser parser, String key, Entries entries) throws IOException {
        progress.check();
        JsonNode tree = TREES.readTree(parser);
        entries.entry(key, tree, parser.currentLocation().getLineNr());
    }

    private void end(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new Failure(
                    "prices.unreadable",
                    name + " goes on after its end" + at(parser) + ".",
                    "Remove what follows, or fetch the file again. Nothing was written.");
        }
    }

    private void expect(JsonParser parser, JsonToken found, JsonToken wanted, String what, PriceSource source) {
        if (found != wanted) {
            throw shape(parser, what, source);
        }
    }

    private Failure shape(JsonParser parser, String what, PriceSource source) {
        return new Failure(
                "prices.shape",
                name + " is not " + source.description() + ": " + what + " is expected" + at(parser) + ".",
                "Name the right file, or the right source. Nothing was written.");
    }

    private static String at(JsonParser parser) {
        JsonLocation place = parser.currentTokenLocation();
        return " at line " + Math.max(1, place.getLineNr()) + ", column " + Math.max(1, place.getColumnNr());
    }
}
