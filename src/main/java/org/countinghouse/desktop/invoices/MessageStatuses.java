package org.countinghouse.desktop.invoices;

import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.mail.MailState;
import org.kordamp.ikonli.feather.Feather;

/** How far a message is, as people see it. */
public final class MessageStatuses {
    private MessageStatuses() {}

    public static Status of(MailState state, Texts texts) {
        String word = texts.get("invoices.message.state." + state.code());
        return switch (state) {
            case QUEUED -> new Status(Tone.INFO, Feather.CLOCK, word);
            case SENDING -> new Status(Tone.INFO, Feather.LOADER, word);
            case SENT -> new Status(Tone.SUCCESS, Feather.MAIL, word);
            case FAILED -> new Status(Tone.DANGER, Feather.ALERT_TRIANGLE, word);
            case UNSURE -> new Status(Tone.WARNING, Feather.HELP_CIRCLE, word);
            case CANCELLED -> new Status(Tone.NEUTRAL, Feather.SLASH, word);
        };
    }
}
