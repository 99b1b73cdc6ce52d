package org.countinghouse.metering.collect;

/** A cursor over one line of exposition text. Tokens are separated by blanks and tabs. */
final class LineScan {
    private final String line;
    private int at;

    LineScan(String line) {
        this.line = line;
    }

    int column() {
        return at + 1;
    }

    boolean done() {
        return at == line.length();
    }

    boolean at(char c) {
        return at < line.length() && line.charAt(at) == c;
    }

    LineScan blanks() {
        while (at(' ') || at('\t')) {
            at++;
        }
        return this;
    }

    /** Takes a character if it comes next. */
    boolean take(char c) {
        boolean here = at(c);
        at += here ? 1 : 0;
        return here;
    }

    void expect(char c) throws Malformed {
        if (!take(c)) {
            throw new Malformed("'" + c + "' is missing");
        }
    }

    /** Everything up to a blank or the end. */
    String word() {
        int begin = at;
        while (!done() && !at(' ') && !at('\t')) {
            at++;
        }
        return line.substring(begin, at);
    }

    /** The name of a metric, which may have colons, or of a label. */
    String name(boolean colons) throws Malformed {
        int begin = at;
        while (!done() && nameCharacter(line.charAt(at), colons, at > begin)) {
            at++;
        }
        if (at == begin) {
            throw new Malformed("a name is missing");
        }
        return line.substring(begin, at);
    }

    private static boolean nameCharacter(char c, boolean colons, boolean digits) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || (colons && c == ':')
                || (digits && c >= '0' && c <= '9');
    }

    /** A text in quotes with the escapes {@code \\}, {@code \"} and {@code \n}; any other keeps its backslash. */
    String quoted() throws Malformed {
        expect('"');
        var text = new StringBuilder();
        while (!done()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return text.toString();
            }
            if (c != '\\') {
                text.append(c);
            } else if (done()) {
                break;
            } else {
                escaped(text, line.charAt(at++));
            }
        }
        throw new Malformed("a quote is not closed");
    }

    private static void escaped(StringBuilder text, char c) {
        switch (c) {
            case 'n' -> text.append('\n');
            case '\\', '"' -> text.append(c);
            default -> text.append('\\').append(c);
        }
    }

    /** The line is not of the format; the message says what is wrong. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
