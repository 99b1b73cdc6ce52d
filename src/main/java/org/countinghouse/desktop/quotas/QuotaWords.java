package org.countinghouse.desktop.quotas;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Share;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.metering.quota.LimitScope;
import org.countinghouse.metering.quota.LimitSource;
import org.countinghouse.metering.quota.QuotaNote;
import org.countinghouse.metering.quota.QuotaRow;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Limits in words. */
public final class QuotaWords {
    private final Texts texts;
    private final Formats formats;

    public QuotaWords(Texts texts, Formats formats) {
        this.texts = texts;
        this.formats = formats;
    }

    public Status status(QuotaRow.State state) {
        return switch (state) {
            case OVER -> new Status(Tone.DANGER, Feather.ALERT_OCTAGON, texts.get("quotas.state.over"));
            case REACHED -> new Status(Tone.DANGER, Feather.ALERT_OCTAGON, texts.get("quotas.state.reached"));
            case NEAR -> new Status(Tone.WARNING, Feather.ALERT_TRIANGLE, texts.get("quotas.state.near"));
            case WITHIN -> new Status(Tone.SUCCESS, Feather.CHECK, texts.get("quotas.state.within"));
            case UNLIMITED -> new Status(Tone.NEUTRAL, Feather.MINUS, texts.get("quotas.state.unlimited"));
            case UNCOUNTABLE -> new Status(Tone.NEUTRAL, Feather.SLASH, texts.get("quotas.state.uncountable"));
        };
    }

    public Share share(QuotaRow row) {
        List<BigDecimal> marks =
                row.warnAt().stream().map(percent -> percent.movePointLeft(2)).toList();
        return new Share(row.share(), marks, status(row.state()).tone(), used(row));
    }

    /** For example {@code 850 of 1,000 requests}. */
    public String used(QuotaRow row) {
        String words = row.limit() == null
                ? texts.get("quotas.used.unlimited", formats.number(row.used()), row.unit())
                : texts.get("quotas.used.of", formats.number(row.used()), formats.number(row.limit()), row.unit());
        return words.strip();
    }

    String amount(@Nullable BigDecimal limit) {
        return limit == null ? texts.get("quotas.unlimited") : formats.number(limit);
    }

    public String window(LimitScope scope) {
        String name = scope.window().name().toLowerCase(Locale.ROOT);
        String window = texts.get((scope.rolling() ? "quotas.rolling." : "quotas.window.") + name);
        return scope.per() == null ? window : texts.get("quotas.window.per", window, scope.per());
    }

    public String feature(QuotaRow row) {
        return row.subject().isEmpty() ? row.feature() : row.feature() + " · " + row.subject();
    }

    /** Where a limit comes from, in a few words. */
    public String source(QuotaRow row) {
        String from = row.source() == LimitSource.OVERRIDE ? texts.get("quotas.source.own") : row.plan();
        return row.granted().signum() == 0
                ? from
                : texts.get("quotas.source.granted", from, formats.number(row.granted()));
    }

    String kind(QuotaRow row) {
        return texts.get("quotas.overage." + row.overage().name().toLowerCase(Locale.ROOT));
    }

    Status note(QuotaNote note) {
        String limit = formats.number(note.limit());
        return switch (note.kind()) {
            case WARNING ->
                new Status(
                        Tone.WARNING,
                        Feather.ALERT_TRIANGLE,
                        texts.get(
                                "quotas.note.warning",
                                formats.percent(note.level().movePointLeft(2)),
                                limit));
            case OVERAGE ->
                new Status(
                        Tone.DANGER,
                        Feather.ALERT_OCTAGON,
                        texts.get(
                                "quotas.note.overage." + note.overage().name().toLowerCase(Locale.ROOT),
                                formats.number(note.over()),
                                limit));
            case REFUSED -> new Status(Tone.DANGER, Feather.SLASH, texts.get("quotas.note.refused", limit));
        };
    }
}
