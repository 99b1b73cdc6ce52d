package org.countinghouse.desktop.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.function.Function;
import java.util.function.IntConsumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.insight.UsageSeries;
import org.jspecify.annotations.Nullable;

/** The chart's numbers, one line a bucket and one column a group, over a line of totals. At most 2,000 lines. */
final class BucketTable {
    private static final double TIME_WIDTH = 170;
    private static final double NUMBER_WIDTH = 125;
    private static final int SHARE_SCALE = 6;
    private static final double DIGIT_WIDTH = 9;
    private static final double PADDING = 28;
    private static final double MARK_WIDTH = 18;
    private static final double LONGEST_HEADING = 220;
    private static final double ROW_COMFORTABLE = 36;
    private static final double ROW_COMPACT = 28;

    private final UsageWords words;
    private final BucketMenu menu;
    private final TableView<BucketRow> table = new TableView<>();
    private final HBox totals = new HBox();
    private final VBox node = new VBox();
    private IntConsumer onSelect = _ -> {};
    private Runnable onOpen = () -> {};
    private boolean following;
    private @Nullable UsageAnswer answer;

    BucketTable(ScreenContext context, UsageWords words, UsageViewModel model) {
        this.words = words;
        menu = new BucketMenu(table, context, words, model);
        menu.bind(() -> onOpen.run());
        table.getStyleClass().addAll("edge-to-edge", "data-table-view");
        table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> selected(row));
        table.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2 && table.getSelectionModel().getSelectedItem() != null) {
                onOpen.run();
            }
        });
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        table.skinProperty().addListener((_, _, _) -> followScrolling());
        var frame = new Pane(totals);
        frame.getStyleClass().add("usage-total-row");
        var clip = new Rectangle();
        clip.widthProperty().bind(frame.widthProperty());
        clip.heightProperty().bind(frame.heightProperty());
        frame.setClip(clip);
        totals.prefHeightProperty().bind(frame.heightProperty());
        VBox.setVgrow(table, Priority.ALWAYS);
        node.getChildren().addAll(table, frame);
        context.preferences().preferences().addListener((_, _, preferences) -> setRowHeight(preferences));
        setRowHeight(context.preferences().get());
    }

    private void setRowHeight(Preferences preferences) {
        double row = preferences.density() == Preferences.Density.COMPACT ? ROW_COMPACT : ROW_COMFORTABLE;
        table.setFixedCellSize(Math.rint(row * preferences.fontPercent() / 100.0));
    }

    /** The totals stay under their columns when the table is scrolled sideways. */
    private void followScrolling() {
        for (Node bar : table.lookupAll(".scroll-bar:horizontal")) {
            if (bar instanceof ScrollBar scroll) {
                totals.translateXProperty().bind(scroll.valueProperty().negate());
            }
        }
    }

    Node node() {
        return node;
    }

    void onSelect(IntConsumer bucketSelected) {
        onSelect = bucketSelected;
    }

    void onOpen(Runnable open) {
        onOpen = open;
    }

    void show(UsageAnswer newAnswer) {
        answer = newAnswer;
        UsageSeries series = newAnswer.series();
        following = true;
        table.getColumns().clear();
        totals.getChildren().clear();
        addTime(series);
        Function<BucketRow, BigDecimal> whole = row -> row.total().quantity();
        addNumber(
                words.whole(series.question().meter()),
                whole,
                series.total().sum().quantity(),
                "");
        for (int i = 0; i < series.lines().size(); i++) {
            int group = i;
            var line = series.lines().get(i);
            addNumber(
                    words.line(line),
                    row -> row.points().get(group).quantity(),
                    line.sum().quantity(),
                    UsageLegend.paint(i, series));
            table.getColumns().getLast().setUserData(line);
        }
        addShare(series);
        UsageSeries previous = newAnswer.previous();
        if (previous != null) {
            addNumber(
                    words.texts().get("usage.previous"),
                    row -> row.before().map(UsageSeries.Point::quantity).orElse(BigDecimal.ZERO),
                    previous.total().sum().quantity(),
                    "");
        }
        addNumber(
                words.texts().get("usage.events"),
                row -> BigDecimal.valueOf(row.total().events()),
                BigDecimal.valueOf(series.total().sum().events()),
                "");
        table.setItems(FXCollections.observableArrayList(BucketRow.of(newAnswer)));
        following = false;
    }

    private void addTime(UsageSeries series) {
        var column = new TableColumn<BucketRow, BucketRow>(words.texts().get("usage.time"));
        column.setPrefWidth(TIME_WIDTH);
        column.setComparator(Comparator.comparingInt(BucketRow::bucket));
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(_ -> new TextCell<>(row -> words.moment(series, row.bucket())));
        table.getColumns().add(column);
        totals.getChildren().add(TotalCell.first(words.texts().get("usage.sum"), column));
    }

    /** Room for the longest number and, within reason, for the heading. */
    private static double width(String title, String total, String paint) {
        double mark = paint.isEmpty() ? 0 : MARK_WIDTH;
        double heading = Math.min(LONGEST_HEADING, title.length() * DIGIT_WIDTH + PADDING + mark);
        return Math.max(NUMBER_WIDTH, Math.max(heading, total.length() * DIGIT_WIDTH + PADDING));
    }

    /** How much of the whole a bucket is; only where parts add up to it and no groups need the room. */
    private void addShare(UsageSeries series) {
        BigDecimal whole = series.total().sum().quantity();
        if (!series.lines().isEmpty()
                || whole.signum() == 0
                || !series.question().meter().aggregation().additive()) {
            return;
        }
        var column = new TableColumn<BucketRow, BigDecimal>(words.texts().get("usage.share"));
        column.getStyleClass().add("numeric");
        column.setPrefWidth(NUMBER_WIDTH);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(
                features.getValue().total().quantity().divide(whole, SHARE_SCALE, RoundingMode.HALF_UP)));
        column.setCellFactory(_ -> TextCell.numeric(
                share -> share.signum() == 0 ? "–" : words.formats().percent(share)));
        table.getColumns().add(column);
        totals.getChildren().add(TotalCell.number(words.formats().percent(BigDecimal.ONE), column));
    }

    private void addNumber(String title, Function<BucketRow, BigDecimal> value, BigDecimal total, String paint) {
        var column = new TableColumn<BucketRow, BigDecimal>(title);
        column.getStyleClass().add("numeric");
        column.setPrefWidth(width(title, words.number(total), paint));
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(value.apply(features.getValue())));
        column.setCellFactory(_ -> TextCell.numeric(number -> number.signum() == 0 ? "–" : words.number(number)));
        if (!paint.isEmpty()) {
            column.setGraphic(TotalCell.mark(paint));
        }
        table.getColumns().add(column);
        totals.getChildren().add(TotalCell.number(words.number(total), column));
    }

    private void selected(@Nullable BucketRow row) {
        if (!following) {
            following = true;
            onSelect.accept(row == null ? -1 : row.bucket());
            following = false;
        }
    }

    /** Shows which bucket is selected in the chart. */
    void select(int bucket) {
        if (following) {
            return;
        }
        following = true;
        table.getSelectionModel().clearSelection();
        for (int i = 0; i < table.getItems().size(); i++) {
            if (table.getItems().get(i).bucket() == bucket) {
                table.getSelectionModel().select(i);
                table.scrollTo(Math.max(0, i - 2));
            }
        }
        following = false;
    }

    private void pressed(KeyEvent press) {
        if (press.getCode() == KeyCode.ENTER && table.getSelectionModel().getSelectedItem() != null) {
            onOpen.run();
            press.consume();
        } else if (press.isShortcutDown() && press.getCode() == KeyCode.C) {
            menu.copyAll();
            press.consume();
        }
    }

    /** For the status bar. */
    String summary() {
        return answer == null
                ? ""
                : words.texts()
                        .get(
                                "usage.summary",
                                words.formats().count(table.getItems().size()));
    }
}
