package org.countinghouse.desktop.dashboard;

import java.time.YearMonth;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.StringConverter;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Tone;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The figures of a period, each opening the list behind it. Wiring only. */
@SuppressWarnings("NullAway.Init") // The layout fills the fields.
public final class DashboardView implements Screen {
    private final ScreenContext context;
    private final DashboardViewModel model;
    private final IngestViewModel ingest;
    /** At most one update a second. */
    private final Timeline ticking;

    private final HouseColours colours = new HouseColours();
    private final TileGrid grid = new TileGrid();
    private DashboardTiles tiles;
    private boolean showing;

    @FXML
    private VBox root;

    @FXML
    private ComboBox<YearMonth> period;

    @FXML
    private Label asOf;

    @FXML
    private ProgressBar busy;

    @FXML
    private ScrollPane scroll;

    @FXML
    private StackPane place;

    public DashboardView(ScreenContext context, DashboardServices services) {
        this.context = context;
        this.model = new DashboardViewModel(services, context);
        this.ingest = new IngestViewModel(services.ingest(), context);
        this.ticking = new Timeline(new KeyFrame(Duration.seconds(1), _ -> ingest.tick()));
        this.ticking.setCycleCount(Animation.INDEFINITE);
    }

    @FXML
    void initialize() {
        root.getChildren().add(colours);
        tiles = new DashboardTiles(new DashboardTexts(context), context.navigator(), colours, grid, ingest);
        scroll.setContent(grid);
        busy.visibleProperty().bind(model.busy());
        buildPeriods();
        model.state().addListener((_, _, state) -> show(state));
        show(model.state().get());
    }

    private void buildPeriods() {
        period.setItems(model.periods());
        period.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable YearMonth month) {
                return month == null ? "" : context.formats().month(month);
            }

            @Override
            public YearMonth fromString(String typed) {
                throw new UnsupportedOperationException("A month is picked, not typed.");
            }
        });
        period.valueProperty().addListener((_, _, chosen) -> {
            if (!showing && chosen != null) {
                model.choose(chosen);
            }
        });
    }

    private void show(DashboardViewModel.State state) {
        place.getChildren().clear();
        boolean shown = state instanceof DashboardViewModel.State.Shown;
        scroll.setVisible(shown);
        period.setVisible(shown);
        asOf.setVisible(shown);
        switch (state) {
            case DashboardViewModel.State.Loading _ -> {}
            case DashboardViewModel.State.Shown figures -> showFigures(figures);
            case DashboardViewModel.State.Empty _ -> place.getChildren().add(nothingYet());
            case DashboardViewModel.State.Broken broken -> {
                var words = FailureText.of(broken.failure(), context.texts());
                place.getChildren()
                        .add(new EmptyState(Tone.DANGER, Feather.ALERT_TRIANGLE, words.summary(), words.remedy())
                                .offer(context.texts().get("table.retry"), model::refresh));
            }
        }
    }

    private void showFigures(DashboardViewModel.State.Shown figures) {
        showing = true;
        period.setValue(figures.snapshot().month());
        showing = false;
        asOf.setText(context.texts().get("dashboard.asof", context.formats().instant(figures.asOf())));
        context.status().asOf(figures.asOf());
        tiles.show(figures.snapshot(), figures.asOf());
    }

    private EmptyState nothingYet() {
        var texts = context.texts();
        return new EmptyState(
                        Tone.NEUTRAL,
                        Feather.BAR_CHART_2,
                        texts.get("dashboard.empty.title"),
                        texts.get("dashboard.empty.text"))
                .offer(
                        texts.get("dashboard.empty.import"),
                        () -> context.navigator().go("import"));
    }

    @Override
    public void show(Location location) {
        String asked = location.arguments().get("period");
        if (asked != null) {
            model.open(YearMonth.parse(asked));
        }
    }

    @Override
    public void activate() {
        model.activate();
        ingest.tick();
        ticking.play();
    }

    @Override
    public void deactivate() {
        model.deactivate();
        ticking.stop();
        ingest.rest();
        tiles.rest();
    }

    @Override
    public void refresh() {
        model.refresh();
        ingest.tick();
    }
}
