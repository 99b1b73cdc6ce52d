package org.countinghouse.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.countinghouse.catalog.Quota;
import org.countinghouse.metering.quota.LimitScope;
import org.countinghouse.metering.quota.LimitUse;
import org.countinghouse.metering.quota.QuotaOverride;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Gives a customer a limit of its own. What is not said stays as the limit in force has it. */
@Command(
        name = "set",
        description = "Give a customer a limit of its own in place of the plan's.",
        mixinStandardHelpOptions = true)
final class QuotaSetCommand implements Callable<Integer> {
    @Mixin
    private QuotaScopeOptions which = new QuotaScopeOptions();

    @Parameters(index = "2", paramLabel = "LIMIT", description = "In the meter's unit, or \"unlimited\".")
    private String limit = "";

    @Option(names = "--kind", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}.")
    private Quota.@Nullable Kind kind;

    @Option(
            names = "--overage",
            paramLabel = "WHAT",
            description = "What happens above a soft limit: allowed or billed (default).")
    private Quota.@Nullable Overage overage;

    @Option(
            names = "--warn",
            split = ",",
            paramLabel = "PERCENT",
            description = "At which percents of the limit to warn, for example 80,100.")
    private @Nullable List<BigDecimal> warnAt;

    @Option(names = "--reason", defaultValue = "", paramLabel = "TEXT", description = "Why, for the audit log.")
    private String reason = "";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        BigDecimal amount = amount();
        try (var workspace = CommandLineFace.open(spec)) {
            List<LimitUse> limits = workspace.quotas().of(which.customer());
            LimitScope scope = which.scope(limits);
            Optional<LimitUse> before =
                    limits.stream().filter(one -> one.scope().equals(scope)).findFirst();
            Quota.Kind chosen = kind != null ? kind : before.map(LimitUse::kind).orElse(Quota.Kind.SOFT);
            Quota.Overage usual = before.filter(one -> one.kind() == chosen)
                    .map(LimitUse::overage)
                    .orElse(chosen.usualOverage());
            workspace
                    .quotaSettings()
                    .override(
                            which.customer(),
                            new QuotaOverride(
                                    scope,
                                    before.map(LimitUse::feature).orElse(which.feature()),
                                    amount,
                                    chosen,
                                    overage != null ? overage : usual,
                                    warnAt != null
                                            ? warnAt
                                            : before.map(LimitUse::warnAt).orElse(List.of()),
                                    reason));
            return 0;
        }
    }

    private @Nullable BigDecimal amount() {
        if (limit.equals("unlimited")) {
            return null;
        }
        try {
            return new BigDecimal(limit);
        } catch (NumberFormatException unreadable) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "Invalid value for LIMIT: \"" + limit + "\" is no number such as 5000, and not \"unlimited\"",
                    new TypeConversionException(limit));
        }
    }

    /** Takes a customer's own limit away. */
    @Command(
            name = "unset",
            description = "Take a customer's own limit away, so that the plan's holds again.",
            mixinStandardHelpOptions = true)
    static final class Unset implements Callable<Integer> {
        @Mixin
        private QuotaScopeOptions which = new QuotaScopeOptions();

        @Option(names = "--reason", defaultValue = "", paramLabel = "TEXT", description = "Why, for the audit log.")
        private String reason = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                LimitScope scope = which.scope(workspace.quotas().of(which.customer()));
                workspace.quotaSettings().removeOverride(which.customer(), scope, reason);
                return 0;
            }
        }
    }
}
