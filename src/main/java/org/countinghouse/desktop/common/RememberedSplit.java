package org.countinghouse.desktop.common;

import java.util.Arrays;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;

/**
 * Lets the dividers of a split stand where the person left them. Only what is dragged is remembered: a small window
 * pushes dividers too, and must not undo what was chosen in a large one.
 */
public final class RememberedSplit {
    private RememberedSplit() {}

    /** @param id stable name of the split */
    public static void keep(SplitPane split, String id, PreferenceStore preferences) {
        List<Double> left = preferences.get().splits().getOrDefault(id, List.of());
        if (left.size() == split.getDividers().size() && left.stream().allMatch(RememberedSplit::isInside)) {
            split.setDividerPositions(
                    left.stream().mapToDouble(Double::doubleValue).toArray());
        }
        split.addEventFilter(MouseEvent.MOUSE_RELEASED, release -> {
            if (isDivider(release.getTarget(), split)) {
                List<Double> now =
                        Arrays.stream(split.getDividerPositions()).boxed().toList();
                preferences.update(current -> current.withSplit(id, now));
            }
        });
    }

    private static boolean isInside(double position) {
        return position >= 0 && position <= 1;
    }

    /** A divider of this split, not of one inside it. */
    private static boolean isDivider(Object target, SplitPane split) {
        Node node = target instanceof Node hit ? hit : null;
        while (node != null && !split.equals(node.getParent())) {
            node = node.getParent();
        }
        return node != null && node.getStyleClass().contains("split-pane-divider");
    }
}
