package org.countinghouse.desktop.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import org.countinghouse.catalog.ExamplePlans;
import org.countinghouse.desktop.Books;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.moves.MoveServices;
import org.countinghouse.desktop.thresholds.ThresholdServices;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.insight.ObservedReadings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example plans in both languages. */
class ExamplesScreenTest {
    private static final int MONTH = 1;

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyExampleOpensWithItsMonth(Language language) throws Exception {
        try (var books = new Books()) {
            Function<ScreenContext, PlansView> view = context -> new PlansView(
                    new PlansViewModel(books.plans, books.meters, new ObservedReadings(books.database()), context),
                    new ExamplesViewModel(
                            books.examplePublishing(), new ObservedReadings(books.database()), true, context),
                    ThresholdServices.of(books.database(), Books.NOON, true),
                    MoveServices.of(books.database(), Books.NOON, true),
                    context);
            try (var stage = ScreenStage.open("/fxml/plans.fxml", view, language, ZoneId.of("UTC"))) {
                for (var example : ExamplePlans.all()) {
                    stage.onFx(() -> stage.screen().show(Location.of("plans", "example", example.name())));
                    stage.until(() -> stage.scene().lookup("#example-title") instanceof Label title
                            && title.getText().equals(example.title(language.texts())));
                    stage.picture("example-" + example.name() + "-" + language);
                    stage.onFx(() -> ((TabPane) stage.scene().lookup(".plan-page .tab-pane"))
                            .getSelectionModel()
                            .select(MONTH));
                    stage.until(() -> stage.scene().lookup(".month-totals") != null);
                    stage.picture("example-" + example.name() + "-month-" + language);
                }
                stage.onFx(() -> ((Button) stage.scene().lookup("#publish-example")).fire());
                stage.picture("example-publish-" + language);
                assertThat(stage.failures).isEmpty();
            }
        }
    }
}
