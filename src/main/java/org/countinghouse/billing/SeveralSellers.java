package org.countinghouse.billing;

import org.countinghouse.work.Failure;

/** A number is one seller's own; another may have given the same. Then only the id says which document is meant. */
final class SeveralSellers {
    private SeveralSellers() {}

    /** @param kind of document, as its failures are called */
    static Failure of(String kind, String number, long one, long other) {
        return new Failure(
                kind + ".ambiguous",
                "Two sellers have given the number \"" + number + "\".",
                "Say which is meant by its id, " + one + " or " + other + ". Nothing was changed.");
    }
}
