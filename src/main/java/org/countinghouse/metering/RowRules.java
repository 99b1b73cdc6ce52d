package org.countinghouse.metering;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What all readers ask of a row, with the reasons people read when it is not so. */
final class RowRules {
    /** Deeper metadata is a mistake or an attack; deep recursion would end the program. */
    private static final int DEEPEST = 32;

    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(100)
                            .maxStringLength(Lines.LONGEST)
                            .maxNameLength(500)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    private RowRules() {}

    /** Refuses rows whose bytes were not valid in the file's encoding. */
    static void decoded(String raw) throws BadRow {
        if (raw.indexOf(UsageFile.MALFORMED) >= 0) {
            throw new BadRow("the line is not valid UTF-8 (if the whole file is in another encoding, name it with"
                    + " --encoding)");
        }
    }

    static List<String> fields(CsvRecords.Row row, int width) throws BadRow {
        String problem = row.problem();
        if (problem != null) {
            throw new BadRow(problem);
        }
        decoded(row.raw());
        if (row.fields().size() != width) {
            throw new BadRow("the row has " + row.fields().size() + " fields, the header has " + width);
        }
        return row.fields();
    }

    static Instant time(Timestamps timestamps, String text) throws BadRow {
        try {
            return timestamps.parse(text);
        } catch (Timestamps.Unreadable unreadable) {
            throw new BadRow("time " + unreadable.reason());
        }
    }

    static BigDecimal quantity(String text) throws BadRow {
        try {
            return Quantities.parse(text);
        } catch (NumberFormatException e) {
            throw new BadRow("quantity " + Timestamps.quoted(text) + " is not a decimal number with a point");
        }
    }

    static ObjectNode object(String json, String what) throws BadRow {
        if (document(json, what) instanceof ObjectNode object) {
            return object;
        }
        throw new BadRow(what + " is not a JSON object");
    }

    /** Any JSON document within the bounds of all rows. */
    static JsonNode document(String json, String what) throws BadRow {
        try {
            return JSON.readTree(json);
        } catch (StreamConstraintsException e) {
            throw new BadRow(what + " is nested deeper than " + DEEPEST + " levels or has an oversized number or name");
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new BadRow(
                    what + " is not valid JSON" + (place == null ? "" : " at character " + place.getColumnNr()));
        } catch (NumberFormatException absurd) {
            throw new BadRow(what + " has a number with an absurd exponent");
        }
    }

    static EventProperties properties(ObjectNode object) throws BadRow {
        try {
            return EventProperties.of(object);
        } catch (UnfitJson unfit) {
            throw unfit(unfit);
        }
    }

    static EventProperties properties(TextProperties.Columns columns, List<String> fields) throws BadRow {
        try {
            return columns.of(fields);
        } catch (UnfitJson unfit) {
            throw unfit(unfit);
        }
    }

    private static BadRow unfit(UnfitJson unfit) {
        return new BadRow("properties cannot be stored: " + unfit.reason());
    }
}
