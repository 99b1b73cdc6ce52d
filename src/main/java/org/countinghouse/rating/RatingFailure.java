package org.countinghouse.rating;

import org.countinghouse.catalog.Excerpt;
import org.countinghouse.work.Failure;

/** A request that cannot be rated, with the place in it, for example {@code $.plan.charges[0]}. */
public final class RatingFailure extends Failure {
    private static final long serialVersionUID = 1L;

    private final String path;

    public RatingFailure(String code, String message, String path) {
        super(
                code,
                Excerpt.ofSentence(message),
                "Nothing was rated. Correct the request at " + path + " and try again.");
        this.path = path;
    }

    /** JSON path of the place, starting with {@code $}. */
    public String path() {
        return path;
    }
}
