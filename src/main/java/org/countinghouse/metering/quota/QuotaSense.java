package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.catalog.Quota;
import org.countinghouse.work.Failure;

/** What a limit or a grant must be to make sense. */
final class QuotaSense {
    private static final BigDecimal LARGEST = BigDecimal.TEN.pow(20);
    private static final BigDecimal HIGHEST_PERCENT = BigDecimal.valueOf(1000);
    private static final int MOST_DECIMALS = 12;

    private QuotaSense() {}

    static void check(QuotaOverride override) {
        if (override.limit() != null) {
            checkAmount(override.limit(), "The limit");
        }
        for (BigDecimal percent : override.warnAt()) {
            if (percent.signum() <= 0 || percent.compareTo(HIGHEST_PERCENT) > 0) {
                throw new Failure(
                        "quota.warning",
                        "A warning at " + percent.toPlainString() + " percent makes no sense.",
                        "Give percents above 0 and up to 1000.");
            }
        }
        if ((override.kind() == Quota.Kind.HARD) != (override.overage() == Quota.Overage.REFUSED)) {
            throw new Failure(
                    "quota.overage",
                    "A hard limit refuses what is above it, a soft one allows or bills it.",
                    "Choose the one or the other.");
        }
        if (override.scope().rolling() && override.scope().window() == Quota.Window.BILLING_PERIOD) {
            throw new Failure("quota.window", "A billing period does not roll.", "Name a window such as month.");
        }
        if (override.feature().isBlank()) {
            throw new Failure("quota.feature", "The limit has no name.", "Name it, or give the meter's code.");
        }
    }

    static void checkGrant(BigDecimal amount, Instant endsAt, Instant now, String reason) {
        checkAmount(amount, "The amount");
        if (amount.signum() == 0) {
            throw new Failure("quota.amount", "The amount is zero.", "Grant something above zero.");
        }
        if (!endsAt.isAfter(now)) {
            throw new Failure(
                    "quota.grant.end",
                    "The grant would have ended at " + endsAt + ".",
                    "Choose an end that is to come.");
        }
        if (reason.isBlank()) {
            throw new Failure(
                    "quota.grant.reason", "The grant has no reason.", "Say why, for those who read it later.");
        }
    }

    private static void checkAmount(BigDecimal amount, String name) {
        if (amount.signum() < 0
                || amount.compareTo(LARGEST) >= 0
                || amount.stripTrailingZeros().scale() > MOST_DECIMALS) {
            throw new Failure(
                    "quota.amount",
                    name + " is negative, or has too many digits.",
                    "Give zero or more, up to 20 digits before the point and 12 after it.");
        }
    }

    /**
     * Only counts and sums can be kept event by event: a maximum or an average could, but nobody can reserve on it; a
     * count of different texts needs all of them.
     */
    static void requireCountable(Connection connection, String meter) throws SQLException {
        try (var statement = connection.prepareStatement("select document from meter where code = ?")) {
            statement.setString(1, meter);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "quota.meter",
                            "There is no meter \"" + meter + "\".",
                            "Add the meter, or correct the code.");
                }
                var aggregation = MeterJson.read(row.getString(1)).aggregation();
                if (!aggregation.additive()) {
                    throw new Failure(
                            "quota.aggregation",
                            "Meter \"" + meter + "\" is of the kind "
                                    + aggregation.name().toLowerCase(Locale.ROOT) + " and cannot be limited.",
                            "Limits are on meters that count or sum; define one beside this meter if need be.");
                }
            }
        }
    }

    static String words(LimitScope scope) {
        return (scope.rolling() ? "rolling " : "")
                + LimitColumns.name(scope.window()).replace('_', ' ')
                + (scope.per() == null ? "" : " per " + scope.per());
    }
}
