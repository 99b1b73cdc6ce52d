package org.countinghouse.desktop.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class RememberedSplitTest {
    private static final Preferences INITIAL = Preferences.initial(Locale.ENGLISH);

    @TempDir
    private Path folder;

    private PreferenceStore preferences;
    private Stage stage;
    private SplitPane outer;
    private SplitPane inner;

    @Start
    void start(Stage newStage) {
        stage = newStage;
        stage.setScene(new Scene(new StackPane()));
        // All tests have one stage, and one of them makes it small.
        stage.setWidth(800);
        stage.setHeight(600);
        stage.show();
    }

    @BeforeEach
    void open(FxRobot robot) {
        preferences = PreferenceStore.open(folder.resolve("preferences.json"), INITIAL);
        robot.interact(this::build);
    }

    private void build() {
        inner = new SplitPane(new Region(), new Region());
        inner.setOrientation(Orientation.VERTICAL);
        outer = new SplitPane(new Region(), inner, new Region());
        outer.setDividerPositions(0.25, 0.75);
        RememberedSplit.keep(outer, "outer", preferences);
        RememberedSplit.keep(inner, "inner", preferences);
        stage.getScene().setRoot(outer);
        outer.applyCss();
        outer.layout();
    }

    private void drag(FxRobot robot, SplitPane split, double x, double y) {
        Node divider = split.lookupAll(".split-pane-divider").stream()
                .filter(node -> split.equals(node.getParent()))
                .findFirst()
                .orElseThrow();
        // The robot of the headless platform drags whatever is under the mouse instead of what was pressed.
        Bounds bounds = divider.localToScene(divider.getBoundsInLocal());
        robot.interact(() -> {
            fire(divider, MouseEvent.MOUSE_PRESSED, bounds.getCenterX(), bounds.getCenterY());
            fire(divider, MouseEvent.MOUSE_DRAGGED, bounds.getCenterX() + x, bounds.getCenterY() + y);
            split.layout();
            fire(divider, MouseEvent.MOUSE_RELEASED, bounds.getCenterX() + x, bounds.getCenterY() + y);
        });
    }

    private static void fire(Node target, EventType<MouseEvent> type, double x, double y) {
        boolean down = type != MouseEvent.MOUSE_RELEASED;
        target.fireEvent(new MouseEvent(
                type,
                x,
                y,
                x,
                y,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                down,
                false,
                false,
                false,
                false,
                false,
                null));
    }

    @Test
    void aDividerStandsWhereItWasDragged(FxRobot robot) {
        drag(robot, outer, 100, 0);
        double left = outer.getDividerPositions()[0];
        assertThat(left).isGreaterThan(0.3);
        preferences.flush();

        preferences = PreferenceStore.open(folder.resolve("preferences.json"), INITIAL);
        robot.interact(this::build);

        assertThat(outer.getDividerPositions()[0]).isCloseTo(left, within(0.01));
        assertThat(outer.getDividerPositions()[1]).isCloseTo(0.75, within(0.01));
    }

    @Test
    void aSplitInsideAnotherIsItsOwn(FxRobot robot) {
        drag(robot, inner, 0, 60);

        assertThat(preferences.get().splits()).containsOnlyKeys("inner");
    }

    @Test
    void aSmallWindowChangesNothing(FxRobot robot) {
        robot.interact(() -> stage.setWidth(300));

        assertThat(preferences.get().splits()).isEmpty();
    }

    @Test
    void whatDoesNotFitTheSplitIsIgnored(FxRobot robot) {
        robot.interact(() -> {
            preferences.update(now -> now.withSplit("outer", List.of(0.5)).withSplit("inner", List.of(-3.0)));
            build();
        });

        assertThat(outer.getDividerPositions()[0]).isCloseTo(0.25, within(0.01));
        assertThat(inner.getDividerPositions()[0]).isCloseTo(0.5, within(0.01));
    }
}
