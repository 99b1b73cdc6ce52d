package org.countinghouse.gateway;

import io.javalin.http.Context;
import java.util.Objects;
import org.countinghouse.security.AccessToken;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param token that was shown and holds
 * @param database as the caller may see it: a customer's token sees that customer's rows only
 */
record Caller(AccessToken token, Database database) {
    private static final String ATTRIBUTE = "caller";

    static Caller of(Context context) {
        return Objects.requireNonNull(context.<Caller>attribute(ATTRIBUTE));
    }

    static @Nullable Caller ifKnown(Context context) {
        return context.attribute(ATTRIBUTE);
    }

    void attach(Context context) {
        context.attribute(ATTRIBUTE, this);
    }

    /** External id of the only customer this caller reaches; null = all. */
    @Nullable
    String onlyCustomer() {
        return token.customer();
    }

    /** For what concerns the house as a whole. */
    void requireWhole() {
        if (token.customerId() != null) {
            throw new Failure(
                    "token.confined",
                    "This access token is for one customer, and this call concerns more than that.",
                    "Use a token that is not confined to a customer.");
        }
    }
}
