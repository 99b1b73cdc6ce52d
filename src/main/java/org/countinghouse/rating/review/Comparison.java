package org.countinghouse.rating.review;

import java.util.ArrayList;
import java.util.List;
import org.countinghouse.money.Decimals;
import org.countinghouse.rating.review.Crossing.Pair;
import org.countinghouse.rating.review.Crossing.Standing;

/**
 * The totals of a charge under two plans.
 *
 * @param charge its code
 * @param of for which usage, where the price depends on it; {@link #WITH_FEES}; else empty
 * @param start how the second plan stands where usage begins
 * @param crossings by quantity, where it stands otherwise from then on
 * @param table totals at telling quantities, ascending
 * @param complete false: there may be further crossings, which repeat without end or are hidden in a formula
 */
public record Comparison(
        String charge,
        String name,
        String of,
        Standing start,
        List<Crossing> crossings,
        List<Pair> table,
        boolean complete) {
    /** Instead of a usage: the charge together with all fees of a period. */
    public static final String WITH_FEES = "fees";

    public Comparison {
        crossings = List.copyOf(crossings);
        table = List.copyOf(table);
    }

    /** What is compared, in English. */
    public String title() {
        return "\"" + name + "\""
                + switch (of) {
                    case "" -> "";
                    case WITH_FEES -> " together with the fees";
                    default -> " for " + of;
                };
    }

    /** How B stands to A from no usage on, in English. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (crossings.isEmpty()) {
            sentences.add("B " + words(start) + " for every quantity.");
        } else {
            sentences.add("B " + words(start) + " up to "
                    + Decimals.plain(crossings.getFirst().below().quantity()) + ".");
        }
        for (Crossing crossing : crossings) {
            String at = crossing.at() == null ? "" : " At " + Decimals.plain(crossing.at()) + " both cost the same.";
            sentences.add("From " + Decimals.plain(crossing.above().quantity()) + " on B " + words(crossing.after())
                    + "." + at);
        }
        if (!complete) {
            sentences.add("There may be more crossings than these.");
        }
        return sentences;
    }

    private static String words(Standing standing) {
        return switch (standing) {
            case SAME -> "costs the same";
            case DEARER -> "is dearer";
            case CHEAPER -> "is cheaper";
        };
    }
}
