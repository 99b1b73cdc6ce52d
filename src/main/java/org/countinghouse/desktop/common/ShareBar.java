package org.countinghouse.desktop.common;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A bar with marks. What is above the whole makes the bar longer than the whole, which is then marked too. */
public final class ShareBar extends Region {
    private static final double HEIGHT = 6;
    private static final double MARK_WIDTH = 2;

    private final Region track = part("share-track");
    private final Region fill = part("share-fill");
    private final List<Region> marks = new ArrayList<>();
    private @Nullable Share share;

    public ShareBar() {
        getStyleClass().add("share-bar");
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        getChildren().addAll(track, fill);
    }

    private static Region part(String styleClass) {
        var region = new Region();
        region.getStyleClass().add(styleClass);
        region.setManaged(false);
        return region;
    }

    public void show(Share newShare) {
        share = newShare;
        for (Tone tone : Tone.values()) {
            fill.getStyleClass().remove(tone.styleClass());
        }
        fill.getStyleClass().add(newShare.tone().styleClass());
        getChildren().removeAll(marks);
        marks.clear();
        for (BigDecimal level : newShare.marks()) {
            marks.add(part(reached(newShare, level) ? "share-mark-reached" : "share-mark"));
        }
        if (isOver(newShare)) {
            marks.add(part("share-mark-reached"));
        }
        getChildren().addAll(marks);
        setVisible(newShare.used() != null);
        setAccessibleText(newShare.text());
        requestLayout();
    }

    private static boolean reached(Share share, BigDecimal level) {
        return share.used() != null && share.used().compareTo(level) >= 0;
    }

    private static boolean isOver(Share share) {
        return share.used() != null && share.used().compareTo(BigDecimal.ONE) > 0;
    }

    @Override
    protected void layoutChildren() {
        Share shown = share;
        if (shown == null || shown.used() == null) {
            return;
        }
        double used = shown.used().doubleValue();
        double whole = Math.max(1, used);
        double width = getWidth();
        track.resizeRelocate(0, 0, width, HEIGHT);
        fill.resizeRelocate(0, 0, used <= 0 ? 0 : Math.max(HEIGHT, width * used / whole), HEIGHT);
        for (int i = 0; i < marks.size(); i++) {
            double level = i < shown.marks().size() ? shown.marks().get(i).doubleValue() : 1;
            double x = Math.round(Math.min(width - MARK_WIDTH, width * level / whole));
            marks.get(i).resizeRelocate(x, 0, MARK_WIDTH, HEIGHT);
            marks.get(i).setVisible(level < whole);
        }
    }
}
