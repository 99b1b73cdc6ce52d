package org.countinghouse.desktop.palette;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person typed, as a statement needs it.
 *
 * @param text without what {@code version} says
 * @param version of a plan, from a last word such as {@code v2}; null without one
 */
record Typed(String text, @Nullable Integer version) {
    private static final Pattern WITH_VERSION = Pattern.compile("(.+)\\s+v(\\d{1,6})", Pattern.CASE_INSENSITIVE);
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    /** No id has more digits than this and still fits into 64 bits. */
    private static final Pattern ID = Pattern.compile("\\d{1,18}");

    static Typed of(String query) {
        return new Typed(query.strip(), null);
    }

    /** Reads {@code basic v2} as the second version of what is called basic. */
    static Typed withVersion(String query) {
        Matcher parts = WITH_VERSION.matcher(query.strip());
        return parts.matches() ? new Typed(parts.group(1), Integer.valueOf(parts.group(2))) : of(query);
    }

    String whole() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Pattern for a text that begins like this. */
    String start() {
        return literal(text) + "%";
    }

    /** Pattern for a text with a later word that begins like this. */
    String later() {
        return "% " + literal(text) + "%";
    }

    /** A pattern for each word; all of them must be somewhere, in any order. */
    List<String> words() {
        return Stream.of(text.split("\\s+"))
                .map(word -> "%" + literal(word) + "%")
                .toList();
    }

    /** A pattern for each run of digits. */
    List<String> digits() {
        return DIGITS.matcher(text)
                .results()
                .map(run -> "%" + run.group() + "%")
                .toList();
    }

    /** The number when it is one; null when it is not. */
    @Nullable
    Long id() {
        return ID.matcher(text).matches() ? Long.valueOf(text) : null;
    }

    /** The characters with a meaning in a pattern stand for themselves. */
    private static String literal(String words) {
        return words.replaceAll("[\\\\%_]", "\\\\$0");
    }
}
