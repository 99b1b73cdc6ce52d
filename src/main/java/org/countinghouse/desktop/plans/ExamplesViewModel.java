package org.countinghouse.desktop.plans;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.countinghouse.catalog.ExamplePlan;
import org.countinghouse.catalog.ExamplePlans;
import org.countinghouse.catalog.Meter;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.insight.ObservedReadings;
import org.countinghouse.storage.catalog.PlanVersion;
import org.countinghouse.work.Failure;
import org.countinghouse.workspace.ExamplePublishing;
import org.jspecify.annotations.Nullable;

/** The example plans: which is read, and making one a plan of one's own. */
public final class ExamplesViewModel {
    /** Argument of a location that shows an example; {@code *} is the first one. */
    public static final String EXAMPLE = "example";

    private static final String FIRST = "*";

    private final ScreenContext context;
    private final ExamplePublishing publishing;
    private final boolean mayPublish;
    private final VersionPages pages;
    private final LatestTask opening;
    private final ObservableList<ExamplePlan> all = FXCollections.observableArrayList();
    private final FilteredList<ExamplePlan> listed = new FilteredList<>(all);
    private final ReadOnlyObjectWrapper<@Nullable ExamplePage> page = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper publishingNow = new ReadOnlyBooleanWrapper();

    /** @param mayPublish whether the person has the rights; the database has the last word */
    public ExamplesViewModel(
            ExamplePublishing publishing, ObservedReadings observed, boolean mayPublish, ScreenContext context) {
        this.context = context;
        this.publishing = publishing;
        this.mayPublish = mayPublish;
        this.pages = new VersionPages(context.texts(), context.formats(), context.tasks(), observed);
        this.opening = context.tasks().latest();
    }

    /** Opens the example a location names. */
    public void show(Location location) {
        if (all.isEmpty()) {
            all.setAll(ExamplePlans.all());
        }
        String name = location.arguments().getOrDefault(EXAMPLE, FIRST);
        ExamplePage open = page.get();
        all.stream()
                .filter(example -> example.name().equals(name))
                .findFirst()
                .or(() -> Optional.ofNullable(open).map(ExamplePage::example))
                .or(() -> all.stream().findFirst())
                .filter(example -> open == null || !open.example().equals(example))
                .ifPresent(this::open);
    }

    private void open(ExamplePlan example) {
        opening.run(
                example.title(locale()),
                _ -> new ExampleMonth(example, context.texts(), context.formats()),
                month -> page.set(new ExamplePage(example, prices(example), month.lines(), month.totals())),
                context.notices()::failure);
    }

    private VersionPage prices(ExamplePlan example) {
        Map<String, Meter> meters =
                example.meters().stream().collect(Collectors.toMap(Meter::code, Function.identity()));
        var version = new PlanVersion(0, example.name(), 1, "example", LocalDate.EPOCH, null, null, 0, example.plan());
        return pages.page(version, List.of(), meters);
    }

    /** Goes to an example; what was read before stays one step back. */
    public void choose(ExamplePlan example) {
        ExamplePage open = page.get();
        if (open == null || !open.example().equals(example)) {
            context.navigator().go(Location.of(PlansViewModel.SCREEN, EXAMPLE, example.name()));
        }
    }

    /** Where the examples are. */
    public static Location location() {
        return Location.of(PlansViewModel.SCREEN, EXAMPLE, FIRST);
    }

    /** Shows the examples whose title or sentence contains a text. */
    public void search(String text) {
        String part = text.strip().toLowerCase(Locale.ROOT);
        listed.setPredicate(example -> example.title(locale())
                        .toLowerCase(Locale.ROOT)
                        .contains(part)
                || example.description(locale()).toLowerCase(Locale.ROOT).contains(part));
    }

    /**
     * Publishes the open example as a plan of one's own and goes there.
     *
     * @param refused hears why not
     */
    public void publish(String code, String name, LocalDate effective, java.util.function.Consumer<Failure> refused) {
        ExamplePage open = page.get();
        if (open == null || publishingNow.get()) {
            return;
        }
        publishingNow.set(true);
        context.tasks()
                .run(
                        context.texts().get("plans.publish.working", name),
                        progress -> publishing.publish(open.example(), code, name, effective, progress),
                        this::published,
                        why -> {
                            publishingNow.set(false);
                            refused.accept(why);
                        });
    }

    private void published(PlanVersion version) {
        publishingNow.set(false);
        context.notices()
                .success(context.texts()
                        .get("plans.publish.done", version.document().name()));
        context.navigator()
                .go(new Location(
                        PlansViewModel.SCREEN,
                        Map.of(
                                PlansViewModel.PLAN,
                                version.plan(),
                                PlansViewModel.VERSION,
                                Integer.toString(version.number()))));
    }

    /** The first day of the month that is running. */
    public LocalDate suggestedStart() {
        return LocalDate.ofInstant(context.clock().instant(), context.formats().zone())
                .withDayOfMonth(1);
    }

    public boolean mayPublish() {
        return mayPublish;
    }

    Locale locale() {
        return context.texts().locale();
    }

    public FilteredList<ExamplePlan> examples() {
        return listed;
    }

    public ReadOnlyObjectProperty<@Nullable ExamplePage> page() {
        return page.getReadOnlyProperty();
    }

    /** True while an example is being published. */
    public ReadOnlyBooleanProperty publishing() {
        return publishingNow.getReadOnlyProperty();
    }
}
