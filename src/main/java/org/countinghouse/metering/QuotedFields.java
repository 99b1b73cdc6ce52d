package org.countinghouse.metering;

import java.util.ArrayList;
import java.util.List;

/** Splits the lines of one CSV record that has quotes. A quote counts only at the start of a field. */
final class QuotedFields {
    private final char separator;
    private final List<String> fields = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private boolean inQuotes;

    QuotedFields(char separator) {
        this.separator = separator;
    }

    /** True while a quoted field goes on in the next line. */
    boolean open() {
        return inQuotes;
    }

    List<String> fields() {
        return fields;
    }

    void line(String text) {
        boolean fieldStart = !inQuotes;
        if (inQuotes) {
            field.append('\n');
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inQuotes) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    inQuotes = false;
                }
            } else if (c == separator) {
                endField();
                fieldStart = true;
            } else if (c == '"' && fieldStart) {
                inQuotes = true;
                fieldStart = false;
            } else {
                field.append(c);
                fieldStart = false;
            }
        }
        if (!inQuotes) {
            endField();
        }
    }

    private void endField() {
        fields.add(field.toString());
        field.setLength(0);
    }
}
