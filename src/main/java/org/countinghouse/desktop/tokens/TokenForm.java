package org.countinghouse.desktop.tokens;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.security.AccessTokens;
import org.countinghouse.security.Scope;
import org.jspecify.annotations.Nullable;

/** What is filled in for a new token, and what is still missing. */
final class TokenForm {
    /** How long a token is valid. */
    enum Validity {
        MONTH(30),
        QUARTER(90),
        YEAR(365),
        /** To the end of a day that is picked. */
        UNTIL(0);

        private final int days;

        Validity(int days) {
            this.days = days;
        }
    }

    /** What a form lacks. The name is a key's last part. */
    enum Missing {
        NAME,
        LONG_NAME,
        SCOPE,
        CUSTOMER,
        DAY,
        NOTHING
    }

    private final InstantSource clock;
    private final ZoneId zone;
    private final Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    private final ReadOnlyObjectWrapper<Missing> missing = new ReadOnlyObjectWrapper<>(Missing.NAME);
    private String name = "";
    private boolean confined;
    private @Nullable String customer;
    private Validity validity = Validity.YEAR;
    private @Nullable LocalDate until;

    /** @param zone in which the last day ends */
    TokenForm(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    void name(String typed) {
        name = typed.strip();
        check();
    }

    void scope(Scope scope, boolean granted) {
        if (granted) {
            scopes.add(scope);
        } else {
            scopes.remove(scope);
        }
        check();
    }

    boolean everything() {
        return scopes.contains(Scope.ADMIN);
    }

    /** Whether it reaches one customer only. */
    void confined(boolean one) {
        confined = one;
        check();
    }

    /** @param externalId null while none is chosen */
    void customer(@Nullable String externalId) {
        customer = externalId;
        check();
    }

    void validity(Validity chosen) {
        validity = chosen;
        check();
    }

    void until(@Nullable LocalDate day) {
        until = day;
        check();
    }

    private void check() {
        missing.set(
                name.isEmpty()
                        ? Missing.NAME
                        : name.length() > AccessTokens.LONGEST_NAME
                                ? Missing.LONG_NAME
                                : scopes.isEmpty()
                                        ? Missing.SCOPE
                                        : confined && customer == null
                                                ? Missing.CUSTOMER
                                                : lasting().isEmpty() ? Missing.DAY : Missing.NOTHING);
    }

    /** How long it would be valid from now; empty when the day does not fit. */
    private Optional<Duration> lasting() {
        if (validity != Validity.UNTIL) {
            return Optional.of(Duration.ofDays(validity.days));
        }
        LocalDate day = until;
        if (day == null) {
            return Optional.empty();
        }
        var lasting = Duration.between(
                clock.instant(), day.plusDays(1).atStartOfDay(zone).toInstant());
        return lasting.isPositive() && lasting.compareTo(AccessTokens.LONGEST) <= 0
                ? Optional.of(lasting)
                : Optional.empty();
    }

    /** When it would end. */
    Optional<Instant> ends() {
        return lasting().map(clock.instant()::plus);
    }

    ReadOnlyObjectProperty<Missing> missing() {
        return missing.getReadOnlyProperty();
    }

    /** Empty while something is missing. An administrator's token holds everything, so nothing else is named. */
    Optional<TokenWish> wish() {
        Set<Scope> wanted = everything() ? Set.of(Scope.ADMIN) : scopes;
        return missing.get() == Missing.NOTHING
                ? lasting().map(validFor -> new TokenWish(name, wanted, confined ? customer : null, validFor))
                : Optional.empty();
    }
}
