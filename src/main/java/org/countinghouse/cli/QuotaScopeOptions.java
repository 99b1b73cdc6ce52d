package org.countinghouse.cli;

import java.util.List;
import org.countinghouse.catalog.Quota;
import org.countinghouse.metering.quota.LimitScope;
import org.countinghouse.metering.quota.LimitUse;
import org.countinghouse.metering.quota.QuotaSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which limit of which customer is meant. */
final class QuotaScopeOptions {
    @Parameters(index = "0", paramLabel = "CUSTOMER", description = "The customer's own id.")
    private String customer = "";

    @Parameters(index = "1", paramLabel = "FEATURE", description = "Name of the limit, or the meter's code.")
    private String feature = "";

    @Option(
            names = "--window",
            paramLabel = "WINDOW",
            description = "${COMPLETION-CANDIDATES}; needed when there is more than one limit, or none yet.")
    private Quota.@Nullable Window window;

    @Option(names = "--rolling", description = "With --window: it ends now, instead of following the calendar.")
    private boolean rolling;

    @Option(names = "--per", paramLabel = "PROPERTY", description = "With --window: each value has its own limit.")
    private @Nullable String per;

    String customer() {
        return customer;
    }

    String feature() {
        return feature;
    }

    /** The limit that is meant; with a window it need not exist yet. */
    LimitScope scope(List<LimitUse> limits) {
        Quota.Window named = window;
        if (named == null) {
            return QuotaSettings.scope(limits, feature);
        }
        String meter = limits.stream()
                .filter(limit -> limit.feature().equals(feature))
                .map(limit -> limit.scope().meter())
                .findFirst()
                .orElse(feature);
        return new LimitScope(meter, per, named, rolling);
    }
}
