package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void numbersAreGroupedAsJavaGroupsThem() {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            var value = new BigDecimal(
                    new BigInteger(random.nextInt(70), random)
                            .multiply(BigInteger.TEN.pow(random.nextInt(3)))
                            .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1)),
                    random.nextInt(-4, 13));
            int decimals = Math.max(0, value.stripTrailingZeros().scale());
            assertThat(Wording.grouped(value)).isEqualTo(String.format(Locale.ROOT, "%,." + decimals + "f", value));
        }
    }
}
