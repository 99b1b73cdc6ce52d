package org.countinghouse.desktop.inbox;

import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Reasons;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.metering.InboxEntry;
import org.countinghouse.metering.InboxGroup;

/** The inbox in the person's words. */
final class InboxWords {
    private static final int SHORT = 160;

    private final Texts texts;
    private final Formats formats;

    InboxWords(ScreenContext context) {
        texts = context.texts();
        formats = context.formats();
    }

    String reason(InboxGroup group) {
        return texts.get("inbox.reason." + group.reason());
    }

    /** What the reason means and what can be done. */
    String meaning(InboxGroup group) {
        return texts.get("inbox.reason." + group.reason() + ".text");
    }

    String count(InboxGroup group) {
        return formats.count(group.entries());
    }

    String when(InboxGroup group) {
        return group.first().equals(group.last())
                ? texts.get("inbox.when.once", formats.instant(group.last()))
                : texts.get("inbox.when", formats.instant(group.first()), formats.instant(group.last()));
    }

    /** A file and its line, or the way in. */
    String source(InboxEntry entry) {
        Long line = entry.line();
        return line == null
                ? texts.find("inbox.source." + entry.source()).orElse(entry.source())
                : texts.get("inbox.source.line", entry.source(), formats.count(line));
    }

    /** Why it was not taken. */
    String detail(String stored) {
        return Reasons.of(stored, texts);
    }

    /** What can be done about a text that is no event. */
    String guide(InboxEntry entry) {
        String raw = entry.raw().strip();
        boolean json =
                entry.line() == null || raw.startsWith("{") || entry.source().contains(".json");
        return texts.get(entry.cut() ? "inbox.mend.cut" : json ? "inbox.mend.text" : "inbox.mend.file");
    }

    /** Where an entry came from and what is special about it. */
    String facts(InboxEntry entry) {
        var facts = new StringBuilder(source(entry));
        if (entry.seen() > 1) {
            facts.append(" · ").append(texts.get("inbox.seen", formats.count(entry.seen())));
        }
        if (entry.cut()) {
            facts.append(" · ").append(texts.get("inbox.cut"));
        }
        return facts.toString();
    }

    /** One line of the text, not all of a long one. */
    static String shortened(String raw) {
        String line = raw.lines().findFirst().orElse("");
        return line.length() > SHORT ? line.substring(0, SHORT) + "…" : line.equals(raw) ? line : line + " …";
    }
}
