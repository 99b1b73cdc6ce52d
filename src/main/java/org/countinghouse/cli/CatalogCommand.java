package org.countinghouse.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.concurrent.Callable;
import org.countinghouse.catalog.PlanJson;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Meters and plans as documents. */
@Command(
        name = "catalog",
        description = "Meters and plans as documents.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CatalogCommand.Meters.class, CatalogCommand.Publish.class, CatalogExampleCommand.class})
final class CatalogCommand {
    /** Adds or updates meters from a JSON document. */
    @Command(
            name = "meters",
            description = "Add or update meters from a JSON file (one meter or a list of them).",
            mixinStandardHelpOptions = true)
    static final class Meters implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "Meters as JSON.")
        private Path file = Path.of("");

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var progress = new ConsoleProgress(spec.commandLine().getErr());
            var document = DocumentFile.read(file);
            try (var workspace = CommandLineFace.open(spec)) {
                int count = document.use(workspace.meters()::saveAll);
                var codes = new HashSet<>(document.use(json -> json.findValuesAsText("code")));
                workspace
                        .rollupRebuild()
                        .run(
                                workspace.meters().all().stream()
                                        .filter(meter -> codes.contains(meter.code()))
                                        .toList(),
                                progress);
                spec.commandLine().getOut().printf("%d meters saved.%n", count);
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }

    /** Publishes a plan document as the plan's next version. */
    @Command(
            name = "publish",
            description =
                    "Publish a plan document as the next version of its plan; the same document again is a no-op.",
            mixinStandardHelpOptions = true)
    static final class Publish implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "The plan document as JSON.")
        private Path file = Path.of("");

        @Option(
                names = "--effective",
                required = true,
                paramLabel = "YYYY-MM-DD",
                description = "First day on which subscriptions may start with this version.")
        private LocalDate effective = LocalDate.EPOCH;

        @Option(
                names = "--despite-errors",
                description = "Publish the plan even if it has mistakes that plan lint calls errors.")
        private boolean despiteErrors;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var document = DocumentFile.read(file);
            document.use(PlanJson::read);
            try (var workspace = CommandLineFace.open(spec)) {
                if (!despiteErrors) {
                    PublishChecks.refuseErrors(
                            file, document.json(), workspace.meters().all());
                }
                var version = document.use(json -> workspace.plans().publish(json, effective));
                spec.commandLine().getOut().printf("Plan %s, version %d.%n", version.plan(), version.number());
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }
}
