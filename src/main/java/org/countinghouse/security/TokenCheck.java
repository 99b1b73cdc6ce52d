package org.countinghouse.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Checks the tokens of callers. Tokens and their revocation are kept at hand and read anew as soon as the database says
 * that one was issued or revoked, at the latest every few seconds, so a revoked token stops at once. Safe for many
 * threads.
 */
public final class TokenCheck implements AutoCloseable {
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int LONGEST = 4_096;

    private final AccessTokens tokens;
    private final MACVerifier verifier;
    private final Clock clock;
    private final AutoCloseable listening;
    private final Map<UUID, Instant> lastUse = new ConcurrentHashMap<>();
    private volatile Known known;
    private volatile boolean stale;

    private record Known(Map<UUID, AccessToken> tokens, long readAt) {}

    public TokenCheck(AccessTokens tokens, TokenSecret secret, Database database, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
        try {
            this.verifier = new MACVerifier(secret.bytes());
        } catch (JOSEException tooShort) {
            throw new IllegalStateException(tooShort);
        }
        this.listening = database.listen(AccessTokens.CHANNEL, _ -> stale = true);
        this.known = read();
    }

    /**
     * The token of a text.
     *
     * @throws Failure {@code token.invalid}, {@code token.expired} or {@code token.revoked}, all of which say no more
     *     than that
     */
    public AccessToken check(String text) {
        UUID id = proven(text);
        Instant now = clock.instant();
        AccessToken token = current().get(id);
        if (token == null) {
            // It may have been issued a moment ago.
            stale = true;
            token = current().get(id);
        }
        if (token == null) {
            throw invalid(null);
        }
        if (token.revokedAt() != null) {
            throw new Failure("token.revoked", "The access token was revoked.", "Ask for a new one.");
        }
        if (!token.holds(now)) {
            throw new Failure("token.expired", "The access token has expired.", "Ask for a new one.");
        }
        lastUse.put(id, now);
        return token;
    }

    /**
     * Whether a token that was checked before still holds, for answers that go on and on. While the database is away
     * nothing else is known.
     */
    public boolean stillHolds(UUID id) {
        try {
            AccessToken token = current().get(id);
            return token != null && token.revokedAt() == null && token.holds(clock.instant());
        } catch (Failure away) {
            return true;
        }
    }

    private UUID proven(String text) {
        if (text.length() > LONGEST) {
            throw invalid(null);
        }
        try {
            SignedJWT signed = SignedJWT.parse(text);
            if (!AccessTokens.ALGORITHM.equals(signed.getHeader().getAlgorithm()) || !signed.verify(verifier)) {
                throw invalid(null);
            }
            var claims = signed.getJWTClaimsSet();
            if (!AccessTokens.ISSUER.equals(claims.getIssuer()) || claims.getJWTID() == null) {
                throw invalid(null);
            }
            return UUID.fromString(claims.getJWTID());
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException broken) {
            throw invalid(broken);
        }
    }

    private static Failure invalid(@Nullable Exception cause) {
        String remedy = "Send a token of `countinghouse token issue` as: Authorization: Bearer TOKEN.";
        return cause == null
                ? new Failure("token.invalid", "The access token is not valid here.", remedy)
                : new Failure("token.invalid", "The access token is not valid here.", remedy, cause);
    }

    /** Reads anew when told to or after a while. Fails while the database is away. */
    private Map<UUID, AccessToken> current() {
        Known at = known;
        if (stale || System.nanoTime() - at.readAt() > STALE_NANOS) {
            synchronized (this) {
                if (stale || known.readAt() == at.readAt()) {
                    stale = false;
                    try {
                        known = read();
                    } catch (Failure away) {
                        stale = true;
                        throw away;
                    }
                }
            }
        }
        return known.tokens();
    }

    private Known read() {
        long now = System.nanoTime();
        Map<UUID, AccessToken> all = new ConcurrentHashMap<>();
        tokens.list().forEach(token -> all.put(token.id(), token));
        return new Known(all, now);
    }

    /** Writes down which tokens were used since the last call; to be called now and then. */
    public void rememberUse() {
        var uses = Map.copyOf(lastUse);
        if (!uses.isEmpty()) {
            tokens.used(uses);
            uses.forEach(lastUse::remove);
        }
    }

    /** How many tokens hold; for the metrics. */
    public long holding() {
        Instant now = clock.instant();
        return known.tokens().values().stream()
                .filter(token -> token.holds(now))
                .count();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (Exception impossible) {
            throw new IllegalStateException("ending to listen only sets a flag", impossible);
        }
    }
}
