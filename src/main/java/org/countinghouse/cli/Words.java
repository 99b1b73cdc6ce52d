package org.countinghouse.cli;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options; a wrong one is explained in words. */
final class Words {
    private Words() {}

    static void teach(CommandLine line) {
        line.registerConverter(LocalDate.class, explained(LocalDate::parse, "is no day such as 2026-10-31"));
        line.registerConverter(ZoneId.class, explained(ZoneId::of, "is no time zone such as Europe/Berlin or UTC"));
        line.registerConverter(
                Charset.class, explained(Charset::forName, "is no encoding such as UTF-8 or windows-1252"));
        line.registerConverter(BigDecimal.class, explained(BigDecimal::new, "is no number such as 12.50"));
        line.registerConverter(
                Duration.class, explained(text -> Duration.parse("PT" + text), "is no time such as 30s, 5m or 1h30m"));
        line.registerConverter(Instant.class, explained(Instant::parse, "is no instant such as 2026-10-31T00:00:00Z"));
        var number = explained(Integer::valueOf, "is no whole number such as 30");
        line.registerConverter(Integer.class, number);
        line.registerConverter(int.class, number);
    }

    private static <T> ITypeConverter<T> explained(ITypeConverter<T> converter, String problem) {
        return text -> {
            try {
                return converter.convert(text);
            } catch (DateTimeException | IllegalArgumentException unreadable) {
                throw new TypeConversionException('"' + text + "\" " + problem);
            }
        };
    }
}
