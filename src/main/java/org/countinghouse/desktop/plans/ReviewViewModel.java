package org.countinghouse.desktop.plans;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.catalog.Meter;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Tasks;
import org.countinghouse.insight.ObservedReadings;
import org.countinghouse.rating.review.Finding;
import org.countinghouse.rating.review.LintContext;
import org.countinghouse.rating.review.PlanDiff;
import org.countinghouse.rating.review.PlanLint;
import org.countinghouse.storage.catalog.PlanVersion;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** The checks of one plan version, and its comparison with another one. */
final class ReviewViewModel {
    /** How far the checks are. */
    sealed interface Checks {
        record Running() implements Checks {}

        record Done(List<Finding> findings) implements Checks {
            public Done {
                findings = List.copyOf(findings);
            }
        }

        record Broken(Failure failure) implements Checks {}
    }

    /** What is compared: {@code other} is the first plan, the version under review the second. */
    record Compared(PlanVersion other, PlanDiff diff) {}

    private final PlanVersion version;
    private final List<PlanVersion> others;
    private final Map<String, Meter> meters;
    private final ObservedReadings observed;
    private final LatestTask checking;
    private final LatestTask comparing;
    private final ReadOnlyObjectWrapper<Checks> checks = new ReadOnlyObjectWrapper<>(new Checks.Running());
    private final ReadOnlyObjectWrapper<@Nullable Compared> compared = new ReadOnlyObjectWrapper<>();
    private boolean started;

    /**
     * @param all versions that it can be compared with, newest first within a plan
     * @param meters by code
     */
    ReviewViewModel(
            PlanVersion version,
            List<PlanVersion> all,
            Map<String, Meter> meters,
            ObservedReadings observed,
            Tasks tasks) {
        this.version = version;
        this.others = all.stream().filter(other -> other.id() != version.id()).toList();
        this.meters = meters;
        this.observed = observed;
        this.checking = tasks.latest();
        this.comparing = tasks.latest();
    }

    PlanVersion version() {
        return version;
    }

    /** Runs the checks; further calls do nothing. */
    void check() {
        if (!started) {
            started = true;
            checking.run("plan checks", _ -> lint(), found -> checks.set(new Checks.Done(found)), this::broken);
        }
    }

    private List<Finding> lint() {
        var context = new LintContext(List.copyOf(meters.values()), observed.of(version.document(), meters), List.of());
        return PlanLint.check(version.document(), context);
    }

    private void broken(Failure failure) {
        started = false;
        checks.set(new Checks.Broken(failure));
    }

    /** What it can be compared with: other versions of the same plan first. */
    List<PlanVersion> others() {
        return java.util.stream.Stream.concat(
                        others.stream().filter(other -> other.plan().equals(version.plan())),
                        others.stream().filter(other -> !other.plan().equals(version.plan())))
                .toList();
    }

    /** The version before this one, if there is one. */
    Optional<PlanVersion> previous() {
        return others.stream()
                .filter(other -> other.plan().equals(version.plan()) && other.number() < version.number())
                .findFirst();
    }

    void compareWith(PlanVersion other) {
        comparing.run(
                "plan comparison",
                _ -> new Compared(other, PlanDiff.between(other.document(), version.document(), meters)),
                compared::set,
                failure -> compared.set(null));
    }

    ReadOnlyObjectProperty<Checks> checks() {
        return checks.getReadOnlyProperty();
    }

    /** Null until something was chosen. */
    ReadOnlyObjectProperty<@Nullable Compared> compared() {
        return compared.getReadOnlyProperty();
    }
}
