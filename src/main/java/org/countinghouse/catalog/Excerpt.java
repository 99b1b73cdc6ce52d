package org.countinghouse.catalog;

/** Shortens text of unknown length, so that a sentence that quotes it stays one that people read. */
public final class Excerpt {
    private static final int LONGEST_SENTENCE = 400;
    private static final String LEFT_OUT = " … ";

    private Excerpt() {}

    /** A sentence with its middle left out when it is too long: its end says what is wrong. */
    public static String ofSentence(String sentence) {
        if (sentence.length() <= LONGEST_SENTENCE) {
            return sentence;
        }
        int half = LONGEST_SENTENCE / 2;
        return whole(sentence.substring(0, half)) + LEFT_OUT + whole(sentence.substring(sentence.length() - half));
    }

    /** Without half a character at either end. */
    private static String whole(String text) {
        int begin = Character.isLowSurrogate(text.charAt(0)) ? 1 : 0;
        int end = text.length() - (Character.isHighSurrogate(text.charAt(text.length() - 1)) ? 1 : 0);
        return text.substring(begin, end);
    }
}
