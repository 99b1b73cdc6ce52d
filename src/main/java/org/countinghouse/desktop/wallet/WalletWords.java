package org.countinghouse.desktop.wallet;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.countinghouse.billing.BillingMethod;
import org.countinghouse.billing.Credits;
import org.countinghouse.billing.UsageCharge;
import org.countinghouse.billing.Wallets;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.money.Currencies;
import org.joda.money.BigMoney;
import org.kordamp.ikonli.feather.Feather;

/** How the screen speaks of wallets. */
record WalletWords(Texts texts, Formats formats) {
    /** Failures that a charge keeps; others are told in the words of the failure. */
    private static final Set<String> KNOWN = Set.of(
            "wallet.insufficient", "credits.insufficient", "quota.exceeded", "price.missing", "price.currencies");

    String text(String key, Object... arguments) {
        return texts.get(key, arguments);
    }

    String money(BigDecimal amount, String currency) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return formats.money(BigMoney.of(
                Currencies.find(currency).orElseThrow(), stripped.scale() < 0 ? stripped.setScale(0) : stripped));
    }

    /** With a sign, where some add and some take. */
    String change(BigDecimal amount, String currency) {
        return amount.signum() > 0 ? "+" + money(amount, currency) : money(amount, currency);
    }

    String kind(Wallets.Kind kind) {
        return text("wallet.kind." + kind.name());
    }

    /** What was said when it was entered; for usage, the event it was taken for. */
    String note(Wallets.Entry entry, WalletFacts facts) {
        Long charge = entry.chargeId();
        if (!entry.note().isEmpty() || charge == null) {
            return entry.note();
        }
        return facts.charges().stream()
                .filter(one -> one.id() == charge)
                .map(UsageCharge::event)
                .findFirst()
                .orElse("");
    }

    String method(BillingMethod method) {
        return text("wallet.method." + method.name());
    }

    Status status(UsageCharge.Status status) {
        String word = text("wallet.status." + status.name());
        return switch (status) {
            case PENDING -> new Status(Tone.WARNING, Feather.CLOCK, word);
            case PROCESSING -> new Status(Tone.INFO, Feather.LOADER, word);
            case COMPLETED -> new Status(Tone.SUCCESS, Feather.CHECK_CIRCLE, word);
            case FAILED -> new Status(Tone.DANGER, Feather.ALERT_CIRCLE, word);
            case REFUNDED -> new Status(Tone.NEUTRAL, Feather.CORNER_UP_LEFT, word);
        };
    }

    Status status(Credits.Grant grant, boolean holds) {
        if (grant.remaining().signum() == 0) {
            return new Status(Tone.NEUTRAL, Feather.CHECK, text("wallet.credits.used"));
        }
        return holds
                ? new Status(Tone.SUCCESS, Feather.CHECK_CIRCLE, text("wallet.credits.holds"))
                : new Status(Tone.NEUTRAL, Feather.MOON, text("wallet.credits.ended"));
    }

    /** Why it failed or was given back, or that it was free. */
    String reason(UsageCharge charge) {
        if (KNOWN.contains(charge.code())) {
            return text("wallet.why." + charge.code());
        }
        return charge.reason().isEmpty() && charge.included() ? text("wallet.why.included") : charge.reason();
    }

    String moment(Instant at) {
        return formats.instant(at);
    }

    String ends(Credits.Grant grant) {
        var ends = grant.expiresAt();
        return ends == null ? text("wallet.credits.forever") : moment(ends);
    }
}
