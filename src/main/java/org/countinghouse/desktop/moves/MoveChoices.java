package org.countinghouse.desktop.moves;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.storage.catalog.PlanVersion;

/** From where subscriptions can move and where to, as offered on the page of a plan. Knows no nodes. */
final class MoveChoices {
    private final Texts texts;
    private final Formats formats;
    private final String plan;
    private final List<PlanVersion> own;
    private final Map<String, List<PlanVersion>> others;

    /** Versions that subscriptions have. */
    record Source(String plan, List<Integer> versions, String words) {
        Source {
            versions = List.copyOf(versions);
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** The version that they get. */
    record Target(String plan, int version, String name, String words) {
        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * @param versions of all plans, newest first within each
     * @param plan code of the one whose page it is; never without a version among them
     */
    MoveChoices(Texts texts, Formats formats, List<PlanVersion> versions, String plan) {
        this.texts = texts;
        this.formats = formats;
        this.plan = plan;
        Map<String, List<PlanVersion>> there = versions.stream()
                .filter(version -> !version.state().equals("draft"))
                .collect(Collectors.groupingBy(PlanVersion::plan, LinkedHashMap::new, Collectors.toList()));
        own = there.getOrDefault(plan, List.of());
        there.remove(plan);
        // A subscription never changes to a plan of another currency or of another way with tax, and a month is not
        // compared with a year.
        there.values()
                .removeIf(each -> own.isEmpty()
                        || !alike(own.getFirst().document(), each.getFirst().document()));
        others = there;
    }

    private static boolean alike(PlanDocument one, PlanDocument other) {
        return one.currency().equals(other.currency())
                && one.taxInclusive() == other.taxInclusive()
                && one.interval().equals(other.interval());
    }

    /** Published versions of the plan, the newest first, then the newest of each other plan. */
    List<Target> targets() {
        var targets = new ArrayList<Target>();
        own.stream().filter(MoveChoices::published).forEach(version -> targets.add(target(version)));
        others.values()
                .forEach(versions -> versions.stream()
                        .filter(MoveChoices::published)
                        .findFirst()
                        .ifPresent(version -> targets.add(target(version))));
        return List.copyOf(targets);
    }

    private static boolean published(PlanVersion version) {
        return version.state().equals("published");
    }

    private Target target(PlanVersion version) {
        String name = version.document().name();
        return new Target(
                version.plan(),
                version.number(),
                name,
                texts.get("subscriptions.on", name, Integer.toString(version.number())));
    }

    /** All older versions first, then each of the plan by itself, then other plans. */
    List<Source> sources(Target to) {
        boolean within = to.plan().equals(plan);
        List<PlanVersion> older = own.stream()
                .filter(each -> !within || each.number() < to.version())
                .toList();
        var sources = new ArrayList<Source>();
        if (older.size() > 1) {
            sources.add(new Source(
                    plan,
                    numbers(older),
                    within ? texts.get("plans.move.from.older") : texts.get("plans.move.from.all", name(older))));
        }
        older.forEach(each -> sources.add(single(each)));
        own.stream().filter(each -> within && each.number() > to.version()).forEach(each -> sources.add(single(each)));
        others.forEach((code, versions) -> {
            if (!code.equals(to.plan())) {
                sources.add(new Source(code, numbers(versions), texts.get("plans.move.from.all", name(versions))));
            }
        });
        return List.copyOf(sources);
    }

    private Source single(PlanVersion version) {
        return new Source(
                plan,
                List.of(version.number()),
                texts.get("plans.version", Integer.toString(version.number()), formats.date(version.effectiveFrom())));
    }

    private static String name(List<PlanVersion> versions) {
        return versions.getFirst().document().name();
    }

    private static List<Integer> numbers(List<PlanVersion> versions) {
        return versions.stream().map(PlanVersion::number).toList();
    }
}
