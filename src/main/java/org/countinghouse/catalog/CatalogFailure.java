package org.countinghouse.catalog;

import org.countinghouse.work.Failure;

/** A document that cannot be used, with the place in it, for example {@code $.charges[0].price.tiers[1].up_to}. */
public class CatalogFailure extends Failure {
    private static final long serialVersionUID = 1L;

    private final String path;

    public CatalogFailure(String code, String message, String path) {
        super(code, Excerpt.ofSentence(message), "Correct the document at " + path + " and try again.");
        this.path = path;
    }

    /** JSON path of the place, starting with {@code $}. */
    public String path() {
        return path;
    }
}
