package org.countinghouse.desktop.invoices;

import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The states of an invoice as people see them. */
public final class InvoiceStatuses {
    private InvoiceStatuses() {}

    /** @param problems a draft with problems says so instead of its state, because it cannot go on */
    public static Status of(InvoiceStatus status, boolean problems, Texts texts) {
        if (problems && status.open()) {
            return new Status(Tone.WARNING, Feather.ALERT_TRIANGLE, texts.get("invoices.status.problems"));
        }
        return new Status(tone(status), icon(status), texts.get("invoices.status." + status.code()));
    }

    /** Somebody let the problems of a draft go. */
    static Status accepted(Texts texts) {
        return new Status(Tone.INFO, Feather.THUMBS_UP, texts.get("invoices.status.accepted"));
    }

    /** @param stale a draft whose figures are of usage that was corrected since says so, because it must be rated again */
    public static Status of(InvoiceStatus status, boolean problems, boolean stale, Texts texts) {
        return stale && status.open() && !problems
                ? new Status(Tone.WARNING, Feather.REFRESH_CW, texts.get("invoices.status.stale"))
                : of(status, problems, texts);
    }

    private static Tone tone(InvoiceStatus status) {
        return switch (status) {
            case DRAFT, VOID, COLLECTED -> Tone.NEUTRAL;
            case IN_REVIEW, APPROVED, FINAL, SENT -> Tone.INFO;
            case PAID -> Tone.SUCCESS;
            case UNCOLLECTIBLE -> Tone.WARNING;
            case OVERDUE -> Tone.DANGER;
        };
    }

    private static Ikon icon(InvoiceStatus status) {
        return switch (status) {
            case DRAFT -> Feather.EDIT_3;
            case IN_REVIEW -> Feather.EYE;
            case APPROVED -> Feather.CHECK;
            case FINAL -> Feather.LOCK;
            case SENT -> Feather.SEND;
            case PAID -> Feather.CHECK_CIRCLE;
            case OVERDUE -> Feather.CLOCK;
            case VOID -> Feather.SLASH;
            case UNCOLLECTIBLE -> Feather.X_CIRCLE;
            case COLLECTED -> Feather.LAYERS;
        };
    }
}
