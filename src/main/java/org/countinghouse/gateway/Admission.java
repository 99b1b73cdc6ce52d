package org.countinghouse.gateway;

import io.javalin.http.Context;
import java.util.Locale;
import org.countinghouse.security.AccessToken;
import org.countinghouse.security.Scope;
import org.countinghouse.security.TokenCheck;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/** Lets a request in: a token that holds, with the scope of the route, within its rate. */
final class Admission {
    private static final String BEARER = "bearer ";

    private final TokenCheck tokens;
    private final RateLimits limits;
    private final Database database;

    Admission(TokenCheck tokens, RateLimits limits, Database database) {
        this.tokens = tokens;
        this.limits = limits;
        this.database = database;
    }

    /** @throws Failure {@code token.*} or {@code request.rate} */
    void admit(Context context, Scope scope) {
        AccessToken token = shown(context);
        limits.count(context, token.id());
        Long customer = token.customerId();
        new Caller(token, customer == null ? database : database.confined(customer)).attach(context);
        if (!token.allows(scope)) {
            throw new Failure(
                    "token.forbidden",
                    "The access token lacks the scope " + scope.code() + ".",
                    "Use a token that was issued with it.");
        }
    }

    private AccessToken shown(Context context) {
        String header = context.header("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw new Failure(
                    "token.missing",
                    "This call needs an access token.",
                    "Send a token of `countinghouse token issue` as: Authorization: Bearer TOKEN.");
        }
        try {
            return tokens.check(header.substring(BEARER.length()).strip());
        } catch (Failure refused) {
            if (refused.code().startsWith("token.")) {
                limits.countWrong(context);
            }
            throw refused;
        }
    }
}
