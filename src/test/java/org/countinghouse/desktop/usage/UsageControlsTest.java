package org.countinghouse.desktop.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.event.Event;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import org.countinghouse.insight.Granularity;
import org.countinghouse.insight.Grouping;
import org.countinghouse.insight.UsageFixture;
import org.junit.jupiter.api.Test;

/** The bar over the chart, by the controls that a person uses. */
class UsageControlsTest {
    @Test
    void usageIsGroupedFilteredAndComparedFromTheBar() throws Exception {
        try (var fixture = UsageFixture.withUsage();
                var stage =
                        ScreenStage.open("/fxml/usage.fxml", context -> new UsageView(context, fixture.database()))) {
            var model = (UsageViewModel) ((UsageView) stage.screen()).models().getFirst();
            stage.until(() -> model.answer().get() != null && !model.busy().get());
            stage.onFx(() -> {
                model.choose("tokens_in");
                model.range().set(new RangeChoice.Custom(UsageFixture.trace()));
            });
            stage.until(() -> settled(model)
                    && model.answer().get().series().question().meter().code().equals("tokens_in"));

            MenuButton grouping = (MenuButton) stage.scene().lookup("#grouping");
            stage.onFx(() -> item(grouping.getItems(), "region").fire());
            stage.until(() ->
                    settled(model) && model.answer().get().series().lines().size() == 3);
            assertThat(model.grouping().get()).isEqualTo(new Grouping.ByDimension("region"));
            assertThat(grouping.getText()).isEqualTo("By region");

            MenuButton filter = (MenuButton) stage.scene().lookup("#filter");
            stage.onFx(filter::show);
            Menu models = (Menu) item(filter.getItems(), "model");
            stage.onFx(() -> Event.fireEvent(models, new Event(Menu.ON_SHOWING)));
            stage.until(() ->
                    models.getItems().stream().anyMatch(one -> one.getText().equals("model-1")));
            stage.onFx(() -> {
                item(models.getItems(), "model-1").fire();
                filter.hide();
            });
            stage.until(() -> settled(model) && chips(stage).size() == 1);
            assertThat(model.scope().get().properties()).containsEntry("model", "model-1");
            assertThat(chips(stage))
                    .singleElement()
                    .satisfies(chip -> assertThat(chip.getText()).contains("model-1"));

            ToggleButton compare = (ToggleButton) stage.scene().lookup("#compare");
            stage.onFx(compare::fire);
            stage.until(() -> settled(model) && model.answer().get().previous() != null);
            assertThat(stage.scene().getRoot().lookupAll(".legend-entry"))
                    .extracting(entry -> ((Labeled) entry).getText())
                    .anyMatch(text -> text.startsWith("Previous period"));

            stage.onFx(() -> segment(stage, "5 min").fire());
            stage.until(() -> settled(model)
                    && model.answer().get().series().question().granularity() == Granularity.FIVE_MINUTES);

            stage.onFx(() -> ((Button) chips(stage).getFirst()).fire());
            stage.until(() -> settled(model) && chips(stage).isEmpty());
            assertThat(model.scope().get().properties()).isEmpty();
            assertThat(stage.failures).isEmpty();
        }
    }

    private static boolean settled(UsageViewModel model) {
        return model.answer().get() != null && !model.busy().get();
    }

    private static MenuItem item(List<MenuItem> items, String text) {
        return items.stream()
                .filter(item -> text.equals(item.getText()))
                .findFirst()
                .orElseThrow();
    }

    private static List<Labeled> chips(ScreenStage stage) {
        return stage.scene().getRoot().lookupAll(".chip").stream()
                .map(Labeled.class::cast)
                .toList();
    }

    private static ToggleButton segment(ScreenStage stage, String text) {
        return stage.scene().getRoot().lookupAll(".segment").stream()
                .map(ToggleButton.class::cast)
                .filter(button -> button.getText().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
