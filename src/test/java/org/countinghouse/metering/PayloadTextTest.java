package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The text must stay as it is for ever: stored hashes are of it. */
class PayloadTextTest {
    private static final Instant TEN = Instant.parse("2026-10-03T10:00:00Z");

    private final PayloadText payload = new PayloadText();
    private final Random random = new Random(11);

    @Test
    void everyDayOfFourHundredYearsIsWrittenAsJavaWritesIt() throws Exception {
        LocalDate end = LocalDate.of(2301, 1, 1);
        for (LocalDate day = LocalDate.of(1899, 12, 30); day.isBefore(end); day = day.plusDays(1)) {
            assertSame("a", day.atStartOfDay(ZoneOffset.UTC).toInstant(), null, "");
        }
    }

    @Test
    void anyTimeIsWrittenAsJavaWritesIt() throws Exception {
        for (int i = 0; i < 200_000; i++) {
            long second = random.nextLong(-100_000_000_000L, 400_000_000_000L);
            int nano = switch (i % 4) {
                case 0 -> 0;
                case 1 -> random.nextInt(1_000) * 1_000_000;
                case 2 -> random.nextInt(1_000_000) * 1_000;
                default -> random.nextInt(1_000_000_000);
            };
            assertSame("a", Instant.ofEpochSecond(second, nano), null, "");
        }
    }

    @Test
    void anyNumberIsWrittenPlainlyAndWithoutTrailingZeros() throws Exception {
        for (int i = 0; i < 200_000; i++) {
            var digits = new BigInteger(random.nextInt(75), random)
                    .multiply(BigInteger.TEN.pow(random.nextInt(4)))
                    .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1));
            assertSame("a", TEN, new BigDecimal(digits, random.nextInt(-3, 22)), "");
        }
        for (String each : new String[] {"0", "0.000", "-0.5", "0.05", "10", "100.00", "999999999999999999", "1E+3"}) {
            assertSame("a", TEN, new BigDecimal(each), "");
        }
    }

    @Test
    void anyTextIsWrittenAsJson() throws Exception {
        String some = "ab\"\\\n\t\u0001\u007f\u00e4\u4e2d~ /\u20ac";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(some.charAt(random.nextInt(some.length())));
            }
            text.append(i % 50 == 0 ? "\ud83d\ude00".repeat(200) : "");
            assertSame(text.toString(), TEN, BigDecimal.ONE, text.toString());
        }
    }

    private void assertSame(String name, Instant time, BigDecimal quantity, String property) throws Exception {
        var object = JsonNodeFactory.instance.objectNode();
        if (!property.isEmpty()) {
            object.put("p", property);
        }
        EventProperties properties = EventProperties.of(object);
        var event = new UsageEvent("customer", name, name, time, quantity, properties);
        var expected = new StringBuilder();
        CanonicalJson.text(expected, name);
        CanonicalJson.text(expected, name);
        expected.append(time).append(' ');
        expected.append(quantity == null ? "" : quantity.stripTrailingZeros().toPlainString());
        expected.append(properties.canonical());
        assertThat(new String(payload.of(event).bytes(), StandardCharsets.UTF_8))
                .isEqualTo(expected.toString());
    }
}
