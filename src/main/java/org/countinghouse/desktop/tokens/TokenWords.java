package org.countinghouse.desktop.tokens;

import java.util.stream.Collectors;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.security.AccessToken;
import org.countinghouse.security.AccessTokenRow;
import org.countinghouse.security.Scope;
import org.kordamp.ikonli.feather.Feather;

/** How the screen speaks of tokens. */
record TokenWords(Texts texts, Formats formats) {
    Status status(AccessTokenRow row) {
        String word = texts.get("tokens.state." + row.state().code());
        return switch (row.state()) {
            case ACTIVE -> new Status(Tone.SUCCESS, Feather.CHECK_CIRCLE, word);
            case ENDING -> new Status(Tone.WARNING, Feather.CLOCK, word);
            case EXPIRED -> new Status(Tone.NEUTRAL, Feather.MOON, word);
            case REVOKED -> new Status(Tone.DANGER, Feather.SLASH, word);
        };
    }

    /** What a scope lets its holder do. */
    String sentence(Scope scope) {
        return texts.get("tokens.scope." + scope.code().replace(':', '.'));
    }

    static String scopes(AccessToken token) {
        return token.scopes().stream().map(Scope::code).sorted().collect(Collectors.joining(", "));
    }

    /** The customer it reaches, or that it reaches all. */
    String reach(AccessTokenRow row) {
        String name = row.customerName();
        return name == null ? texts.get("tokens.all") : name;
    }
}
