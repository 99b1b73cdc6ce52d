package org.countinghouse.metering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes JSON in one way only: names sorted, numbers as plain decimals without trailing zeros, no spaces. */
final class CanonicalJson {
    /** Beyond this many digits a number is no measurement; writing it plainly could fill the memory (1e999999999). */
    private static final int MOST_DIGITS = 60;

    private CanonicalJson() {}

    static String write(JsonNode value) throws UnfitJson {
        var out = new StringBuilder(64);
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, JsonNode value) throws UnfitJson {
        switch (value.getNodeType()) {
            case OBJECT -> appendObject(out, (ObjectNode) value);
            case ARRAY -> appendArray(out, value);
            case STRING -> text(out, value.textValue());
            case NUMBER -> out.append(number(value.decimalValue()));
            case BOOLEAN -> out.append(value.booleanValue());
            default -> out.append("null");
        }
    }

    private static void appendObject(StringBuilder out, ObjectNode object) throws UnfitJson {
        List<String> names = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        out.append('{');
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            String name = names.get(i);
            text(out, name);
            out.append(':');
            append(out, object.get(name));
        }
        out.append('}');
    }

    private static void appendArray(StringBuilder out, JsonNode array) throws UnfitJson {
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            append(out, array.get(i));
        }
        out.append(']');
    }

    private static String number(BigDecimal number) throws UnfitJson {
        BigDecimal stripped = number.stripTrailingZeros();
        if (Math.abs((long) stripped.scale()) + stripped.precision() > MOST_DIGITS) {
            throw new UnfitJson("a number in the properties has more than " + MOST_DIGITS + " digits");
        }
        return stripped.toPlainString();
    }

    /** Appends a JSON string. Characters that no database text can hold are refused, never dropped. */
    static void text(StringBuilder out, String text) throws UnfitJson {
        out.append('"');
        int plain = plain(text);
        out.append(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c == 0) {
                        throw new UnfitJson("it contains the character NUL");
                    }
                    if (Character.isSurrogate(c) && !paired(text, i)) {
                        throw new UnfitJson("it contains half of a surrogate pair");
                    }
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** How many characters at the beginning stand for themselves; mostly all. */
    private static int plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean paired(String text, int at) {
        char c = text.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
