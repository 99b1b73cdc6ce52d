package org.countinghouse.workspace;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countinghouse.catalog.ExamplePlan;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.metering.RollupRebuild;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.storage.catalog.PlanVersion;
import org.countinghouse.storage.catalog.Plans;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;

/** Makes an example plan one of the workspace's own, with the meters that it needs. */
public final class ExamplePublishing {
    private final Meters meters;
    private final Plans plans;
    private final RollupRebuild rollups;

    public ExamplePublishing(Meters meters, Plans plans, RollupRebuild rollups) {
        this.meters = meters;
        this.plans = plans;
        this.rollups = rollups;
    }

    /**
     * Publishes the example as a new plan. Meters that are missing are added; one that is there is never changed.
     *
     * @param effective first day on which subscriptions may start with it
     * @throws Failure {@code example.code_taken} when there is a plan of this code, {@code example.other_meter} when a
     *     meter of the workspace has the code of one of the example's and measures something else
     */
    public PlanVersion publish(ExamplePlan example, String code, String name, LocalDate effective, Progress progress) {
        if (plans.versions().stream().anyMatch(version -> version.plan().equals(code))) {
            throw new Failure(
                    "example.code_taken",
                    "There is a plan \"" + code + "\" already.",
                    "Choose another code for the new plan.");
        }
        List<Meter> missing = missing(example);
        if (!missing.isEmpty()) {
            var document = Json.MAPPER.createArrayNode();
            missing.forEach(meter -> document.add(MeterJson.write(meter)));
            meters.saveAll(document);
            rollups.run(missing, progress);
        }
        return plans.publish(example.documentAs(code, name), effective);
    }

    private List<Meter> missing(ExamplePlan example) {
        Map<String, Meter> stored = meters.all().stream().collect(Collectors.toMap(Meter::code, Function.identity()));
        for (Meter meter : example.meters()) {
            Meter own = stored.get(meter.code());
            if (own != null && !own.equals(meter)) {
                throw new Failure(
                        "example.other_meter",
                        "The meter \"" + meter.code() + "\" is there already and measures something else.",
                        "Copy the plan's document, name another meter in it and publish it on the command line.");
            }
        }
        return example.meters().stream()
                .filter(meter -> !stored.containsKey(meter.code()))
                .toList();
    }
}
