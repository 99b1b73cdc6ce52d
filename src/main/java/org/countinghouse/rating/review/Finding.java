package org.countinghouse.rating.review;

import java.util.List;

/**
 * Something about a plan that is wrong or looks like a mistake.
 *
 * @param code stable identifier, for example {@code tiers.overlap}
 * @param key names the sentence in the words of a face; several sentences may share a code
 * @param path JSON path of the place in the document, starting with {@code $}
 * @param sentence with {@code {0}} and so on where the facts stand
 * @param example quantities that show it, with what the engine bills for them; may be empty
 */
public record Finding(
        Severity severity,
        String code,
        String key,
        String path,
        String sentence,
        List<Fact> facts,
        List<Total> example) {
    public Finding {
        facts = List.copyOf(facts);
        example = List.copyOf(example);
    }

    /** The sentence in English. */
    public String message() {
        return Sentences.fill(sentence, facts);
    }

    Finding at(String place) {
        return new Finding(severity, code, key, place, sentence, facts, example);
    }
}
