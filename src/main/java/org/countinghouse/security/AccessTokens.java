package org.countinghouse.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of the gateway: signed JSON Web Tokens (RFC 7519), HS256 and nothing else. The signature proves that
 * the house issued a token; what it may do and whether it still holds stand in the database.
 */
public final class AccessTokens {
    /** Channel on which issuing and revoking is told. */
    public static final String CHANNEL = "access_token";

    static final String ISSUER = "countinghouse";
    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.HS256;
    /** No token is valid longer. */
    public static final Duration LONGEST = Duration.ofDays(3_660);

    /** Characters of a token's name. */
    public static final int LONGEST_NAME = 100;

    /** In the order in which {@link #token} reads them. */
    static final String COLUMNS = "t.id, t.name, t.scopes, t.customer_id, c.external_id, t.issued_at, t.issued_by,"
            + " t.expires_at, t.revoked_at, t.last_used_at";

    private static final String SELECT =
            "select " + COLUMNS + " from access_token t left join customer c on c.id = t.customer_id";

    private final Database database;
    private final Clock clock;

    public AccessTokens(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A token that was just issued.
     *
     * @param text what callers send; shown once and kept nowhere
     */
    public record Issued(AccessToken token, String text) {}

    /**
     * Issues a token.
     *
     * @param customer external id of the only customer it reaches; null = all
     * @throws Failure {@code token.name}, {@code token.expiry}, {@code token.customer} (no such customer), {@code
     *     token.scope} (an administrator's token that is confined)
     */
    public Issued issue(
            String name, Set<Scope> scopes, @Nullable String customer, Duration validity, TokenSecret secret) {
        check(name, scopes, customer, validity);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        UUID id = UUID.randomUUID();
        AccessToken token = database.write(connection -> {
            Long customerId = customer == null ? null : customerId(connection, customer);
            insert(connection, id, name, scopes, customerId, now, now.plus(validity));
            AuditLog.append(connection, "token.issue", "token " + id, detail(scopes));
            Database.notify(connection, CHANNEL, id.toString());
            return find(connection, id);
        });
        return new Issued(token, sign(token, secret));
    }

    private static void check(String name, Set<Scope> scopes, @Nullable String customer, Duration validity) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new Failure("token.name", "A token needs a name of 1 to " + LONGEST_NAME + " characters.", "");
        }
        if (validity.compareTo(Duration.ofSeconds(1)) < 0 || validity.compareTo(LONGEST) > 0) {
            throw new Failure("token.expiry", "A token is valid for 1 to " + LONGEST.toDays() + " days.", "");
        }
        if (scopes.isEmpty()) {
            throw new Failure("token.scope", "A token without a scope could do nothing.", "Name at least one scope.");
        }
        if (customer != null && scopes.contains(Scope.ADMIN)) {
            throw new Failure(
                    "token.scope",
                    "An administrator's token cannot be confined to a customer.",
                    "Leave out the customer, or name the scopes it needs instead of admin.");
        }
    }

    private static long customerId(Connection connection, String customer) throws SQLException {
        try (var statement = connection.prepareStatement("select id from customer where external_id = ?")) {
            statement.setString(1, customer);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "token.customer",
                            "There is no customer \"" + customer + "\".",
                            "Add the customer first, or correct the id.");
                }
                return row.getLong(1);
            }
        }
    }

    private static void insert(
            Connection connection,
            UUID id,
            String name,
            Set<Scope> scopes,
            @Nullable Long customerId,
            Instant issued,
            Instant expires)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into access_token (id, name, scopes, customer_id, issued_at, expires_at)
                values (?, ?, ?, ?, ?, ?)""")) {
            statement.setObject(1, id);
            statement.setString(2, name);
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text", scopes.stream().map(Scope::code).sorted().toArray()));
            statement.setObject(4, customerId);
            statement.setTimestamp(5, Timestamp.from(issued));
            statement.setTimestamp(6, Timestamp.from(expires));
            statement.executeUpdate();
        }
    }

    private static String detail(Set<Scope> scopes) {
        return scopes.stream()
                .map(scope -> '"' + scope.code() + '"')
                .sorted()
                .collect(Collectors.joining(",", "{\"scopes\":[", "]}"));
    }

    private static String sign(AccessToken token, TokenSecret secret) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(token.name())
                .jwtID(token.id().toString())
                .claim(
                        "scope",
                        token.scopes().stream().map(Scope::code).sorted().collect(Collectors.joining(" ")))
                .claim("customer", token.customer())
                .issueTime(Date.from(token.issuedAt()))
                .expirationTime(Date.from(token.expiresAt()))
                .build();
        var signed = new SignedJWT(new JWSHeader(ALGORITHM), claims);
        try {
            signed.sign(new MACSigner(secret.bytes()));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", impossible);
        }
        return signed.serialize();
    }

    /** All tokens, the newest first. */
    public List<AccessToken> list() {
        return database.read(connection -> {
            var tokens = new ArrayList<AccessToken>();
            try (var statement = connection.prepareStatement(SELECT + " order by t.issued_at desc, t.id");
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    tokens.add(token(rows));
                }
            }
            return tokens;
        });
    }

    /**
     * Revokes a token for ever; a revoked one stays so.
     *
     * @throws Failure {@code token.missing}
     */
    public AccessToken revoke(UUID id) {
        return database.write(connection -> {
            try (var statement = connection.prepareStatement(
                    "update access_token set revoked_at = ? where id = ? and revoked_at is null")) {
                statement.setTimestamp(1, Timestamp.from(clock.instant()));
                statement.setObject(2, id);
                if (statement.executeUpdate() > 0) {
                    AuditLog.append(connection, "token.revoke", "token " + id, "{}");
                    Database.notify(connection, CHANNEL, id.toString());
                }
            }
            return find(connection, id);
        });
    }

    /** Remembers when tokens were used last. */
    public void used(java.util.Map<UUID, Instant> lastUse) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement(
                    "update access_token set last_used_at = greatest(last_used_at, ?) where id = ?")) {
                for (var use : new java.util.TreeMap<>(lastUse).entrySet()) {
                    statement.setTimestamp(1, Timestamp.from(use.getValue().truncatedTo(ChronoUnit.MINUTES)));
                    statement.setObject(2, use.getKey());
                    statement.addBatch();
                }
                return statement.executeBatch().length;
            }
        });
    }

    private static AccessToken find(Connection connection, UUID id) throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + " where t.id = ?")) {
            statement.setObject(1, id);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "token.missing",
                            "There is no token " + id + ".",
                            "List them with: countinghouse token list");
                }
                return token(row);
            }
        }
    }

    static AccessToken token(ResultSet row) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Object code : (Object[]) row.getArray(3).getArray()) {
            scopes.add(Scope.of(String.valueOf(code)));
        }
        return new AccessToken(
                row.getObject(1, UUID.class),
                row.getString(2),
                scopes,
                row.getObject(4, Long.class),
                row.getString(5),
                Objects.requireNonNull(instant(row, 6)),
                row.getString(7),
                Objects.requireNonNull(instant(row, 8)),
                instant(row, 9),
                instant(row, 10));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
