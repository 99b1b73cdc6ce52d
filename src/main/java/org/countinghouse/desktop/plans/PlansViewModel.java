package org.countinghouse.desktop.plans;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.countinghouse.catalog.Meter;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Navigator;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.insight.ObservedReadings;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.storage.catalog.PlanVersion;
import org.countinghouse.storage.catalog.Plans;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** State of the plans screen: the plans, the one chosen, and the version of it that is read. */
public final class PlansViewModel {
    /** Name of this screen and of the arguments of its locations. */
    public static final String SCREEN = "plans";

    public static final String PLAN = "plan";
    public static final String VERSION = "version";

    private record Loaded(List<PlanVersion> versions, Map<String, Meter> meters) {}

    private final Plans plans;
    private final Meters meters;
    private final VersionPages pages;
    private final LatestTask loading;
    private final String loadingTitle;
    private final Navigator navigator;
    private final InstantSource clock;
    private final ObservableList<PlanRow> all = FXCollections.observableArrayList();
    private final FilteredList<PlanRow> listed = new FilteredList<>(all);
    private final ReadOnlyObjectWrapper<PlansState> state = new ReadOnlyObjectWrapper<>(new PlansState.Loading());
    private final ReadOnlyObjectWrapper<@Nullable PlanRow> plan = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable VersionPage> page = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Instant> asOf = new ReadOnlyObjectWrapper<>(Instant.EPOCH);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private Map<String, Meter> meterByCode = Map.of();
    private List<PlanVersion> versions = List.of();
    private Location wanted = Location.of(SCREEN);

    public PlansViewModel(Plans plans, Meters meters, ObservedReadings observed, ScreenContext context) {
        this.plans = plans;
        this.meters = meters;
        this.pages = new VersionPages(context.texts(), context.formats(), context.tasks(), observed);
        this.loading = context.tasks().latest();
        this.loadingTitle = context.texts().get("screen.plans");
        this.navigator = context.navigator();
        this.clock = context.clock();
    }

    /** Opens the plan and version a location names; without one, what was open, else the first plan. */
    public void show(Location location) {
        wanted = location;
        if (state.get() instanceof PlansState.Shown) {
            if (knowsWanted()) {
                open();
            } else {
                refresh();
            }
        }
    }

    /** Somebody may have published since the plans were read. */
    private boolean knowsWanted() {
        String code = wanted.arguments().get(PLAN);
        String number = wanted.arguments().get(VERSION);
        return code == null
                || all.stream()
                        .filter(row -> row.code().equals(code))
                        .flatMap(row -> row.versions().stream())
                        .anyMatch(version -> number == null || number.equals(Integer.toString(version.number())));
    }

    public void activate() {
        if (state.get() instanceof PlansState.Loading) {
            refresh();
        }
    }

    /** Reads everything again; what is shown stays until then. */
    public void refresh() {
        busy.set(true);
        loading.run(loadingTitle, _ -> read(), this::loaded, this::broken);
    }

    public void leave() {
        loading.cancel();
        busy.set(false);
    }

    private Loaded read() {
        return new Loaded(
                plans.versions(), meters.all().stream().collect(Collectors.toMap(Meter::code, Function.identity())));
    }

    private void loaded(Loaded result) {
        busy.set(false);
        asOf.set(clock.instant());
        meterByCode = result.meters();
        versions = result.versions();
        Map<String, List<PlanVersion>> byPlan = result.versions().stream()
                .collect(Collectors.groupingBy(PlanVersion::plan, LinkedHashMap::new, Collectors.toList()));
        all.setAll(byPlan.values().stream().map(PlanRow::of).toList());
        state.set(all.isEmpty() ? new PlansState.NoneYet() : new PlansState.Shown());
        open();
    }

    private void broken(Failure failure) {
        busy.set(false);
        state.set(new PlansState.Broken(failure));
    }

    private void open() {
        String code = wanted.arguments().get(PLAN);
        PlanRow current = plan.get();
        String open = code == null && current != null ? current.code() : code;
        PlanRow row = all.stream()
                .filter(one -> one.code().equals(open))
                .findFirst()
                .orElse(all.isEmpty() ? null : all.getFirst());
        plan.set(row);
        PlanVersion version = row == null ? null : versionOf(row);
        if (version == null) {
            page.set(null);
        } else if (page.get() == null || !page.get().version().equals(version)) {
            page.set(pages.page(version, versions, meterByCode));
        }
    }

    /** The version asked for; else the one that was open; else the newest that is published. */
    private PlanVersion versionOf(PlanRow row) {
        String number = wanted.arguments().get(VERSION);
        VersionPage current = page.get();
        return row.versions().stream()
                .filter(one -> Integer.toString(one.number()).equals(number))
                .findFirst()
                .or(() -> row.versions().stream()
                        .filter(one -> number == null
                                && current != null
                                && one.id() == current.version().id())
                        .findFirst())
                .or(() -> row.versions().stream()
                        .filter(one -> one.state().equals("published"))
                        .findFirst())
                .orElse(row.versions().getFirst());
    }

    /** Shows the plans whose name or code contains a text. */
    public void search(String text) {
        String part = text.strip().toLowerCase(Locale.ROOT);
        listed.setPredicate(row -> row.code().toLowerCase(Locale.ROOT).contains(part)
                || row.name().toLowerCase(Locale.ROOT).contains(part));
    }

    /** Goes to a plan; the one before stays one step back. */
    public void choose(PlanRow row) {
        if (!row.equals(plan.get())) {
            navigator.go(Location.of(SCREEN, PLAN, row.code()));
        }
    }

    /** Goes to a version of the open plan. */
    public void choose(PlanVersion version) {
        VersionPage current = page.get();
        if (current == null || current.version().id() != version.id()) {
            navigator.go(
                    new Location(SCREEN, Map.of(PLAN, version.plan(), VERSION, Integer.toString(version.number()))));
        }
    }

    /** Of all plans, by plan, the newest first. */
    List<PlanVersion> versions() {
        return versions;
    }

    public FilteredList<PlanRow> plans() {
        return listed;
    }

    public ReadOnlyObjectProperty<PlansState> state() {
        return state.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable PlanRow> plan() {
        return plan.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable VersionPage> page() {
        return page.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Instant> asOf() {
        return asOf.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }
}
