package org.countinghouse.desktop.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import org.countinghouse.catalog.Json;
import org.countinghouse.desktop.Books;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.moves.MoveServices;
import org.countinghouse.desktop.thresholds.ThresholdServices;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.insight.ObservedReadings;
import org.countinghouse.rating.review.Check;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tabs Checks and Compare on a real database. */
class PlanReviewScreenTest {
    private static final int CHECKS = 2;
    private static final int COMPARE = 3;

    private static final String STEEP = """
            {"code":"steep","name":"Steep","currency":"EUR","fees":[{"code":"base","name":"Base fee","amount":"%s"}],
             "charges":[
              {"code":"api","name":"API requests","meter":"requests","price":{"model":"volume","tiers":[
                {"up_to":"15","unit_amount":"10"},{"up_to":null,"unit_amount":"%s"}]}},
              {"code":"tokens","name":"Tokens","meter":"tokens","minimum":"20","maximum":"%s","price":{"model":"matrix",
                "dimensions":["model"],"rows":[{"match":{"model":"mini"},"unit_amount":"0.00000015"}]}}]}""";

    @ParameterizedTest
    @EnumSource(Language.class)
    void findingsAndDifferencesAreShown(Language language) throws Exception {
        try (var books = new Books()) {
            books.plans.publish(Json.parse(STEEP.formatted("99.90", "6", "50")), LocalDate.of(2026, 1, 1));
            books.plans.publish(Json.parse(STEEP.formatted("89.905", "5", "10")), LocalDate.of(2026, 2, 1));
            books.database().write(connection -> {
                try (var statement = connection.createStatement()) {
                    return statement.execute("insert into usage_total values ('tokens', '2026-02-01T10:00Z',"
                            + " gen_random_uuid(), '{\"model\":\"large\"}', 40, 7)");
                }
            });
            Function<ScreenContext, PlansView> view = context -> new PlansView(
                    new PlansViewModel(books.plans, books.meters, new ObservedReadings(books.database()), context),
                    new ExamplesViewModel(
                            books.examplePublishing(), new ObservedReadings(books.database()), true, context),
                    ThresholdServices.of(books.database(), Books.NOON, true),
                    MoveServices.of(books.database(), Books.NOON, true),
                    context);
            try (var stage = ScreenStage.open("/fxml/plans.fxml", view, language, ZoneId.of("UTC"))) {
                stage.onFx(() -> stage.screen().show(Location.of("plans", "plan", "steep")));
                stage.until(() -> stage.scene().lookup(".tab-pane") instanceof TabPane tabs
                        && tabs.getTabs().get(CHECKS).getText().endsWith("· 4"));
                select(stage, CHECKS);
                stage.until(
                        () -> stage.scene().getRoot().lookupAll(".check-card").size() == 4);
                assertThat(labels(stage, ".check-place"))
                        .containsExactlyInAnyOrder(
                                "$.charges[1].minimum",
                                "$.charges[1].price.rows",
                                "$.charges[0].price.tiers[1]",
                                "$.fees[0].amount");
                stage.picture("plan-checks-" + language);

                select(stage, COMPARE);
                stage.until(
                        () -> !stage.scene().getRoot().lookupAll(".crossings").isEmpty());
                assertThat(stage.scene().getRoot().lookupAll(".change-row")).hasSize(3);
                stage.picture("plan-compare-" + language);
                assertThat(stage.failures).isEmpty();
            }
        }
    }

    private static void select(ScreenStage stage, int tab) throws Exception {
        stage.onFx(() -> ((TabPane) stage.scene().lookup(".tab-pane"))
                .getSelectionModel()
                .select(tab));
    }

    private static List<String> labels(ScreenStage stage, String style) {
        return stage.scene().getRoot().lookupAll(style).stream()
                .map(node -> ((Label) node).getText())
                .toList();
    }

    @Test
    void everyCheckHasItsSentenceInBothLanguages() {
        for (Check check : Check.values()) {
            assertThat(Texts.in(Language.ENGLISH).find(check.key())).contains(check.sentence());
            assertThat(Texts.in(Language.GERMAN).find(check.key())).isPresent();
        }
    }
}
