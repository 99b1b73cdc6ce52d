package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.ByteConverter;

class NumericBytesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.00",
                "1",
                "-1",
                "9999",
                "10000",
                "10001",
                "12.25",
                "-0.0001",
                "0.00001",
                "100000000.50",
                "123456789012345",
                "-999999999999999",
                "0.000000000000001",
                "999.999999999999",
                "20000",
                "0.10000"
            })
    void readsAsItWas(String number) {
        assertThat(back(new BigDecimal(number))).isEqualTo(new BigDecimal(number));
    }

    @Test
    void readsAsItWasForManyNumbers() {
        var random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            long digits = random.nextLong() >> random.nextInt(64);
            var number = BigDecimal.valueOf(digits % 1_000_000_000_000_000L, random.nextInt(16));
            assertThat(back(number)).isEqualTo(number);
            assertThat(back(number.negate())).isEqualTo(number.negate());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e3", "1234567890123456", "0.0000000000000001"})
    void leavesTheOthersToTheDriver(String number) {
        assertThat(NumericBytes.of(new BigDecimal(number))).isNull();
    }

    private static Number back(BigDecimal number) {
        return ByteConverter.numeric(Objects.requireNonNull(NumericBytes.of(number)));
    }
}
