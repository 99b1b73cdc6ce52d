package org.countinghouse.desktop.tokens;

import java.time.Instant;
import javafx.stage.Window;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.security.AccessTokenRow;

/** Asks before a token is revoked: that cannot be undone, and whoever uses it is refused at once. */
final class RevokeQuestion {
    private RevokeQuestion() {}

    static void ask(ScreenContext context, Window owner, AccessTokenRow row, Runnable confirmed) {
        Texts texts = context.texts();
        String name = row.token().name();
        Instant used = row.token().lastUsedAt();
        var words = new TokenWords(texts, context.formats());
        var confirm = Questions.ask(
                owner,
                texts,
                texts.get("tokens.revoke.title", name),
                texts.get("tokens.revoke.go"),
                "confirm-revoke",
                confirmed,
                Questions.sentence(texts.get("tokens.revoke.text"), "muted"),
                Questions.sentence(
                        used == null
                                ? texts.get("tokens.revoke.unused")
                                : texts.get(
                                        "tokens.revoke.used", context.formats().instant(used)),
                        used == null ? "muted" : "warning-text"),
                Questions.sentence(
                        texts.get("tokens.revoke.what", TokenWords.scopes(row.token()), words.reach(row)), "muted"));
        confirm.getStyleClass().remove("accent");
        confirm.getStyleClass().add("danger");
    }
}
