package org.countinghouse.rating.review;

import java.util.List;

/** Puts facts into sentences. */
final class Sentences {
    private Sentences() {}

    /** Without facts the sentence stays as it is, braces included. */
    static String fill(String sentence, List<Fact> facts) {
        String filled = sentence;
        for (int index = 0; index < facts.size(); index++) {
            filled = filled.replace("{" + index + "}", facts.get(index).text());
        }
        return filled;
    }
}
