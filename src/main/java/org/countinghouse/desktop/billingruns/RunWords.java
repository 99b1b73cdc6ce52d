package org.countinghouse.desktop.billingruns;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.stream.Collectors;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.BillingRunRow;
import org.countinghouse.billing.SharedMeters;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.kordamp.ikonli.feather.Feather;

/** How the screen speaks of runs. */
record RunWords(Texts texts, Formats formats) {
    Status status(BillingRunRow row) {
        String word = texts.get("runs.state." + row.state());
        return switch (row.state()) {
            case "completed" -> new Status(Tone.SUCCESS, Feather.CHECK_CIRCLE, word);
            case "running" -> new Status(Tone.INFO, Feather.PLAY_CIRCLE, word);
            case "failed" -> new Status(Tone.WARNING, Feather.ALERT_TRIANGLE, word);
            default -> new Status(Tone.DANGER, Feather.PAUSE_CIRCLE, word);
        };
    }

    /** A month, days, or everything due at a moment. */
    String label(String label) {
        try {
            return formats.month(YearMonth.parse(label));
        } catch (DateTimeParseException noMonth) {
            return label.contains("T") ? texts.get("runs.due-at", formats.instant(Instant.parse(label))) : label;
        }
    }

    String scope(BillingRunRow row) {
        return row.scope() == null ? texts.get("runs.everybody") : row.scope();
    }

    String money(BigDecimal amount, String currency) {
        var unit = CurrencyUnit.of(currency);
        return formats.money(BigMoney.of(unit, amount.setScale(unit.getDecimalPlaces(), RoundingMode.HALF_UP)));
    }

    String difference(BigDecimal amount, String currency) {
        return (amount.signum() > 0 ? "+" : "") + money(amount, currency);
    }

    /** Which meter of a customer is billed twice, by what, and since when. */
    String sentence(SharedMeters.Standing twice) {
        return texts.get(
                "runs.twice",
                twice.shared().meter(),
                Long.toString(twice.subscription()),
                Long.toString(twice.shared().subscription()),
                formats.date(twice.shared().from()));
    }

    String totals(BillingRunReport report) {
        return report.totals().entrySet().stream()
                .map((Map.Entry<String, BigDecimal> total) -> money(total.getValue(), total.getKey()))
                .collect(Collectors.joining(" · "));
    }
}
