package org.countinghouse.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.countinghouse.metering.quota.LimitScope;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Raises a limit for a while. */
@Command(
        name = "grant",
        description = "Raise a customer's limit from now until a day.",
        mixinStandardHelpOptions = true)
final class QuotaGrantCommand implements Callable<Integer> {
    @Mixin
    private QuotaScopeOptions which = new QuotaScopeOptions();

    @Parameters(index = "2", paramLabel = "AMOUNT", description = "How much on top, in the meter's unit.")
    private BigDecimal amount = BigDecimal.ZERO;

    @Option(
            names = "--until",
            required = true,
            paramLabel = "YYYY-MM-DD",
            description = "First day on which it no longer counts, in the customer's time zone.")
    private LocalDate until = LocalDate.MIN;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        try (var workspace = CommandLineFace.open(spec)) {
            LimitScope scope = which.scope(workspace.quotas().of(which.customer()));
            var settings = workspace.quotaSettings();
            Instant end = until.atStartOfDay(settings.zone(which.customer())).toInstant();
            spec.commandLine().getOut().println(settings.grant(which.customer(), scope, amount, end, reason));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    /** Ends a grant early. */
    @Command(name = "revoke", description = "End a grant now.", mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "CUSTOMER", description = "The customer's own id.")
        private String customer = "";

        @Parameters(index = "1", paramLabel = "GRANT", description = "The grant's id, as quota show prints it.")
        private long grant;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                workspace.quotaSettings().revoke(customer, grant);
                return 0;
            }
        }
    }
}
