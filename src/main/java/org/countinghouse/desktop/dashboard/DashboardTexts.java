package org.countinghouse.desktop.dashboard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.insight.DashboardSnapshot;
import org.countinghouse.insight.InvoiceSum;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The words around the figures. */
final class DashboardTexts {
    private final Texts texts;
    private final Formats formats;

    DashboardTexts(ScreenContext context) {
        texts = context.texts();
        formats = context.formats();
    }

    String get(String key, Object... arguments) {
        return texts.get("dashboard." + key, arguments);
    }

    String count(long number) {
        return formats.count(number);
    }

    String money(Money amount) {
        return formats.money(amount);
    }

    /** "12 invoices" and, when there are any, the amounts in other currencies. */
    String invoices(InvoiceSum sum, CurrencyUnit main) {
        String number = get("invoices", count(sum.invoices()));
        String others = others(sum, main);
        return others.isEmpty() ? number : number + "  ·  " + get("also", others);
    }

    private String others(InvoiceSum sum, CurrencyUnit main) {
        return sum.amounts().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(main))
                .map(entry -> money(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Change against the month before; null when there is nothing to compare with. */
    @Nullable
    Status change(DashboardSnapshot snapshot) {
        Money now = snapshot.revenue().in(snapshot.currency());
        Money before = snapshot.revenueBefore().in(snapshot.currency());
        if (before.isZero()) {
            return null;
        }
        BigDecimal share = now.minus(before).getAmount().divide(before.getAmount(), 4, RoundingMode.HALF_UP);
        String words = (share.signum() > 0 ? "+" : "") + formats.percent(share);
        return switch (share.signum()) {
            case 1 -> new Status(Tone.SUCCESS, Feather.TRENDING_UP, words);
            case -1 -> new Status(Tone.WARNING, Feather.TRENDING_DOWN, words);
            default -> new Status(Tone.NEUTRAL, Feather.MINUS, words);
        };
    }

    /** What the month before brought, or that it brought nothing. */
    String before(DashboardSnapshot snapshot) {
        String month = formats.month(snapshot.month().minusMonths(1));
        return snapshot.revenueBefore().invoices() == 0
                ? get("before.none", month)
                : get("before", money(snapshot.revenueBefore().in(snapshot.currency())), month);
    }

    /** The period of a figure and when it was read. */
    String foot(DashboardSnapshot snapshot, Instant asOf) {
        return get("foot", formats.month(snapshot.month()), formats.time(asOf));
    }

    String footAll(Instant asOf) {
        return get("foot", get("allperiods"), formats.time(asOf));
    }

    /** An hour in the person's zone, or a UTC day. */
    String when(Instant from, boolean hourly) {
        return hourly ? formats.instant(from) : formats.date(LocalDate.ofInstant(from, ZoneOffset.UTC));
    }

    Formats formats() {
        return formats;
    }
}
