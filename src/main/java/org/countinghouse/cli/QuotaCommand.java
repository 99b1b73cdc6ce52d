package org.countinghouse.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.countinghouse.metering.quota.LimitSource;
import org.countinghouse.metering.quota.LimitUse;
import org.countinghouse.metering.quota.QuotaAnswer;
import org.countinghouse.metering.quota.QuotaJson;
import org.countinghouse.metering.quota.QuotaRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Limits of customers, what is used of them, and exceptions to them. */
@Command(
        name = "quota",
        description = "Limits of customers, what is used of them, and exceptions to them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QuotaCommand.Show.class,
            QuotaCommand.Check.class,
            QuotaSetCommand.class,
            QuotaSetCommand.Unset.class,
            QuotaGrantCommand.class,
            QuotaGrantCommand.Revoke.class
        })
final class QuotaCommand {
    /** Shows the limits of a customer. */
    @Command(
            name = "show",
            description = "Show a customer's limits, their use and where they come from.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "CUSTOMER", description = "The customer's own id.")
        private String customer = "";

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                List<LimitUse> limits = workspace.quotas().of(customer);
                for (LimitUse limit : limits) {
                    if (json) {
                        out.println(QuotaJson.write(limit));
                    } else {
                        print(out, limit);
                    }
                }
                if (!json) {
                    workspace
                            .quotaSettings()
                            .grants(customer)
                            .forEach(grant -> out.printf(
                                    "grant %d: %s of %s until %s, by %s: %s%s%n",
                                    grant.id(),
                                    grant.amount().toPlainString(),
                                    grant.scope().meter(),
                                    grant.endsAt(),
                                    grant.by(),
                                    grant.reason(),
                                    grant.revokedAt() == null ? "" : " (revoked)"));
                }
                out.flush();
                return 0;
            }
        }
    }

    private static void print(PrintWriter out, LimitUse limit) {
        BigDecimal most = limit.limit();
        out.printf(
                "%-24s %16s of %-16s %-22s %-4s %s%n",
                limit.feature() + (limit.subject().isEmpty() ? "" : " " + limit.subject()),
                limit.used().toPlainString(),
                (most == null ? "unlimited" : most.toPlainString()) + " " + limit.unit(),
                window(limit),
                name(limit.kind()),
                limit.countable() ? source(limit) : "cannot be counted: the meter does not add up");
    }

    private static String window(LimitUse limit) {
        return (limit.scope().rolling() ? "rolling " : "")
                + name(limit.scope().window()).replace('_', ' ')
                + (limit.scope().per() == null ? "" : " per " + limit.scope().per());
    }

    private static String source(LimitUse limit) {
        String from = limit.source() == LimitSource.OVERRIDE ? "own limit" : limit.plan();
        return limit.granted().signum() == 0
                ? from
                : from + ", with " + limit.granted().toPlainString() + " granted until " + limit.grantedUntil();
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Asks whether there is room. */
    @Command(
            name = "check",
            description = "Is there room for an amount? Status 0: yes; 1: a hard limit refuses it.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "CUSTOMER", description = "The customer's own id.")
        private String customer = "";

        @Parameters(index = "1", paramLabel = "FEATURE", description = "Name of the limit, or the meter's code.")
        private String feature = "";

        @Parameters(
                index = "2",
                paramLabel = "AMOUNT",
                arity = "0..1",
                defaultValue = "1",
                description = "How much, in the meter's unit (default ${DEFAULT-VALUE}).")
        private BigDecimal amount = BigDecimal.ONE;

        @Option(
                names = "--property",
                paramLabel = "NAME=VALUE",
                description = "What a limit per property needs, for example user_id=ann; may be repeated.")
        private Map<String, String> properties = new HashMap<>();

        @Option(names = "--json", description = "The answer as one JSON object.")
        private boolean json;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                QuotaAnswer answer = workspace.quotas().check(new QuotaRequest(customer, feature, amount, properties));
                if (json) {
                    out.println(QuotaJson.write(answer));
                } else {
                    out.println(
                            answer.allowed() ? answer.overage() ? "allowed, above the limit" : "allowed" : "refused");
                    answer.limits().forEach(limit -> print(out, limit));
                }
                out.flush();
                return answer.allowed() ? 0 : 1;
            }
        }
    }
}
