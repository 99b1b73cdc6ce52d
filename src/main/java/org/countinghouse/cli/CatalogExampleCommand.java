package org.countinghouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.countinghouse.catalog.ExamplePlan;
import org.countinghouse.catalog.ExamplePlans;
import org.countinghouse.catalog.Json;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the worked example plans, or prints one. */
@Command(
        name = "example",
        description = "List the worked example plans, or print one: its plan, its meters or a request to rate.",
        mixinStandardHelpOptions = true)
final class CatalogExampleCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The example; none lists them all.")
    private @Nullable String name;

    @ArgGroup
    private Part part = new Part();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** What is printed of an example; the plan document unless something else is asked for. */
    static final class Part {
        @Option(names = "--meters", description = "Print the meters that the plan needs.")
        private boolean meters;

        @Option(names = "--request", description = "Print a rating request with a month of usage.")
        private boolean request;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            ExamplePlans.all()
                    .forEach(example -> out.printf("%-22s %s%n", example.name(), example.description(Locale.ENGLISH)));
        } else {
            out.println(Json.pretty(document(find(name))));
        }
        out.flush();
        return 0;
    }

    private JsonNode document(ExamplePlan example) {
        if (part.request) {
            return example.request();
        }
        return part.meters ? example.metersDocument() : example.document();
    }

    private static ExamplePlan find(String name) {
        return ExamplePlans.find(name).orElseThrow(() -> {
            String names = ExamplePlans.all().stream().map(ExamplePlan::name).collect(Collectors.joining(", "));
            return new Failure(
                    "catalog.unknown_example", "There is no example \"" + name + "\".", "Name one of: " + names + ".");
        });
    }
}
