package org.countinghouse.desktop.dashboard;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A thin bar that is filled to a share. */
final class ShareBar extends Region {
    private final Region fill = new Region();
    private final double share;

    /** @param share 0 to 1; what lies outside is cut */
    ShareBar(double share) {
        this.share = Math.clamp(share, 0, 1);
        getStyleClass().add("board-track");
        fill.getStyleClass().add("board-fill");
        getChildren().add(fill);
    }

    @Override
    protected void layoutChildren() {
        fill.resizeRelocate(0, 0, snapSizeX(getWidth() * share), getHeight());
    }

    /** With words above it, at the foot of the room there is. */
    static Node of(long part, long whole, String words) {
        var label = new Label(words);
        label.getStyleClass().add("tile-detail");
        var box = new VBox(label, new ShareBar(whole == 0 ? 0 : (double) part / whole));
        box.getStyleClass().add("share");
        box.setAlignment(Pos.BOTTOM_LEFT);
        return box;
    }
}
