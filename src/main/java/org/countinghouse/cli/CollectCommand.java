package org.countinghouse.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures usage and sends it where it is counted. */
@Command(
        name = "collect",
        description = "Measure usage and send it where it is counted: of this machine, or from Prometheus metrics.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CollectHostCommand.class, CollectPrometheusCommand.class, CollectCommand.HostMeters.class})
final class CollectCommand {
    /** Prints the meters that count what {@code collect host} sends. */
    @Command(
            name = "meters",
            description = "Print the meters that count what collect host sends, for catalog meters.",
            mixinStandardHelpOptions = true)
    static final class HostMeters implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (InputStream in = CollectCommand.class.getResourceAsStream("/collect/host.meters.json")) {
                var out = spec.commandLine().getOut();
                out.print(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
                out.flush();
                return 0;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
