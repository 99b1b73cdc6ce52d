package org.countinghouse.desktop.inbox;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.metering.InboxEntry;
import org.jspecify.annotations.Nullable;

/** One entry with all of its text and what can be done about it alone. */
final class EntryPane {
    private final InboxViewModel model;
    private final ScreenContext context;
    private final InboxWords words;
    private final Label detail;
    private final Label facts;
    private final TextArea raw;
    private final Button replay;
    private final Button discard;
    private @Nullable InboxEntry shown;

    EntryPane(
            InboxViewModel model,
            ScreenContext context,
            Label detail,
            Label facts,
            TextArea raw,
            Button replay,
            Button discard) {
        this.model = model;
        this.context = context;
        this.words = new InboxWords(context);
        this.detail = detail;
        this.facts = facts;
        this.raw = raw;
        this.replay = replay;
        this.discard = discard;
        replay.setOnAction(_ -> replay());
        discard.setOnAction(_ -> discard());
        model.acting().addListener((_, _, _) -> enable());
        show(null);
    }

    private void replay() {
        InboxEntry entry = shown;
        if (entry != null) {
            model.replay(entry);
        }
    }

    private void discard() {
        InboxEntry entry = shown;
        if (entry != null) {
            DiscardQuestion.ask(context, discard.getScene().getWindow(), 1, why -> model.discard(entry, why));
        }
    }

    void show(@Nullable InboxEntry entry) {
        shown = entry;
        detail.setText(entry == null ? "" : entry.detail());
        facts.setText(entry == null ? "" : words.facts(entry));
        String text = entry == null ? "" : entry.raw();
        if (!raw.getText().equals(text)) {
            raw.setText(text);
        }
        enable();
    }

    private void enable() {
        InboxEntry entry = shown;
        boolean acting = model.acting().get();
        replay.setDisable(acting || entry == null || !entry.replayable());
        discard.setDisable(acting || entry == null);
    }
}
