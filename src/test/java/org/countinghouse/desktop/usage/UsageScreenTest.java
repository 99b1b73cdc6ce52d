package org.countinghouse.desktop.usage;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import org.countinghouse.insight.Grouping;
import org.countinghouse.insight.UsageFixture;
import org.junit.jupiter.api.Test;

class UsageScreenTest {
    @Test
    void chartTableAndEventsAreOneAnswer() throws Exception {
        try (var fixture = UsageFixture.withUsage();
                var stage =
                        ScreenStage.open("/fxml/usage.fxml", context -> new UsageView(context, fixture.database()))) {
            var view = (UsageView) stage.screen();
            var model = (UsageViewModel) view.models().getFirst();
            var drill = (DrillViewModel) view.models().getLast();
            stage.until(() -> model.state().get() instanceof UsageState.Shown);
            stage.onFx(() -> {
                model.choose("tokens_in");
                model.range().set(new RangeChoice.Month(java.time.YearMonth.of(2023, 11)));
                model.range().set(new RangeChoice.Custom(UsageFixture.trace()));
                model.grouping().set(new Grouping.ByDimension("model"));
                model.compare().set(true);
            });
            stage.until(() -> model.answer().get() != null
                    && model.answer().get().series().lines().size() == 9
                    && !model.busy().get());
            stage.picture("usage-grouped");
            var chart = (UsageChart) stage.scene().lookup(".usage-chart");
            var series = model.answer().get().series();
            stage.onFx(() -> {
                chart.selected().set(series.peak());
                ((ToggleButton) stage.scene().lookup("#showEvents")).setSelected(true);
            });
            stage.until(() -> drill.events().totals().get().rows() > 0);
            var point = series.total().points().get(series.peak());
            assertThat(drill.events().totals().get().rows()).isEqualTo(point.events());
            assertThat(drill.events().totals().get().sums().get("quantity")).isEqualByComparingTo(point.quantity());
            stage.until(() -> stage.scene().getRoot().lookupAll(".data-cell").size() > 10);
            stage.picture("usage-events");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void anEmptyWorkspaceOffersTheImport() throws Exception {
        try (var fixture = UsageFixture.empty();
                var stage =
                        ScreenStage.open("/fxml/usage.fxml", context -> new UsageView(context, fixture.database()))) {
            stage.until(() -> stage.scene().lookup(".empty-title") != null);
            assertThat(((Label) stage.scene().lookup(".empty-title")).getText()).isEqualTo("No usage yet");
            stage.picture("usage-empty");
            stage.onFx(() -> ((javafx.scene.control.Button) stage.scene().lookup(".empty-buttons .button")).fire());
            assertThat(stage.visited)
                    .extracting(org.countinghouse.desktop.common.Location::screen)
                    .containsExactly("import");
        }
    }
}
