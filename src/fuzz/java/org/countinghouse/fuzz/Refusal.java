package org.countinghouse.fuzz;

import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.rating.RatingFailure;
import org.countinghouse.work.Failure;

/** How bad input may end: with a typed failure that has a code, a sentence and, in a document, a place. */
public final class Refusal {
    private static final int LONGEST = 2_000;

    private Refusal() {}

    /** Runs it; a proper refusal is as good as an end, everything else goes through. */
    public static void orDone(Runnable reading) {
        try {
            reading.run();
        } catch (CatalogFailure refused) {
            check(refused, refused.path());
        } catch (RatingFailure refused) {
            check(refused, refused.path());
        } catch (Failure refused) {
            check(refused, "$");
        }
    }

    private static void check(Failure refused, String path) {
        String sentence = refused.summary();
        boolean proper = path.startsWith("$")
                && refused.code().matches("[a-z]+(\\.[a-z_]+)+")
                && sentence.length() > 9
                && sentence.length() <= LONGEST;
        if (!proper) {
            throw new IllegalStateException("No proper refusal: " + refused.code() + " at " + path, refused);
        }
    }
}
