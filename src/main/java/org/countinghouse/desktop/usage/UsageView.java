package org.countinghouse.desktop.usage;

import java.time.YearMonth;
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
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.RememberedSplit;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.table.DataTable;
import org.countinghouse.insight.MeterUsage;
import org.countinghouse.insight.UsageEventRow;
import org.countinghouse.insight.UsageQueries;
import org.countinghouse.insight.UsageScope;
import org.countinghouse.storage.Database;
import org.jspecify.annotations.Nullable;

/** Usage over time as chart, table and events. */
public final class UsageView implements Screen, ListCommands {
    private final ScreenContext context;
    private final UsageViewModel model;
    private final DrillViewModel drill;
    private final UsageWords words;
    private final BucketTable buckets;

    @FXML
    private SplitPane split;

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

    private @Nullable Location wanted;

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
        buckets = new BucketTable(context, words);
    }

    @FXML
    void initialize() {
        RememberedSplit.keep(split, "usage", context.preferences());
        new UsageControls(model, words, context).bind(meter, range, granularities, grouping, compare);
        new UsageFilter(model, words, context).bind(filter, chips);
        events.show(context, "usage.events", drill.events(), EventColumns.all(context.formats(), context.texts()));
        tablePlace.getChildren().setAll(buckets.node());
        busy.visibleProperty().bind(model.busy());
        showChart();
        showTables();
        export.setOnAction(_ -> export());
        export.setTooltip(new Tooltip(context.texts().get("usage.export")));
        export.setAccessibleText(context.texts().get("usage.export"));
        model.answer().addListener((_, _, answer) -> show(answer));
        model.state().addListener((_, _, state) -> show(state));
        model.meters().addListener((javafx.collections.ListChangeListener<MeterUsage>) _ -> chooseWanted());
        show(model.state().get());
    }

    private void showChart() {
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
        UsageFigures.show(figures, answer, words);
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

    /** Arguments: {@code meter} (a code), {@code customer} (an id), {@code group} (customer or a dimension). */
    @Override
    public void show(Location location) {
        wanted = location;
        String period = location.arguments().get("period");
        if (period != null) {
            model.range().set(new RangeChoice.Month(YearMonth.parse(period)));
        }
        String customer = location.arguments().get("customer");
        if (customer != null) {
            model.scope().set(UsageScope.ALL.withCustomer(Long.valueOf(customer)));
        }
        chooseWanted();
    }

    /** What a location asks for by name waits until the meters are read. */
    private void chooseWanted() {
        Location asked = wanted;
        if (asked != null && !model.meters().isEmpty()) {
            wanted = null;
            String code = asked.arguments().get("meter");
            if (code != null) {
                model.choose(code);
            }
            String group = asked.arguments().get("group");
            if (group != null) {
                model.groupBy(group);
            }
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
