package org.countinghouse.desktop.usage;

import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.RememberedSplit;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.table.DataTable;
import org.countinghouse.insight.MeterUsage;
import org.countinghouse.insight.UsageEventRow;
import org.countinghouse.insight.UsageQueries;
import org.countinghouse.storage.Database;
import org.jspecify.annotations.Nullable;

/** Usage over time as chart, table and events. */
public final class UsageView implements Screen, ListCommands {
    /** Name of this screen. */
    public static final String SCREEN = "usage";

    private final ScreenContext context;
    private final UsageViewModel model;
    private final DrillViewModel drill;
    private final UsageWords words;
    private final BucketTable buckets;
    private final ViewMenu viewMenu;
    private boolean restored;

    @FXML
    private SplitPane split;

    @FXML
    private MenuButton views;

    @FXML
    private ComboBox<MeterUsage> meter;

    @FXML
    private MenuButton range;

    @FXML
    private HBox granularities;

    @FXML
    private MenuButton grouping;

    @FXML
    private MenuButton filter;

    @FXML
    private ToggleButton compare;

    @FXML
    private Button export;

    @FXML
    private FlowPane chips;

    @FXML
    private VBox shown;

    @FXML
    private HBox figures;

    @FXML
    private Label title;

    @FXML
    private Label period;

    @FXML
    private Label hint;

    @FXML
    private UsageChart chart;

    @FXML
    private FlowPane legend;

    @FXML
    private ToggleButton showTable;

    @FXML
    private ToggleButton showEvents;

    @FXML
    private Label bucket;

    @FXML
    private Button wholeRange;

    @FXML
    private VBox tablePlace;

    @FXML
    private DataTable<UsageEventRow> events;

    @FXML
    private StackPane nothing;

    @FXML
    private ProgressBar busy;

    @SuppressWarnings("NullAway.Init") // The layout fills the fields before initialize is called.
    public UsageView(ScreenContext context, Database database) {
        this.context = context;
        words = new UsageWords(context.texts(), context.formats());
        model = new UsageViewModel(
                new UsageQueries(database),
                context.tasks(),
                context.clock(),
                context.formats().zone(),
                context.texts().get("usage.loading"));
        drill = new DrillViewModel(database, context.tasks(), context.clock());
        buckets = new BucketTable(context, words, model);
        viewMenu = new ViewMenu(model, context);
    }

    @FXML
    void initialize() {
        RememberedSplit.keep(split, SCREEN, context.preferences());
        viewMenu.bind(views);
        new UsageControls(model, words, context).bind(meter, range, granularities, grouping, compare);
        new UsageFilter(model, words, context).bind(filter, chips);
        events.show(context, "usage.events", drill.events(), EventColumns.all(context.formats(), context.texts()));
        events.addToBar(LateFilter.button(drill.events(), context.texts()));
        tablePlace.getChildren().setAll(buckets.node());
        busy.visibleProperty().bind(model.busy());
        showChart();
        showTables();
        export.setOnAction(_ -> export());
        export.setTooltip(new Tooltip(context.texts().get("usage.export")));
        export.setAccessibleText(context.texts().get("usage.export"));
        model.answer().addListener((_, _, answer) -> show(answer));
        model.state().addListener((_, _, state) -> show(state));
        model.asked().addListener((_, _, asked) -> remember(asked));
        show(model.state().get());
    }

    private void showChart() {
        // So that the card keeps room for all of it, however many lines it takes.
        legend.prefWrapLengthProperty().bind(legend.widthProperty());
        chart.setUp(context.formats().locale(), this::describe);
        chart.onOpen(() -> showEvents.setSelected(true));
        chart.selected().addListener((_, _, selected) -> bucketChosen(selected.intValue()));
        buckets.onSelect(chart.selected()::set);
        buckets.onOpen(() -> showEvents.setSelected(true));
        wholeRange.setOnAction(_ -> chart.selected().set(-1));
    }

    private void showTables() {
        var which = new ToggleGroup();
        which.getToggles().setAll(showTable, showEvents);
        which.selectToggle(showTable);
        which.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null) {
                which.selectToggle(before);
            }
        });
        tablePlace.visibleProperty().bind(showTable.selectedProperty());
        events.visibleProperty().bind(showEvents.selectedProperty());
        showEvents.selectedProperty().addListener((_, _, selected) -> {
            if (selected) {
                drill.load();
            }
        });
    }

    private javafx.scene.@Nullable Node describe(int hovered) {
        UsageAnswer answer = model.answer().get();
        return answer == null ? null : BucketTip.of(answer, hovered, words);
    }

    private void show(@Nullable UsageAnswer answer) {
        chart.selected().set(-1);
        chart.show(answer == null ? null : ChartData.of(answer));
        if (answer == null) {
            return;
        }
        UsageFigures.show(figures, answer, words, chart.selected()::set);
        UsageLegend.show(legend, answer, words, model);
        buckets.show(answer);
        var question = answer.series().question();
        title.setText(question.meter().name());
        period.setText(words.range(question));
        hint.setText(context.texts().get("usage.hint." + question.granularity().name()));
        chart.setAccessibleText(title.getText() + ", " + period.getText() + ", "
                + words.withUnit(words.number(answer.series().total().sum().quantity()), question.meter()));
        drill.forget();
        bucketChosen(-1);
        context.status().asOf(answer.asOf());
        context.status().summary(buckets.summary());
    }

    private void bucketChosen(int selected) {
        UsageAnswer answer = model.answer().get();
        if (answer == null) {
            return;
        }
        wholeRange.setVisible(selected >= 0);
        bucket.setText(selected < 0 ? "" : words.bucket(answer.series(), selected));
        buckets.select(selected);
        drill.choose(answer.series(), selected);
        if (showEvents.isSelected()) {
            drill.load();
        }
    }

    private void show(UsageState state) {
        boolean visible = state instanceof UsageState.Shown
                || state instanceof UsageState.Loading
                || (state instanceof UsageState.Broken && model.answer().get() != null);
        shown.setVisible(visible && model.answer().get() != null);
        nothing.setVisible(!visible);
        export.setDisable(!(state instanceof UsageState.Shown));
        nothing.getChildren()
                .setAll(UsageNothing.of(state, model, context).stream().toList());
        if (state instanceof UsageState.Broken broken && visible) {
            context.notices().failure(broken.failure());
        }
    }

    /**
     * Arguments are those of {@link AskedUsage}, and {@code period} for a month. Without any the screen is as it was
     * left, at the first visit as the person left it the last time.
     */
    @Override
    public void show(Location location) {
        var arguments = location.arguments();
        if (arguments.isEmpty() && !restored) {
            arguments = context.preferences().get().remembered().places().getOrDefault(SCREEN, arguments);
        }
        restored = true;
        if (!arguments.isEmpty()) {
            model.open(AskedUsage.of(arguments, model.wanted()));
        }
    }

    private void remember(AskedUsage asked) {
        if (!asked.meter().isEmpty()) {
            context.preferences()
                    .update(current ->
                            current.withRemembered(current.remembered().withPlace(SCREEN, asked.arguments())));
        }
    }

    @Override
    public void activate() {
        model.refresh();
    }

    @Override
    public void deactivate() {
        model.stop();
    }

    @Override
    public void refresh() {
        drill.forget();
        model.refresh();
    }

    @Override
    public List<Action> actions() {
        return viewMenu.actions();
    }

    @Override
    public ObservableValue<String> detail() {
        return title.textProperty();
    }

    @Override
    public Optional<ListCommands> list() {
        return Optional.of(this);
    }

    @Override
    public void focusFilter() {
        if (showEvents.isSelected()) {
            events.focusFilter();
        } else {
            filter.requestFocus();
            filter.show();
        }
    }

    @Override
    public void export() {
        UsageAnswer answer = model.answer().get();
        if (showEvents.isSelected()) {
            events.export();
        } else if (answer != null) {
            new SeriesExport(context, words).ask(answer, shown.getScene().getWindow());
        }
    }

    /** For tests. */
    List<Object> models() {
        return List.of(model, drill);
    }
}
