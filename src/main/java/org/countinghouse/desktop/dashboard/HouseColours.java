package org.countinghouse.desktop.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;

/**
 * The colours of the theme for drawings that take colours in code and not in style sheets. Invisible shapes carry the
 * tokens; when the theme changes their fills do.
 */
final class HouseColours extends Pane {
    /** @param series for slices and bars, in order */
    record Palette(Color accent, Color muted, Color subtle, Color grid, Color text, List<Color> series) {}

    private static final int SERIES = 8;

    private final Rectangle accent = probe("-color-chart-1");
    private final Rectangle muted = probe("-color-fg-muted");
    private final Rectangle subtle = probe("-color-fg-subtle");
    private final Rectangle grid = probe("-color-border-subtle");
    private final Rectangle text = probe("-color-fg-default");
    private final List<Rectangle> series = new ArrayList<>();
    private final List<Consumer<Palette>> followers = new ArrayList<>();

    HouseColours() {
        setManaged(false);
        setVisible(false);
        for (int number = 1; number <= SERIES; number++) {
            series.add(probe("-color-chart-" + number));
        }
        // The last probe changes last, so one change of theme dresses everything once.
        series.getLast().fillProperty().addListener((_, _, _) -> tell());
    }

    private Rectangle probe(String token) {
        var shape = new Rectangle();
        shape.setStyle("-fx-fill: " + token + ";");
        getChildren().add(shape);
        return shape;
    }

    private void tell() {
        var palette = palette();
        followers.forEach(follower -> follower.accept(palette));
    }

    /** @param owner whose dressing it is; it lives as long as the screen */
    void follow(Node owner, Consumer<Palette> dressing) {
        java.util.Objects.requireNonNull(owner);
        followers.add(dressing);
        dressing.accept(palette());
    }

    private Palette palette() {
        return new Palette(
                colour(accent),
                colour(muted),
                colour(subtle),
                colour(grid),
                colour(text),
                series.stream().map(HouseColours::colour).toList());
    }

    private static Color colour(Rectangle probe) {
        return probe.getFill() instanceof Color colour ? colour : Color.GRAY;
    }
}
