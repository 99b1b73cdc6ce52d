package org.countinghouse.desktop.customers;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.countinghouse.customers.SubscriptionFacts;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What is known about customers, as people read it. */
public final class CustomerWords {
    private final Texts texts;
    private final Formats formats;

    public CustomerWords(Texts texts, Formats formats) {
        this.texts = texts;
        this.formats = formats;
    }

    public Status status(String status) {
        return switch (status) {
            case "active" -> new Status(Tone.SUCCESS, Feather.CHECK_CIRCLE, texts.get("customers.status.active"));
            case "paused" -> new Status(Tone.WARNING, Feather.PAUSE_CIRCLE, texts.get("customers.status.paused"));
            default -> new Status(Tone.NEUTRAL, Feather.ARCHIVE, texts.get("customers.status.closed"));
        };
    }

    public Status phase(SubscriptionFacts.Phase phase) {
        return switch (phase) {
            case RUNNING -> new Status(Tone.SUCCESS, Feather.PLAY_CIRCLE, texts.get("customers.phase.running"));
            case UPCOMING -> new Status(Tone.INFO, Feather.CLOCK, texts.get("customers.phase.upcoming"));
            case ENDED -> new Status(Tone.NEUTRAL, Feather.ARCHIVE, texts.get("customers.phase.ended"));
        };
    }

    /** The country's name in the person's language; a dash when it is not known. */
    public String country(@Nullable String code) {
        return code == null ? "–" : Locale.of("", code).getDisplayCountry(texts.locale());
    }

    public String language(String code) {
        return Locale.of(code).getDisplayLanguage(texts.locale());
    }

    /** A whole month by its name, anything else from day to day; the last day is covered. */
    public String period(LocalDate from, LocalDate to) {
        boolean month = from.getDayOfMonth() == 1 && to.equals(from.plusMonths(1));
        return month ? formats.month(YearMonth.from(from)) : formats.date(from) + " – " + formats.date(to.minusDays(1));
    }

    /** As above, where there is little room. */
    String shortPeriod(LocalDate from, LocalDate to) {
        boolean month = from.getDayOfMonth() == 1 && to.equals(from.plusMonths(1));
        return month ? formats.shortMonth(YearMonth.from(from)) : period(from, to);
    }

    public String orDash(@Nullable LocalDate date) {
        return date == null ? "–" : formats.date(date);
    }

    /** The quantities of a subscription, for example {@code seats 5}. */
    public String quantities(Map<String, java.math.BigDecimal> quantities) {
        return quantities.entrySet().stream()
                .map(entry -> entry.getKey() + " " + formats.number(entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
