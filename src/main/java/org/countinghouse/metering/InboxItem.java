package org.countinghouse.metering;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Usage that could not be taken, to be kept.
 *
 * @param detail the reason as people read it
 * @param source a file's name, or the way in
 * @param batchId of the import; null = none
 * @param line of the file, from 1; null = none
 * @param raw as it came
 * @param event what of it could be read; null when it is no event at all
 */
public record InboxItem(
        InboxReason reason,
        String detail,
        String source,
        @Nullable Long batchId,
        @Nullable Long line,
        String raw,
        @Nullable UsageEvent event) {
    /** So much of a text is kept. */
    static final int LONGEST_RAW = 16_384;

    private static final int LONGEST_DOCUMENT = 65_536;

    /** The event as JSON, which a replay reads; null when there is none that can be stored. */
    @Nullable
    String document() {
        UsageEvent read = event;
        if (read == null) {
            return null;
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("customer", read.customer());
        document.put("id", read.id());
        document.put("event", read.event());
        document.put("time", read.time().toString());
        BigDecimal quantity = read.quantity();
        if (quantity != null) {
            document.put("quantity", quantity.stripTrailingZeros().toString());
        }
        try {
            String before = CanonicalJson.write(document);
            String properties = read.properties().canonical();
            String whole = before.substring(0, before.length() - 1) + ",\"properties\":" + properties + '}';
            return whole.length() > LONGEST_DOCUMENT ? null : whole;
        } catch (UnfitJson unfit) {
            return null;
        }
    }

    /** Any text in a form that every database text can hold, at most so long. */
    static String storable(String text, int longest) {
        StringBuilder out = null;
        int end = Math.min(text.length(), longest);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || c == UsageFile.MALFORMED || (Character.isSurrogate(c) && !pair)) {
                if (out == null) {
                    out = new StringBuilder(end).append(text, 0, i);
                }
                out.append('\uFFFD');
            } else if (out != null) {
                out.append(c);
                if (pair) {
                    out.append(text.charAt(i + 1));
                }
            }
            i += pair ? 1 : 0;
        }
        return out == null ? text.substring(0, end) : out.toString();
    }
}
