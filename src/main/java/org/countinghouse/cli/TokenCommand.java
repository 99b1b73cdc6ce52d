package org.countinghouse.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Json;
import org.countinghouse.security.AccessToken;
import org.countinghouse.security.Scope;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Access tokens of the gateway. */
@Command(
        name = "token",
        description = "Issue, list and revoke access tokens of the gateway.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TokenCommand.Issue.class, TokenCommand.ListAll.class, TokenCommand.Revoke.class})
final class TokenCommand {
    /** Prints the token alone, so that a script can take it as it is. */
    @Command(
            name = "issue",
            description = "Issue a token and print it alone; it is shown this once.",
            mixinStandardHelpOptions = true)
    static final class Issue implements Callable<Integer> {
        @Option(names = "--name", required = true, paramLabel = "NAME", description = "Who or what will use it.")
        private String name = "";

        @Option(
                names = "--scopes",
                required = true,
                paramLabel = "SCOPES",
                description = "Separated by commas: usage:read, usage:write, billing:read, billing:write, quota:read,"
                        + " quota:write, analytics:read, metrics:read, admin.")
        private String scopes = "";

        @Option(
                names = "--customer",
                paramLabel = "ID",
                description = "The only customer it reaches, by its own id (default: all).")
        private @Nullable String customer;

        @Option(names = "--expires", paramLabel = "DAYS", description = "Days it is valid (default ${DEFAULT-VALUE}).")
        private int days = 365;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            Set<Scope> wanted = Scope.parse(scopes);
            try (var workspace = CommandLineFace.open(spec)) {
                var issued = workspace
                        .accessTokens()
                        .issue(
                                name,
                                wanted,
                                customer,
                                Duration.ofDays(days),
                                workspace.tokenSecret(CommandLineFace.environment(spec)));
                var out = spec.commandLine().getOut();
                out.println(issued.text());
                out.flush();
                return 0;
            }
        }
    }

    /** Lists tokens without their texts, which nobody keeps. */
    @Command(name = "list", description = "List issued tokens, the newest first.", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Option(names = "--json", description = "Print one JSON object a line.")
        private boolean json;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                var out = spec.commandLine().getOut();
                var now = workspace.clock().instant();
                for (AccessToken token : workspace.accessTokens().list()) {
                    String state = token.revokedAt() != null ? "revoked" : token.holds(now) ? "active" : "expired";
                    out.println(json ? json(token, state) : line(token, state));
                }
                out.flush();
                return 0;
            }
        }

        private static String line(AccessToken token, String state) {
            return String.format(
                    Locale.ROOT,
                    "%s  %-8s until %s  %s  %s%s",
                    token.id(),
                    state,
                    token.expiresAt().toString().substring(0, 10),
                    token.name(),
                    scopes(token),
                    token.customer() == null ? "" : "  customer " + token.customer());
        }

        private static String json(AccessToken token, String state) {
            return Json.text(Json.object()
                    .put("id", token.id().toString())
                    .put("name", token.name())
                    .put("state", state)
                    .put("scopes", scopes(token))
                    .put("customer", token.customer())
                    .put("issued_at", token.issuedAt().toString())
                    .put("issued_by", token.issuedBy())
                    .put("expires_at", token.expiresAt().toString())
                    .put("revoked_at", text(token.revokedAt()))
                    .put("last_used_at", text(token.lastUsedAt())));
        }

        private static @Nullable String text(@Nullable Object value) {
            return value == null ? null : value.toString();
        }

        private static String scopes(AccessToken token) {
            return token.scopes().stream().map(Scope::code).sorted().collect(Collectors.joining(","));
        }
    }

    /** Ends a token at once, in running gateways too. */
    @Command(
            name = "revoke",
            description = "Revoke a token; gateways refuse it at once.",
            mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "Id of the token, from the list.")
        private String id = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            UUID wanted = id();
            try (var workspace = CommandLineFace.open(spec)) {
                var token = workspace.accessTokens().revoke(wanted);
                var out = spec.commandLine().getOut();
                out.println("Revoked: " + token.name() + " (" + token.id() + ").");
                out.flush();
                return 0;
            }
        }

        private UUID id() {
            try {
                return UUID.fromString(id.strip());
            } catch (IllegalArgumentException unreadable) {
                throw new Failure(
                        "token.missing",
                        "\"" + id + "\" is no id of a token.",
                        "Take the id from: countinghouse token list",
                        unreadable);
            }
        }
    }
}
