package org.countinghouse.security;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.countinghouse.work.Failure;

/** What an access token may do. */
public enum Scope {
    USAGE_READ("usage:read"),
    USAGE_WRITE("usage:write"),
    BILLING_READ("billing:read"),
    BILLING_WRITE("billing:write"),
    QUOTA_READ("quota:read"),
    QUOTA_WRITE("quota:write"),
    ANALYTICS_READ("analytics:read"),
    METRICS_READ("metrics:read"),
    /** Everything. A token with it cannot be confined to a customer. */
    ADMIN("admin");

    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

    private final String code;

    Scope(String code) {
        this.code = code;
    }

    /** As tokens and people write it, for example {@code usage:write}. */
    public String code() {
        return code;
    }

    /**
     * @param text scopes separated by commas or spaces
     * @throws Failure {@code token.scope} when one is not known, or there is none
     */
    public static Set<Scope> parse(String text) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : SEPARATOR.split(text.strip(), -1)) {
            scopes.add(of(word));
        }
        return scopes;
    }

    /** @throws Failure {@code token.scope} */
    public static Scope of(String code) {
        return Arrays.stream(values())
                .filter(scope -> scope.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        "token.scope",
                        "There is no scope \"" + code + "\".",
                        "The scopes are "
                                + Arrays.stream(values()).map(Scope::code).collect(Collectors.joining(", ")) + "."));
    }
}
