package org.countinghouse.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTokensTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    static Path folder;

    private static MeteredWorld world;
    private static TokenSecret secret;
    private static AccessTokens tokens;

    @BeforeAll
    static void open() {
        world = MeteredWorld.in(folder);
        secret = TokenSecret.of(Map.of(), new DataHome(folder));
        tokens = new AccessTokens(world.database(), CLOCK);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void anIssuedTokenHoldsUntilItIsRevoked() throws Exception {
        var issued = tokens.issue("collector", Set.of(Scope.USAGE_WRITE), "acme", Duration.ofDays(1), secret);
        try (var check = check()) {
            AccessToken token = check.check(issued.text());
            assertThat(token.customer()).isEqualTo("acme");
            assertThat(token.allows(Scope.USAGE_WRITE)).isTrue();
            assertThat(token.allows(Scope.BILLING_READ)).isFalse();
            check.rememberUse();
            assertThat(tokens.list()).filteredOn(t -> t.id().equals(token.id())).allMatch(t -> t.lastUsedAt() != null);

            tokens.revoke(token.id());
            long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            String code = "";
            while (code.isEmpty() && System.nanoTime() < end) {
                code = code(() -> check.check(issued.text()));
            }
            assertThat(code).isEqualTo("token.revoked");
        }
    }

    @Test
    void aTokenEndsWithItsTime() throws Exception {
        var issued = tokens.issue("short", Set.of(Scope.USAGE_READ), null, Duration.ofDays(1), secret);
        try (var later = new TokenCheck(
                tokens,
                secret,
                world.database(),
                Clock.offset(CLOCK, Duration.ofDays(1).plusSeconds(1)))) {
            assertThat(code(() -> later.check(issued.text()))).isEqualTo("token.expired");
        }
    }

    @Test
    void whatTheHouseDidNotSignIsNoToken() throws Exception {
        var issued = tokens.issue("real", Set.of(Scope.ADMIN), null, Duration.ofDays(1), secret);
        var claims = SignedJWT.parse(issued.text()).getJWTClaimsSet();
        var otherAlgorithm = new SignedJWT(new JWSHeader(JWSAlgorithm.HS384), claims);
        otherAlgorithm.sign(new MACSigner(secret.bytes()));
        var otherKey = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        otherKey.sign(new MACSigner(new byte[48]));
        var unknown = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder(claims)
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        unknown.sign(new MACSigner(secret.bytes()));
        String text = issued.text();
        String changed = text.substring(0, text.length() - 3) + (text.endsWith("AAA") ? "BBB" : "AAA");
        try (var check = check()) {
            for (String wrong : List.of(
                    new PlainJWT(claims).serialize(),
                    otherAlgorithm.serialize(),
                    otherKey.serialize(),
                    unknown.serialize(),
                    changed,
                    "",
                    "a.b.c",
                    "x".repeat(100_000))) {
                assertThat(code(() -> check.check(wrong))).as(wrong).isEqualTo("token.invalid");
            }
            assertThat(check.check(text).name()).isEqualTo("real");
        }
    }

    @Test
    void whatMakesNoSenseIsNotIssued() {
        assertThat(code(() -> tokens.issue("x", Set.of(Scope.ADMIN), "acme", Duration.ofDays(1), secret)))
                .isEqualTo("token.scope");
        assertThat(code(() -> tokens.issue("x", Set.of(Scope.USAGE_READ), "nobody", Duration.ofDays(1), secret)))
                .isEqualTo("token.customer");
        assertThat(code(() -> tokens.issue(" ", Set.of(Scope.USAGE_READ), null, Duration.ofDays(1), secret)))
                .isEqualTo("token.name");
        assertThat(code(() -> tokens.issue("x", Set.of(Scope.USAGE_READ), null, Duration.ZERO, secret)))
                .isEqualTo("token.expiry");
        assertThat(code(() -> Scope.parse("usage:read,everything"))).isEqualTo("token.scope");
    }

    @Test
    void onlyAnAdministratorIssuesTokens() {
        for (GroupRole role : List.of(GroupRole.GATEWAY, GroupRole.FINANCE, GroupRole.ANALYST)) {
            try (Database other = world.test().as(role)) {
                assertThat(code(() -> new AccessTokens(other, CLOCK)
                                .issue("x", Set.of(Scope.USAGE_READ), null, Duration.ofDays(1), secret)))
                        .isEqualTo("database.permission");
            }
        }
    }

    @Test
    void aWeakSecretIsRefused() {
        for (String weak : List.of(
                "short",
                "a".repeat(64),
                "abc".repeat(20),
                "your-256-bit-secret-your-256-bit-key",
                "abcdefghijklmnopqrstuvwxyz0123456789",
                "correct-horse-password-battery-staple-42")) {
            assertThat(code(() -> TokenSecret.of(Map.of(TokenSecret.VARIABLE, weak), new DataHome(folder))))
                    .as(weak)
                    .isEqualTo("token.secret-weak");
        }
        TokenSecret.of(Map.of(TokenSecret.VARIABLE, "tq8Jm3xV0cRz7LwYk1nBf5Hd9sPa2GuEoI4bXvZ6"), new DataHome(folder));
    }

    @Test
    void theSecretIsMadeOnceForItsOwnerOnly() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        byte[] made = TokenSecret.of(Map.of(), new DataHome(home)).bytes();
        assertThat(made).hasSizeGreaterThanOrEqualTo(32);
        assertThat(TokenSecret.of(Map.of(), new DataHome(home)).bytes()).isEqualTo(made);
        Path file = home.resolve(TokenSecret.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(code(() -> TokenSecret.of(Map.of(), new DataHome(home)))).isEqualTo("token.secret-file");
    }

    private static TokenCheck check() {
        return new TokenCheck(tokens, secret, world.database(), CLOCK);
    }

    private static String code(Runnable work) {
        try {
            work.run();
            return "";
        } catch (Failure failure) {
            return failure.code();
        }
    }
}
