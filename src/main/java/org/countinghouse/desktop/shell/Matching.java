package org.countinghouse.desktop.shell;

import java.util.Locale;

/** How well a text answers what a person typed. */
final class Matching {
    static final int NONE = 0;
    private static final int LETTERS_IN_ORDER = 10;
    static final int INSIDE = 40;
    private static final int START_OF_WORD = 70;
    private static final int START = 90;
    private static final int EQUAL = 100;

    private Matching() {}

    /** True when the text contains what was typed, not only its letters in order. */
    static boolean likely(String typed, String text) {
        return score(typed, text) >= INSIDE;
    }

    /** {@link #NONE} when it does not match; more is better. */
    static int score(String typed, String text) {
        String query = typed.toLowerCase(Locale.ROOT).strip();
        String candidate = text.toLowerCase(Locale.ROOT);
        if (candidate.equals(query)) {
            return EQUAL;
        }
        if (candidate.startsWith(query)) {
            return START;
        }
        if (candidate.contains(" " + query)) {
            return START_OF_WORD;
        }
        if (candidate.contains(query)) {
            return INSIDE;
        }
        return hasInOrder(query, candidate) ? LETTERS_IN_ORDER : NONE;
    }

    private static boolean hasInOrder(String query, String candidate) {
        int position = -1;
        for (int index = 0; index < query.length(); index++) {
            position = candidate.indexOf(query.charAt(index), position + 1);
            if (position < 0) {
                return false;
            }
        }
        return true;
    }
}
