package org.countinghouse.desktop.customers;

import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.kordamp.ikonli.feather.Feather;

/** The states of an invoice as people see them. */
final class InvoiceStatuses {
    private InvoiceStatuses() {}

    static Status of(String status, Texts texts) {
        String word = texts.get("customers.invoice." + status);
        return switch (status) {
            case "paid" -> new Status(Tone.SUCCESS, Feather.CHECK_CIRCLE, word);
            case "overdue" -> new Status(Tone.DANGER, Feather.CLOCK, word);
            case "uncollectible" -> new Status(Tone.WARNING, Feather.X_CIRCLE, word);
            case "in_review" -> new Status(Tone.INFO, Feather.EYE, word);
            case "approved" -> new Status(Tone.INFO, Feather.CHECK, word);
            case "final" -> new Status(Tone.INFO, Feather.LOCK, word);
            case "sent" -> new Status(Tone.INFO, Feather.SEND, word);
            case "void" -> new Status(Tone.NEUTRAL, Feather.SLASH, word);
            default -> new Status(Tone.NEUTRAL, Feather.EDIT_3, word);
        };
    }
}
