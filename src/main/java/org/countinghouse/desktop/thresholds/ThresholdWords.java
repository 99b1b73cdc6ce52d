package org.countinghouse.desktop.thresholds;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.countinghouse.billing.ProgressiveState;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.billing.UsageThresholds;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Share;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** How screens speak of thresholds. */
record ThresholdWords(Texts texts, Formats formats) {
    private static final int PRECISION = 6;

    String money(BigDecimal amount, String currency) {
        CurrencyUnit unit = CurrencyUnit.of(currency);
        return formats.money(BigMoney.of(unit, amount));
    }

    /** What an entry says, without whose it is. */
    String rule(ThresholdEntry entry) {
        UsageThresholds thresholds = entry.thresholds();
        return thresholds == null
                ? texts.get(
                        entry.kind() == ThresholdEntry.Kind.NONE ? "thresholds.rule.none" : "thresholds.rule.general")
                : rule(thresholds, entry.currency());
    }

    private String rule(UsageThresholds thresholds, String currency) {
        String amounts =
                thresholds.amounts().stream().map(each -> money(each, currency)).collect(Collectors.joining(", "));
        if (thresholds.every() == null) {
            return texts.get("thresholds.rule.amounts", amounts);
        }
        String every = money(thresholds.every(), currency);
        return amounts.isEmpty()
                ? texts.get("thresholds.rule.every", every)
                : texts.get("thresholds.rule.both", amounts, every);
    }

    /** When an entry holds, as seen from a day. */
    String when(ThresholdEntry entry, LocalDate today) {
        String from = formats.date(entry.from());
        LocalDate until = entry.until();
        if (entry.from().isAfter(today)) {
            return texts.get("thresholds.entry.later", from);
        }
        if (until == null) {
            return texts.get("thresholds.entry.now", from);
        }
        return texts.get(
                entry.holds(today) ? "thresholds.entry.now.until" : "thresholds.entry.past",
                from,
                formats.date(until.minusDays(1)));
    }

    /** Who said it, when and why. */
    String by(ThresholdEntry entry) {
        String at = formats.instant(entry.setAt());
        return entry.reason().isEmpty()
                ? texts.get("thresholds.entry.by", entry.setBy(), at)
                : texts.get("subscriptions.by", entry.setBy(), at, entry.reason());
    }

    /** Usage of the period against the threshold that comes next. */
    Share share(ProgressiveState state) {
        String usage = money(state.usage(), state.currency());
        @Nullable BigDecimal next = state.next();
        if (next == null) {
            return new Share(BigDecimal.ONE, List.of(), Tone.INFO, texts.get("thresholds.usage.above", usage));
        }
        BigDecimal used = state.usage().max(BigDecimal.ZERO).divide(next, PRECISION, RoundingMode.DOWN);
        Tone tone = state.passed() == null ? Tone.INFO : Tone.WARNING;
        return new Share(
                used, marks(state, next), tone, texts.get("thresholds.usage.of", usage, money(next, state.currency())));
    }

    private static List<BigDecimal> marks(ProgressiveState state, BigDecimal next) {
        ThresholdEntry entry = state.entry();
        return entry == null || entry.thresholds() == null
                ? List.of()
                : entry.thresholds().amounts().stream()
                        .filter(each -> each.compareTo(next) < 0)
                        .map(each -> each.divide(next, PRECISION, RoundingMode.HALF_UP))
                        .toList();
    }
}
