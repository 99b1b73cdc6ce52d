package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.Line;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;
import org.countinghouse.insight.PriceCurve;
import org.jspecify.annotations.Nullable;

/**
 * What a price comes to by quantity: a line with its tier marks, on a linear or logarithmic quantity axis. Follows the
 * mouse with the quantity and amount of the nearest point.
 */
final class CurveChart extends Region {
    private static final double LEFT = 56;
    private static final double RIGHT = 16;
    private static final double TOP = 26;
    private static final double BOTTOM = 26;
    private static final double LABEL_GAP = 8;

    /** How quantities and amounts are written. */
    interface Words {
        String quantity(BigDecimal quantity);

        String amount(BigDecimal amount);
    }

    private final PriceCurve curve;
    private final Words words;
    private final CurveScales scales;
    private final NumberFormat compact;
    private final Path line = new Path();
    private final Path area = new Path();
    private final Line pointer = new Line();
    private final Circle dot = new Circle(4.5);
    private final Label told = new Label();
    private final Line asked = new Line();
    private final Circle askedDot = new Circle(5);
    private double drawnWidth;
    private double drawnHeight;
    private @Nullable BigDecimal askedQuantity;
    private @Nullable BigDecimal askedAmount;

    CurveChart(PriceCurve curve, Words words, Locale locale) {
        this.curve = curve;
        this.words = words;
        this.scales = new CurveScales(curve);
        this.compact = NumberFormat.getCompactNumberInstance(locale, NumberFormat.Style.SHORT);
        compact.setMaximumFractionDigits(2);
        getStyleClass().add("curve-chart");
        setMinSize(300, 220);
        setPrefSize(460, 270);
        line.getStyleClass().add("curve-line");
        area.getStyleClass().add("curve-area");
        pointer.getStyleClass().add("curve-pointer");
        dot.getStyleClass().add("curve-dot");
        told.getStyleClass().add("curve-told");
        asked.getStyleClass().add("curve-asked");
        askedDot.getStyleClass().add("curve-asked-dot");
        tell(false);
        setOnMouseMoved(event -> follow(event.getX()));
        setOnMouseExited(_ -> tell(false));
    }

    /** Marks the quantity the calculator is asked for; null takes the mark away. */
    void ask(@Nullable BigDecimal quantity, @Nullable BigDecimal amount) {
        askedQuantity = quantity;
        askedAmount = amount;
        placeAsked();
    }

    /** Everything stands where the size says; nothing here takes part in the layout of others. */
    @Override
    protected void layoutChildren() {
        if (drawnWidth == getWidth() && drawnHeight == getHeight()) {
            return;
        }
        drawnWidth = getWidth();
        drawnHeight = getHeight();
        getChildren().clear();
        amountAxis();
        quantityAxis();
        marks();
        draw();
        List.of(area, line, asked, askedDot, pointer, dot, told).forEach(this::place);
        placeAsked();
        tell(false);
    }

    /** In the scene first, so that its style counts when it is measured. */
    private void place(Node node) {
        node.setManaged(false);
        node.setMouseTransparent(true);
        getChildren().add(node);
        node.applyCss();
    }

    private void amountAxis() {
        for (double tick : scales.amountTicks()) {
            double y = y(tick);
            var grid = new Line(LEFT, y, getWidth() - RIGHT, y);
            grid.getStyleClass().add("curve-grid");
            place(grid);
            var text = label(compact.format(tick), "curve-tick");
            text.setX(LEFT - 8 - text.getLayoutBounds().getWidth());
            text.setY(y);
        }
    }

    private void quantityAxis() {
        double last = Double.NEGATIVE_INFINITY;
        for (double tick : scales.quantityTicks()) {
            var text = label(compact.format(tick), "curve-tick");
            double width = text.getLayoutBounds().getWidth();
            double x = x(tick);
            if (x - width / 2 > last + 10 && x + width / 2 <= getWidth()) {
                text.setX(x - width / 2);
                text.setY(getHeight() - BOTTOM + 14);
                last = x + width / 2;
            }
        }
    }

    /** A mark is always drawn; its figure only where it does not run into the one before. */
    private void marks() {
        double last = Double.NEGATIVE_INFINITY;
        for (BigDecimal mark : curve.marks()) {
            double x = x(mark.doubleValue());
            var rule = new Line(x, TOP - 4, x, getHeight() - BOTTOM);
            rule.getStyleClass().add("curve-mark");
            place(rule);
            var text = label(compact.format(mark), "curve-mark-label");
            double width = text.getLayoutBounds().getWidth();
            double left = Math.clamp(x - width / 2, LEFT, Math.max(LEFT, getWidth() - width));
            if (left >= last + LABEL_GAP) {
                text.setX(left);
                text.setY(TOP - 13);
                last = left + width;
            } else {
                getChildren().remove(text);
            }
        }
    }

    private Text label(String words, String style) {
        var text = new Text(words);
        text.getStyleClass().add(style);
        text.setTextOrigin(VPos.CENTER);
        place(text);
        return text;
    }

    private void draw() {
        line.getElements().clear();
        area.getElements().clear();
        double bottom = getHeight() - BOTTOM;
        for (PriceCurve.Point point : curve.points()) {
            double x = x(point.quantity().doubleValue());
            double y = y(point.amount().doubleValue());
            boolean first = line.getElements().isEmpty();
            line.getElements().add(first ? new MoveTo(x, y) : new LineTo(x, y));
            if (first) {
                area.getElements().add(new MoveTo(x, bottom));
            }
            area.getElements().add(new LineTo(x, y));
        }
        area.getElements().add(new LineTo(x(curve.points().getLast().quantity().doubleValue()), bottom));
        area.getElements().add(new ClosePath());
    }

    private void placeAsked() {
        boolean seen = askedQuantity != null
                && askedAmount != null
                && scales.holds(askedQuantity.doubleValue(), askedAmount.doubleValue());
        asked.setVisible(seen);
        askedDot.setVisible(seen);
        if (askedQuantity != null && askedAmount != null && seen) {
            double x = x(askedQuantity.doubleValue());
            double y = y(askedAmount.doubleValue());
            asked.setStartX(LEFT);
            asked.setEndX(x);
            asked.setStartY(y);
            asked.setEndY(y);
            askedDot.setCenterX(x);
            askedDot.setCenterY(y);
        }
    }

    private void follow(double mouse) {
        PriceCurve.Point nearest = curve.points().getFirst();
        for (PriceCurve.Point point : curve.points()) {
            if (Math.abs(x(point.quantity().doubleValue()) - mouse)
                    < Math.abs(x(nearest.quantity().doubleValue()) - mouse)) {
                nearest = point;
            }
        }
        double x = x(nearest.quantity().doubleValue());
        double y = y(nearest.amount().doubleValue());
        pointer.setStartX(x);
        pointer.setEndX(x);
        pointer.setStartY(TOP);
        pointer.setEndY(getHeight() - BOTTOM);
        dot.setCenterX(x);
        dot.setCenterY(y);
        told.setText(words.quantity(nearest.quantity()) + "\n" + words.amount(nearest.amount()));
        told.autosize();
        double beside = x + 12 + told.getWidth() > getWidth() ? x - 12 - told.getWidth() : x + 12;
        told.relocate(beside, Math.clamp(y - told.getHeight() - 8, TOP, Math.max(TOP, getHeight() - BOTTOM - 40)));
        tell(true);
    }

    private void tell(boolean visible) {
        pointer.setVisible(visible);
        dot.setVisible(visible);
        told.setVisible(visible);
    }

    private double x(double quantity) {
        return LEFT + scales.across(quantity) * (getWidth() - LEFT - RIGHT);
    }

    private double y(double amount) {
        return getHeight() - BOTTOM - scales.up(amount) * (getHeight() - TOP - BOTTOM);
    }
}
