package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order by leading bits must be the one that comparing the numbers gives, however far apart they lie. */
class RowOrderTest {
    private static final int WIDTH = 4;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 64, 1_000, 70_000})
    void asComparingGives(int rows) {
        for (int seed = 0; seed < 12; seed++) {
            var random = new Random(seed);
            int[] bits = {1 + random.nextInt(64), 1 + random.nextInt(64), 1 + random.nextInt(64), 64};
            long[] numbers = new long[rows * WIDTH];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = random.nextLong() >>> (64 - bits[i % WIDTH]);
            }
            assertThat(new RowOrder(numbers, WIDTH, rows).by(0, 1, 2))
                    .as("seed %d, %d, %d and %d bits", seed, bits[0], bits[1], bits[2])
                    .isEqualTo(compared(numbers, rows));
        }
    }

    /** Few values, so that most rows agree in all bits that are sorted: then the next number decides, then arrival. */
    @Test
    void equalRowsStayAsTheyCame() {
        RandomGenerator random = new Random(3);
        long[] numbers =
                random.longs(4_000, -2, 2).map(value -> value * (1L << 40)).toArray();
        assertThat(new RowOrder(numbers, WIDTH, 1_000).by(0, 1, 2)).isEqualTo(compared(numbers, 1_000));
    }

    private static int[] compared(long[] numbers, int rows) {
        Comparator<Integer> unsigned =
                by(numbers, 0).thenComparing(by(numbers, 1)).thenComparing(by(numbers, 2));
        return IntStream.range(0, rows)
                .boxed()
                .sorted(unsigned)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static Comparator<Integer> by(long[] numbers, int place) {
        return (one, other) -> Long.compareUnsigned(numbers[one * WIDTH + place], numbers[other * WIDTH + place]);
    }
}
