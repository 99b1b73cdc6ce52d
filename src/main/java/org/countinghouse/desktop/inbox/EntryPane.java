package org.countinghouse.desktop.inbox;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.metering.InboxEntry;
import org.jspecify.annotations.Nullable;

/** One entry with all of its text, what to do about it, and the means to do it. */
final class EntryPane {
    /** The nodes of the layout that show an entry. */
    record Nodes(
            Label detail,
            Label guide,
            Label facts,
            TextArea raw,
            Button replay,
            Button mend,
            Button copy,
            Button discard) {}

    private final InboxViewModel model;
    private final ScreenContext context;
    private final InboxWords words;
    private final Nodes nodes;
    private @Nullable InboxEntry shown;
    /** What a person has begun to write into an entry survives that the list is read again. */
    private @Nullable Draft draft;

    private record Draft(long entry, String text) {}

    EntryPane(InboxViewModel model, ScreenContext context, Nodes nodes) {
        this.model = model;
        this.context = context;
        this.words = new InboxWords(context);
        this.nodes = nodes;
        nodes.replay().setOnAction(_ -> withShown(model::replay));
        nodes.mend()
                .setOnAction(
                        _ -> withShown(entry -> model.mend(entry, nodes.raw().getText())));
        nodes.copy().setOnAction(_ -> copy());
        nodes.discard().setOnAction(_ -> withShown(this::discard));
        nodes.raw().textProperty().addListener((_, _, text) -> written(text));
        model.acting().addListener((_, _, _) -> enable());
        show(null);
    }

    private void withShown(java.util.function.Consumer<InboxEntry> run) {
        InboxEntry entry = shown;
        if (entry != null) {
            run.accept(entry);
        }
    }

    private void discard(InboxEntry entry) {
        DiscardQuestion.ask(context, nodes.discard().getScene().getWindow(), 1, why -> model.discard(entry, why));
    }

    private void copy() {
        var content = new ClipboardContent();
        content.putString(nodes.raw().getText());
        Clipboard.getSystemClipboard().setContent(content);
        context.notices().info(context.texts().get("inbox.copied"));
    }

    private void written(String text) {
        InboxEntry entry = shown;
        draft = entry == null || text.equals(entry.raw()) ? draft : new Draft(entry.id(), text);
        enable();
    }

    void show(@Nullable InboxEntry entry) {
        shown = null;
        nodes.raw().setText(text(entry));
        shown = entry;
        nodes.detail().setText(entry == null ? "" : words.detail(entry.detail()));
        nodes.facts().setText(entry == null ? "" : words.facts(entry));
        nodes.raw().setEditable(entry != null && !entry.cut());
        boolean guided = entry != null && !entry.replayable();
        nodes.guide().setText(entry == null || !guided ? "" : words.guide(entry));
        for (var node : new javafx.scene.Node[] {nodes.guide(), nodes.mend()}) {
            node.setVisible(guided);
            node.setManaged(guided);
        }
        nodes.replay().setVisible(!guided);
        nodes.replay().setManaged(!guided);
        enable();
    }

    private String text(@Nullable InboxEntry entry) {
        Draft begun = draft;
        return entry == null ? "" : begun != null && begun.entry() == entry.id() ? begun.text() : entry.raw();
    }

    private void enable() {
        InboxEntry entry = shown;
        boolean idle = !model.acting().get() && entry != null;
        String text = nodes.raw().getText().strip();
        nodes.replay().setDisable(!idle || entry == null || !entry.replayable());
        nodes.mend()
                .setDisable(!idle || entry == null || text.equals(entry.raw().strip()) || !text.startsWith("{"));
        nodes.copy().setDisable(entry == null);
        nodes.discard().setDisable(!idle);
    }
}
