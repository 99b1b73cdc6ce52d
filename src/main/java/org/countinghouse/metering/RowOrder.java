package org.countinghouse.metering;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Puts rows of numbers in order without comparing them one with another: the leading bits of what decides and the row's
 * number make one long each, and those are sorted. Only rows that agree in those bits are compared in full.
 */
final class RowOrder {
    private static final int BITS = 63;

    private final long[] numbers;
    private final int width;
    private final int rows;

    /**
     * @param numbers of all rows, one row after the other
     * @param width numbers of a row
     */
    RowOrder(long[] numbers, int width, int rows) {
        this.numbers = numbers;
        this.width = width;
        this.rows = rows;
    }

    /**
     * The rows by three of their numbers, which are taken as having no sign; of equal rows the one that came first.
     *
     * @param first place of the number that decides before the others, and so on
     */
    int[] by(int first, int second, int third) {
        var major = Span.of(this, first);
        var minor = Span.of(this, second);
        int ofRow = Long.SIZE - Long.numberOfLeadingZeros(rows);
        int ofMajor = Math.min(major.bits(), BITS - ofRow);
        int ofMinor = Math.min(minor.bits(), BITS - ofRow - ofMajor);
        long[] heads = new long[rows];
        for (int row = 0; row < rows; row++) {
            long head = major.leading(at(row, first), ofMajor) << ofMinor | minor.leading(at(row, second), ofMinor);
            heads[row] = head << ofRow | row;
        }
        Arrays.sort(heads);
        return settled(
                heads, ofRow, comparing(first).thenComparing(comparing(second)).thenComparing(comparing(third)));
    }

    private int[] settled(long[] heads, int ofRow, Comparator<Integer> order) {
        int[] ordered = new int[rows];
        for (int from = 0; from < rows; ) {
            int until = from;
            for (; until < rows && heads[until] >>> ofRow == heads[from] >>> ofRow; until++) {
                ordered[until] = (int) (heads[until] & ((1L << ofRow) - 1));
            }
            if (until - from > 1) {
                int[] alike = Arrays.copyOfRange(ordered, from, until);
                int[] compared = IntStream.of(alike)
                        .boxed()
                        .sorted(order)
                        .mapToInt(Integer::intValue)
                        .toArray();
                System.arraycopy(compared, 0, ordered, from, compared.length);
            }
            from = until;
        }
        return ordered;
    }

    private long at(int row, int place) {
        return numbers[row * width + place];
    }

    private Comparator<Integer> comparing(int place) {
        return (one, other) -> Long.compareUnsigned(at(one, place), at(other, place));
    }

    /**
     * Between which values a number lies.
     *
     * @param bits that tell these values apart
     */
    private record Span(long least, int bits) {
        static Span of(RowOrder order, int place) {
            long least = -1;
            long most = 0;
            for (int row = 0; row < order.rows; row++) {
                long value = order.at(row, place);
                least = Long.compareUnsigned(value, least) < 0 ? value : least;
                most = Long.compareUnsigned(value, most) > 0 ? value : most;
            }
            return new Span(least, order.rows == 0 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(most - least));
        }

        /** So many leading bits of a value's distance from the least. */
        long leading(long value, int wanted) {
            return wanted == 0 ? 0 : (value - least) >>> (bits - wanted);
        }
    }
}
