package org.countinghouse.desktop.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.joda.money.BigMoney;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class FormatsTest {
    private final Formats american = new Formats(Locale.US, ZoneId.of("America/New_York"));
    private final Formats german = new Formats(Locale.GERMANY, ZoneId.of("Europe/Berlin"));

    @Test
    void writesMoneyAsThePersonDoes() {
        assertThat(american.money(Money.parse("USD 1234.5"))).isEqualTo("$1,234.50");
        assertThat(german.money(Money.parse("EUR 1234.5"))).isEqualTo("1.234,50\u00a0€");
        assertThat(german.money(Money.parse("JPY 1234"))).isEqualTo("1.234\u00a0¥");
    }

    @Test
    void keepsEveryDecimalOfAUnitPrice() {
        assertThat(american.money(BigMoney.parse("USD 0.000000025"))).isEqualTo("$0.000000025");
        assertThat(american.number(new BigDecimal("1234567.125"))).isEqualTo("1,234,567.125");
    }

    @Test
    void readsNumbersWithAndWithoutGroupingButNotWithItInOddPlaces() {
        assertThat(american.read("1000000")).hasValue(new BigDecimal("1000000"));
        assertThat(american.read("1,000,000.50")).hasValue(new BigDecimal("1000000.50"));
        assertThat(german.read("1234,5")).hasValue(new BigDecimal("1234.5"));
        assertThat(german.read("1.234,5")).hasValue(new BigDecimal("1234.5"));
        assertThat(german.read("12.5")).isEmpty();
        assertThat(american.read("12,5")).isEmpty();
        assertThat(american.read("12.5 EUR")).isEmpty();
    }

    @Test
    void namesTheZoneOfATime() {
        assertThat(german.instant(Instant.parse("2026-01-31T12:00:00Z"))).isEqualTo("31.01.2026, 13:00 MEZ");
        assertThat(american.time(Instant.parse("2026-01-31T12:00:00Z"))).isEqualTo("7:00\u00a0AM");
    }

    @Test
    void readsDaysAsTheLanguageWritesThemAndAsIso() {
        var day = LocalDate.of(2026, 1, 31);

        assertThat(american.readDate(" 2026-01-31 ")).hasValue(day);
        assertThat(american.readDate("Jan 31, 2026")).hasValue(day);
        assertThat(american.readDate("1/31/2026")).hasValue(day);
        assertThat(american.readDate("1/31/26")).hasValue(day);
        assertThat(german.readDate("31.01.2026")).hasValue(day);
        assertThat(german.readDate("31.1.26")).hasValue(day);
        for (var formats : new Formats[] {american, german}) {
            assertThat(formats.readDate(formats.date(day))).hasValue(day);
            assertThat(formats.readDate("2026-02-30")).isEmpty();
            assertThat(formats.readDate("tomorrow")).isEmpty();
        }
        assertThat(american.readDate("31/1/2026")).isEmpty();
        assertThat(german.readDate("31.02.2026")).isEmpty();
    }
}
