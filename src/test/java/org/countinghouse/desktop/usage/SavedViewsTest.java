package org.countinghouse.desktop.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.SavedView;
import org.countinghouse.insight.Grouping;
import org.countinghouse.insight.UsageFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Saving, opening, changing, renaming and deleting views of the usage screen. */
class SavedViewsTest {
    private UsageFixture fixture;
    private ScreenStage stage;
    private UsageViewModel model;

    @BeforeEach
    void open() throws Exception {
        fixture = UsageFixture.withUsage();
        stage = ScreenStage.open("/fxml/usage.fxml", context -> new UsageView(context, fixture.database()));
        model = (UsageViewModel) ((UsageView) stage.screen()).models().getFirst();
        stage.until(() -> model.state().get() instanceof UsageState.Shown);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        fixture.close();
    }

    @Test
    void aViewIsSavedOpenedChangedRenamedAndDeleted() throws Exception {
        assertThat(items()).contains("No saved views yet");
        byModel();
        save("Tokens by model");
        assertThat(menu().getText()).isEqualTo("Tokens by model");
        assertThat(views())
                .extracting(SavedView::name, SavedView::screen)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("Tokens by model", "usage"));
        stage.picture("usage-view");

        stage.onFx(() -> model.compare().set(false));
        assertThat(menu().getText()).isEqualTo("Tokens by model (changed)");
        stage.onFx(() -> item("Save the changes to “Tokens by model”").fire());
        assertThat(menu().getText()).isEqualTo("Tokens by model");
        assertThat(views().getFirst().arguments()).doesNotContainKey("compare");

        stage.onFx(() -> model.grouping().set(new Grouping.ByCustomer()));
        save("Köln & Bonn");
        stage.onFx(() -> {
            item("Tokens by model").fire();
            // The shell around the screen goes where the menu says.
            stage.screen().show(stage.visited.getLast());
        });
        assertThat(model.grouping().get()).isEqualTo(new Grouping.ByDimension("model"));
        assertThat(menu().getText()).isEqualTo("Tokens by model");

        stage.onFx(() -> action("usage.view.rename").fire());
        name("By model");
        assertThat(menu().getText()).isEqualTo("By model");
        stage.onFx(() -> action("usage.view.delete").fire());
        assertThat(views()).extracting(SavedView::name).containsExactly("Köln & Bonn");
        assertThat(stage.notices).last().isEqualTo("View “By model” deleted");
        assertThat(action("usage.view.delete").enabled().get()).isFalse();
        stage.onFx(() -> stage.offers.getLast().run());
        assertThat(menu().getText()).isEqualTo("By model");
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void aNameThatIsTakenIsSaidToBeReplaced() throws Exception {
        byModel();
        save("One");
        stage.onFx(() -> model.compare().set(false));
        stage.onFx(() -> action("usage.view.save").fire());
        Scene question = stage.window("#confirm-view");
        stage.until(
                () -> ((Button) question.lookup("#confirm-view")).getText().equals("Replace the view of this name"));
        stage.picture("usage-view-save", question);
        stage.onFx(() -> ((Button) question.lookup("#confirm-view")).fire());
        stage.until(() -> !question.getWindow().isShowing());
        assertThat(views()).hasSize(1);
        assertThat(views().getFirst().arguments()).doesNotContainKey("compare");
    }

    @Test
    void theScreenComesBackAsItWasLeft() throws Exception {
        byModel();
        Map<String, String> left = Objects.requireNonNull(
                stage.context().preferences().get().remembered().places().get("usage"));
        var again = new UsageView[1];
        stage.onFx(() -> {
            again[0] = new UsageView(stage.context(), fixture.database());
            org.countinghouse.desktop.common.ViewLoader.load(
                    "/fxml/usage.fxml", stage.context().texts(), again[0]);
            again[0].show(Location.of("usage"));
            again[0].activate();
        });
        var reopened = (UsageViewModel) again[0].models().getFirst();
        stage.until(() -> reopened.state().get() instanceof UsageState.Shown);
        assertThat(reopened.asked().get().arguments()).isEqualTo(left);
        assertThat(reopened.grouping().get()).isEqualTo(new Grouping.ByDimension("model"));
    }

    private void byModel() throws Exception {
        stage.onFx(() -> {
            model.choose("tokens_in");
            model.range().set(new RangeChoice.Custom(UsageFixture.trace()));
            model.grouping().set(new Grouping.ByDimension("model"));
            model.compare().set(true);
        });
    }

    private void save(String name) throws Exception {
        stage.onFx(() -> action("usage.view.save").fire());
        name(name);
    }

    private void name(String name) throws Exception {
        Scene question = stage.window("#confirm-view");
        stage.onFx(() -> {
            ((TextField) question.lookup("#view-name")).setText(name);
            ((Button) question.lookup("#confirm-view")).fire();
        });
        stage.until(() -> !question.getWindow().isShowing());
    }

    private Action action(String id) {
        return stage.screen().actions().stream()
                .filter(action -> action.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private MenuButton menu() {
        return (MenuButton) stage.scene().lookup("#views");
    }

    private List<String> items() {
        return menu().getItems().stream().map(MenuItem::getText).toList();
    }

    private MenuItem item(String text) {
        return menu().getItems().stream()
                .filter(item -> text.equals(item.getText()))
                .findFirst()
                .orElseThrow();
    }

    private List<SavedView> views() {
        return stage.context().preferences().get().remembered().views();
    }
}
