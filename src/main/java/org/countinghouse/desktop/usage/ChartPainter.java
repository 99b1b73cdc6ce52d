package org.countinghouse.desktop.usage;

import java.text.NumberFormat;
import java.util.Locale;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/** Draws one {@link ChartData} on a canvas: bars while there is room for them, else areas. */
final class ChartPainter {
    private static final double TOP = 10;
    private static final double RIGHT = 12;
    private static final double BOTTOM = 26;
    private static final double NARROWEST_BAR = 3;
    private static final double WIDEST_BAR = 56;
    private static final double LABEL_ROOM = 84;

    private final ChartData data;
    private final ChartPaints paints;
    private final Font font;
    private final NumberFormat numbers;
    private final TimeLabels times;
    private final ValueScale scale;
    private final double width;
    private final double height;
    private final double left;

    ChartPainter(ChartData data, ChartPaints paints, Font font, Locale locale, double width, double height) {
        this.data = data;
        this.paints = paints;
        this.font = font;
        this.numbers = NumberFormat.getCompactNumberInstance(locale, NumberFormat.Style.SHORT);
        this.numbers.setMaximumFractionDigits(2);
        this.times =
                new TimeLabels(data.question().granularity(), data.question().zone(), locale);
        this.scale = ValueScale.upTo(data.highest());
        this.width = width;
        this.height = height;
        this.left = labelRoom();
    }

    private double labelRoom() {
        double widest = 0;
        for (double line : scale.lines()) {
            var text = new Text(numbers.format(line));
            text.setFont(font);
            widest = Math.max(widest, text.getLayoutBounds().getWidth());
        }
        return Math.ceil(widest) + 14;
    }

    private double plotWidth() {
        return Math.max(1, width - left - RIGHT);
    }

    private double plotHeight() {
        return Math.max(1, height - TOP - BOTTOM);
    }

    /** Left edge of a bucket's column. */
    double x(double bucket) {
        return left + plotWidth() * bucket / data.buckets();
    }

    private double y(double value) {
        return TOP + plotHeight() * (1 - value / scale.top());
    }

    double columnWidth() {
        return plotWidth() / data.buckets();
    }

    /** The bucket under a pixel; -1 outside of the plot. */
    int bucketAt(double x) {
        int bucket = (int) Math.floor((x - left) / columnWidth());
        return x < left || bucket >= data.buckets() ? -1 : bucket;
    }

    void paint(Canvas canvas, int selected, int hovered) {
        GraphicsContext on = canvas.getGraphicsContext2D();
        on.clearRect(0, 0, width, height);
        on.setFont(font);
        column(on, selected, paints.selected());
        if (hovered != selected) {
            column(on, hovered, paints.hover());
        }
        grid(on);
        if (!data.stacked()) {
            lines(on);
        } else if (columnWidth() >= NARROWEST_BAR) {
            bars(on, selected);
        } else {
            areas(on);
        }
        previous(on);
        timeLabels(on);
    }

    private void column(GraphicsContext on, int bucket, Paint paint) {
        if (bucket >= 0 && bucket < data.buckets()) {
            on.setFill(paint);
            on.fillRect(x(bucket), TOP, Math.max(2, columnWidth()), plotHeight());
        }
    }

    private void grid(GraphicsContext on) {
        on.setLineWidth(1);
        on.setTextBaseline(VPos.CENTER);
        on.setTextAlign(TextAlignment.RIGHT);
        for (double line : scale.lines()) {
            // Half a pixel in, so that the line is one pixel wide and not two pale ones.
            double at = Math.floor(y(line)) + 0.5;
            on.setStroke(paints.grid());
            on.strokeLine(left, at, width - RIGHT, at);
            on.setFill(paints.text());
            on.fillText(numbers.format(line), left - 8, at);
        }
    }

    private void bars(GraphicsContext on, int selected) {
        double column = columnWidth();
        double bar = Math.min(WIDEST_BAR, column >= 6 ? column * 0.76 : column - 1);
        double round = bar >= 10 ? 4 : 0;
        for (int bucket = 0; bucket < data.buckets(); bucket++) {
            on.setGlobalAlpha(selected >= 0 && selected != bucket ? 0.55 : 1);
            bar(on, bucket, x(bucket) + (column - bar) / 2, bar, round);
        }
        on.setGlobalAlpha(1);
    }

    private void bar(GraphicsContext on, int bucket, double from, double bar, double round) {
        double base = 0;
        int top = topLayer(bucket);
        for (int layer = 0; layer <= top; layer++) {
            double value = Math.max(0, data.layers().get(layer)[bucket]);
            double upper = y(base + value);
            double height = y(base) - upper;
            on.setFill(paints.layer(layer));
            if (layer == top) {
                roundedTop(on, from, upper, bar, height, Math.min(round, height));
            } else {
                on.fillRect(from, upper, bar, height);
            }
            base += value;
        }
    }

    private int topLayer(int bucket) {
        int top = data.layers().size() - 1;
        while (top >= 0 && data.layers().get(top)[bucket] <= 0) {
            top--;
        }
        return top;
    }

    /** A path and not a clip: a clip costs a mask of the whole canvas for each bar. */
    private static void roundedTop(GraphicsContext on, double x, double y, double width, double height, double round) {
        if (round < 1) {
            on.fillRect(x, y, width, height);
            return;
        }
        on.beginPath();
        on.moveTo(x, y + height);
        on.lineTo(x, y + round);
        on.quadraticCurveTo(x, y, x + round, y);
        on.lineTo(x + width - round, y);
        on.quadraticCurveTo(x + width, y, x + width, y + round);
        on.lineTo(x + width, y + height);
        on.closePath();
        on.fill();
    }

    private void areas(GraphicsContext on) {
        double[] base = new double[data.buckets()];
        for (int layer = 0; layer < data.layers().size(); layer++) {
            double[] values = data.layers().get(layer);
            on.setFill(paints.layer(layer));
            on.beginPath();
            on.moveTo(x(0), y(base[0]));
            for (int bucket = 0; bucket < values.length; bucket++) {
                on.lineTo(x(bucket), y(base[bucket] + values[bucket]));
                on.lineTo(x(bucket + 1), y(base[bucket] + values[bucket]));
            }
            for (int bucket = values.length - 1; bucket >= 0; bucket--) {
                on.lineTo(x(bucket + 1), y(base[bucket]));
                on.lineTo(x(bucket), y(base[bucket]));
                base[bucket] += values[bucket];
            }
            on.closePath();
            on.fill();
        }
    }

    private void lines(GraphicsContext on) {
        on.setLineWidth(2);
        for (int layer = data.layers().size() - 1; layer >= 0; layer--) {
            on.setStroke(paints.layer(layer));
            line(on, data.layers().get(layer));
        }
    }

    private void previous(GraphicsContext on) {
        for (double[] before : data.previous()) {
            on.setStroke(paints.previous());
            on.setLineWidth(1.5);
            on.setLineDashes(5, 4);
            line(on, before);
            on.setLineDashes();
        }
    }

    private void line(GraphicsContext on, double[] values) {
        on.beginPath();
        for (int bucket = 0; bucket < Math.min(values.length, data.buckets()); bucket++) {
            double x = x(bucket + 0.5);
            if (bucket == 0) {
                on.moveTo(x, y(values[bucket]));
            } else {
                on.lineTo(x, y(values[bucket]));
            }
        }
        on.stroke();
    }

    private void timeLabels(GraphicsContext on) {
        on.setFill(paints.text());
        on.setTextBaseline(VPos.TOP);
        on.setTextAlign(TextAlignment.CENTER);
        int most = (int) Math.max(1, plotWidth() / LABEL_ROOM);
        boolean whole = data.question().granularity().compareTo(org.countinghouse.insight.Granularity.DAY) >= 0;
        for (var label : times.along(data.starts(), most)) {
            // Below a day a label names the instant a bucket begins, from a day on the whole bucket.
            double at = x(label.bucket() + (whole ? 0.5 : 0));
            on.fillText(label.text(), Math.clamp(at, left, width - RIGHT), height - BOTTOM + 8);
        }
        on.setFill(Color.TRANSPARENT);
    }
}
