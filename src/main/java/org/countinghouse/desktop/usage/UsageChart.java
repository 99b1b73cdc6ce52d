package org.countinghouse.desktop.usage;

import java.util.Locale;
import java.util.function.IntFunction;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/**
 * Usage over time. Drawn on one canvas, so that two thousand buckets of nine groups cost one node. A bucket is selected
 * by mouse or with the arrow keys.
 */
public final class UsageChart extends Region {
    private static final double TIP_GAP = 14;

    private final Canvas canvas = new Canvas();
    private final StackPane tip = new StackPane();
    private final ChartPaints paints = new ChartPaints(this::requestLayout);
    private final IntegerProperty selected = new SimpleIntegerProperty(-1);
    private Locale locale = Locale.ROOT;
    private IntFunction<@Nullable Node> describe = _ -> null;
    private Runnable open = () -> {};
    private @Nullable ChartData data;
    private @Nullable ChartPainter painter;
    private int hovered = -1;

    public UsageChart() {
        getStyleClass().add("usage-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        canvas.setMouseTransparent(true);
        tip.getStyleClass().add("chart-tip");
        tip.setMouseTransparent(true);
        tip.setManaged(false);
        tip.setVisible(false);
        getChildren().add(canvas);
        getChildren().addAll(paints.regions());
        getChildren().add(tip);
        setOnMouseMoved(this::moved);
        setOnMouseExited(_ -> hover(-1));
        setOnMouseClicked(this::clicked);
        setOnKeyPressed(this::pressed);
        selected.addListener((_, _, _) -> paint());
        focusedProperty().addListener((_, _, _) -> paint());
    }

    /** @param bucketWords what the pop-over says about a bucket */
    void setUp(Locale newLocale, IntFunction<@Nullable Node> bucketWords) {
        locale = newLocale;
        describe = bucketWords;
    }

    /** What Enter and a double click do with the selected bucket. */
    void onOpen(Runnable newOpen) {
        open = newOpen;
    }

    void show(@Nullable ChartData newData) {
        data = newData;
        hover(-1);
        requestLayout();
    }

    /** The selected bucket; -1 for none. */
    IntegerProperty selected() {
        return selected;
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        painter = data == null || getWidth() < 1
                ? null
                : new ChartPainter(data, paints, Font.font("IBM Plex Sans", 12), locale, getWidth(), getHeight());
        paint();
    }

    private void paint() {
        if (painter == null) {
            canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        } else {
            painter.paint(canvas, selected.get(), hovered);
        }
    }

    private void moved(MouseEvent move) {
        hover(painter == null ? -1 : painter.bucketAt(move.getX()));
    }

    private void hover(int bucket) {
        if (bucket == hovered) {
            return;
        }
        hovered = bucket;
        paint();
        Node words = bucket < 0 || painter == null ? null : describe.apply(bucket);
        tip.setVisible(words != null);
        if (words != null && painter != null) {
            tip.getChildren().setAll(words);
            tip.applyCss();
            tip.autosize();
            double right = painter.x(bucket) + painter.columnWidth() + TIP_GAP;
            double left = painter.x(bucket) - tip.getWidth() - TIP_GAP;
            tip.relocate(right + tip.getWidth() < getWidth() || left < 0 ? right : left, TIP_GAP);
        }
    }

    private void clicked(MouseEvent click) {
        requestFocus();
        int bucket = painter == null ? -1 : painter.bucketAt(click.getX());
        if (click.getClickCount() == 2 && bucket >= 0) {
            selected.set(bucket);
            open.run();
        } else {
            selected.set(bucket == selected.get() ? -1 : bucket);
        }
    }

    private void pressed(KeyEvent press) {
        int last = data == null ? -1 : data.buckets() - 1;
        if (last < 0) {
            return;
        }
        int now = selected.get();
        switch (press.getCode()) {
            case LEFT -> selected.set(now < 0 ? last : Math.max(0, now - 1));
            case RIGHT -> selected.set(Math.min(last, now + 1));
            case HOME -> selected.set(0);
            case END -> selected.set(last);
            case ESCAPE -> selected.set(-1);
            case ENTER -> {
                if (now >= 0) {
                    open.run();
                }
            }
            default -> {
                return;
            }
        }
        press.consume();
    }
}
