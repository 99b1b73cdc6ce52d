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
            onlyLate(stage, fixture, drill, point.events());
        }
    }

    /** One event of the hour comes a minute after it happened; all others came years later. */
    private static void onlyLate(ScreenStage stage, UsageFixture fixture, DrillViewModel drill, long events)
            throws Exception {
        fixture.addPunctualEvent();
        var late = (ToggleButton) stage.scene().lookup("#only-late");
        stage.onFx(() -> {
            ((ToggleButton) stage.scene().lookup("#showTable")).setSelected(true);
            ((UsageChart) stage.scene().lookup(".usage-chart")).selected().set(-1);
            drill.forget();
            ((ToggleButton) stage.scene().lookup("#showEvents")).setSelected(true);
        });
        stage.until(() -> drill.events().totals().get().rows() == UsageFixture.EVENTS + 1);
        stage.onFx(late::fire);
        stage.until(() -> drill.events().totals().get().rows() == UsageFixture.EVENTS);
        stage.onFx(late::fire);
        stage.until(() -> drill.events().totals().get().rows() == UsageFixture.EVENTS + 1);
        assertThat(events).isPositive();
        assertThat(drill.events().rows().stream().limit(50))
                .anyMatch(row -> row != null && !row.late())
                .anyMatch(row -> row != null && row.late());
    }

    @Test
    void thePeakIsAClickAwayAndALineOffersItsTimeItsValueAndACopy() throws Exception {
        try (var fixture = UsageFixture.withUsage();
                var stage =
                        ScreenStage.open("/fxml/usage.fxml", context -> new UsageView(context, fixture.database()))) {
            var model = (UsageViewModel) ((UsageView) stage.screen()).models().getFirst();
            stage.until(() -> model.state().get() instanceof UsageState.Shown);
            stage.onFx(() -> {
                model.choose("tokens_in");
                model.range().set(new RangeChoice.Custom(UsageFixture.trace()));
                model.grouping().set(new Grouping.ByDimension("region"));
            });
            stage.until(() -> model.answer().get() != null
                    && model.answer().get().series().lines().size() == 3
                    && !model.busy().get());
            var chart = (UsageChart) stage.scene().lookup(".usage-chart");
            stage.onFx(() -> ((javafx.scene.control.Hyperlink) stage.scene().lookup("#usage-peak")).fire());
            int peak = model.answer().get().series().peak();
            assertThat(chart.selected().get()).isEqualTo(peak);

            @SuppressWarnings("unchecked") // The scene does not say what the table holds.
            var table = (javafx.scene.control.TableView<BucketRow>)
                    stage.scene().lookup("#tablePlace").lookup(".data-table-view");
            assertThat(table.getSelectionModel().getSelectedItem().bucket()).isEqualTo(peak);
            var menu = new BucketMenu(
                    table,
                    stage.context(),
                    new UsageWords(stage.context().texts(), stage.context().formats()),
                    model);
            var region = table.getColumns().stream()
                    .filter(column -> column.getText().equals("eu"))
                    .findFirst()
                    .orElseThrow();
            var items =
                    menu.items(model.answer().get(), table.getSelectionModel().getSelectedItem(), region, () -> {});
            assertThat(items)
                    .extracting(javafx.scene.control.MenuItem::getText)
                    .contains("Show the events", "Show only “eu”", "Copy", "Copy the table");
            stage.onFx(() -> items.getLast().fire());
            stage.onFx(() -> assertThat(javafx.scene.input.Clipboard.getSystemClipboard()
                            .getString()
                            .lines())
                    .hasSize(table.getItems().size() + 1)
                    .allMatch(line ->
                            line.split("\t", -1).length == table.getColumns().size()));
            stage.onFx(() -> items.get(2).fire());
            assertThat(model.scope().get().properties()).containsEntry("region", "eu");
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
